"""Public lists while they hang, and what third persons object to on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.papers import PaperStatus, Series
from models.queries import objections as queries
from models.queries import papers as paper_queries
from models.store import Tx
from models.tables.decisions import ObjectionRow
from models.tables.documents import DocumentRow
from services.workspace import Workspace


@dataclass(frozen=True)
class Objection:
    """What somebody objects to; `result` '' while it is open."""

    id: int
    raised_by: str
    raised_on: date
    text: str
    result: str
    settled_on: date | None


@dataclass(frozen=True)
class PublicList:
    """A public list with its period and the objections to it; `hangs` = the period has not ended yet."""

    number: str
    month: str
    first_day: date
    last_day: date
    hangs: bool
    objections: tuple[Objection, ...]

    @property
    def open(self) -> int:
        """Objections that wait for a result."""
        return sum(not item.result for item in self.objections)


def public_lists(workspace: Workspace) -> tuple[PublicList, ...]:
    """Every public list that holds, newest first."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        rows = [row for row in paper_queries.documents(tx, kind=Series.PUBLIC.value) if row.status == PaperStatus.ISSUED]
        raised: dict[int, list[Objection]] = {}
        for row in queries.objections(tx):
            raised.setdefault(row.document_id, []).append(_view(row))
    return tuple(_list(row, tuple(raised.get(row.id, ())), today) for row in sorted(rows, key=lambda row: row.id, reverse=True))


def raise_objection(workspace: Workspace, *, number: str, raised_by: str, on: date, text: str) -> Done[Objection]:
    """Record what somebody objects to; within the period of the list only, for its result stands afterwards."""
    if not raised_by.strip() or not text.strip():
        raise UserError(N_("Write down who objects, and to what."))
    if on > workspace.clock.today():
        raise UserError(N_("The day lies in the future."))

    def work(tx: Tx) -> Objection:
        document = paper_queries.document_by_number(tx, number)
        if document is None or document.kind != Series.PUBLIC or document.status != PaperStatus.ISSUED:
            raise UserError(N_("There is no public list {number}."), number=number)
        found = _list(document, (), on)
        if not document.issued_on <= on <= found.last_day:
            raise UserError(N_("The public list {number} hung until {day}."), number=number, day=found.last_day)
        return _view(tx.add(ObjectionRow(document_id=document.id, raised_by=raised_by.strip(), raised_on=on, text=text.strip())))

    return workspace.store.transact(Op.OBJECTION, work, who=workspace.actor, note=number)


def settle_objection(workspace: Workspace, *, id: int, result: str) -> Done[Objection]:
    """Record what came of it, once; a decision that has to change is corrected by its own record."""
    if not result.strip():
        raise UserError(N_("Write down what came of it."))

    def work(tx: Tx) -> Objection:
        row = tx.get(ObjectionRow, id)
        if row is None:
            raise UserError(N_("There is no such objection."))
        if row.result:
            raise UserError(N_("It was settled on {day} already."), day=row.settled_on)
        row.result, row.settled_on, row.settled_by = result.strip(), workspace.clock.today(), workspace.actor
        return _view(row)

    return workspace.store.transact(Op.OBJECTION, work, who=workspace.actor, why=result.strip())


def _list(row: DocumentRow, raised: tuple[Objection, ...], today: date) -> PublicList:
    first, last = (date.fromisoformat(row.facts[name]) for name in ("first_day", "last_day"))
    return PublicList(row.number, row.period, first, last, today <= last, raised)


def _view(row: ObjectionRow) -> Objection:
    return Objection(row.id, row.raised_by, row.raised_on, row.text, row.result, row.settled_on)
