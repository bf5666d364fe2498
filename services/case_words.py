"""What the parts of a case file say: cover, chronology, decision, appeals, log."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.domain.errors import N_
from models.domain.outcomes import AppealState
from models.queries import appeals as appeal_queries
from models.queries import case_log
from models.queries import closing as closing_queries
from models.queries import papers as paper_queries
from models.queries import schemes as scheme_queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.decisions import AppealEventRow, AppealRow, OutcomeRow
from models.tables.documents import DocumentRow, NoticeRow
from services import case_clocks, case_grounds, ladder, paper_words
from services.actors import shown
from services.case_grounds import Exhibit
from services.documents.case_facts import CasePartFacts, CaseSection, CaseTable
from services.op_words import OP_WORDS
from services.outcome_views import DECLINED, OutcomeView, book, views
from services.outcome_words import BY_HAND, criterion_name, criterion_words, found_word, level_word, money, period_word
from services.papers import PAPER_NAMES
from services.rules.sentences import source_sentence
from services.schemes import SchemeVersion
from services.texts import Texts
from services.words import APPEAL_STATES, CHANNELS, OUTCOME_STATUSES
from services.working_days import WorkingDays
from services.workspace import Workspace


@dataclass(frozen=True)
class CaseRecord:
    """Everything stored about one decision, read once."""

    workspace: Workspace
    row: OutcomeRow
    view: OutcomeView
    desk: paper_words.Desk
    documents: Sequence[DocumentRow]
    appeals: Sequence[AppealRow]
    number: str
    check_code: str
    exhibits: tuple[Exhibit, ...]

    @property
    def version(self) -> SchemeVersion:
        """The version of the scheme that the decision was taken under."""
        return self.desk.known.version(self.row)


def read_case(tx: Tx, workspace: Workspace, row: OutcomeRow) -> CaseRecord:
    """The record of the case inside an open transaction."""
    known = book(tx, workspace, [row])
    desk = paper_words.desk(tx, workspace, known, WorkingDays(setting_queries.calendar_marks(tx)))
    documents = case_log.case_documents(tx, row.id)
    appeals = [record.appeal for record in appeal_queries.appeals(tx, outcome_id=row.id)]
    first = documents[0] if documents else None
    number = first.number if first else workspace.texts(N_("not published yet"))
    found = case_grounds.exhibits(tx, workspace.texts, row, known.version(row), appeals)
    view, code = views(tx, workspace, [row])[0], first.check_code if first else "–"
    return CaseRecord(workspace, row, view, desk, documents, appeals, number, code, found)


def part(record: CaseRecord, name: str, sections: Sequence[CaseSection], fields: Sequence[tuple[str, str]] = ()) -> CasePartFacts:
    """A part of the file with the head that all parts share."""
    return CasePartFacts(
        language="zh" if record.workspace.texts.language == "zh" else "en", number=record.number, issued_on=record.desk.today,
        centre=record.desk.issuer, check_code=record.check_code, name=name, fields=tuple(fields), sections=tuple(sections),
    )  # fmt: skip


def cover(record: CaseRecord, contents: Sequence[tuple[str, int]], pages: int) -> CasePartFacts:
    """Who and what the file is about, and its contents with page numbers."""
    t, view = record.workspace.texts, record.view
    what = _figures(record, view.original_level, view.original_amount, view.original_points)
    now = _figures(record, view.level, view.amount, view.points)
    fields = [
        (t(N_("Employee")), f"{view.employee_name} {view.employee_no or ''}".strip()),
        (t(N_("Team")), view.team or "–"),
        (t(N_("Rule")), view.rule_name),
        (t(N_("Period")), period_word(t, view.period)),
        (t(N_("Decision")), what),
        (t(N_("As it stands now")), now if now != what else t(N_("unchanged"))),
        (t(N_("Status")), t(OUTCOME_STATUSES[view.status])),
        (t(N_("Taken by")), view.decided_by or "–"),
        (t(N_("Put together by")), record.desk.handler),
        (t(N_("Number of pages")), str(pages)),
    ]
    rows = tuple((str(n), title, str(page)) for n, (title, page) in enumerate(contents, start=1))
    table = CaseTable(columns=((t(N_("Serial")), 0.5), (t(N_("Content")), 4.0), (t(N_("On page")), 0.6)), rows=rows)
    said = t(N_("Every paper stands here as it was issued, void ones too. The exhibits are the files that were attached to the case; their "
                "check sums (SHA-256) prove that they are unchanged."))  # fmt: skip
    return part(record, t(N_("Case file")), [CaseSection(title=t(N_("Contents")), paragraphs=(said,), table=table)], fields)


def chronology(tx: Tx, record: CaseRecord) -> CasePartFacts:
    """Day by day, what happened and who did it."""
    t = record.workspace.texts
    rows = tuple((when.replace("T", " ")[:16], what, who) for when, what, who in sorted(_events(tx, record), key=_moment))
    columns = ((t(N_("When")), 1.1), (t(N_("Event")), 3.4), (t(N_("Done by")), 0.9))
    return part(record, t(N_("Chronology")), [CaseSection(title="", table=CaseTable(columns=columns, rows=rows))])


def _events(tx: Tx, record: CaseRecord) -> Iterator[tuple[str, str, str]]:
    t, view = record.workspace.texts, record.view
    yield from _made_known(tx, record)
    if view.decided_at:
        yield _when(view.decided_at), t(N_("Decision: {what}"), what=_figures(record, view.original_level, view.original_amount,
                                        view.original_points)), view.decided_by  # fmt: skip
    for document in record.documents:
        name = PAPER_NAMES[document.facts["paper"]]
        facts = {"paper": t(name), "number": document.number}
        who = document.facts.get("handler") or document.facts.get("reviewer", "")
        yield _when(document.issued_on), t(N_("{paper} {number} issued"), **facts), _who(record, str(who))
    for notice in paper_queries.notices(tx, outcome_ids=[record.row.id]):
        if notice.received_on:
            words = (
                N_("Signature refused before the witness {witness}. Delivery: {way}") if notice.refused else N_("Received. Delivery: {way}")
            )
            yield _when(notice.received_on), t(words, witness=notice.witness, way=notice.delivery or "–"), view.employee_name
    for appeal in record.appeals:
        for event, step in _steps(t, appeal_queries.events(tx, appeal.id)):
            yield _when(event.at), t(N_("Appeal {case}: {state}"), case=appeal.case_no, state=step), _who(record, event.who)
    for correction in closing_queries.corrections(tx, [record.row.id]).get(record.row.id, ()):
        words = N_("Revoked: {reason}") if correction.action == "revoked" else N_("Corrected: {reason}")
        yield _when(correction.made_at), t(words, reason=correction.reason), _who(record, correction.made_by)
    if view.expires_on:
        yield _when(view.expires_on), t(N_("Last day on which this step counts")), ""


def _made_known(tx: Tx, record: CaseRecord) -> Iterator[tuple[str, str, str]]:
    """Discussion, consultation and publication of the scheme, and the employee's signature under it."""
    t, version, view = record.workspace.texts, record.version, record.view
    named = {"scheme": view.scheme_name, "version": view.version}
    if version.discussed_on:
        yield _when(version.discussed_on), t(N_("Scheme “{scheme}”, version {version}, discussed with the agents"), **named), ""
    if version.consulted_on:
        yield _when(version.consulted_on), t(N_("Scheme “{scheme}”, version {version}, consulted on"), **named), ""
    if version.published_on:
        yield _when(version.published_on), t(N_("Scheme “{scheme}”, version {version}, made known to the agents"), **named), ""
    for reading in scheme_queries.readings(tx, version.id):
        if reading.employee_id == record.row.employee_id:
            yield _when(reading.signed_on), t(N_("Scheme “{scheme}”, version {version}, read and signed"), **named), view.employee_name


