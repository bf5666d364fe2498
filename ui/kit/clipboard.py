"""Blocks of cells on the clipboard, as text and as a table, so that every spreadsheet takes them without loss."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from ui.kit import tsv


def put(rows: Sequence[Sequence[str]]) -> str:
    """Offer the cells to other programs; returns them as tab-separated text."""
    text = tsv.write(rows)
    offered = QMimeData()
    offered.setText(text)
    if not any("\n" in cell for row in rows for cell in row):  # a table would break such a cell into several
        offered.setHtml(tsv.write_html(rows))
    QApplication.clipboard().setMimeData(offered)
    return text


def take() -> list[list[str]]:
    """The cells on the clipboard without the blanks around their texts; no rows when there is no text."""
    text = QApplication.clipboard().text()
    return [[cell.strip() for cell in row] for row in tsv.read(text)] if text else []


def wipe() -> None:
    """Forget what was copied, and what the middle mouse button would paste."""
    board = QApplication.clipboard()
    board.clear()
    if board.supportsSelection():
        board.clear(QClipboard.Mode.Selection)
