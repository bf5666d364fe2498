""" "Why?" in plain sentences: what was looked at, found against required, met or not, and where the figure comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ui.kit import privacy
from ui.kit.theme import STEP, colours

if TYPE_CHECKING:
    from services.texts import Texts


@dataclass(frozen=True)
class TraceLine:
    """One line of an explanation, all words translated; `required` is '' for a line that only informs."""

    sentence: str
    found: str
    required: str
    met: bool
    source: str = ""


class TraceView(QWidget):
    """Shows an explanation under its head sentence; it can be copied as text."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._head = ""
        self._lines: tuple[TraceLine, ...] = ()
        self._browser = QTextBrowser()
        self._browser.setAccessibleName(texts("Explanation"))
        self._browser.setOpenLinks(False)
        copy = QPushButton(texts("Copy as text"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.as_text()))
        below = QHBoxLayout()
        below.setContentsMargins(STEP * 3, 0, STEP * 3, STEP)
        below.addWidget(copy)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._browser, 1)
        column.addLayout(below)
        privacy.SWITCH.turned.connect(self.follow_privacy)

    def show_lines(self, head: str, lines: Sequence[TraceLine]) -> None:
        """Show these lines."""
        self._head, self._lines = head, tuple(lines)
        self._draw()

    def follow_privacy(self) -> None:
        """Cover or uncover the reasons."""
        self._draw()

    def as_text(self) -> str:
        """The explanation as plain text."""
        return "\n".join([self._head, *([self._covered()] if privacy.is_on() else map(self._line_text, self._lines))])

    def _covered(self) -> str:
        return self._texts("The reasons are covered while the privacy view is on.")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the appearance."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._lines:
            self._draw()

    def _figures(self, line: TraceLine) -> str:
        if line.required:
            return self._texts("found {found}, required {required}", found=line.found, required=line.required)
        return line.found

    def _shape(self, line: TraceLine) -> str:
        return ("✓" if line.met else "✗") if line.required else "·"

    def _line_text(self, line: TraceLine) -> str:
        source = f" [{line.source}]" if line.source else ""
        figures = self._figures(line)
        return f"{self._shape(line)} {line.sentence}{': ' if figures else ''}{figures}{source}"

    def _draw(self) -> None:
        c = colours(self)
        if privacy.is_on():
            self._browser.setHtml(f'<p>{escape(self._head)}</p><p style="color:{c.muted}">{escape(self._covered())}</p>')
            return
        rows = []
        for line in self._lines:
            tone = (c.good if line.met else c.bad) if line.required else c.muted
            source = f'<br><span style="color:{c.muted}">{escape(line.source)}</span>' if line.source else ""
            rows.append(
                f'<tr><td width="22" style="color:{tone}"><b>{self._shape(line)}</b></td>'
                f'<td style="padding-bottom:10px">{escape(line.sentence)}<br><b>{escape(self._figures(line))}</b>{source}</td></tr>'
            )
        self._browser.setHtml(f"<p>{escape(self._head)}</p><table>{''.join(rows)}</table>")
