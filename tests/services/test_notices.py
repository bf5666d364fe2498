"""Receipt of notices, and the last day of appeal that is counted from it."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.errors import UserError
from models.domain.outcomes import OutcomeStatus
from services import notices
from services.workspace import Workspace
from tests.services import decided

FIRST = "客服处〔2026〕1号"
MONDAY = date(2026, 11, 2)


def test_notices_wait_until_they_are_signed(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    assert [(n.number, n.name, n.last_day_to_appeal) for n in notices.notices(workspace, waiting_only=True)] == [
        (FIRST, "徐婷", None),
        ("客服处〔2026〕2号", "孙丽", None),
    ]
    assert notices.notices(workspace, employee_no="0003") == ()


def test_a_signature_puts_the_penalty_in_force_and_starts_the_clock(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    view = notices.sign(workspace, number=FIRST, on=MONDAY).value
    # Tuesday 3 to Friday 6 are four working days, Monday 9 the fifth
    assert (view.status, view.last_day_to_appeal, view.days_left) == (OutcomeStatus.IN_FORCE, date(2026, 11, 9), 5)
    assert decided.only(workspace, "service-complaint").notice == "received"
    with pytest.raises(UserError, match="already"):
        notices.sign(workspace, number=FIRST, on=MONDAY)


def test_a_refusal_needs_a_witness(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    with pytest.raises(UserError, match="witness"):
        notices.sign(workspace, number=FIRST, on=MONDAY, refused=True)
    view = notices.sign(workspace, number=FIRST, on=MONDAY, refused=True, witness="李静", delivery="留置送达").value
    assert (view.refused, view.witness, view.status) == (True, "李静", OutcomeStatus.IN_FORCE)
    assert decided.only(workspace, "service-complaint").notice == "refused"


def test_days_that_cannot_be_are_refused_and_early_ones_are_named(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    with pytest.raises(UserError, match="future"):
        notices.sign(workspace, number=FIRST, on=date(2026, 11, 3))
    with pytest.raises(UserError, match="before"):
        notices.sign(workspace, number=FIRST, on=date(2026, 9, 30))
    with pytest.raises(UserError, match="no notice"):
        notices.sign(workspace, number="客服处〔2026〕9号", on=MONDAY)
    with pytest.raises(UserError, match="no notice"):
        notices.sign(workspace, number=FIRST, on=MONDAY, employee_no="0001")
    view = notices.sign(workspace, number=FIRST, on=date(2026, 10, 30)).value
    assert len(view.warnings) == 1
