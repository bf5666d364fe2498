"""What a decision in a case file rests on: exhibits, how the rule was made known, delivery, what followed, the calculation run again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.domain.errors import N_
from models.domain.papers import FollowUpKind
from models.queries import follow_ups as follow_up_queries
from models.queries import papers as paper_queries
from models.queries import schemes as scheme_queries
from models.store import Tx
from models.tables.decisions import AppealRow, OutcomeRow
from models.tables.documents import DocumentRow
from services import coaching
from services.appeals.cases import recalculated
from services.appeals.wording import figures_words
from services.attachments import Attachment
from services.coaching import Coaching
from services.documents.case_facts import CaseSection, CaseTable
from services.follow_ups import KIND_WORDS
from services.outcome_words import criterion_words, found_word
from services.rules.compare import Change
from services.schemes import SchemeVersion
from services.texts import Texts
from services.workspace import Workspace

_STEPS = {
    "discussed": N_("Discussed with the employees"), "consulted": N_("Consulted with the union or the employees' representatives"),
    "published": N_("Published to the employees"), "signed": N_("Signed by the employees"),
}  # fmt: skip
_CHANGES = {Change.SAME: N_("same"), Change.CHANGED: N_("differs"), Change.GONE: N_("no longer found"), Change.ADDED: N_("new line")}
_WAYS = {"list": N_("on a common list"), "paper": N_("on a paper of the own"), "screen": N_("on the screen")}


@dataclass(frozen=True)
class Exhibit:
    """One file of the case: its running number, whose it is in words, and the record that it belongs to."""

    number: int
    item: Attachment
    whose: str
    owner: str


def exhibits(tx: Tx, t: Texts, row: OutcomeRow, version: SchemeVersion, appeals: Sequence[AppealRow]) -> tuple[Exhibit, ...]:
    """Every file of the case in the order in which it is bound, numbered through."""
    files: list[tuple[Attachment, str, str]] = [
        (Attachment(i["name"], i["sha256"]), t(N_("Evidence of the centre")), "centre") for i in row.evidence
    ]
    for appeal in appeals:
        whose = t(N_("Evidence of the employee, appeal {case}"), case=appeal.case_no)
        files += [(Attachment(item["name"], item["sha256"]), whose, appeal.case_no) for item in appeal.evidence]
    for file in scheme_queries.files(tx, version.id):
        files.append((Attachment(file.name, file.sha256), t(N_("Proof: {step}"), step=t(_STEPS[file.step])), file.step))
    for owed, outcome in follow_up_queries.all_follow_ups(tx):
        if outcome.id == row.id:
            whose = t(KIND_WORDS[FollowUpKind(owed.kind)])
            files += [(Attachment(item["name"], item["sha256"]), whose, f"owed {owed.id}") for item in owed.evidence or ()]
    return tuple(Exhibit(number, *file) for number, file in enumerate(files, start=1))


def named(t: Texts, found: Sequence[Exhibit], owner: str) -> str:
    """The exhibits of one record with their numbers, '–' where there are none."""
    return t(N_(", ")).join(t(N_("Exhibit {n}: {name}"), n=e.number, name=e.item.name) for e in found if e.owner == owner) or "–"


def made_known(tx: Tx, t: Texts, row: OutcomeRow, version: SchemeVersion, found: Sequence[Exhibit]) -> CaseSection:
    """When the rule was discussed, consulted on and published, by which proof, and whether the employee has signed it."""
    signed = next((r for r in scheme_queries.readings(tx, version.id) if r.employee_id == row.employee_id), None)
    days = {"discussed": version.discussed_on, "consulted": version.consulted_on, "published": version.published_on,
            "signed": signed.signed_on if signed else None}  # fmt: skip
    rows = tuple((t(words), str(days[step] or t(N_("not recorded"))), named(t, found, step)) for step, words in _STEPS.items())
    words = t(N_("No signature of the employee under this version is recorded."))
    if signed:
        words = t(N_("The employee signed this version on {day}, {how}."), day=signed.signed_on, how=t(_WAYS.get(signed.how, signed.how)))
    columns = ((t(N_("Step")), 2.4), (t(N_("Day")), 1.1), (t(N_("Proof")), 2.4))
    return CaseSection(title=t(N_("How the rule was made known")), paragraphs=(words,), table=CaseTable(columns=columns, rows=rows))


def delivery(tx: Tx, t: Texts, row: OutcomeRow) -> CaseSection:
    """Each notice with its receipt."""
    lines = []
    for notice in paper_queries.notices(tx, outcome_ids=[row.id]):
        document = tx.get(DocumentRow, notice.document_id)
        facts = {
            "number": document.number if document else "", "day": notice.received_on, "way": notice.delivery or t(N_("not recorded")),
            "witness": notice.witness,
        }  # fmt: skip
        words = N_("Notice {number}: received and signed on {day}. Delivery: {way}.")
        if notice.received_on is None:
            words = N_("Notice {number}: the receipt is not recorded; the time to file is open.")
        elif notice.refused:
            words = N_("Notice {number}: signature refused on {day} before the witness {witness}. Delivery: {way}.")
        lines.append(t(words, **facts))
    return CaseSection(title=t(N_("Notice and receipt")), paragraphs=tuple(lines) or (t(N_("No notice was issued.")),))


def followed(tx: Tx, t: Texts, row: OutcomeRow, before: Sequence[Coaching], found: Sequence[Exhibit]) -> Iterator[CaseSection]:
    """Coaching plans, reports and referrals that this decision asked for, and the coaching that had to come before it."""
    lines = [coaching.words(t, plan) for plan in before]
    for owed, outcome in follow_up_queries.all_follow_ups(tx):
        if outcome.id == row.id:
            facts = {"kind": t(KIND_WORDS[FollowUpKind(owed.kind)]), "name": owed.responsible, "due": owed.due_on, "day": owed.done_on}
            words = (
                N_("{kind}, {name}, due on {due}: done on {day}: {result}") if owed.done_on else N_("{kind}, {name}, due on {due}: open")
            )
            lines.append(t(words, **facts, result=owed.result))
            lines += [t(N_("Plan: {plan} Goal: {goal}"), plan=owed.plan, goal=owed.goal or "–")] if owed.plan else []
            proof = named(t, found, f"owed {owed.id}")
            lines += [proof] if proof != "–" else []
    if lines:
        yield CaseSection(title=t(N_("Coaching and what was owed")), paragraphs=tuple(lines))


def run_again(tx: Tx, workspace: Workspace, row: OutcomeRow) -> CaseSection:
    """The stored calculation beside today's; other people's results are not named."""
    t, found = workspace.texts, recalculated(tx, workspace, row)
    title = t(N_("The calculation run again"))
    if not found.runs:
        return CaseSection(title=title, paragraphs=(t(N_("A person recorded this; there is nothing to calculate again.")),))
    before, now = (figures_words(t, f) if f else t(N_("nothing")) for f in (found.before, found.now))
    words = t(N_("With today's data the result is the same: {now}."), now=now)
    if before != now:
        words = t(N_("With today's data the result would be: {now} (stored: {before})."), now=now, before=before)
    rows = []
    for line in found.lines:
        either = line.stored or line.fresh
        if either is not None:
            figures = (found_word(t, side.found) if side else "–" for side in (line.stored, line.fresh))
            rows.append((criterion_words(t, either), *figures, t(_CHANGES[line.change])))
    columns = ((t(N_("Criterion")), 3.0), (t(N_("Stored figure")), 1.0), (t(N_("Figure now")), 1.0), (t(N_("Difference")), 1.0))
    return CaseSection(title=title, paragraphs=(words,), table=CaseTable(columns=columns, rows=tuple(rows)))
