"""Trying a scheme on past months: what to try and on which months at the top, what would differ below; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from models.domain.period import Period
from services import simulation
from services.rules.scheme import Scheme
from services.simulation import Change, MonthCost, Simulation
from services.simulation_views import GroupShare, dimension_words, fairness, gives_words, sensitivity, what_words
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP
from ui.library.editors import word_box
from ui.library.sensitivity import SensitivityTab

_TONES = {"gained": "good", "lost": "bad", "changed": "watch"}
_SHOWN_MONTHS = 12


@dataclass(frozen=True)
class Candidate:
    """A scheme that can be tried, and how the box calls it."""

    key: str
    words: str
    scheme: Scheme


class SimulatePart(QWidget):
    """`run_wanted(call, done, title)` asks the page to work off the screen's thread; `left` goes back, `export_wanted(result)`."""

    run_wanted = Signal(object, object, str)
    export_wanted = Signal(object)
    left = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._candidates: dict[str, Candidate] = {}
        self.result: Simulation | None = None
        self.totals = label("")
        self.note = label("", "muted")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(texts("Results of the simulation"))
        self.changes, changes = self._changes_table()
        self.costs, costs = self._costs_table()
        self.shares, shares = self._shares_table()
        self.figures = SensitivityTab(texts)
        self.figures.try_wanted.connect(self._try_figure)
        for tab, words in (
            (changes, texts("What would differ")), (costs, texts("Costs by month")), (shares, texts("How evenly awards fall")),
            (self.figures, texts("One figure turned")),
        ):  # fmt: skip
            self.tabs.addTab(tab, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(self._choices())
        for widget in (self.totals, self.note):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)
        self._tell()

    def _choices(self) -> QHBoxLayout:
        t = self._texts
        self.back = QPushButton(t("← Library"))
        self.back.clicked.connect(self.left)
        self.which = word_box((), t("Scheme, version or draft to try"))
        self.which.setMinimumWidth(280)
        self.first, self.last = word_box((), t("From month")), word_box((), t("To month"))
        self.run = QPushButton(t("Simulate"))
        self.run.setProperty("primary", True)
        self.run.clicked.connect(self.start)
        self.export = QPushButton(t("Export…"))
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.result))
        row = QHBoxLayout()
        row.setSpacing(STEP * 2)
        for widget in (self.back, self.which, self.first, label("–", "muted", wrap=False), self.last, self.run):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.export)
        return row

    def offer(self, candidates: Sequence[Candidate], months: Sequence[Period], chosen: str = "") -> None:
        """What can be tried, and the months with data, oldest first; the last full ones are taken unless others were chosen."""
        held = chosen or self.which.currentData()
        self._candidates = {candidate.key: candidate for candidate in candidates}
        self.which.clear()
        for candidate in candidates:
            self.which.addItem(candidate.words, candidate.key)
        self.which.setCurrentIndex(max(self.which.findData(held), 0))
        full = list(months[:-1]) or list(months)
        for box, month in ((self.first, full[-_SHOWN_MONTHS:][0]), (self.last, full[-1])):
            past = box.currentData()
            box.clear()
            for each in months:
                box.addItem(each.text, each.text)
            box.setCurrentIndex(max(box.findData(past or month.text), 0))

    def start(self) -> None:
        """Simulate what is chosen."""
        candidate = self._candidates.get(str(self.which.currentData()))
        if candidate is None:
            return
        first, last = sorted(Period.parse(str(box.currentData())) for box in (self.first, self.last))
        months = [first]
        while months[-1] < last:
            months.append(months[-1].shifted(1))
        language = self._texts.language

        def call(workspace: Any) -> Callable[[Any], Simulation]:
            def work(progress: Any) -> Simulation:
                past = simulation.read_past(workspace, months=months, progress=progress)
                return simulation.simulate(past, scheme=candidate.scheme, language=language, progress=progress)

            return work

        self.run_wanted.emit(call, self.show_result, self._texts("Simulating {name}", name=candidate.words))

    def show_result(self, result: Simulation) -> None:
        """Fill the tables."""
        self.result = result
        self.changes.set_rows(result.changes)
        self.costs.set_rows(result.costs)
        self.shares.set_rows(fairness(result))
        self.figures.show_scheme(result.scheme)
        self._tell()

    def _try_figure(self, parameter: str, text: str) -> None:
        result = self.result
        if result is None:
            return
        language = self._texts.language

        def call(_workspace: Any) -> Callable[[Any], Any]:
            return lambda watched: sensitivity(
                result.past, result=result, parameter=parameter, text=text, language=language, progress=watched
            )

        self.run_wanted.emit(call, self.figures.add_result, self._texts("Turning one figure"))

    def _tell(self) -> None:
        t, result = self._texts, self.result
        self.export.setEnabled(result is not None)
        if result is None:
            self.totals.setText(
                t("Choose a scheme and months: you see who would win, lose or change, and what it would cost. Nothing is stored.")
            )
            self.note.hide()
            return
        self.totals.setText(
            t(
                "{gained} gained, {lost} lost, {changed} changed, {same} as they were · awards ¥{before:,.2f} → ¥{after:,.2f}",
                gained=result.count("gained"), lost=result.count("lost"), changed=result.count("changed"), same=result.unchanged,
                before=result.yuan_happened, after=result.yuan,
            )
        )  # fmt: skip
        note = t(
            "{n} decisions were waived, corrected or revoked since; they are compared as the rules gave them.", n=result.decided_otherwise
        )
        notes = [note] if result.decided_otherwise else []
        notes += [t.message(double) for double in result.doubles]
        self.note.setText("\n".join(f"{SHAPES['watch']} {words}" for words in notes))
        self.note.setVisible(bool(notes))

    def _changes_table(self) -> tuple[RowsModel, TableView]:
        t = self._texts

        def what(change: Change) -> str:
            return f"{SHAPES[_TONES[change.what]]} {what_words(change, t)}"

        model = RowsModel(
            [
                Column("month", t("Month"), lambda c: c.month.text, 84),
                Column("rule", t("Rule"), lambda c: c.rule_name, 190, tip=lambda c: c.rule_name),
                Column("no", t("No."), lambda c: c.outcome.employee_no or "", 72),
                Column("name", t("Name"), lambda c: c.name, 110),
                Column("what", t("Difference"), what, 100, tone=lambda c: _TONES[c.what]),
                Column("happened", t("As it happened"), lambda c: gives_words(c.happened, t), 150),
                Column("simulated", t("As simulated"), lambda c: gives_words(c.simulated, t), 150),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("What would differ"), t("Nothing would differ."))

    def _costs_table(self) -> tuple[RowsModel, TableView]:
        t = self._texts

        def over(cost: MonthCost) -> str:
            return f"{SHAPES['bad']} {_yuan(cost.over)}" if cost.over else "–"

        model = RowsModel(
            [
                Column("month", t("Month"), lambda c: c.month.text, 84),
                Column("closed", t("What it is beside"), lambda c: t("closed month") if c.closed else t("versions in force"), 130),
                Column("happened", t("As it happened"), lambda c: _yuan(c.happened), 110, numeric=True, sort=lambda c: c.happened),
                Column("simulated", t("As simulated"), lambda c: _yuan(c.simulated), 110, numeric=True, sort=lambda c: c.simulated),
                Column("others", t("Other schemes"), lambda c: _yuan(c.others), 110, numeric=True, sort=lambda c: c.others),
                Column("budget", t("Budget"), lambda c: _yuan(c.budget) if c.budget is not None else "–", 100, numeric=True),
                Column("over", t("Above the budget"), over, 120, numeric=True, tone=lambda c: "bad" if c.over else ""),
                Column("points", t("Points"), lambda c: f"{c.points_happened} → {c.points_simulated}", 110, numeric=True),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("Costs by month"))

    def _shares_table(self) -> tuple[RowsModel, TableView]:
        t = self._texts

        def of_all(count: int, share: object) -> str:
            return f"{count} ({share}%)"

        model = RowsModel(
            [
                Column("by", t("By"), lambda s: dimension_words(s.dimension, t), 80),
                Column("group", t("Group"), lambda s: t.message(s.group), 130),
                Column("agents", t("Agents (of all)"), lambda s: of_all(s.agents, s.agents_share), 110, numeric=True, sort=_agents),
                Column("winners", t("With an award (of the group)"), lambda s: of_all(s.winners, s.winners_share), 200, numeric=True),
                Column("awards", t("Awards (of all)"), lambda s: of_all(s.awards, s.awards_share), 120, numeric=True,
                       sort=lambda s: s.awards),
                Column("before", t("Awards as they happened"), lambda s: str(s.awards_happened), 180, numeric=True),
                Column("yuan", t("Yuan"), lambda s: _yuan(s.yuan), 100, numeric=True, sort=lambda s: s.yuan),
                Column("penalties", t("Penalties"), lambda s: str(s.penalties), 90, numeric=True, sort=lambda s: s.penalties),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("How evenly awards fall"))


def _agents(share: GroupShare) -> int:
    return share.agents


def _yuan(amount: object) -> str:
    return f"¥{amount:,.2f}"
