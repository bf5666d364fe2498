"""One scheme opened: its rules in words, its values, its versions with what changed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from services import library
from services.library import RuleView, SchemeCard
from services.parameter_words import Options, ParameterView
from services.schemes import SchemeVersion
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP, colours, heading
from ui.library.words import rules_html


class Details(QWidget):
    """Shows one card; `dates_wanted(version)`, `proofs_wanted(version)` and `end_wanted(version)` ask for the forms."""

    dates_wanted = Signal(object)
    proofs_wanted = Signal(object)
    end_wanted = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.card: SchemeCard | None = None
        self._options = Options()
        self._rules: list[RuleView] = []
        self.title = label("")
        self.title.setFont(heading(self.font(), 1))
        self.source = label("", "muted")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(texts("Details of the scheme"))
        self.view = QTextBrowser()
        self.view.setAccessibleName(texts("Rules"))
        self.tabs.addTab(self.view, texts("Rules"))
        self.tabs.addTab(self._values_tab(), texts("Values"))
        self.tabs.addTab(self._versions_tab(), texts("Versions"))
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP, 0, 0, 0)
        column.setSpacing(STEP)
        for widget in (self.title, self.source):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)

    def _values_tab(self) -> QWidget:
        t = self._texts
        self.values = RowsModel(
            [
                Column("rule", t("Rule"), lambda row: row[0], 140),
                Column("label", t("What is set"), lambda row: row[1].label, 190, tip=lambda row: row[1].label),
                Column("value", t("Value"), self._value, 200, tone=self._value_tone, tip=lambda row: row[1].words),
                Column("source", t("Where the figure is from"), lambda row: row[1].source, 200, tone=lambda _: "muted",
                       tip=lambda row: row[1].source),
            ],
            self,
        )  # fmt: skip
        self.values_table = TableView(self.values, t("Values of the scheme"))
        return self.values_table

    def _value(self, row: tuple[str, ParameterView]) -> str:
        view = row[1]
        return self._texts("▲ to be set") if view.parameter.required and not view.value else view.words

    def _value_tone(self, row: tuple[str, ParameterView]) -> str:
        return "watch" if row[1].parameter.required and not row[1].value else ""

    def _versions_tab(self) -> QWidget:
        t = self._texts
        self.versions = RowsModel(
            [
                Column("version", t("Version"), lambda v: str(v.version), 64, numeric=True, sort=lambda v: v.version),
                Column("first", t("From"), lambda v: v.first.isoformat(), 92),
                Column("last", t("Until"), lambda v: _day(v.last), 92),
                Column("discussed", t("Discussed"), lambda v: _day(v.discussed_on), 92),
                Column("consulted", t("Consulted on"), lambda v: _day(v.consulted_on), 92),
                Column("published", t("Made known"), self._published, 130, tone=lambda v: "" if v.published_on else "watch"),
            ],
            self,
        )  # fmt: skip
        self.versions_table = TableView(self.versions, t("Versions of the scheme"), t("The scheme has not been adopted yet."))
        self.versions_table.row_chosen.connect(lambda _: self._show_changes())
        self.versions_table.row_activated.connect(self.dates_wanted)
        self.changes = QTextBrowser()
        self.changes.setAccessibleName(t("What changed with this version"))
        self.dates_button = QPushButton(t("Dates of making it known…"))
        self.dates_button.clicked.connect(lambda: self.dates_wanted.emit(self.versions_table.current()))
        self.proofs_button = QPushButton(t("Signatures and files…"))
        self.proofs_button.clicked.connect(lambda: self.proofs_wanted.emit(self.versions_table.current()))
        self.end_button = QPushButton(t("End this version…"))
        self.end_button.clicked.connect(lambda: self.end_wanted.emit(self.versions_table.current()))
        buttons = QHBoxLayout()
        for button in (self.dates_button, self.proofs_button, self.end_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.versions_table, 2)
        column.addLayout(buttons)
        column.addWidget(self.changes, 3)
        return tab

    def _published(self, version: SchemeVersion) -> str:
        return _day(version.published_on) or self._texts("▲ not yet")

    def show_card(self, card: SchemeCard, options: Options) -> None:
        """Open a card; the tab and the version in hand stay when it is the same scheme."""
        t = self._texts
        version = self.versions_table.current()
        same = self.card is not None and self.card.id == card.id and version is not None
        self.card, self._options = card, options
        self.title.setText(card.name)
        self.source.setText(t("Source: {source} ({clause})", source=card.scheme.source, clause=card.scheme.clause))
        self._rules = library.rules(card.scheme, t, options)
        rows = [(rule.name, view) for rule in self._rules for view in rule.parameters]
        whole = [(t("Whole scheme"), view) for view in library.scheme_parameters(card.scheme, t, options)]
        self.values.set_rows([*rows, *whole])
        self.versions.set_rows(card.versions)
        wanted = version.version if same else None
        if not self.versions_table.choose(lambda v: v.version == wanted):
            self.versions_table.choose(lambda _: True)
        self._draw()
        self._show_changes()

    def _draw(self) -> None:
        self.view.setHtml(rules_html(self._texts, self._rules, colours(self)))

    def _show_changes(self) -> None:
        t, version = self._texts, self.versions_table.current()
        for button in (self.dates_button, self.proofs_button, self.end_button):
            button.setEnabled(version is not None)
        if self.card is None or version is None:
            self.changes.setPlainText("")
            return
        before = next((v for v in self.card.versions if v.version == version.version - 1), None)
        old = before.scheme if before else library.source_of(self.card)
        if before:
            head = t("Version {version} against version {before}:", version=version.version, before=before.version)
        else:
            head = t("Version {version} against the source:", version=version.version)
        lines = [f"{name}: {past} → {now}" for name, past, now in library.differences(old, version.scheme, t, self._options)]
        approved = version.notices.get("fines", {})
        if approved.get("approver"):
            lines.append(t("Fines are switched on, approved by {approver}: {reason}", **approved))
        self.changes.setPlainText("\n".join([head, *(lines or [t("Nothing differs.")])]))

    def changeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Draw in the colours of the new appearance."""
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "view"):
            self._draw()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
