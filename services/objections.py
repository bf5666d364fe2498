"""Public lists while they hang, and what third persons object to on them: a case each, answered by a day (domain: Appeals)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.domain.outcomes import OutcomeStatus
from models.domain.papers import PaperStatus, Series
from models.queries import objections as queries
from models.queries import outcomes as outcome_queries
from models.queries import papers as paper_queries
from models.store import Tx
from models.tables.decisions import ObjectionRow, OutcomeRow
from models.tables.documents import DocumentRow
from services import corrections, objection_papers, papers, settings
from services.actors import reviewing, same_person, shown
from services.appeals.deadlines import Clocks, clocks_in
from services.corrections import REVOKED, Correction, CorrectionReport
from services.outcome_views import Book, book
from services.workspace import Workspace

UPHOLD, REVOKE = "uphold", "revoke"
DECISION_WORDS: Mapping[str, str] = {"": N_("open"), UPHOLD: N_("list upheld"), REVOKE: N_("award revoked")}
"""Words for what an objection ended with."""


@dataclass(frozen=True)
class Objection:
    """One objection. `days_left` working days until `decide_by`, None when it is answered; `reviewer` '' = nobody has it yet.

    `decision` '' while it is open, uphold or revoke; `result` the reasons given.
    """

    id: int
    case: str
    list_number: str
    raised_by: str
    raised_on: date
    text: str
    decide_by: date | None
    days_left: int | None
    reviewer: str
    decision: str
    result: str
    settled_on: date | None
    warning: Message | None

    @property
    def is_open(self) -> bool:
        """It waits for an answer."""
        return not self.result


@dataclass(frozen=True)
class ListedAward:
    """An award on a list that still stands: what is revoked when an objection to it is founded."""

    outcome_id: int
    words: str


@dataclass(frozen=True)
class PublicList:
    """A public list with its period and the objections to it; `hangs` = the period has not ended yet."""

    number: str
    month: str
    first_day: date
    last_day: date
    hangs: bool
    objections: tuple[Objection, ...]
    awards: tuple[ListedAward, ...]

    @property
    def open(self) -> int:
        """Objections that wait for an answer."""
        return sum(item.is_open for item in self.objections)

    @property
    def stands(self) -> bool:
        """The period is over and every objection is answered: the result stands."""
        return not self.hangs and not self.open


@dataclass(frozen=True)
class ObjectionStatistics:
    """Counts of all objections; days are working days from raising to the answer, None when none is answered."""

    raised: int
    open: int
    upheld: int
    revoked: int
    in_time: int
    median_days: float | None


@dataclass(frozen=True)
class AnsweredObjection:
    """What an answer did: the number of its paper, papers made void, papers issued in their place."""

    objection: Objection
    paper: str
    void: tuple[str, ...]
    issued: tuple[str, ...]


def public_lists(workspace: Workspace) -> tuple[PublicList, ...]:
    """Every public list that holds, newest first."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        rows = [row for row in paper_queries.documents(tx, kind=Series.PUBLIC.value) if row.status == PaperStatus.ISSUED]
        clocks, raised = clocks_in(tx), queries.objections(tx)
        outcomes = outcome_queries.outcome_rows(tx, ids=[id for row in rows for id in row.facts["outcomes"]])
        known, held = book(tx, workspace, outcomes), {row.id: row for row in outcomes}
        found = [
            _list(
                row,
                tuple(_view(item, row.number, clocks, today) for item in raised if item.document_id == row.id),
                _awards(known, [held[id] for id in row.facts["outcomes"]]),
                today,
            )
            for row in sorted(rows, key=lambda row: row.id, reverse=True)
        ]
    return tuple(found)


