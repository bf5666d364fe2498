"""Files about one version or one survey that was chosen on the screen: who has signed it, the ballots of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.domain.errors import N_, ImportRefused
from models.domain.ops import Done, Op
from models.store import Tx
from services.exchange.import_participation import plan_counted, plan_signed
from services.exchange.plan import ImportPlan, RowState
from services.exchange.request import Request
from services.exchange.tables_in import read_table
from services.participation import open_survey
from services.progress import NoProgress
from services.scheme_proofs import held_version
from services.workspace import Workspace


def note_signed(workspace: Workspace, *, version_id: int, path: Path) -> Done[int]:
    """Note the signatures of a file as one step; gives how many are new. ImportRefused names every bad row and stores nothing."""

    def plan(tx: Tx, request: Request) -> ImportPlan:
        held_version(tx, version_id)
        return plan_signed(request, version_id)

    return _bring(workspace, Op.NOTE_READING, "readings_signed", path, plan)


def count_ballots(workspace: Workspace, *, survey_id: int, path: Path) -> Done[int]:
    """Store the ballots of a file in an open survey as one step; gives how many are new. ImportRefused as above."""

    def plan(tx: Tx, request: Request) -> ImportPlan:
        open_survey(tx, survey_id)
        return plan_counted(request, survey_id)

    return _bring(workspace, Op.ASK_ABOUT_SCHEME, "ballots", path, plan)


def _bring(workspace: Workspace, op: Op, kind: str, path: Path, plan: Callable[[Tx, Request], ImportPlan]) -> Done[int]:
    sheets = read_table(path)

    def work(tx: Tx) -> int:
        found = plan(tx, Request(kind, tx, sheets, None, workspace.clock.today()))
        if found.problems:
            text = N_("“{file}” was not imported; rows that cannot be used: {bad}. Nothing was stored.")
            raise ImportRefused(text, found.problems, file=path.name, bad=found.bad_rows)
        found.writes.apply(tx, NoProgress())
        return found.count(RowState.ADDED)

    return workspace.store.transact(op, work, who=workspace.actor, note=path.name)
