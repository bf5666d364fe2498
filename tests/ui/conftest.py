"""No test of a page waits for an answer that nobody gives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit.dialogs import Dialog
from ui.kit.pdf_view import AskPrinter


@pytest.fixture(autouse=True)
def no_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that nobody answers fails instead of waiting."""

    def fail(*asked: object) -> bool:
        raise AssertionError(asked)

    monkeypatch.setattr(Dialog, "answered", fail)
    monkeypatch.setattr(AskPrinter, "ask", staticmethod(fail))


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What was copied goes before the program ends: the offscreen platform takes it down twice."""
    yield
    qapp.clipboard().clear()
