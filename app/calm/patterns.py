"""Many ways to write one thing, as one pattern."""

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return a pattern that finds whatever one of these finds; capitals make no difference."""
    return re.compile("|".join(patterns), re.IGNORECASE)
