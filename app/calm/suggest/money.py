"""Every amount of a letter, what it means, and which are only parts of a calculation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.calm.facts import Role
from app.calm.printed import COLUMN, printed_amounts, printed_sums
from app.calm.suggest import money_cues as cues
from app.calm.suggest.folded import cue, folded
from app.calm.suggest.letter import Around, Letter
from app.calm.suggest.zones import Zone

_ROLES = [
    (role, cue(rf"(?<!\w)(?:{before})(?!\w)"), cue(rf"^\W{{0,3}}(?:euro?\W{{0,2}})?(?:\w+\W{{1,2}}){{0,3}}?(?:{after})(?!\w)"))
    for role, before, after in cues.ROLES
]

_HEADINGS = (
    (Role.NEW, cue(r"auszahl|verbleib|nach\s(?:der\s)?minderung|zahlbetrag")),
    (Role.OLD, cue(r"bisher|(?<!\w)alt")),
    (Role.REPAY, cue(r"erstatt|zurück|überzahl")),
    (Role.LESS, cue(r"minder|differenz|weniger")),
    (Role.NEW, cue(r"(?<!\w)neu|künftig")),
    (Role.PER_MONTH, cue(r"monatlich|gesamtbetrag|im\smonat|leistung")),
)
_ROW_WORDS = tuple((role, words) for role, words in _HEADINGS if role is not Role.PER_MONTH)
# The parts of a letter that give reasons and hints repeat what stands above, or tell its history.
_ASIDE = frozenset({Zone.REASONS, Zone.HINTS})


@dataclass(frozen=True)
class Sum:
    """An amount in cents; `role` None means it matters without a role of its own."""

    cents: int
    start: int
    end: int
    role: Role | None = None
    why: str = ""
    row: bool = False
    aside: bool = False
    currency: bool = True


def sums_in(letter: Letter, kind: str) -> tuple[Sum, ...]:
    """Return the amounts in their order."""
    places = [(one, True) for one in printed_amounts(letter.flat)]
    covered = [(one.start, one.end) for one, _currency in places]
    places += [
        (one, False)
        for one in printed_sums(letter.flat)
        if not any(start < one.end and one.start < end for start, end in covered)
    ]
    said = [
        _said(letter, Sum(one.what, one.start, one.end, currency=currency), kind)
        for one, currency in sorted(places, key=lambda place: place[0].start)
    ]
    return tuple(_settled(said, kind))


def _said(letter: Letter, amount: Sum, kind: str) -> Sum:
    around = letter.around(amount.start, amount.end)
    row = _row(letter, amount)
    amount = replace(amount, row=row is not None, aside=around.zone in _ASIDE)
    if amount.cents == 0:
        return replace(amount, why="part")
    if around.zone in {Zone.LAW, Zone.ANNEX, Zone.HEAD}:
        return replace(amount, why="rule" if around.zone is Zone.LAW else "part")
    if row is not None:
        return _in_row(letter, amount, row, kind)
    if not amount.currency:
        return replace(amount, why="part")
    before = around.before
    role = _role(around, kind)
    if cues.AFTER_APART.search(around.after):
        return replace(amount, why="rule")
    why = next((why for why, words in cues.APART if words.search(before[-60:])), "")
    if re.search(cue(r"(?:das\ssind|somit|mithin|also)\W{1,2}(?:\w+\s){0,2}$").pattern, before):
        why = ""  # "30 Prozent des Regelbedarfs, das sind …"
    if why and role in {None, Role.PER_MONTH, Role.NEW, Role.OLD} and kind != "sonstiges":
        return replace(amount, why=why)
    if role is None and amount.aside and kind != "zusage":
        return replace(amount, why="part")
    return replace(amount, role=role)


def _role(around: Around, kind: str) -> Role | None:
    near: list[tuple[int, Role]] = []
    for role, before, after in _ROLES:
        for match in before.finditer(around.before):
            if role is Role.OLD and match[0] == "von" and not cues.OLD_NEEDS.search(around.after):
                continue
            if role is Role.NEW and match[0].endswith("auf") and match.end() < len(around.before) - 3:
                continue
            near.append((len(around.before) - match.end(), role))
        follows = after.search(around.after)
        if follows:
            near.append((follows.end(), role))
    if near:
        return min(near, key=lambda one: one[0])[1]
    if cues.RAISE.search(around.before):
        return None
    monthly = cues.PER_MONTH.search(around.before[-50:]) or cues.PER_MONTH.search(around.after[:30])
    return Role.PER_MONTH if monthly else _usual(kind, around)


def _usual(kind: str, around: Around) -> Role | None:
    if kind == "zusage":
        return Role.NEW
    if kind == "erstattung" and cues.TOTAL.search(around.before[-40:]):
        return Role.REPAY
    if kind == "bewilligung" and re.search(cue("in\\shöhe\\svon|gesamtbetrag").pattern, around.before[-40:]):
        return Role.PER_MONTH
    return None


def _row(letter: Letter, amount: Sum) -> str | None:
    """Return the folded beginning of the table row an amount is in, or None."""
    text = letter.text
    start = max(text.rfind(mark, 0, amount.start) for mark in "\n\u2029") + 1
    ends = [at for mark in "\n\u2029" if (at := text.find(mark, amount.end)) >= 0]
    line = text[start : min(ends, default=len(text))]
    rest = text[amount.end : min(ends, default=len(text))]
    if COLUMN in line or "|" in line:
        return letter.folded_part(start, amount.start)
    # A line that ends with its amount, and holds no sentence: "Heizkosten 71,00 EUR".
    lonely = not rest.strip(" €EURur.,*") and not re.search(r"[a-zäöü][.,;]\s|^[a-zäöü]", line)
    amounts = len(re.findall(r"\d,\d{2}", line))
    verb = re.search(r"\b(?:wird|werden|sind|ist|haben|erhalten|beträgt|betragen|Sie|Ihnen|ich|wir|auf|um)\b", line)
    return letter.folded_part(start, amount.start) if lonely and amounts and len(line) < 90 and not verb else None


def _in_row(letter: Letter, amount: Sum, row: str, kind: str) -> Sum:
    headings = _headings(letter, amount)
    heading = headings[0] if headings else ""
    role = _heading_role(heading)
    if cues.PAYEE.search(f"{row} {' '.join(headings)}") or cues.PART_ROW.search(row):
        return replace(amount, why="part")
    if cues.TOTAL_ROW.search(row) or (headings and not role and cues.TOTAL_ROW.search(heading)):
        if role or not headings or len(headings) < 3 or not _more_in_row(letter, amount):
            return replace(amount, role=role or _total(kind), row=False)
    if role in {Role.OLD, Role.NEW} and kind in {"minderung", "erstattung", "anhoerung"}:
        return replace(amount, why="part")
    if role and re.search(r"\d{4}", row):
        return replace(amount, role=role)
    if headings and len(headings) > 2:
        return replace(amount, why="part")
    words = re.sub(r"[\d.,€%]+|eur", "", row)
    for role, pattern in _ROW_WORDS:
        if pattern.search(words):
            return replace(amount, role=role)
    if cues.PER_MONTH.search(words) and not re.search(cue("anzurechn|bedarf").pattern, words):
        return replace(amount, role=Role.PER_MONTH)
    return replace(amount, why="part")


def _more_in_row(letter: Letter, amount: Sum) -> bool:
    """Say whether the row goes on with another amount."""
    rest = re.split("[\n\u2029]", letter.text[amount.end :], maxsplit=1)[0]
    return re.search(r"\d,\d{2}", rest) is not None


def _total(kind: str) -> Role | None:
    return {
        "bewilligung": Role.PER_MONTH,
        "aenderung": Role.NEW,
        "erstattung": Role.REPAY,
        "anhoerung": Role.REPAY,
        "zusage": Role.NEW,
        "minderung": Role.LESS,
    }.get(kind)


def _headings(letter: Letter, amount: Sum) -> list[str]:
    """Return the folded headings of the amount's table, its own first; [] where there are none."""
    text = letter.text
    after = re.split("[\n\u2029]", text[amount.end :], maxsplit=1)[0]
    from_right = len(re.findall(r"\d,\d{2}", after))
    for line in reversed(re.split("[\n\u2029]", text[: amount.start])[:-1][-14:]):
        if re.search(r"\d,\d{2}", line) or not line.strip():
            continue
        headings = [folded(one.strip()).text for one in re.split("[\t|]", line) if one.strip()]
        if len(headings) < 2 or from_right >= len(headings):
            return []
        own = headings.pop(-1 - from_right)
        return [own, *headings]
    return []