def raise_objection(workspace: Workspace, *, number: str, raised_by: str, on: date, text: str) -> Done[Objection]:
    """Give an objection its case number, its day of answer and its receipt; within the period of the list only.

    UserError names the last day when it has passed: the result stands. The receipt is drawn by `papers.draw_pending` afterwards.
    """
    if not raised_by.strip() or not text.strip():
        raise UserError(N_("Write down who objects, and to what."))
    if on > workspace.clock.today():
        raise UserError(N_("The day lies in the future."))

    def work(tx: Tx) -> Objection:
        document = paper_queries.document_by_number(tx, number)
        if document is None or document.kind != Series.PUBLIC or document.status != PaperStatus.ISSUED:
            raise UserError(N_("There is no public list {number}."), number=number)
        last = _day(document, "last_day")
        if on < document.issued_on:
            raise UserError(N_("The public list {number} was issued on {day}."), number=number, day=document.issued_on)
        if on > last:
            late = N_("The last day to object to the public list {number} was {day}; its result stands.")
            raise UserError(late, number=number, day=last)
        row = tx.add(ObjectionRow(document_id=document.id, raised_by=raised_by.strip(), raised_on=on, text=text.strip()))
        _open_case(tx, workspace, row, document)
        return _view(row, number, clocks_in(tx), workspace.clock.today())

    return workspace.store.transact(Op.OBJECTION, work, who=workspace.actor, note=number)


def assign(workspace: Workspace, *, id: int, reviewer: str) -> Done[Objection]:
    """Admit an objection and give it to a reviewer, or to another one."""

    def work(tx: Tx) -> Objection:
        row, document = _find(tx, id)
        _open_case(tx, workspace, row, document)
        _set_reviewer(tx, workspace, row, reviewer, _concerned(tx, document, None))
        return _view(row, document.number, clocks_in(tx), workspace.clock.today())

    return workspace.store.transact(Op.OBJECTION, work, who=workspace.actor, note=reviewer.strip())


def answer(workspace: Workspace, *, id: int, by: str, decision: str, reason: str, outcome_id: int | None = None) -> Done[AnsweredObjection]:
    """Answer an objection as reviewer `by`: the list stands (uphold), or the award `outcome_id` is revoked with everything that follows.

    One transaction; the papers are drawn by `papers.draw_pending` afterwards.
    """
    if decision not in (UPHOLD, REVOKE):
        raise UserError(N_("Choose whether the list stands or an award is revoked."))
    if not reason.strip():
        raise UserError(N_("Give the reasons for the answer."))
    acting = reviewing(workspace, by)

    def work(tx: Tx) -> AnsweredObjection:
        row, document = _find(tx, id)
        _open_case(tx, workspace, row, document)
        concerned = _concerned(tx, document, outcome_id if decision == REVOKE else None)
        if decision == REVOKE and (outcome_id is None or len(concerned) != 1):
            raise UserError(N_("Name the award of the list that is revoked."))
        _set_reviewer(tx, workspace, row, by, concerned)
        report, award = None, ""
        if decision == REVOKE:
            award = _words(book(tx, acting, concerned), concerned[0])
            change = Correction(concerned[0].id, REVOKED, "objection", reason.strip(), row.case_no)
            report = corrections.apply_correction(tx, acting, change)
        row.decision, row.result = decision, reason.strip()
        row.settled_on, row.settled_by = workspace.clock.today(), by.strip()
        paper = objection_papers.issue_answer(tx, acting, row, document, award, _consequences(acting, report))
        view = _view(row, document.number, clocks_in(tx), workspace.clock.today())
        return AnsweredObjection(view, paper.number, report.void if report else (), report.issued if report else ())

    return workspace.store.transact(Op.OBJECTION, work, who=workspace.actor, why=reason.strip(), note=decision)


def statistics(workspace: Workspace) -> ObjectionStatistics:
    """Counts of every objection ever raised."""
    with workspace.store.read() as tx:
        rows, days = queries.objections(tx), clocks_in(tx).days
    done = [(row, row.settled_on) for row in rows if row.settled_on]
    took = [days.count(row.raised_on, on) - days.is_working(row.raised_on) for row, on in done]
    return ObjectionStatistics(
        raised=len(rows), open=len(rows) - len(done), upheld=sum(row.decision != REVOKE for row, _ in done),
        revoked=sum(row.decision == REVOKE for row, _ in done), in_time=sum(not row.decide_by or on <= row.decide_by for row, on in done),
        median_days=float(median(took)) if took else None,
    )  # fmt: skip