def _steps(t: Texts, events: Sequence[AppealEventRow]) -> Iterator[tuple[AppealEventRow, str]]:
    """Each event with what it was: a step to another state, a note within one, or another reviewer."""
    before = ""
    for event in events:
        state = AppealState(event.state)
        if event.state == before:
            yield event, t(N_("hearing note"))
        elif state is AppealState.UNDER_REVIEW and event.note:
            yield event, t(N_("given to the reviewer {name}"), name=event.note)
        else:
            yield event, t(APPEAL_STATES[state])
        before = event.state


def decision(tx: Tx, record: CaseRecord) -> CasePartFacts:
    """Facts, figures, clause in force and published then, statement, and the attached evidence."""
    t, view = record.workspace.texts, record.view
    basis = paper_words.basis(record.desk, record.row)
    figures = tuple(
        (criterion_name(t, c), found_word(t, c.found), found_word(t, c.required), t.message(source_sentence(c.source)) if c.source else "")
        for c in view.because
        if c.criterion != BY_HAND
    )
    columns = (
        (t(N_("Criterion")), 1.6),
        (t(N_("Figure found")), 1.3),
        (t(N_("Figure required")), 1.3),
        (t(N_("Source of the figure")), 2.0),
    )
    declined = view.statement in ("", DECLINED)
    published = t(N_("made known on {day}"), day=basis.published_on) if basis.published_on else t(N_("no day of publication recorded"))
    clause = t(
        N_("Scheme “{scheme}”, version {version} ({published}), rule “{rule}”: {clause}"),
        scheme=basis.scheme, version=basis.version, published=published, rule=basis.rule, clause=basis.clause,
    )  # fmt: skip
    sections = [
        CaseSection(title=t(N_("Facts established")), paragraphs=tuple(criterion_words(t, c) for c in view.because) or ("–",)),
        CaseSection(title=t(N_("Figures of the calculation")), table=CaseTable(columns=columns, rows=figures)) if figures else None,
        CaseSection(title=t(N_("Evidence of the centre")), paragraphs=(case_grounds.named(t, record.exhibits, "centre"),)),
        CaseSection(title=t(N_("Clause applied")), paragraphs=(clause,)),
        case_grounds.made_known(tx, t, record.row, record.version, record.exhibits),
        CaseSection(
            title=t(N_("The employee's statement")),
            paragraphs=(t(N_("The employee was asked for a statement and declined to make one.")) if declined else view.statement,),
        ),
        CaseSection(title=t(N_("Earlier steps of the ladder")), paragraphs=_earlier(record)),
        CaseSection(title=t(N_("Reason given")), paragraphs=(view.reason,)) if view.reason and not view.by_hand else None,
    ]
    more = [case_grounds.delivery(tx, t, record.row), *case_grounds.followed(tx, t, record.row, view.coaching, record.exhibits)]
    return part(record, t(N_("The decision and its grounds")), [section for section in (*sections, *more) if section])


