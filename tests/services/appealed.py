"""An agent with a penalty by hand (warning, 300 yuan, 10 points lost) whose notice can be appealed against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from models.domain.outcomes import OutcomeKind
from models.domain.period import Period
from services import appeals, notices, outcomes
from services.appeals import FiledAppeal
from services.clock import FixedClock
from services.workspace import Workspace
from tests.services import decided

AGENT, ANOTHER, REVIEWER = "0003", "0004", "孙敏"


def at(workspace: Workspace, day: date) -> Workspace:
    """The same workspace on another day, nine o'clock."""
    return replace(workspace, clock=FixedClock.on(day))


def penalise(workspace: Workspace, folder: Path, *, issued: date, received: date | None, agent: str = AGENT, month: str = "") -> str:
    """Record, confirm and publish the penalty on `issued`, and its receipt; gives the notice's number. Needs `decided.fill`."""
    month_in_hand = Period.parse(month or f"{issued:%Y-%m}")
    proof = folder / "proof.txt"
    proof.write_text("监控记录", encoding="utf-8")
    there = at(workspace, issued)
    outcome_id = outcomes.record_by_hand(
        there, month=month_in_hand, scheme_id=decided.S1, rule="misconduct", employee_no=agent, kind=OutcomeKind.PENALTY,
        amount=Decimal(300), points=-10, level="serious_warning", facts="工作时间处理私事", evidence_paths=[proof],
    ).value  # fmt: skip
    outcomes.confirm(there, ids=[outcome_id])
    outcomes.publish(there, month=month_in_hand, ids=[outcome_id])
    (notice,) = [view for view in notices.notices(there) if view.outcome_id == outcome_id]
    if received:
        notices.sign(at(workspace, received), number=notice.number, on=received)
    return notice.number


def file(workspace: Workspace, number: str, moment: datetime, **more: object) -> FiledAppeal:
    """File for the agent on the clock's day of `moment`."""
    there = replace(workspace, clock=FixedClock(moment))
    facts = {"employee_no": AGENT, "reason": "当时在处理客户回访", **more}
    return appeals.file(there, notice_number=number, at=moment, **facts).value  # type: ignore[arg-type]
