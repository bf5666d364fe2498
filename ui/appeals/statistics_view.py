"""How appeals and objections ended, by rule, in the side panel."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.appeals import Statistics
from services.objections import ObjectionStatistics
from services.texts import Texts
from ui.appeals.words import statistics_line
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP

Line = tuple[str, Statistics]


class StatisticsView(QWidget):
    """A sentence on all appeals, a table by rule, and a sentence on objections."""

    def __init__(self, t: Texts, found: Statistics, raised: ObjectionStatistics) -> None:
        super().__init__()
        self.rows = RowsModel([
            Column("rule", t("Rule"), lambda line: line[0], width=84, tip=lambda line: line[0]),
            Column("filed", t("Filed"), lambda line: str(line[1].filed), width=52, numeric=True, sort=lambda line: line[1].filed),
            Column("decided", t("Decided"), lambda line: str(line[1].decided), width=52, numeric=True, sort=lambda line: line[1].decided),
            Column("upheld", t("Upheld"), lambda line: _share(line, line[1].upheld), width=54, numeric=True),
            Column("changed", t("Altered"), lambda line: _share(line, line[1].changed), width=58, numeric=True),
            Column("days", t("Median days"), lambda line: _days(line[1].median_days), width=46, numeric=True),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Appeals by rule"), t("No appeals yet"))
        self.rows.set_rows(list(found.by_rule))
        self.objections = label(objection_line(t, raised))
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.setSpacing(STEP * 2)
        column.addWidget(label(statistics_line(t, found) or t("No appeals yet")))
        column.addWidget(self.table, 1)
        column.addWidget(label(t("Altered: reduced or revoked. Median days: working days from filing to the decision."), "muted"))
        column.addWidget(self.objections)


def objection_line(t: Texts, found: ObjectionStatistics) -> str:
    """Counts of objections to public lists, in one line."""
    if not found.raised:
        return t("No objections to public lists yet.")
    facts = {"raised": found.raised, "open": found.open, "upheld": found.upheld, "revoked": found.revoked, "in_time": found.in_time}
    return t(
        "{raised} objections to public lists: {open} open, {upheld} times the list stood, {revoked} awards revoked; {in_time} in time, "
        "median {days} working days",
        **facts, days=_days(found.median_days),
    )  # fmt: skip


def _share(line: Line, count: int) -> str:
    share = line[1].share(count)
    return "–" if share is None else f"{share:.0%}"


def _days(days: float | None) -> str:
    return "–" if days is None else f"{days:g}"
