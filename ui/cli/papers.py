"""Commands around notices and appeals."""

from __future__ import annotations

import argparse
from datetime import datetime
from itertools import chain

from models.domain.outcomes import AppealState
from services import appeals, notices, papers
from services.workspace import Workspace
from ui.cli.output import print_json, say


def notice(workspace: Workspace, options: argparse.Namespace) -> int:
    """List notices, or record the receipt of one."""
    if options.action == "sign":
        notices.sign(
            workspace, number=options.number, on=options.on, employee_no=options.employee,
            refused=options.refused, witness=options.witness, delivery=options.delivery,
        )  # fmt: skip
        say(workspace.texts("The receipt of {number} is recorded.", number=options.number))
        return 0
    listed = notices.notices(workspace)
    if options.json:
        print_json({"notices": [_notice_json(line) for line in listed]})
    else:
        for line in listed:
            print("  ".join((line.number, line.employee_no, line.rule, str(line.received_on or "-"), str(line.last_day_to_appeal or "-"))))
    return 0


def _notice_json(line: notices.NoticeView) -> dict[str, object]:
    return {
        "number": line.number,
        "kind": line.kind.value,
        "employee_no": line.employee_no,
        "name": line.name,
        "rule": line.rule,
        "period": line.period,
        "issued_on": line.issued_on.isoformat(),
        "received_on": line.received_on.isoformat() if line.received_on else None,
        "refused": line.refused,
        "last_day_to_appeal": line.last_day_to_appeal.isoformat() if line.last_day_to_appeal else None,
    }


def appeal(workspace: Workspace, options: argparse.Namespace) -> int:
    """File an appeal or take it a step further."""
    if options.action == "file":
        return _file(workspace, options)
    if options.action == "list":
        return _list(workspace, options)
    state = _step(workspace, options)
    papers.draw_pending(workspace)
    if options.json:
        print_json({"case": options.case, "state": state.value})
    else:
        say(workspace.texts("{case}: {state}", case=options.case, state=state.value))
    return 0


def _step(workspace: Workspace, options: argparse.Namespace) -> AppealState:
    at: datetime = options.at or workspace.clock.now()
    if options.action == "accept":
        return appeals.accept(workspace, case=options.case, reason=options.reason, at=at).value
    if options.action == "reject":
        return appeals.reject(workspace, case=options.case, reason=options.reason, at=at).value
    if options.action == "withdraw":
        return appeals.withdraw(workspace, case=options.case, reason=options.reason, at=at).value
    _take_up(workspace, options.case, at)
    return appeals.decide(
        workspace, case=options.case, by=options.by, decision=options.decision, amount=options.amount,
        level=options.level, points=options.points, reason=options.reason, at=at,
    ).value.state  # fmt: skip


def _take_up(workspace: Workspace, case: str, at: datetime) -> None:
    """Deciding a case that was filed in time accepts it first; a late one must be admitted by name."""
    for row in appeals.board(workspace).cases:
        if row.case == case and row.state is AppealState.FILED and not row.is_late:
            appeals.accept(workspace, case=case, at=at)


def _file(workspace: Workspace, options: argparse.Namespace) -> int:
    filed = appeals.file(
        workspace, notice_number=options.notice, employee_no=options.employee, at=options.at, reason=options.reason,
        evidence=tuple(chain.from_iterable(options.evidence)), late_reason=options.late_reason, channel="command_line",
    ).value  # fmt: skip
    papers.draw_pending(workspace)
    for warning in filed.warnings:
        say(workspace.texts.message(warning))
    if options.json:
        last = filed.last_day_to_file.isoformat() if filed.last_day_to_file else None
        print_json(
            {"case": filed.case, "filed_at": filed.filed_at.isoformat(), "last_day_to_file": last, "decide_by": filed.decide_by.isoformat()}
        )
    else:
        print(filed.case)
    return 0


def _list(workspace: Workspace, options: argparse.Namespace) -> int:
    listed = [
        {"case": line.case, "employee_no": line.employee_no, "state": line.state.value, "decide_by": line.decide_by.isoformat()}
        for line in appeals.board(workspace).cases
    ]
    if options.json:
        print_json({"appeals": listed})
    else:
        for line in listed:
            print("  ".join(line.values()))
    return 0
