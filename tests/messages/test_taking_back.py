"""An own message can be taken back until somebody has answered, and put back again."""

from sqlalchemy.orm import Session

from tests import make
from tests.people import Cast
from tests.visit import Visit


def paths(visit: Visit, ending: str) -> list[str]:
    found = [each.get("action") for each in visit.page.all("form")]
    return [each for each in found if each.endswith(ending)]


def test_taken_back_is_gone_for_both_and_undo_brings_it_back(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira).open("/messages").press("Senden", body="Das war zu schnell.")
    (path,) = paths(amira, "/withdrawal")
    button = next(b for b in amira.page.all("button") if b.text == "Zurücknehmen")
    amira.press(button.get("aria-label"))
    amira.sees("Zurückgenommen.").sees_not("Das war zu schnell.")
    amira.press("Rückgängig").sees("Ihre Nachricht ist wieder da.", "Das war zu schnell.")
    assert paths(amira, "/withdrawal") == [path]


def test_once_the_guide_has_answered_it_stays(session: Session, cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/messages").press("Senden", body="Passt Montag?")
    (path,) = paths(amira, "/withdrawal")
    token = amira.page.all("input")[0].get("value")
    make.message(session, of=cast.amira, by=cast.jonas, body="Ja, Montag passt.")
    late = amira.client.post(path, data={"csrf_token": token})
    assert late.status_code == 303
    amira.open("/messages").sees("Passt Montag?", "Sie bleibt hier stehen.")
    assert not paths(amira, "/withdrawal")


def test_nobody_takes_back_or_brings_back_what_another_wrote(
    session: Session, cast: Cast, visit: Visit
) -> None:
    hers = make.message(session, of=cast.amira, by=cast.amira, body="Das gehört Amira.")
    his = make.message(session, of=cast.amira, by=cast.jonas, body="Das gehört Jonas.")
    session.commit()
    for person, message in ((cast.samir, hers), (cast.amira, his), (cast.samir, his)):
        someone = visit.as_(person).open("/messages")
        token = someone.page.all("input")[0].get("value")
        for end in ("withdrawal", "withdrawal/undo"):
            answer = someone.client.post(
                f"/messages/{message.id}/{end}", data={"csrf_token": token}
            )
            assert answer.status_code == 404
    visit.as_(cast.amira).open("/messages").sees("Das gehört Amira.", "Das gehört Jonas.")
