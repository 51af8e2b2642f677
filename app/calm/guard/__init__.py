"""The word guard (calm 2): does a text press, threaten, blame, label, or comfort falsely?

It judges our own words only. A letter as it came is never judged, altered or shortened.
"""

from app.calm.guard.check import Hit, check
from app.calm.guard.rules import LANGUAGES, UnknownLanguage
from app.calm.guard.voices import Group, Voice, Weight

__all__ = ["LANGUAGES", "Group", "Hit", "UnknownLanguage", "Voice", "Weight", "check"]
