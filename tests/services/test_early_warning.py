"""An early warning from the figures to the talk: nothing is taken away, so nobody is heard and no notice is issued."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.domain.ops import Op
from models.domain.outcomes import OutcomeKind, OutcomeStatus
from models.domain.papers import FollowUpKind
from models.queries import outcomes as queries
from models.store import Tx
from models.tables.people import AssignmentRow, EmployeeRow
from models.tables.readings import ReadingRow
from services import closing, outcomes, papers, schemes, today
from services.workspace import Workspace
from tests.services.decided import OCTOBER, ids_of, only

S12 = "balanced-appraisal"
FALLING = {"2026-08": Decimal("4.8"), "2026-09": Decimal("4.6"), "2026-10": Decimal("4.4")}


def _fill(workspace: Workspace) -> None:
    """One agent of a team with a leader, whose satisfaction falls from August on; S12 adopted."""

    def work(tx: Tx) -> None:
        hired = date(2025, 1, 1)
        people = (("0001", "李静", "inbound"), ("0099", "王小明", "team_leader"))
        for id, (number, name, position) in enumerate(people, 1):
            tx.insert_many(EmployeeRow, [{"id": id, "employee_no": number, "name": name, "hired_on": hired, "version": 1}])
            assignment = {"id": id, "employee_id": id, "effective_from": hired, "team": "甲组", "position": position}
            tx.insert_many(AssignmentRow, [assignment | {"employment_type": "full_time", "status": "regular", "star": ""}])
        reading = {"employee_id": 1, "indicator": "csat", "source": "hand", "confirmed": ""}
        tx.insert_many(ReadingRow, [reading | {"period": period, "value": value} for period, value in FALLING.items()])

    workspace.store.transact(Op.IMPORT_ROSTER, work, who="test")
    grades = {f"{cycle}-appraisal.levels": "60:0, 80:0" for cycle in ("monthly", "quarterly", "yearly")}
    schemes.adopt(workspace, scheme_id=S12, first=date(2026, 8, 1), values=grades | {"quarterly-team-performance.prizes": "1:0"})


def test_falling_figures_lead_to_a_talk_with_the_head_of_the_team(workspace: Workspace) -> None:
    _fill(workspace)
    closing.close(workspace, month=OCTOBER)
    warning = only(workspace, "falling-score")
    assert (warning.kind, warning.level, warning.needs_notice) == (OutcomeKind.PROPOSAL, "talk", False)
    outcomes.confirm(workspace, ids=ids_of(workspace), require_statement=True)
    outcomes.publish(workspace, month=OCTOBER)
    assert only(workspace, "falling-score").status is OutcomeStatus.IN_FORCE
    assert papers.register(workspace) == ()
    with workspace.store.read() as tx:
        (owed,) = queries.open_follow_ups(tx, warning.id or 0)
    # five working days after Monday 2 November
    assert (owed.kind, owed.responsible, owed.due_on) == (FollowUpKind.TALK, "王小明", date(2026, 11, 9))
    assert any("Talk with 李静" in str(todo.text) for todo in today.todo(workspace))
