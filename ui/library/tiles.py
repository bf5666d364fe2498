"""The cards of the library: one below the other, chosen with the mouse, the arrows or Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from services.library import Cost, SchemeCard
from services.texts import Texts
from ui.kit import pinyin
from ui.kit.notices import label, set_tone
from ui.kit.theme import SHAPES, STEP, colours, heading
from ui.library import words

_WIDTH = 330


class Tile(QFrame):
    """One scheme: name, where it stands, what for, data, cost."""

    chosen = Signal()
    moved = Signal(int)

    def __init__(self, texts: Texts, card: SchemeCard) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._texts, self.card, self._current = texts, card, False
        tone, standing = words.standing(texts, card)
        self.setAccessibleName(f"{card.name}, {standing}")
        name = label(card.name)
        name.setFont(heading(self.font(), 0))
        self.cost = label(texts("Cost: being worked out…"), "muted")
        self.cost.setToolTip(texts("What the scheme would have given a month in these months of the centre's own past."))
        data = label(words.needed(texts, card), "" if all(there for _, there in card.needs) else "watch")
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP * 2, STEP * 3, STEP * 2)
        column.setSpacing(STEP)
        for widget in (name, label(f"{SHAPES[tone]} {standing}", tone), label(card.purpose), data, self.cost):
            widget.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            column.addWidget(widget)

    def show_cost(self, cost: Cost) -> None:
        """Put the cost in."""
        self.cost.setText(words.cost_sentence(self._texts, cost))
        set_tone(self.cost, "watch" if cost.missing else "muted")

    def mark(self, current: bool) -> None:
        """Show whether its details are open."""
        self._current = current
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the details."""
        super().mousePressEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Take the mark of the focus away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar for the open one, a frame for the focus."""
        super().paintEvent(event)
        painter = QPainter(self)
        accent = QColor(colours(self).accent)
        if self._current:
            painter.fillRect(0, 6, 3, self.height() - 12, accent)
        if self.hasFocus():
            painter.setPen(accent)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)


class Tiles(QScrollArea):
    """All cards; `chosen(card)` when one is opened."""

    chosen = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.tiles: list[Tile] = []
        self.setAccessibleName(texts("Schemes"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_cards(self, cards: Sequence[SchemeCard], current: str) -> None:
        """Show these; the one with the id `current` (else the first) is open."""
        canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, STEP * 2, 0)
        column.setSpacing(STEP * 2)
        self.tiles = [Tile(self._texts, card) for card in cards]
        for number, tile in enumerate(self.tiles):
            tile.chosen.connect(lambda tile=tile: self.choose(tile))
            tile.moved.connect(lambda steps, number=number: self._move(number, steps))
            column.addWidget(tile)
        column.addStretch(1)
        self.setWidget(canvas)
        if self.tiles:
            self.choose(next((tile for tile in self.tiles if tile.card.id == current), self.tiles[0]))

    def choose(self, chosen: Tile) -> None:
        """Open one."""
        for tile in self.tiles:
            tile.mark(tile is chosen)
        self.chosen.emit(chosen.card)

    def filter(self, text: str) -> None:
        """Hide what neither name nor purpose matches: hanzi, pinyin, initials."""
        for tile in self.tiles:
            found = pinyin.matches(text, tile.card.name) or pinyin.matches(text, tile.card.purpose) or text.lower() in tile.card.id
            tile.setVisible(not text.strip() or found)

    def _move(self, number: int, steps: int) -> None:
        shown = [tile for tile in self.tiles if not tile.isHidden()]
        at = shown.index(self.tiles[number]) + steps
        if 0 <= at < len(shown):
            shown[at].setFocus()
            self.ensureWidgetVisible(shown[at])
            self.choose(shown[at])

    def sizeHint(self) -> QSize:
        """As wide as a card."""
        return QSize(_WIDTH, 400)
