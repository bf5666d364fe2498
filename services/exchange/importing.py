"""The one entrance for files: plan them, refuse or store them as one step, report what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from models.domain.errors import N_, ImportRefused, Message, RowProblem, UserError
from models.domain.ops import Done, Op, OpChanges
from models.domain.period import Period
from models.queries import settings as setting_queries
from models.store import Tx
from services.exchange import (
    import_attendance,
    import_calls,
    import_growth,
    import_kpi,
    import_lists,
    import_participation,
    import_punches,
    import_records,
    import_roster,
    import_scorecards,
    import_shifts,
    import_work,
    stated_period,
)
from services.exchange.plan import ImportPlan, RowState
from services.exchange.request import Request
from services.exchange.tables_in import Sheet, read_table
from services.exchange.watched import watched
from services.progress import NoProgress, Part, Progress
from services.working_days import WorkingDays
from services.workspace import Workspace

_KINDS: dict[str, tuple[Op, Callable[[Request], ImportPlan]]] = {
    "roster": (Op.IMPORT_ROSTER, import_roster.plan),
    "attendance": (Op.IMPORT_ATTENDANCE, import_attendance.plan),
    "punches": (Op.IMPORT_PUNCHES, import_punches.plan),
    "kpi": (Op.IMPORT_READINGS, import_kpi.plan),
    "calls": (Op.IMPORT_CALLS, import_calls.plan),
    "recordings": (Op.IMPORT_RECORDINGS, import_records.plan_recordings),
    "complaints": (Op.IMPORT_COMPLAINTS, import_records.plan_complaints),
    "nominations": (Op.IMPORT_NOMINATIONS, import_records.plan_nominations),
    "worklog": (Op.IMPORT_WORK_LOG, import_work.plan_cases),
    "worklogdays": (Op.IMPORT_WORK_LOG, import_work.plan_logs),
    "spotchecks": (Op.IMPORT_SPOT_CHECKS, import_work.plan_checks),
    "shift_roster": (Op.IMPORT_SHIFTS, import_shifts.plan_shift_roster),
    "trainings": (Op.IMPORT_GROWTH, import_lists.plan_trainings),
    "certificates": (Op.IMPORT_GROWTH, import_growth.plan_certificates),
    "mentors": (Op.IMPORT_GROWTH, import_growth.plan_mentors),
    "talks": (Op.IMPORT_GROWTH, import_growth.plan_talks),
    "elections": (Op.IMPORT_GROWTH, import_lists.plan_elections),
    "readings_signed": (Op.NOTE_READING, import_participation.plan_readings),
    "ballots": (Op.ASK_ABOUT_SCHEME, import_participation.plan_ballots),
    "scorecards": (Op.EDIT_SCORECARD, import_scorecards.plan_scorecards),
    "clock_numbers": (Op.IMPORT_CLOCK_NUMBERS, import_shifts.plan_clock_numbers),
}
_READ, _PLANNED, _WRITTEN = 20, 60, 95
"""Percent of an import that are done when the file is read, its rows are planned, and all is written but the log's entry."""
KINDS = tuple(_KINDS)
"""Names of the kinds of file, as the command line takes them."""


def op_of(kind: str) -> Op:
    """What an import of that kind writes."""
    return _kind(kind)[0]


@dataclass(frozen=True)
class ImportReport:
    """What an import did: records added, changed, the same; rows skipped with their problems; notices; what it touched."""

    kind: str
    added: int
    changed: int
    same: int
    skipped: int
    notices: tuple[Message, ...]
    problems: tuple[RowProblem, ...]
    changes: OpChanges


def preview_file(
    workspace: Workspace,
    *,
    kind: str,
    path: Path,
    period: Period | None = None,
    mapping: Mapping[str, str] | None = None,
    confirm: str = "",
    progress: Progress | None = None,
) -> ImportPlan:
    """What importing the file would do; nothing is stored. `mapping` and `confirm` as in import_file."""
    progress = progress or NoProgress()
    progress.step(0, 100)
    sheets = watched(read_table(path), Part(progress, _READ, 100))
    return preview_sheets(workspace, kind=kind, sheets=sheets, period=period, mapping=mapping, confirm=confirm)


