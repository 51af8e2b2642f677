"""How somebody likes to read: size of the letters, colours, and whether anything may move."""

from dataclasses import dataclass

TEXT_SIZES = (18, 22, 26)  # CSS px
COLOURS = ("system", "light", "dark", "contrast")
MOTIONS = ("system", "none")


@dataclass(frozen=True)
class Comfort:
    """One way of reading. "system" is whatever the phone itself is set to."""

    text_size: int = 18
    colours: str = "system"
    motion: str = "system"

    def __str__(self) -> str:
        """Return it as the phone keeps it: "26-dark-none"."""
        return f"{self.text_size}-{self.colours}-{self.motion}"

    @classmethod
    def from_text(cls, text: str) -> "Comfort":
        """Read what `str()` wrote; whatever else it is, that is the usual way."""
        return _KNOWN.get(text, USUAL)

    @property
    def larger(self) -> int | None:
        """The next larger size of letters; None if these are the largest."""
        return next((size for size in TEXT_SIZES if size > self.text_size), None)

    @property
    def smaller(self) -> int | None:
        """The next smaller size; None if these are the smallest."""
        return next((size for size in reversed(TEXT_SIZES) if size < self.text_size), None)


USUAL = Comfort()
_KNOWN = {
    str(each): each
    for each in (
        Comfort(size, colours, motion)
        for size in TEXT_SIZES
        for colours in COLOURS
        for motion in MOTIONS
    )
}
