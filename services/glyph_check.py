"""Names that the fonts cannot write, told before papers are issued: which character, and which other font helps out."""

from __future__ import annotations

from models.domain.errors import N_, Message
from models.domain.outcomes import OutcomeStatus
from models.domain.period import Period
from models.queries import outcomes as queries
from models.queries import people as people_queries
from services import documents
from services.workspace import Workspace

_MISSING = N_("{name}: no font has the character {characters}. It would be printed as a box; write it in by hand, or use a common variant.")
_HELPED = N_("{name}: the font of names lacks {characters}; {font} is used for it.")


def names_to_issue(workspace: Workspace, *, month: Period) -> tuple[Message, ...]:
    """What is to be known about the names on the papers of the month's confirmed outcomes."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        rows = queries.outcome_rows(tx, month=month.text, statuses=[OutcomeStatus.CONFIRMED.value])
    names = dict.fromkeys(people[row.employee_id].name if row.employee_id is not None else row.team or "" for row in rows)
    return tuple(message for name in names for message in of_name(name))


def of_name(name: str) -> tuple[Message, ...]:
    """What is to be known about one name; nothing when the font of names has every character."""
    found = []
    if missing := documents.missing_in(name):
        found.append(Message(_MISSING, {"name": name, "characters": " ".join(missing)}))
    for font, characters in documents.helping_fonts(name).items():
        found.append(Message(_HELPED, {"name": name, "characters": " ".join(characters), "font": font}))
    return tuple(found)
