"""How the product speaks: letter kinds, summaries, honesty rules, phrases and the safe date.

Pure functions and data. Nothing here knows Flask, the database, the clock or babel; callers hand
in what depends on a language: `say` (gettext) and the functions that write dates and money.
Texts and rules come from the design paper "Calm"; its sections are named where they apply.
"""