def _heading_role(heading: str) -> Role | None:
    return next((role for role, words in _HEADINGS if words.search(heading)), None)


def _settled(said: list[Sum], kind: str) -> Iterator[Sum]:
    """Give an amount its best role everywhere; what only repeats, explains or adds up is a part."""
    said = _renamed(said, kind)
    roles = _best(one for one in said if not one.row and not one.aside)
    roles = _best(one for one in said if one.cents in roles) if roles else {}
    named = set(roles.values())
    rows = _best(one for one in said if one.row and not one.aside)
    for one in said:
        if one.cents in roles:
            yield replace(one, role=roles[one.cents], why="")
        elif one.why:
            yield one
        elif one.row and one.role in named and not _varies(kind, one):
            yield replace(one, role=None, why="part")
        elif one.aside and (one.role in named or one.role in rows.values()):
            yield replace(one, role=None, why="part")
        else:
            yield replace(one, role=rows.get(one.cents, one.role))


def _best(sums: Iterable[Sum]) -> dict[int, Role]:
    """Return one role for each value: "monthly" says less than any other."""
    roles: dict[int, Role] = {}
    for one in sums:
        if one.role and roles.get(one.cents, Role.PER_MONTH) is Role.PER_MONTH:
            roles[one.cents] = one.role
    return roles


def _renamed(said: list[Sum], kind: str) -> list[Sum]:
    """In a change of the amount, what comes each month from now on is the new amount."""
    if kind != "aenderung" or any(one.role is Role.NEW for one in said):
        return said
    return [replace(one, role=Role.NEW) if one.role is Role.PER_MONTH else one for one in said]


def _varies(kind: str, one: Sum) -> bool:
    """Say whether rows of this role are amounts of their own: each month may have another."""
    return one.role in {Role.PER_MONTH, Role.NEW, Role.OLD} and kind in {"bewilligung", "aenderung", "sonstiges"}


def listed(sums: Sequence[Sum]) -> tuple[Sum, ...]:
    """Return the amounts that matter."""
    return tuple(one for one in sums if not one.why)
