"""What an official word is: the word as it is printed, and how we say it."""

import re
from dataclasses import dataclass

_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class OfficialWord:
    """One word of offices with its explanation (calm 2.2): our words first, then the official one.

    An explanation says what the word means anywhere. What it means for one person says their
    letter, and the summary of it.
    """

    word: str
    """As in a dictionary. It stays German in every language."""
    forms: str
    """A pattern of all its forms, compounds included; a space stands for any white space."""
    plain: str
    """Our words for it, without a full stop."""
    says: tuple[str, ...] = ()
    """More about it, one sentence each."""

    @property
    def slug(self) -> str:
        """The word as it can stand in an address."""
        return re.sub(r"[^a-z0-9]+", "-", self.word.lower().translate(_ASCII)).strip("-")
