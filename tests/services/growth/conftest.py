"""A centre of six agents, one of them gone."""

from __future__ import annotations

from datetime import date

import pytest

from services import people
from services.people import NewPerson
from services.workspace import Workspace


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    """Agents 0001 to 0006, hired on the first of 2025; the last left in mid-October 2026."""
    for n, name in enumerate(("甘棠", "岳麓", "张三", "李四", "王五", "赵六"), 1):
        people.hire(workspace, person=NewPerson(f"{n:04}", name, date(2025, 1, 1), "一组"))
    seen = people.person(workspace, employee_no="0006", day=date(2026, 11, 2)).version
    people.leave(workspace, employee_no="0006", last_day=date(2026, 10, 15), reason="test", seen=seen)
    return workspace
