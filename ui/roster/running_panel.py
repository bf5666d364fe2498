"""One agent's month so far beside the roster: points by part, what closing now would give, what is missing to the next step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.domain.period import Cadence
from services import running_sheet
from services.outcome_words import criterion_name
from services.rules.words import reason_sentence
from services.running_month import PartSoFar, RunningMonth
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, heading


class RunningPanel(QScrollArea):
    """Shows a RunningMonth; `back` leads to the time line, `printed` asks for the sheet, `reviewed` for a longer period's."""

    back = Signal()
    printed = Signal()
    reviewed = Signal(object)

    def __init__(self, texts: Texts, running: RunningMonth) -> None:
        super().__init__()
        self.texts = texts
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(texts("Running month"))
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(STEP * 3, 0, STEP * 3, STEP * 2)
        self.column.setSpacing(STEP * 2)
        self.setWidget(inside)
        leave = QPushButton(texts("Time line"))
        leave.clicked.connect(self.back)
        self.sheet = QPushButton(texts("Sheet for the agent…"))
        self.sheet.clicked.connect(self.printed)
        buttons = QHBoxLayout()
        buttons.addWidget(leave)
        buttons.addWidget(self.sheet)
        self.column.addLayout(buttons)
        row = QHBoxLayout()
        self.reviews: dict[Cadence, QPushButton] = {}
        for cadence, words in ((Cadence.QUARTER, texts("Quarter review…")), (Cadence.HALF_YEAR, texts("Half-year review…"))):
            self.reviews[cadence] = QPushButton(words)
            self.reviews[cadence].clicked.connect(lambda _=False, cadence=cadence: self.reviewed.emit(cadence))
            row.addWidget(self.reviews[cadence])
        self.column.addLayout(row)
        self._head(f"{running.month.text} · {running_sheet.state_words(running, texts)}")
        self._points(running)
        self._outcomes(running)
        self._steps(running)
        self.column.addStretch(1)

    def words(self) -> list[str]:
        """Everything that stands in the panel, line by line."""
        places = (self.column.itemAt(place) for place in range(self.column.count()))
        return [place.widget().text() for place in places if place and place.widget() and hasattr(place.widget(), "text")]

    def _points(self, running: RunningMonth) -> None:
        t = self.texts
        if running.points is None:
            return
        self._head(t("{points} points", points=running.points))
        for part in running.parts:
            self.column.addWidget(label(t("{part}: {points} of {most}", part=self._part(part), points=part.points, most=part.most)))
            bar = QProgressBar()
            bar.setAccessibleName(self._part(part))
            bar.setRange(0, max(part.most, 1))
            bar.setValue(part.points)
            bar.setTextVisible(False)
            bar.setFixedHeight(STEP * 2)
            self.column.addWidget(bar)

    def _part(self, part: PartSoFar) -> str:
        return self.texts(running_sheet.PARTS.get(part.name, part.name))

    def _outcomes(self, running: RunningMonth) -> None:
        shown = running_sheet.given(running)
        if shown:
            self._head(self.texts("Given") if running.closed else self.texts("Closing now would give"))
        for view in shown:
            self.column.addWidget(label(" · ".join(running_sheet.given_words(view, self.texts))))
            for line in view.because:
                if line.criterion in ("score", "rank_in_group"):
                    self.column.addWidget(label(f"{criterion_name(self.texts, line)}: {line.found}", "muted"))

    def _steps(self, running: RunningMonth) -> None:
        t = self.texts
        if running.next_steps:
            self._head(t("To the next step"))
        for step in running.next_steps:
            self.column.addWidget(label(f"{SHAPES['watch']} {t.message(step)}"))
        if running.left_out:
            self._head(t("Does not take part"))
        for rule, reason in running.left_out:
            self.column.addWidget(label(f"{rule}: {t.message(reason_sentence(reason))}", "muted"))

    def _head(self, text: str) -> None:
        head = label(text)
        head.setFont(heading(self.font()))
        self.column.addWidget(head)
