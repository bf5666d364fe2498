"""Objections to public lists: within the period only, settled once, on Today until they are."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.errors import UserError
from services import objections, today
from services.workspace import Workspace
from tests.services import decided
from tests.services.appealed import at


def _lines(workspace: Workspace) -> list[tuple[str, date | None, int | None]]:
    return [(str(line.text), line.due, line.days_left) for line in today.todo(workspace) if "public_list" in line.where]


def test_a_list_stands_on_today_until_its_last_day(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    (found,) = objections.public_lists(workspace)
    assert (found.first_day, found.last_day, found.hangs) == (date(2026, 11, 3), date(2026, 11, 9), True)
    ((text, due, left),) = _lines(workspace)
    assert found.number in text
    assert (due, left) == (found.last_day, 5)
    assert _lines(at(workspace, found.last_day))[0][2] == 0
    assert _lines(at(workspace, date(2026, 11, 10))) == []
    assert not objections.public_lists(at(workspace, date(2026, 11, 10)))[0].hangs


def test_an_objection_is_raised_in_time_and_settled_once(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    (found,) = objections.public_lists(workspace)
    there = at(workspace, date(2026, 11, 12))
    values = {"number": found.number, "raised_by": "李静", "text": "名次有误"}
    with pytest.raises(UserError, match="hung until"):
        objections.raise_objection(there, on=date(2026, 11, 10), **values)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="future"):
        objections.raise_objection(there, on=date(2026, 11, 13), **values)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="no public list"):
        objections.raise_objection(there, on=date(2026, 11, 9), raised_by="李静", text="有误", number="没有")
    made = objections.raise_objection(there, on=date(2026, 11, 9), **values).value  # type: ignore[arg-type]
    assert _lines(there)[0][2] == -3
    objections.settle_objection(there, id=made.id, result="核对无误")
    with pytest.raises(UserError, match="settled"):
        objections.settle_objection(there, id=made.id, result="再来")
    ((settled,),) = [item.objections for item in objections.public_lists(there)]
    assert (settled.result, settled.settled_on) == ("核对无误", date(2026, 11, 12))
    assert _lines(there) == []
