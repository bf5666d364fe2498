"""A small centre with attendance, for tests of the work log."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from models.domain.ops import Op
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.people import AssignmentRow, EmployeeRow
from services.clock import FixedClock
from services.workspace import Workspace, create_workspace

HIRED = date(2025, 1, 1)


def work_centre(folder: Path, today: date) -> Workspace:
    """Agents 0001 to 0003, at work every weekday of October 2026 until the day before today."""
    workspace = create_workspace(folder, name="测试中心", language="zh", clock=FixedClock(datetime(today.year, today.month, today.day, 9)))
    held = {"effective_from": HIRED, "team": "一组", "position": "inbound", "employment_type": "full_time", "status": "regular", "star": ""}
    mark = {"morning": "present", "afternoon": "present", "overtime_hours": Decimal(0), "source": "hand"}
    days = [date(2026, 10, 1) + timedelta(days=n) for n in range((today - date(2026, 10, 1)).days)]

    def work(tx: Tx) -> None:
        people = [
            {"id": n, "employee_no": f"000{n}", "name": name, "hired_on": HIRED} for n, name in enumerate(("王小明", "李四", "张三"), 1)
        ]
        tx.insert_many(EmployeeRow, people)
        tx.insert_many(AssignmentRow, [{**held, "employee_id": n} for n in (1, 2, 3)])
        tx.insert_many(AttendanceRow, [{**mark, "employee_id": n, "day": day} for n in (1, 2, 3) for day in days if day.weekday() < 5])

    workspace.store.transact(Op.SET_UP, work, who="test")
    return workspace