def _earlier(record: CaseRecord) -> tuple[str, ...]:
    """The steps given before this decision, and whether they still counted on its day."""
    t, then = record.workspace.texts, record.row.published_on or record.desk.today
    found = []
    for step in reversed(ladder.history(record.workspace, employee_no=record.view.employee_no or "").steps):
        if step.outcome_id != record.row.id and step.published_on <= then and not step.revoked:
            facts = {"day": step.published_on, "level": level_word(t, step.level), "rule": step.rule, "last": step.expires_on or ""}
            if step.expires_on is None:
                found.append(t(N_("{day} {level} ({rule}), counts"), **facts))
            elif step.expires_on < then:
                found.append(t(N_("{day} {level} ({rule}), expired on {last}"), **facts))
            else:
                found.append(t(N_("{day} {level} ({rule}), counts until {last}"), **facts))
    return tuple(found) or (t(N_("No earlier steps.")),)


def appeal(tx: Tx, record: CaseRecord, row: AppealRow) -> CasePartFacts:
    """One appeal: what the agent wrote and signed, the hearing notes, the decision with its reasons."""
    t = record.workspace.texts
    notes = tuple(
        (f"{event.at:%Y-%m-%d %H:%M}", step, _note(record, event.note), _who(record, event.who))
        for event, step in _steps(t, appeal_queries.events(tx, row.id))
    )
    columns = ((t(N_("When")), 1.2), (t(N_("Step")), 0.9), (t(N_("Note")), 2.6), (t(N_("Done by")), 0.9))
    notice = tx.get(NoticeRow, row.notice_id)
    received = notice.received_on if notice else None
    signature = base64.b64decode(row.signature["png"]) if row.signature else None
    signed = () if signature else (t(N_("Signed on paper.")),)
    sections = [
        CaseSection(title=t(N_("Grounds of the appeal")), paragraphs=(row.reason, *((row.late_reason,) if row.late_reason else ()))),
        CaseSection(title=t(N_("Evidence of the employee")), paragraphs=(case_grounds.named(t, record.exhibits, row.case_no),)),
        CaseSection(title=t(N_("Steps and hearing notes")), table=CaseTable(columns=columns, rows=notes)),
        *case_clocks.sections(t, record.desk.days, record.desk.centre, row, received),
        case_grounds.run_again(tx, record.workspace, record.row),
        CaseSection(title=t(N_("Decision on the appeal")), paragraphs=(_ruling(record, row),)),
        CaseSection(title=t(N_("Signature of the agent")), paragraphs=signed, picture=signature),
    ]
    return part(record, t(N_("Appeal {case}"), case=row.case_no), sections)


