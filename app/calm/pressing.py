"""What presses in words that people of the programme write, as hints and own phrases ask for it."""

from app.calm.guard import Hit, UnknownLanguage, Voice, check


def pressing(text: str, language: str, voice: Voice = Voice.APP) -> list[Hit]:
    """Return the words that press; none in a language for which there are no words."""
    try:
        return check(text, voice, language)
    except UnknownLanguage:
        return []
