"""The running month as a one-page sheet for the agent, in the words of the screen."""

from __future__ import annotations

from models.domain.errors import N_
from models.domain.outcomes import OutcomeKind
from models.domain.period import Period
from services import documents, papers
from services.documents.running_facts import RunningSheetFacts
from services.outcome_views import OutcomeView
from services.outcome_words import money, period_word
from services.rules.words import reason_sentence
from services.running_month import RunningMonth, running_month
from services.statements import holder
from services.texts import Texts
from services.words import OUTCOME_KINDS, word
from services.workspace import Workspace

PARTS = {
    "attendance": N_("Attendance"), "performance": N_("Performance"), "star_rating": N_("Star rating"),
    "contribution": N_("Contributions"),
}  # fmt: skip
"""Words for the parts of the points."""


def running_pdf(workspace: Workspace, *, employee_no: str, month: Period) -> bytes:
    """The sheet as PDF; UserError when no scheme is in force or nobody has the number."""
    return documents.render(running_facts(workspace, employee_no=employee_no, month=month))


def running_facts(workspace: Workspace, *, employee_no: str, month: Period) -> RunningSheetFacts:
    """What stands on the sheet."""
    running, t = running_month(workspace, employee_no=employee_no, month=month), workspace.texts
    with workspace.store.read() as tx:
        return RunningSheetFacts(
            language="zh" if t.language == "zh" else "en", number="", issued_on=workspace.clock.today(), check_code="",
            centre=papers.issuer(workspace, tx), agent=holder(tx, workspace, employee_no, month), month=period_word(t, month.text),
            state=state_words(running, t), points=running.points,
            parts=tuple((t(PARTS.get(part.name, part.name)), part.points, part.most) for part in running.parts),
            given=tuple(given_words(view, t) for view in given(running)), steps=tuple(map(t.message, running.next_steps)),
            left_out=tuple((rule, t.message(reason_sentence(reason))) for rule, reason in running.left_out),
        )  # fmt: skip


def state_words(running: RunningMonth, texts: Texts) -> str:
    """Is anything decided yet?"""
    return texts("as it was closed") if running.closed else texts("so far, nothing is decided yet")


def given(running: RunningMonth) -> tuple[OutcomeView, ...]:
    """The outcomes besides the month's points, which stand in their parts."""
    return tuple(view for view in running.outcomes if not (view.points and view.kind is OutcomeKind.POINTS))


def given_words(view: OutcomeView, texts: Texts) -> tuple[str, str]:
    """Kind of an outcome, and its rule with what it gives."""
    amount = money(view.amount) if view.amount else texts("{points} points", points=view.points) if view.points else ""
    return texts.message(word(OUTCOME_KINDS, view.kind)), " · ".join(part for part in (view.rule_name, amount) if part)