def preview_sheets(
    workspace: Workspace,
    *,
    kind: str,
    sheets: list[Sheet],
    period: Period | None = None,
    mapping: Mapping[str, str] | None = None,
    confirm: str = "",
) -> ImportPlan:
    """What importing sheets that are read already would do."""
    with workspace.store.read() as tx:
        return _planned(_kind(kind)[1], _request(tx, workspace, kind, sheets, period, mapping, confirm))


def import_file(
    workspace: Workspace,
    *,
    kind: str,
    path: Path,
    period: Period | None = None,
    partial: bool = False,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    confirm: str = "",
) -> Done[ImportReport]:
    """Import a file as one undoable step; ImportRefused names every bad row and stores nothing, unless `partial`.

    `mapping`: column title in the file → our key, remembered from then on; None = as remembered.
    `confirm` is the reason for storing values outside their plausible range all the same; '' = they are bad.
    """
    op, planner = _kind(kind)
    progress = progress or NoProgress()
    progress.step(0, 100)
    sheets = watched(read_table(path), Part(progress, _READ, _PLANNED))

    def work(tx: Tx) -> ImportPlan:
        plan = _planned(planner, _request(tx, workspace, kind, sheets, period, mapping, confirm))
        if plan.problems and not partial:
            raise ImportRefused(
                N_("“{file}” was not imported; rows that cannot be used: {bad}. Nothing was stored."),
                plan.problems, file=path.name, bad=plan.bad_rows,
            )  # fmt: skip
        plan.writes.apply(tx, Part(progress, _PLANNED, _WRITTEN))
        if mapping is not None and mapping != _remembered(tx, kind):
            setting_queries.put_setting(tx, _mapping_key(kind), dict(mapping))
        return plan

    done = workspace.store.transact(op, work, who=workspace.actor, why=confirm.strip(), note=path.name)
    progress.step(100, 100)
    return Done(_report(done.value, done.changes), done.changes)


def _planned(planner: Callable[[Request], ImportPlan], request: Request) -> ImportPlan:
    """The plan, with what the user should know of the file itself on top."""
    plan = planner(request)
    return replace(plan, notices=(*request.sheets[0].notices, *plan.notices))


def remembered_mapping(workspace: Workspace, *, kind: str) -> dict[str, str]:
    """Column title → key as last given for that kind."""
    with workspace.store.read() as tx:
        return _remembered(tx, kind)


def _kind(kind: str) -> tuple[Op, Callable[[Request], ImportPlan]]:
    if kind not in _KINDS:
        raise UserError(N_("“{kind}” is no kind of file; there are: {kinds}."), kind=kind, kinds=", ".join(KINDS))
    return _KINDS[kind]


def _mapping_key(kind: str) -> str:
    return f"columns.{kind}"


def _remembered(tx: Tx, kind: str) -> dict[str, str]:
    return dict(setting_queries.all_settings(tx).get(_mapping_key(kind), {}))


def _request(
    tx: Tx, workspace: Workspace, kind: str, sheets: list[Sheet], period: Period | None, mapping: Mapping[str, str] | None, confirm: str
) -> Request:
    columns = _remembered(tx, kind) if mapping is None else mapping
    if kind in stated_period.KINDS:
        sheets, period = stated_period.about(sheets, period)
    calendar = WorkingDays(setting_queries.calendar_marks(tx))
    confirmed_by = workspace.actor if confirm.strip() else ""
    return Request(kind, tx, sheets, period, workspace.clock.today(), columns, calendar, confirmed_by, workspace.actor,
                   workspace.texts.language)  # fmt: skip


def _report(plan: ImportPlan, changes: OpChanges) -> ImportReport:
    added, changed, same = (plan.count(state) for state in (RowState.ADDED, RowState.CHANGED, RowState.SAME))
    return ImportReport(plan.kind, added, changed, same, plan.bad_rows, plan.notices, plan.problems, changes)
