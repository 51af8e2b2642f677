"""The demo: an invented programme with invented people, real PDFs, and a door without a phone.

The door exists only in a data folder that `schritte demo` itself made, and only on localhost.
"""
