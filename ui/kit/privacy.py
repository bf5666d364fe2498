"""The privacy view: one switch that covers wages, kinds of leave and personal reasons while others look at the screen."""

from __future__ import annotations

from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLineEdit

COVER = "•••"
"""Stands for a covered text."""
_ON, _COVERED = "privacy_view", "covered_in_privacy_view"


@runtime_checkable
class FollowsPrivacy(Protocol):
    """A widget that draws itself anew when the privacy view is switched."""

    def follow_privacy(self) -> None:
        """Draw anew."""


def is_on() -> bool:
    """Others may see the screen."""
    app = QCoreApplication.instance()
    return bool(app and app.property(_ON))


def turn(on: bool) -> None:
    """Cover or uncover everything in sight."""
    app = cast("QApplication", QCoreApplication.instance())
    app.setProperty(_ON, on)
    for widget in app.allWidgets():
        if isinstance(widget, FollowsPrivacy):
            widget.follow_privacy()
        elif isinstance(widget, QLineEdit) and widget.property(_COVERED):
            cover(widget)


def covered(text: str) -> str:
    """The text, or what stands for it in the privacy view."""
    return COVER if text and is_on() else text


def cover(field: QLineEdit) -> None:
    """Show dots in a field while the privacy view is on."""
    field.setProperty(_COVERED, True)
    field.setEchoMode(QLineEdit.EchoMode.Password if is_on() else QLineEdit.EchoMode.Normal)
