"""A small centre whose October 2026 can be closed: twelve outbound agents, one leader, one complaint, points for everybody.

By hand: 0001 has the best score of twelve (10 % of 12 = 1 place) → 500 yuan; 0002 the best satisfaction → service star;
0012 is last in September and October → coaching; complaint C-1 against 0011 is minor and founded → warning.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.domain.ops import Op
from models.domain.outcomes import OutcomeStatus
from models.domain.period import Period
from models.store import Tx
from models.tables.people import AssignmentRow, EmployeeRow
from models.tables.readings import ComplaintRow, ReadingRow
from services import closing, outcomes, scheme_proofs, schemes
from services.outcome_views import OutcomeView
from services.workspace import Workspace

OCTOBER = Period.parse("2026-10")
S1, S2 = "outbound-rewards-and-penalties", "points-programme"
NAMES = ("王小明", "李静", "张伟", "刘洋", "陈晨", "杨帆", "赵磊", "黄蓉", "周杰", "吴迪", "徐婷", "孙丽", "马强")


def fill(workspace: Workspace, *, wage: int | None = None) -> None:
    """People, figures of September and October, one complaint; S1 and S2 adopted from September on."""

    def work(tx: Tx) -> None:
        hired = date(2025, 1, 1)
        numbers = [*(f"{n:04}" for n in range(1, 13)), "0099"]
        tx.insert_many(
            EmployeeRow,
            [
                {"id": n, "employee_no": no, "name": name, "hired_on": hired, "version": 1}
                for n, (no, name) in enumerate(zip(numbers, NAMES, strict=True), 1)
            ],
        )
        rows = []
        for n, no in enumerate(numbers, 1):
            rows.append(
                {"id": n, "employee_id": n, "effective_from": hired, "team": "甲组" if n <= 6 or no == "0099" else "乙组",
                 "position": "team_leader" if no == "0099" else "outbound", "employment_type": "full_time", "status": "regular",
                 "star": "", "monthly_wage_fen": wage}
            )  # fmt: skip
        tx.insert_many(AssignmentRow, rows)
        readings = [
            {"employee_id": n, "indicator": "performance", "period": month, "value": Decimal(100 - n), "source": "hand", "confirmed": ""}
            for n in range(1, 13)
            for month in ("2026-09", "2026-10")
        ]
        best = {"employee_id": 2, "indicator": "csat", "period": "2026-10", "value": Decimal("4.9"), "source": "hand", "confirmed": ""}
        readings.append(best)
        tx.insert_many(ReadingRow, readings)
        tx.insert_many(
            ComplaintRow,
            [{"number": "C-1", "employee_id": 11, "day": date(2026, 10, 12), "founded": True, "severity": "minor", "note": "语气生硬"}],
        )

    workspace.store.transact(Op.IMPORT_ROSTER, work, who="test")
    values = {"monthly-top-performers.amount": "500"}
    first = schemes.adopt(workspace, scheme_id=S1, first=date(2026, 9, 1), values=values).value
    schemes.adopt(workspace, scheme_id=S2, first=date(2026, 9, 1))
    schemes.publish_version(workspace, version_id=first.id, published_on=date(2026, 8, 20))


def close(workspace: Workspace) -> None:
    """Fill, have everybody read and sign S1 in August, and close October."""
    fill(workspace)
    version = next(version for version in schemes.versions(workspace) if version.scheme.id == S1)
    numbers = [f"{n:04}" for n in range(1, 13)]
    scheme_proofs.note_read(workspace, version_id=version.id, employee_nos=numbers, signed_on=date(2026, 8, 21), how="list")
    closing.close(workspace, month=OCTOBER)


def publish_all(workspace: Workspace) -> outcomes.PublishReport:
    """Fill, close, confirm everything (agents declined to state) and publish."""
    close(workspace)
    outcomes.confirm(workspace, ids=ids_of(workspace))
    return outcomes.publish(workspace, month=OCTOBER).value


def ids_of(workspace: Workspace, rule: str | None = None, status: OutcomeStatus | None = None) -> list[int]:
    """Ids of October's outcomes."""
    found = outcomes.outcomes_of(workspace, month=OCTOBER, rule=rule, status=status)
    return [view.id for view in found if view.id is not None]


def only(workspace: Workspace, rule: str) -> OutcomeView:
    """The one outcome of a rule in October."""
    (view,) = outcomes.outcomes_of(workspace, month=OCTOBER, rule=rule)
    return view
