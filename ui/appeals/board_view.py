"""The board: a column for each stage, a card for each notice or case, with the working days that are left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.domain.outcomes import AppealState
from services.appeals import OPEN, Board, BoardRow, FilingWindow
from services.objections import DECISION_WORDS, Objection
from services.outcome_words import period_word
from services.texts import Texts
from ui.appeals.words import days_tone, days_word, state_word
from ui.kit import pinyin
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, colours, heading

_MOST_CLOSED = 30
"""Closed cases shown without a search; a search looks at all."""


class Card(QPushButton):
    """One notice or case; Enter, Space or a click opens it."""

    def __init__(self, key: str, head: str, lines: Sequence[str], days: str, tone: str) -> None:
        super().__init__()
        self.key = key
        self._tone = tone
        spoken = [head, *lines, days]
        self.searched = " ".join(spoken)
        self.setAccessibleName("; ".join(line for line in spoken if line))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP * 2, STEP * 3, STEP * 2)
        column.setSpacing(STEP // 2)
        title = label(head)
        title.setFont(heading(self.font(), 0))
        column.addWidget(title)
        for line in filter(None, lines):
            column.addWidget(label(line, "muted"))
        if days:
            column.addWidget(label(f"{SHAPES[tone]} {days}".strip(), tone))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._paint()

    def sizeHint(self) -> QSize:
        """As high as its lines, which a button would not look at."""
        return self.layout().sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the appearance."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        c = colours()  # the program's, for the card's own palette turns with each style sheet and would call this without end
        edge = c.tone(self._tone).name() if self._tone in ("bad", "watch") else c.line
        style = (
            f"Card {{ text-align: left; padding: 0; border: 1px solid {c.line}; border-left: 3px solid {edge}; border-radius: 4px; }}"
            f"Card:focus {{ border: 2px solid {c.accent}; }}"
        )
        if style != self.styleSheet():  # setting it is itself a change of palette
            self.setStyleSheet(style)


class Column(QFrame):
    """A stage with its cards."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__()
        self._title, self._empty = title, label(empty, "muted")
        self._head = label(title)
        self._head.setFont(heading(self.font(), 0))
        inside = QWidget()
        inside.setObjectName("canvas")
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, STEP, 0)
        self._cards.setSpacing(STEP * 2)
        self._cards.addWidget(self._empty)
        self._cards.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self._head)
        column.addWidget(area, 1)

    def cards(self) -> list[Card]:
        """The cards from top to bottom."""
        found = [self._cards.itemAt(at).widget() for at in range(self._cards.count())]
        return [widget for widget in found if isinstance(widget, Card)]

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these instead of the old ones."""
        for old in self.cards():
            self._cards.removeWidget(old)
            old.deleteLater()
        for at, card in enumerate(cards):
            self._cards.insertWidget(at, card)
        self._head.setText(f"{self._title}  {len(cards)}")
        self._empty.setVisible(not cards)


class BoardView(QWidget):
    """Five columns; `window_chosen(notice number)`, `case_chosen(case number)` and `list_chosen(public list's number)`."""

    window_chosen = Signal(str)
    list_chosen = Signal(str)
    case_chosen = Signal(str)

    def __init__(self, t: Texts) -> None:
        super().__init__()
        self._t = t
        self._board, self._raised = Board((), (), ()), tuple[Objection, ...]()
        none = t("Nothing here")
        self.columns = {
            "windows": Column(t("May be appealed"), none), "filed": Column(t("Filed"), none), "accepted": Column(t("Accepted"), none),
            "under_review": Column(t("Under review"), none), "over": Column(t("Finished"), none),
        }  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP * 3)
        for column in self.columns.values():
            row.addWidget(column, 1)

    def show_board(self, board: Board, raised: tuple[Objection, ...] = (), query: str = "") -> None:
        """Show the notices, appeals and objections in which the query is found."""
        self._board, self._raised = board, raised
        windows = [self._window_card(window) for window in board.windows]
        self._fill("windows", windows, query)
        for name in ("filed", "accepted", "under_review"):
            rows = sorted((row for row in board.cases if row.state == name), key=lambda row: row.decide_by)
            waiting = [item for item in raised if item.is_open and name == ("under_review" if item.reviewer else "filed")]
            self._fill(name, [*(self._case_card(row) for row in rows), *map(self._objection_card, waiting)], query)
        over = [row for row in board.cases if row.state not in OPEN]
        answered = [item for item in raised if not item.is_open]
        cards = [*map(self._case_card, over), *map(self._objection_card, answered)]
        self._fill("over", cards if query else cards[:_MOST_CLOSED], query)

    def filter(self, query: str) -> None:
        """Show only what holds the query: hanzi, pinyin, initials or number."""
        self.show_board(self._board, self._raised, query)

    def _fill(self, name: str, cards: Sequence[Card], query: str) -> None:
        self.columns[name].show_cards([card for card in cards if pinyin.matches(query, card.searched)])

    def _window_card(self, window: FilingWindow) -> Card:
        t = self._t
        days = days_word(t, window.days_left) if window.last_day else t("Open: receipt not signed")
        until = t("To file by {day}", day=window.last_day) if window.last_day else ""
        lines = (window.notice_number, f"{window.rule} · {period_word(t, window.period)}", until, *_warnings(t, window.warnings))
        card = Card(window.notice_number, f"{window.name} {window.employee_no}", lines, days, days_tone(window.days_left))
        card.clicked.connect(lambda: self.window_chosen.emit(window.notice_number))
        return card

    def _case_card(self, row: BoardRow) -> Card:
        t = self._t
        waits = row.state in OPEN
        due = t("To decide by {day}", day=row.decide_by) if waits else state_word(t, row)
        late = t("Filed late: to be admitted or refused") if row.is_late and row.state is AppealState.FILED else ""
        reviewer = t("Reviewer: {name}", name=row.reviewer) if row.reviewer and waits else ""
        lines = (row.case, f"{row.rule} · {period_word(t, row.period)}", late, reviewer, due, *_warnings(t, row.warnings))
        card = Card(row.case, f"{row.name} {row.employee_no}", lines, days_word(t, row.days_left), days_tone(row.days_left))
        card.clicked.connect(lambda: self.case_chosen.emit(row.case))
        return card

    def _objection_card(self, item: Objection) -> Card:
        t = self._t
        due = t("To answer by {day}", day=item.decide_by) if item.is_open else t(DECISION_WORDS[item.decision])
        reviewer = t("Reviewer: {name}", name=item.reviewer) if item.reviewer and item.is_open else ""
        lines = (item.case, t("Objection to {number}", number=item.list_number), reviewer, due)
        card = Card(item.case, item.raised_by, lines, days_word(t, item.days_left), days_tone(item.days_left))
        card.clicked.connect(lambda: self.list_chosen.emit(item.list_number))
        return card


def _warnings(t: Texts, warnings: Sequence[object]) -> list[str]:
    return [f"{SHAPES['watch']} {t.message(warning)}" for warning in warnings]  # type: ignore[arg-type]
