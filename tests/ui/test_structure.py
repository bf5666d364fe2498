"""Every page, on the sample centre, in both languages: it opens, its controls are named, and its words are of one language."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)  # fmt: skip

from installer import texts as catalogue
from models.domain.attendance import SIGNS
from services import schemes
from services.texts import Texts
from services.workspace import Workspace
from ui.kit.page import Page
from ui.kit.preferences import Preferences
from ui.kit.tasks import InlineTasks
from ui.shell.app import Shell
from ui.shell.pages import PAGES

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit, QAbstractItemView)
CHINESE = re.compile("[\u4e00-\u9fff]+")
NAMES = [entry.name for entry in PAGES]


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Every English sentence of the program that its Chinese interface must not show."""
    chinese = Texts("zh")
    return {sentence for sentence in catalogue.sentences() if chinese(sentence) != sentence and len(sentence) > 2}


def _shell(qapp: QApplication, folder: Path, workspace: Workspace, language: str) -> Shell:
    preferences = Preferences(folder / f"{language}.ini")
    preferences.put("language", language)
    made = Shell(qapp, preferences, InlineTasks())
    made.workspace = workspace.speaking(language)
    made._new_context()
    assert made._context is not None
    made.window.attach(made._context)
    made.window.resize(1280, 720)
    made.window.show()
    return made


@pytest.fixture(params=["en", "zh"])
def shell(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path, sample: Workspace, qtbot: Any) -> Iterator[Shell]:
    """The window over a copy of the sample centre."""
    made = _shell(qapp, tmp_path, sample, request.param)
    qtbot.addWidget(made.window)
    yield made
    qapp.removeTranslator(made._translator)
    made.workspace = None
    made.deleteLater()


def opened(shell: Shell, name: str) -> Page:
    """The page, read and painted."""
    shell.window.open_page(name)
    page = shell.window.page
    assert isinstance(page, Page), f"{name} is not part of this build"
    QApplication.processEvents()
    page.grab()
    return page


def visible(page: QWidget, kind: Any) -> list[Any]:
    """The page's own widgets of that kind that can be seen."""
    return [w for w in page.findChildren(QWidget) if isinstance(w, kind) and w.isVisibleTo(page) and not w.objectName().startswith("qt_")]


def _words(widget: QWidget) -> Iterator[str]:
    """Words that one widget shows or says."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.statusTip())
    yield from (action.text() for action in widget.actions())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(n) for n in range(widget.count()))
    elif isinstance(widget, QTableView) and widget.model():
        across = range(widget.model().columnCount())
        yield from (str(widget.model().headerData(n, Qt.Orientation.Horizontal) or "") for n in across)


def words_of(page: QWidget) -> dict[str, str]:
    """Words of labels, buttons, headers, tabs, menus and hints, each with the class that shows it."""
    found: dict[str, str] = {}
    for widget in page.findChildren(QWidget):
        for text in _words(widget):
            found.setdefault(re.sub(r"<[^>]+>", "", text).replace("&", "").strip(), type(widget).__name__)
    found.pop("", None)
    return found


def places_of(page: Page) -> Iterator[str]:
    """Every place of a page, one after the other: its tabs, its sections, its settings."""
    yield "first"
    for bar in [bar for bar in page.findChildren(QTabBar) if bar.isVisibleTo(page)][:1]:
        for at in range(1, bar.count()):
            bar.setCurrentIndex(at)
            QApplication.processEvents()
            yield bar.tabText(at)
    sections = [b for group in page.findChildren(QButtonGroup) for b in group.buttons() if b.isVisibleTo(page)]
    for button in sections[1:]:
        button.click()
        QApplication.processEvents()
        yield button.text()
    for entries in [one for one in page.findChildren(QListWidget) if page.name == "settings" and one.isVisibleTo(page)][:1]:
        for at in range(entries.count()):
            entries.setCurrentRow(at)
            QApplication.processEvents()
            yield entries.item(at).text()


def nameless(page: QWidget) -> list[str]:
    """Controls that a screen reader could not name; parts of a control are named by it."""
    found = []
    for widget in visible(page, CONTROLS):
        label = widget.text() if isinstance(widget, QAbstractButton) else ""
        inside = isinstance(widget.parentWidget(), QLineEdit | QComboBox | QAbstractSpinBox | QAbstractItemView | QHeaderView)
        if not (widget.accessibleName() or label or inside):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def _data(workspace: Workspace) -> str:
    """Every Chinese text that the centre's own data and the shipped schemes (titles of their sources) hold, in one string."""
    with workspace.store.engine.connect() as connection:
        tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        data = "\n".join(str(row) for table in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'))
    return data + "".join(SIGNS.values()) + "".join(schemes.shipped_text(name) for name in schemes.library())


def foreign(page: QWidget, language: str, english: set[str], data: str) -> list[str]:
    """Words of the other language that are no data of the centre."""
    if language == "zh":
        return [f"{where}: {text}" for text, where in words_of(page).items() if text in english and not re.fullmatch(r"[A-Z]{2,5}", text)]
    return [f"{where}: {text[:60]} ({run})" for text, where in words_of(page).items() for run in CHINESE.findall(text) if run not in data]


def test_every_page_opens_without_a_warning_fits_and_is_named_in_one_language(shell: Shell, english: set[str], sample: Workspace) -> None:
    language = shell.window.texts.language
    data = _data(sample) if language == "en" else ""
    wrong = {}
    for name in NAMES:
        page = opened(shell, name)
        size = shell.window.size()
        too_large = [f"{size.width()}×{size.height()}"] if size.width() > 1280 or size.height() > 720 else []
        wrong[name] = too_large
        for place in places_of(page):
            wrong[name] += [f"{place}: {found}" for found in (*nameless(page), *foreign(page, language, english, data))]
    assert {name: found for name, found in wrong.items() if found} == {}


def _living() -> Counter[str]:
    """Objects of ours and of Qt that Python holds, by class; those that are meant to be deleted are gone first."""
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    gc.collect()
    return Counter(type(thing).__name__ for thing in gc.get_objects() if isinstance(thing, QObject))


def _around(shell: Shell, times: int) -> None:
    for _ in range(times):
        for name in NAMES:
            shell.window.open_page(name)
            if shell.window.page:
                shell.window.page.make_stale()
        QApplication.processEvents()


@pytest.mark.parametrize("shell", ["zh"], indirect=True)
@pytest.mark.parametrize("rounds", [2, pytest.param(20, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.slow)])
def test_page_changes_leave_nothing_behind(shell: Shell, rounds: int) -> None:
    _around(shell, 2)
    before = _living()
    _around(shell, rounds)
    grown = {name: count for name, count in (_living() - before).items() if count >= rounds}
    assert grown == {}
