"""A handful of agents for the two month grids."""

from __future__ import annotations

from datetime import date

from models.domain.ops import Op
from models.domain.period import Period
from models.store import Tx
from models.tables.people import AssignmentRow, EmployeeRow
from services.workspace import Workspace

OCTOBER = Period.month(2026, 10)
AGENTS = (
    ("0001", "张三", date(2024, 3, 1), None, "一组"),
    ("0002", "李四", date(2026, 10, 12), None, "一组"),
    ("0003", "王五", date(2024, 3, 1), date(2026, 10, 16), "二组"),
    ("0004", "赵六", date(2024, 3, 1), date(2026, 9, 30), "二组"),
)


def hire(workspace: Workspace, agents: tuple[tuple[str, str, date, date | None, str], ...] = AGENTS) -> None:
    """Put the agents in: 0002 came on 12 October 2026, 0003 left on the 16th, 0004 before the month."""

    def work(tx: Tx) -> None:
        ids = range(1, len(agents) + 1)
        tx.insert_many(
            EmployeeRow,
            [
                {"id": n, "employee_no": no, "name": name, "hired_on": hired, "left_on": left, "version": 1}
                for n, (no, name, hired, left, _) in zip(ids, agents, strict=True)
            ],
        )
        tx.insert_many(
            AssignmentRow,
            [
                {"id": n, "employee_id": n, "effective_from": hired, "team": team, "position": "inbound",
                 "employment_type": "full_time", "status": "regular", "star": ""}
                for n, (_, _, hired, _, team) in zip(ids, agents, strict=True)
            ],
        )  # fmt: skip

    workspace.store.transact(Op.EDIT_PERSON, work, who="test")
