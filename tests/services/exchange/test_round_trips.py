"""Whatever stands in the tables comes back from an export unchanged, whatever the characters and figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from models.domain.ops import Op
from models.queries import exchange as queries
from models.store import Tx
from models.tables.readings import ComplaintRow, ReadingRow
from services.exchange.exporting import export
from services.exchange.importing import import_file
from services.workspace import Workspace
from tests.services.exchange.conftest import OCTOBER

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp", "Zs")), min_size=1, max_size=40)
_TRAPS = ("=1+1", "-5", "+86", "@all", "'quoted", '"', "a,b;c|d", "1e5", "00012", '="7"', "第1行 第2行", "𬭸䶮")
_NOTES = st.one_of(_TEXT, st.sampled_from(_TRAPS))


def _all(tx: Tx, *models: type) -> None:
    for model in models:
        found = [dict(row._mapping) for row in tx.session.execute(model.__table__.select())]  # type: ignore[attr-defined]
        tx.remove_many(model, found)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@given(notes=st.lists(_NOTES, min_size=1, max_size=6), number=st.from_regex(r"0{0,3}[0-9A-Z]{1,18}", fullmatch=True))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_of_any_kind_come_back(centre: Workspace, tmp_path: Path, ending: str, notes: list[str], number: str) -> None:
    assume(all(note.strip() for note in notes))

    def fill(tx: Tx) -> None:
        _all(tx, ComplaintRow)
        agent = queries.employees(tx)[0]["id"]
        rows = [
            {
                "number": f"{number}-{n}",
                "employee_id": agent,
                "day": OCTOBER.first,
                "founded": True,
                "severity": "minor",
                "note": note.strip(),
            }
            for n, note in enumerate(notes)
        ]
        tx.insert_many(ComplaintRow, rows)

    centre.store.transact(Op.IMPORT_COMPLAINTS, fill, who="test")
    path = tmp_path / f"complaints.{ending}"
    export(centre, kind="complaints", path=path)
    report = import_file(centre, kind="complaints", path=path).value
    assert (report.added, report.changed, report.same) == (0, 0, len(notes)), report


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("period", [None, OCTOBER])
@given(values=st.lists(st.decimals(-100, 100, places=4), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_come_back_to_the_last_digit(centre: Workspace, tmp_path: Path, ending: str, period: object, values: list[Decimal]) -> None:
    def fill(tx: Tx) -> None:
        _all(tx, ReadingRow)
        people = [row["id"] for row in queries.employees(tx)]
        rows = [
            {"employee_id": key, "indicator": code, "period": OCTOBER.text, "value": value if code == "nps" else abs(value) / 100,
             "source": "hand", "confirmed": ""}
            for key, value in zip(people, values, strict=False)
            for code in ("nps", "answer_rate")
        ]  # fmt: skip
        tx.insert_many(ReadingRow, rows)

    centre.store.transact(Op.IMPORT_READINGS, fill, who="test")
    path = tmp_path / f"kpi.{ending}"
    export(centre, kind="kpi", path=path, period=OCTOBER if period else None)
    report = import_file(centre, kind="kpi", path=path, period=OCTOBER if period else None).value
    assert (report.added, report.changed, report.skipped) == (0, 0, 0), report


def test_employee_numbers_are_cells_of_text_in_every_export(centre: Workspace, tmp_path: Path) -> None:
    export(centre, kind="roster", path=tmp_path / "roster.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "roster.xlsx").worksheets[0]
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, 1)
        assert (cell.data_type, cell.number_format) == ("s", "@")
        assert str(cell.value).startswith("000")