def _open_case(tx: Tx, workspace: Workspace, row: ObjectionRow, document: DocumentRow) -> None:
    """Number the case and its receipt; one noted before cases were numbered gets them now."""
    if row.case_no:
        return
    row.case_no = papers.next_number(tx, Series.OBJECTION, workspace.clock.today().year)[1]
    row.decide_by = clocks_in(tx).to_decide(row.raised_on).last_day
    objection_papers.issue_receipt(tx, workspace, row, document, _day(document, "last_day"))


def _find(tx: Tx, id: int) -> tuple[ObjectionRow, DocumentRow]:
    row = tx.get(ObjectionRow, id)
    document = tx.get(DocumentRow, row.document_id) if row else None
    if row is None or document is None:
        raise UserError(N_("There is no such objection."))
    if row.result:
        raise UserError(N_("It was settled on {day} already."), day=row.settled_on)
    return row, document


def _concerned(tx: Tx, document: DocumentRow, outcome_id: int | None) -> list[OutcomeRow]:
    """The award named, else every award of the list."""
    rows = outcome_queries.outcome_rows(tx, ids=document.facts["outcomes"])
    return [row for row in rows if outcome_id in (None, row.id)]


def _set_reviewer(tx: Tx, workspace: Workspace, row: ObjectionRow, name: str, concerned: Sequence[OutcomeRow]) -> None:
    clean, centre = name.strip(), settings.centre_in(tx)
    if not clean:
        raise UserError(N_("Name the reviewer."))
    if same_person(clean, row.raised_by):
        raise UserError(N_("Who objects cannot answer the objection."))
    takers = {taker for outcome in concerned for stored in (outcome.proposed_by, outcome.decided_by) if stored
              for taker in (stored, shown(workspace.texts, centre, stored))}  # fmt: skip
    if centre.two_for_by_hand and any(same_person(clean, taker) for taker in takers):
        raise UserError(N_("{name} confirmed the award; the centre asks that another person answers the objection."), name=clean)
    row.reviewer = clean


def _consequences(workspace: Workspace, report: CorrectionReport | None) -> tuple[str, ...]:
    if report is None:
        return ()
    texts = workspace.texts
    points = [texts(N_("{points} points are posted to the ledger."), points=f"{report.points:+d}")] if report.points else []
    void = [texts(N_("Paper {number} is void and stays readable."), number=number) for number in report.void]
    return (*points, *void, *(texts(N_("The corrected paper {number} is issued."), number=number) for number in report.issued))


def _list(row: DocumentRow, raised: tuple[Objection, ...], awards: tuple[ListedAward, ...], today: date) -> PublicList:
    first, last = _day(row, "first_day"), _day(row, "last_day")
    return PublicList(row.number, row.period, first, last, today <= last, raised, awards)


def _awards(known: Book, rows: Sequence[OutcomeRow]) -> tuple[ListedAward, ...]:
    return tuple(ListedAward(row.id, _words(known, row)) for row in rows if row.status != OutcomeStatus.REVOKED)


def _words(known: Book, row: OutcomeRow) -> str:
    person, rule = known.person(row), known.rule(row)
    name = person.name if person else row.team or ""
    return f"{name} · {rule.title.text(known.language) or rule.name.text(known.language)}"


def _day(row: DocumentRow, name: str) -> date:
    return date.fromisoformat(row.facts[name])


def _view(row: ObjectionRow, number: str, clocks: Clocks, today: date) -> Objection:
    waits = not row.result
    return Objection(
        id=row.id, case=row.case_no, list_number=number, raised_by=row.raised_by, raised_on=row.raised_on, text=row.text,
        decide_by=row.decide_by, days_left=clocks.days.days_left(today, row.decide_by) if waits and row.decide_by else None,
        reviewer=row.reviewer, decision=row.decision or ("" if waits else UPHOLD), result=row.result, settled_on=row.settled_on,
        warning=clocks.to_decide(row.raised_on).warning if waits else None,
    )  # fmt: skip
