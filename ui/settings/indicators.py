"""The indicators section: the list, and a form to add an own one or change the chosen one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from models.domain.errors import UserError
from models.domain.kpi import Indicator, Kind, Unit, show_value
from models.domain.ops import Op
from models.domain.period import Cadence
from services import indicator_list, words
from services.indicator_list import ListedIndicator
from ui.kit.form import Form
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP
from ui.settings.section import Section

if TYPE_CHECKING:
    from ui.kit.page import Page


class IndicatorSection(Section):
    """What is measured; unit and cadence of an indicator are for ever, because stored values depend on them."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        super().__init__(page, t("Indicators"), t("What the grid shows. A value outside its range is flagged for a look."))
        self.rows = RowsModel(
            [
                Column("code", t("Code"), lambda row: row.indicator.code, 150),
                Column("name", t("Indicator"), lambda row: row.indicator.name(t.language), 150),
                Column("unit", t("Unit"), lambda row: t(words.UNITS[row.indicator.unit]), 130),
                Column("better", t("Better"), lambda row: t("higher ↑") if row.indicator.higher_is_better else t("lower ↓"), 100),
                Column("range", t("Range"), lambda row: _range(row.indicator), 110),
                Column("shown", t("In the grid"), lambda row: t("yes") if row.shown else t("no"), 80),
            ],
            self,
        )
        self.table = TableView(self.rows, t("Indicators"))
        self.table.row_chosen.connect(self._choose)
        right = QVBoxLayout()
        self._add_form(right)
        both = QHBoxLayout()
        both.setSpacing(STEP * 4)
        both.addWidget(self.table, 3)
        both.addLayout(right, 2)
        self.column.addLayout(both, 1)
        self._chosen: ListedIndicator | None = None

    def _add_form(self, right: QVBoxLayout) -> None:
        t = self.texts
        self.form = Form()
        self.form.line("code", t("Code"), "", "upsell_rate")
        self.form.line("name_zh", t("Chinese name"))
        self.form.line("name_en", t("English name"))
        self.form.choice("unit", t("Unit"), [(unit, t(words.UNITS[unit])) for unit in Unit])
        self.form.choice("cadence", t("Entered every"), [(cadence, t(words.CADENCES[cadence])) for cadence in Cadence], Cadence.MONTH)
        self.form.choice("kind", t("Comes from"), [(kind, t(words.INDICATOR_KINDS[kind])) for kind in Kind])
        self.form.choice("better", t("Better"), [(True, t("higher ↑")), (False, t("lower ↓"))])
        self.form.line("low", t("Lowest plausible value"), "", t("Empty: open"))
        self.form.line("high", t("Highest plausible value"), "", t("Empty: open"))
        self.form.tick("shown", t("Show in the grid"), True)
        self.new = QPushButton(t("New indicator"))
        self.new.clicked.connect(self.start_new)
        self.store = QPushButton(t("Store the indicator"))
        self.store.clicked.connect(self.store_indicator)
        self.page.writes(Op.CHANGE_SETTINGS, self.form, self.new, self.store)
        buttons = QHBoxLayout()
        buttons.addWidget(self.new)
        buttons.addWidget(self.store)
        buttons.addStretch(1)
        right.addWidget(self.form)
        right.addLayout(buttons)
        right.addStretch(1)

    def refresh(self) -> None:
        """The list as it stands."""
        self.page.load(lambda: indicator_list.listed(self.page.context.workspace), self.rows.set_rows)

    def start_new(self) -> None:
        """Empty the form for an own indicator."""
        self.table.clearSelection()
        self.table.setCurrentIndex(self.rows.index(-1, -1))
        self._show(ListedIndicator(Indicator("", "", "", Unit.POINTS), True, False), new=True)
        self.form.field("code").setFocus()

    def store_indicator(self) -> None:
        """Add or change what the form says."""
        workspace, shown, chosen = self.page.context.workspace, self.form.value("shown"), self._chosen
        try:
            indicator = self._typed()
        except UserError as error:
            self.page.report(error)
            return
        if chosen is None:
            self.page.write(lambda: indicator_list.add(workspace, indicator=indicator))
        else:
            self.page.write(lambda: indicator_list.change(workspace, indicator=indicator, shown=shown))

    def _typed(self) -> Indicator:
        value = self.form.value
        unit = Unit(value("unit"))
        low, high = (indicator_list.parse_bound(unit, value(key)) for key in ("low", "high"))
        new = Indicator(value("code"), "", "", unit, True, Cadence(value("cadence")), Kind(value("kind")))
        base = self._chosen.indicator if self._chosen else new
        return replace(base, name_zh=value("name_zh"), name_en=value("name_en"), higher_is_better=bool(value("better")), low=low, high=high)

    def _choose(self, row: ListedIndicator | None) -> None:
        if row is not None:
            self._show(row, new=False)

    def _show(self, row: ListedIndicator, new: bool) -> None:
        self._chosen = None if new else row
        indicator = row.indicator
        texts = {
            "code": indicator.code, "name_zh": indicator.name_zh, "name_en": indicator.name_en,
            "low": _bound(indicator, indicator.low), "high": _bound(indicator, indicator.high),
        }  # fmt: skip
        for key, text in texts.items():
            self.form.field(key).setText(text)  # type: ignore[attr-defined]
        choices = {"unit": indicator.unit, "cadence": indicator.cadence, "kind": indicator.kind, "better": indicator.higher_is_better}
        for key, value in choices.items():
            field = self.form.field(key)
            field.setCurrentIndex(field.findData(value))  # type: ignore[attr-defined]
        self.form.field("shown").setChecked(row.shown)  # type: ignore[attr-defined]
        for key in ("code", "unit", "cadence", "kind"):
            self.form.field(key).setEnabled(new)


def _bound(indicator: Indicator, value: Decimal | None) -> str:
    if value is None:
        return ""
    return str(value) if indicator.unit is Unit.YES_NO else show_value(indicator, value)


def _range(indicator: Indicator) -> str:
    low, high = _bound(indicator, indicator.low), _bound(indicator, indicator.high)
    return f"{low or '…'} – {high or '…'}" if low or high else ""