def log(tx: Tx, record: CaseRecord) -> CasePartFacts:
    """The entries of the operation log that touch the case, and what came of checking its chain."""
    t = record.workspace.texts
    findings = case_log.log_findings(tx)
    whole = N_("The whole operation log was checked when this file was made: every entry follows from the one before it.")
    checked: tuple[str, ...] = (t(whole),)
    if findings:
        checked = tuple(t.message(finding) for finding in findings)
    rows = tuple(
        (str(entry.id), f"{entry.at:%Y-%m-%d %H:%M}", t(OP_WORDS[_op(entry.op)]), entry.why, _who(record, entry.who), entry.hash[:16])
        for entry in case_log.case_operations(tx, record.row.id)
    )
    columns = ((t(N_("Entry")), 0.5), (t(N_("When")), 1.3), (t(N_("What")), 1.1), (t(N_("Reason")), 1.6), (t(N_("Done by")), 0.8),
               (t(N_("Check sum, first 16 characters")), 1.5))  # fmt: skip
    section = CaseSection(title=t(N_("Entries about this case")), paragraphs=checked, table=CaseTable(columns=columns, rows=rows))
    return part(record, t(N_("Operation log")), [section])


def _ruling(record: CaseRecord, row: AppealRow) -> str:
    t = record.workspace.texts
    if not row.decided_at:
        return t(N_("Not decided yet; to be decided by {day}."), day=row.decide_by)
    state = t(APPEAL_STATES[AppealState(row.decision)])
    facts: dict[str, Any] = {"state": state, "name": row.reviewer, "day": row.decided_at.date(), "reason": row.decision_reason}
    return t(N_("{state} by {name} on {day}: {reason}"), **facts)


def _figures(record: CaseRecord, level: str | None, amount: Any, points: int) -> str:
    t = record.workspace.texts
    parts = [level_word(t, level), money(amount) if amount else "", t(N_("{points} points"), points=points) if points else ""]
    return " · ".join(filter(None, parts)) or t(N_("nothing"))


def _who(record: CaseRecord, name: str) -> str:
    return shown(record.workspace.texts, record.desk.centre, name)


def _note(record: CaseRecord, note: str) -> str:
    return record.workspace.texts(CHANNELS[note]) if note in CHANNELS else note


def _moment(event: tuple[str, str, str]) -> str:
    """What has a day but no time comes at the day's end: papers follow from decisions."""
    return event[0] if "T" in event[0] else f"{event[0]}T99"


def _when(moment: date | datetime) -> str:
    return moment.isoformat()


def _op(name: str) -> Any:
    return next(op for op in OP_WORDS if op.value == name)
