"""Independent advice nearby, as a coordinator types it: one place on a line."""

import pytest

from app.core import clock
from app.domain.people import AdvicePlace, Programme


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (
            "VdK Musterstadt, 0221 4710 230, mit Termin",
            AdvicePlace("VdK Musterstadt", "0221 4710 230", "mit Termin"),
        ),
        (
            "EUTB Musterkreis: 0221 4710 210. Kostet nichts.",
            AdvicePlace("EUTB Musterkreis", "0221 4710 210", "Kostet nichts."),
        ),
        (
            "Beratungsstelle Arbeit (NRW), Telefon: +49 221/4710-220",
            AdvicePlace("Beratungsstelle Arbeit (NRW)", "+49 221/4710-220"),
        ),
        ("SoVD – 0221 4710 240", AdvicePlace("SoVD", "0221 4710 240")),
        (" Sozialberatung am Markt ", AdvicePlace("Sozialberatung am Markt")),
        ("Beratung, Zimmer 12", AdvicePlace("Beratung, Zimmer 12")),
    ],
)
def test_a_line_is_a_name_a_number_and_a_note(line: str, place: AdvicePlace) -> None:
    assert AdvicePlace.from_line(line) == place


def test_a_programme_has_as_many_places_as_lines_that_say_something() -> None:
    programme = Programme(name="x", advice="VdK, 0221 47100\n\n  \nEUTB", created_at=clock.now())
    assert programme.advice_places == (AdvicePlace("VdK", "0221 47100"), AdvicePlace("EUTB"))
    assert Programme(name="x", advice="", created_at=clock.now()).advice_places == ()
