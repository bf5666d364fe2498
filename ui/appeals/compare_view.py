"""The stored calculation beside the one run again, line by line, differences marked by shape, word and colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.domain.outcomes import Criterion
from services.appeals import Recalculation, figures_words
from services.outcome_words import criterion_words, found_word
from services.rules.compare import Change, ComparedLine
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import ROW_HEIGHT, SHAPES, STEP

_TONES = {Change.SAME: "good", Change.CHANGED: "watch", Change.GONE: "bad", Change.ADDED: "watch"}


class CompareView(QWidget):
    """A sentence that says whether anything differs, and the table of criteria."""

    def __init__(self, t: Texts, found: Recalculation) -> None:
        super().__init__()
        words, tone = summary(t, found)
        self.summary = label(f"{SHAPES[tone]} {words}".strip(), tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.summary)
        if found.runs:
            column.addWidget(self._table(t, found))
        else:
            for line in found.lines:
                column.addWidget(label(criterion_words(t, line.stored) if line.stored else ""))

    def _table(self, t: Texts, found: Recalculation) -> TableView:
        rows = RowsModel(columns(t), self)
        rows.set_rows(found.lines)
        table = TableView(rows, t("Stored calculation and the one run again"))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setFixedHeight(ROW_HEIGHT * (min(len(found.lines), 8) + 1) + STEP)
        return table


def columns(t: Texts) -> list[Column]:
    """Criterion, both figures, what was required, what changed."""
    changes = {Change.SAME: t("same"), Change.CHANGED: t("differs"), Change.GONE: t("no longer found"), Change.ADDED: t("new line")}

    def mark(line: ComparedLine) -> str:
        return f"{SHAPES[_TONES[line.change]]} {changes[line.change]}"

    def either(line: ComparedLine) -> Criterion:
        found = line.stored or line.fresh
        assert found is not None
        return found

    def sentence(line: ComparedLine) -> str:
        return criterion_words(t, either(line))

    def figure(criterion: Criterion | None) -> str:
        return found_word(t, criterion.found) if criterion else "–"

    return [
        Column(
            "criterion",
            t("Criterion"),
            lambda line: criterion_words(t, either(line)),
            width=300,
            tip=lambda line: criterion_words(t, either(line)),
        ),
        Column("stored", t("Stored figure"), lambda line: figure(line.stored), width=100),
        Column("fresh", t("Figure now"), lambda line: figure(line.fresh), width=100, tone=lambda line: _TONES[line.change]),
        Column("required", t("Required"), lambda line: found_word(t, either(line).required), width=80),
        Column("change", t("Difference"), mark, width=120, tone=lambda line: _TONES[line.change]),
    ]


def summary(t: Texts, found: Recalculation) -> tuple[str, str]:
    """One sentence on the whole, and its tone."""
    if not found.runs:
        return t("A person recorded this; there is nothing to calculate again."), ""
    if not found.still_given:
        return t("With today's data the rule would not give this result."), "bad"
    before, now = figures_words(t, found.before), figures_words(t, found.now) if found.now else ""
    if before != now:
        return t("With today's data the result would be: {now} (stored: {before}).", now=now, before=before), "bad"
    if any(line.change is not Change.SAME for line in found.lines):
        return t("The result stays the same, but figures behind it have changed."), "watch"
    return t("Run again with today's data: nothing differs."), "good"
