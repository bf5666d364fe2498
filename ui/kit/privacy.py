"""The privacy view: one switch that covers wages, kinds of leave and personal reasons while others look at the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

COVER = "•••"
"""Stands for a covered text."""


class _Switch(QObject):
    """Whether others may see the screen; whoever shows something private connects `turned` to a method that draws anew."""

    turned = Signal()
    is_on = False


SWITCH = _Switch()


def is_on() -> bool:
    """Others may see the screen."""
    return SWITCH.is_on


def turn(on: bool) -> None:
    """Cover or uncover everything in sight."""
    SWITCH.is_on = on
    SWITCH.turned.emit()


def covered(text: str) -> str:
    """The text, or what stands for it in the privacy view."""
    return COVER if text and is_on() else text


class _Cover(QObject):
    """Belongs to a field and goes with it."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        SWITCH.turned.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Dots or the text."""
        self._field.setEchoMode(QLineEdit.EchoMode.Password if is_on() else QLineEdit.EchoMode.Normal)


def cover(field: QLineEdit) -> None:
    """Show dots in a field while the privacy view is on."""
    _Cover(field)
