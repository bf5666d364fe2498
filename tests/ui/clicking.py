"""Clicks everything that can be clicked in a page, the panels that open too; no dialog stays open, no file is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QListWidget, QPushButton, QTableView, QTabWidget, QWidget
from shiboken6 import isValid

from models.domain.ops import Op
from models.domain.rights import MissingRight
from services.workspace import Workspace
from ui.kit import dialogs, rights
from ui.kit.page import Page
from ui.kit.pdf_view import AskPrinter, PdfView
from ui.settings.page import SettingsPage

MOST = 400
"""Clicks on one page after which something must be going round in circles."""


def answer_dialogs(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Every question is answered without being shown."""
    monkeypatch.setattr(dialogs.Dialog, "answered", lambda _self: False)
    monkeypatch.setattr(dialogs.Confirm, "ask", staticmethod(lambda *_a, **_k: True))
    monkeypatch.setattr(dialogs.AskReason, "ask", staticmethod(lambda *_a, **_k: "说明理由"))
    monkeypatch.setattr(dialogs.ShowMessage, "ask", staticmethod(lambda *_a, **_k: None))
    monkeypatch.setattr(dialogs.ChooseSaveFile, "ask", staticmethod(lambda *_a, suggested, **_k: folder / Path(suggested).name))
    monkeypatch.setattr(dialogs.ChooseFolder, "ask", staticmethod(lambda *_a, **_k: folder))
    monkeypatch.setattr(QDialog, "exec", lambda _self: 0)
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_a, **_k: ("", "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_a, **_k: ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda _url: True))
    monkeypatch.setattr(AskPrinter, "ask", staticmethod(lambda *_: False))
    monkeypatch.setattr(PdfView, "print_pdf", lambda self: self.printed.emit(1) or True)


def watch_rights(workspace: Workspace) -> list[Op]:
    """The ops that were tried without a right, from now on."""
    refused: list[Op] = []
    guard = workspace.store.guard

    def watching(op: Op) -> None:
        try:
            guard(op)
        except MissingRight:
            refused.append(op)
            raise

    workspace.store.guard = watching
    return refused


def views(page: Page) -> Iterator[None]:
    """Every tab and section of a page, one after the other, with a row chosen in every table."""
    QApplication.processEvents()
    sections = page.list.count() if isinstance(page, SettingsPage) else 1
    for section in range(sections):
        if isinstance(page, SettingsPage):
            page.list.setCurrentRow(section)
        tabs = [tab for tab in page.findChildren(QTabWidget) if tab.isVisible()]
        for at in range(max((tab.count() for tab in tabs), default=1)):
            for tab in tabs:
                tab.setCurrentIndex(min(at, tab.count() - 1))
            choose_rows(page)
            yield


def choose_rows(page: Page) -> None:
    """The first row of every table, unless one is chosen."""
    for table in page.findChildren(QTableView):
        if table.isVisible() and table.model().rowCount() and not table.currentIndex().isValid():
            table.setCurrentIndex(table.model().index(0, 0))
    for listed in page.findChildren(QListWidget):
        if listed.isVisible() and listed.count() and listed.currentRow() < 0:
            listed.setCurrentRow(0)


def buttons(page: Page) -> list[QAbstractButton]:
    """What can be clicked now."""
    QApplication.processEvents()  # widgets added to a page in sight are shown by the event loop
    return [button for button in page.findChildren(QAbstractButton) if button.isVisible() and button.isEnabled()]


def words(control: QAbstractButton | QAction) -> str:
    """How a control is called."""
    name = control.text() or (control.accessibleName() if isinstance(control, QWidget) else "")
    return f"{type(control.parent()).__name__}: {name}"


def click_through(page: Page, refused: list[Op]) -> list[str]:
    """Click all; the words of the controls that led to something the role may not write."""
    guilty: list[str] = []
    done: set[str] = set()
    for _ in views(page):
        waiting = buttons(page)
        while waiting and len(done) < MOST:
            button = waiting.pop()
            if not isValid(button) or not button.isVisible() or not button.isEnabled() or words(button) in done:
                continue
            name = words(button)
            done.add(name)
            before = len(refused)
            _press(button)
            guilty += [f"{name} → {op}" for op in refused[before:]]
            page.show_body()
            choose_rows(page)
            waiting += [each for each in buttons(page) if words(each) not in done]
    for action in page.menu_actions:
        before = len(refused)
        if action.isEnabled():
            action.trigger()
        guilty += [f"menu: {words(action)} → {op}" for op in refused[before:]]
    assert len(done) < MOST
    return guilty


def _press(button: QAbstractButton) -> None:
    """Click; of a button with a menu every entry."""
    menu = button.menu() if isinstance(button, QPushButton) else None
    if menu is None:
        button.click()
    else:
        for action in menu.actions():
            action.trigger()


def declared(owner: QWidget) -> list[tuple[Any, Op]]:
    """Controls below `owner` that say what they write."""
    found = [*owner.findChildren(QWidget), *owner.findChildren(QAction)]
    return [(control, Op(control.property(rights.WRITES))) for control in found if control.property(rights.WRITES)]
