"""hours as days and times, the crisis service as name, number and hours"""

import re

import sqlalchemy as sa
from alembic import op

revision = 'c1a7d20e5b64'
down_revision = 'c81f5a0d27e4'
branch_labels = None
depends_on = None

DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
SPAN = re.compile(
    rf"({'|'.join(DAYS)})s? bis ({'|'.join(DAYS)})s?,? (?:von )?"
    r"(\d{1,2})(?:[:.](\d{2}))? bis (\d{1,2})(?:[:.](\d{2}))? uhr",
    re.IGNORECASE,
)
PHONE = re.compile(r"\+?[0-9][0-9 ()/\-]{4,29}")
ALWAYS = "1234567 00:00-00:00"

person = sa.table("person", sa.column("id", sa.Uuid()), sa.column("hours", sa.String()))
programme = sa.table(
    "programme",
    sa.column("id", sa.Uuid()),
    *(sa.column(f"crisis_{name}", sa.String()) for name in ("service", "name", "phone", "hours")),
)


def _hours(words: str) -> str:
    found = SPAN.search(words)
    if found is None:
        return ALWAYS if re.search("rund um die uhr|tag und nacht", words, re.IGNORECASE) else ""
    first, last = (DAYS.index(found[n].lower()) + 1 for n in (1, 2))
    days = "".join(str(day) for day in range(first, last + 1))
    # "24 Uhr" is midnight; what is no time of day stays in nobody's way.
    opens, closes = (f"{int(found[n]) % 24:02}:{found[n + 1] or '00'}" for n in (3, 5))
    possible = all(int(found[n]) <= 24 and int(found[n + 1] or 0) < 60 for n in (3, 5))
    return f"{days} {opens}-{closes}" if days and possible else ""


def _words(hours: str) -> str:
    if not hours or hours == ALWAYS:
        return "rund um die Uhr" if hours else ""
    days, _, times = hours.partition(" ")
    opens, _, closes = times.partition("-")
    first, last = DAYS[int(days[0]) - 1], DAYS[int(days[-1]) - 1]
    return f"{first}s bis {last}s von {opens} bis {closes} Uhr"


def upgrade() -> None:
    for name in ("name", "phone", "hours"):
        column = sa.Column(f"crisis_{name}", sa.String(), nullable=False, server_default="")
        op.add_column("programme", column)
    connection = op.get_bind()
    for each in connection.execute(sa.select(person).where(person.c.hours != "")).all():
        kept = {"hours": _hours(each.hours)}
        connection.execute(sa.update(person).where(person.c.id == each.id).values(kept))
    for each in connection.execute(sa.select(programme)).all():
        words = each.crisis_service
        hours, number = _hours(words), PHONE.search(words)
        for part in (SPAN, re.compile("rund um die uhr|tag und nacht", re.IGNORECASE), PHONE):
            words = part.sub("", words, count=1)
        kept = {
            "crisis_name": words.strip(" ,:;."),
            "crisis_phone": number[0].strip() if number else "",
            "crisis_hours": hours,
        }
        connection.execute(sa.update(programme).where(programme.c.id == each.id).values(kept))
    op.drop_column("programme", "crisis_service")


def downgrade() -> None:
    op.add_column(
        "programme", sa.Column("crisis_service", sa.String(), nullable=False, server_default="")
    )
    connection = op.get_bind()
    for each in connection.execute(sa.select(person).where(person.c.hours != "")).all():
        kept = {"hours": _words(each.hours)}
        connection.execute(sa.update(person).where(person.c.id == each.id).values(kept))
    for each in connection.execute(sa.select(programme)).all():
        parts = (each.crisis_name, each.crisis_phone, _words(each.crisis_hours))
        kept = {"crisis_service": ", ".join(filter(None, parts))}
        connection.execute(sa.update(programme).where(programme.c.id == each.id).values(kept))
    for name in ("name", "phone", "hours"):
        op.drop_column("programme", f"crisis_{name}")
