"""One line of a scorecard being shaped: weight, curve with its picture, least sample; wrong figures refused as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from models.domain.errors import UserError
from models.domain.kpi import Indicator, Unit
from models.domain.scorecards import CurveKind
from services.rules.curves import pieces
from services.scorecard_lines import TypedLine, first_line, read_curve, read_line
from services.scorecard_words import CURVES
from services.texts import Texts
from ui.kit import problems
from ui.kit.curve import Curve
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP
from ui.settings.band_rows import BandRows

_PICTURE = QSize(320, 132)
_TEXTS = ("weight", "floor", "target", "most", "least")
_SHOWN = {
    CurveKind.BANDS: {"bands", "most"},
    CurveKind.LINEAR: {"floor", "target", "most"},
    CurveKind.RATIO: {"target", "most"},
    CurveKind.YES_NO: {"most"},
}


class LineEditor(QWidget):
    """Shows a line with `show_line`; `changed` after each edit, `typed` is the line as it stands, `fault` what is wrong ('' = nothing)."""

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        t = self._texts = texts
        self._known: Mapping[str, Indicator] = {}
        self._filling = False
        self.typed = TypedLine("")
        self.fault = ""
        self.form = Form()
        self.form.choice("indicator", t("Indicator"), [("", "–")])
        self.form.line("weight", t("Weight in %"))
        self.form.choice("curve", t("How a value scores"), [(kind, t(words)) for kind, words in CURVES.items()])
        self.bands = BandRows(t)
        self.bands.changed.connect(lambda: self._edited("bands"))
        self.form.add("bands", t("Bands of values"), self.bands)
        self.form.line("floor", t("Value that scores 0"))
        self.form.line("target", t("Target"))
        self.form.line("most", t("Highest score"))
        self.form.choice("sample", t("Sample counted by"), [("", t("no least sample"))])
        self.form.line("least", t("Least sample"))
        self.form.changed.connect(self._edited)
        self.curve = Curve(t("The curve: what each value scores"), Decimal(1), "", _PICTURE)
        self.problem = label("", "bad")
        self.problem.setAccessibleName(t("What is wrong with the line"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.curve)
        column.addWidget(self.problem)
        column.addWidget(self.form)
        column.addStretch(1)

    def set_indicators(self, known: Mapping[str, Indicator]) -> None:
        """The indicators that may be chosen."""
        self._known = known
        names = {code: indicator.name(self._texts.language) for code, indicator in known.items()}
        self._fill_choice("indicator", {"": "–", **names}, self.typed.indicator)
        self._fill_choice("sample", {"": self._texts("no least sample"), **names}, self.typed.sample)

    def show_line(self, typed: TypedLine) -> None:
        """Show a line to be shaped."""
        self._filling = True
        self.typed = typed
        for key in _TEXTS:
            self._line(key).setText(getattr(typed, key))
        for key in ("indicator", "curve", "sample"):
            field = self._choice(key)
            field.setCurrentIndex(max(field.findData(getattr(typed, key)), 0))
        self.bands.set_text(typed.bands)
        self.curve.pieces = ()
        self._filling = False
        self._tell()

    def _fill_choice(self, key: str, names: Mapping[str, str], chosen: str) -> None:
        self._filling = True
        field = self._choice(key)
        field.clear()
        for code, name in names.items():
            field.addItem(name, code)
        field.setCurrentIndex(max(field.findData(chosen), 0))
        self._filling = False

    def _edited(self, key: str) -> None:
        if self._filling:
            return
        value = self.form.value
        if key == "indicator":
            new = first_line(self._known[value("indicator")]) if value("indicator") else TypedLine("")
            self.show_line(replace(new, weight=value("weight")))
        else:
            texts = {name: value(name) for name in (*_TEXTS, "sample")}
            self.typed = replace(self.typed, bands=self.bands.text(), curve=CurveKind(value("curve")), **texts)
            self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Show the fields that the curve has, draw it, and say what is wrong."""
        typed = self.typed
        indicator = self._known.get(typed.indicator)
        unit = {Unit.PERCENT: "%", Unit.PERMILLE: "‰"}.get(indicator.unit, "") if indicator else ""
        for key in ("bands", "floor", "target", "most"):
            self.form.set_shown(key, key in _SHOWN[typed.curve])
        self.form.set_shown("least", bool(typed.sample))
        self.form.set_title(
            "most", self._texts("Highest score counted") if typed.curve is CurveKind.RATIO else self._texts("Highest score")
        )
        self.fault = self._fault(indicator)
        self.problem.setText(f"{SHAPES['bad']} {self.fault}" if self.fault else "")
        try:
            drawn = pieces(read_curve(typed, indicator), indicator) if indicator else None
        except UserError:
            drawn = None
        self.curve.show_pieces(drawn, unit)

    def _fault(self, indicator: Indicator | None) -> str:
        if indicator is None:
            return self._texts("Choose an indicator.")
        try:
            read_line(self.typed, self._known)
        except UserError as error:
            return problems.sentence(error, self._texts)
        return ""

    def _line(self, key: str) -> QLineEdit:
        field = self.form.field(key)
        assert isinstance(field, QLineEdit)
        return field

    def _choice(self, key: str) -> QComboBox:
        field = self.form.field(key)
        assert isinstance(field, QComboBox)
        return field
