"""The menu bar: every action of the window with its shortcut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QPushButton

from ui.kit import rights
from ui.kit.preferences import LANGUAGES, THEMES
from ui.shell.pages import PAGES, key

if TYPE_CHECKING:
    from ui.shell.window import Window

_LETTERS = {"file": "F", "edit": "E", "view": "V", "page": "P", "help": "H"}


class Menus:
    """Fills the window's menu bar; `page_menu` takes the open page's own actions."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._texts = window.texts
        self._bar: QMenuBar = window.menuBar()
        self._page_actions: list[QAction] = []
        t = self._texts
        self.file = self._menu(t("File"), "file")
        self.edit = self._menu(t("Edit"), "edit")
        self.view = self._menu(t("View"), "view")
        self.page_menu = self._menu(t("Page"), "page")
        self.help = self._menu(t("Help"), "help")
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        self._fill_page()
        self._fill_help()

    def add_undo(self, undo: QAction, redo: QAction) -> None:
        """Put undo and redo at the top of the edit menu."""
        first = self.edit.actions()[0]
        self.edit.insertActions(first, [undo, redo])
        self.edit.insertSeparator(first)

    def show_page_actions(self, actions: list[QAction], primary: str, button: QPushButton | None = None) -> None:
        """Replace the page's own actions; the main one is grey when its button may not be used."""
        for action in self._page_actions:
            self.page_menu.removeAction(action)
        self._page_actions = list(actions)
        self.page_menu.addActions(self._page_actions)
        self.primary.setText(primary or self._texts("Main button of the page"))
        self.primary.setEnabled(bool(primary) and not rights.locked(button))
        self.primary.setToolTip(rights.locked(button))

    def all_actions(self) -> list[QAction]:
        """Every action for the command palette, pages first."""
        found: list[QAction] = []
        for menu in (self.page_menu, self.view, self.edit, self.file, self.help):
            found += [action for action in menu.actions() if not action.isSeparator() and not action.menu()]
        return found

    def _menu(self, words: str, letter: str) -> QMenu:
        chinese = self._texts.language == "zh"
        menu = self._bar.addMenu(f"{words}(&{_LETTERS[letter]})" if chinese else f"&{words}")
        menu.setToolTipsVisible(True)
        return menu

    def _add(self, menu: QMenu, words: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = QAction(words, self._window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: slot())
        menu.addAction(action)
        return action

    def _fill_file(self) -> None:
        t, w = self._texts, self._window
        self._add(self.file, t("Open another workspace…"), "Ctrl+O", w.open_requested.emit)
        self._add(self.file, t("New centre…"), "Ctrl+Shift+N", w.welcome_requested.emit)
        self._add(self.file, t("Save"), "Ctrl+S", w.say_saved)
        self._add(self.file, t("Print…"), "Ctrl+P", w.print_page)
        self.file.addSeparator()
        self._add(self.file, t("Lock, or change the user"), "Ctrl+L", w.lock_requested.emit)
        self._add(self.file, t("Quit"), "Ctrl+Q", w.close)

    def _fill_edit(self) -> None:
        self._add(self.edit, self._texts("Find"), "Ctrl+F", self._window.focus_search)

    def _fill_view(self) -> None:
        t, w = self._texts, self._window
        for number, entry in enumerate(PAGES, 1):
            words = t(entry.title).replace("&", "&&")
            self._add(self.view, words, key(number), lambda name=entry.name: w.open_page(name))
        self.view.addSeparator()
        self._add(self.view, t("Refresh"), "F5", w.refresh_page)
        self.privacy = self._add(self.view, t("Privacy view"), "Ctrl+Shift+H", lambda: w.show_privately(self.privacy.isChecked()))
        self.privacy.setToolTip(t("Covers wages, kinds of leave and personal reasons while others look at the screen"))
        self.privacy.setCheckable(True)
        self.privacy.setChecked(w.preferences.privacy_view)
        names = {"system": t("Follow the system"), "light": t("Light"), "dark": t("Dark")}
        group = QActionGroup(w)
        for theme in THEMES:
            action = self._add(self.view, names[theme], "", lambda theme=theme: w.preferences.put("theme", theme))
            action.setCheckable(True)
            action.setChecked(w.preferences.theme == theme)
            group.addAction(action)
        self.view.addSeparator()
        for language in LANGUAGES:
            words = QLocale(language).nativeLanguageName()
            self._add(self.view, words, "", lambda language=language: w.preferences.put("language", language))

    def _fill_page(self) -> None:
        self.primary = self._add(self.page_menu, self._texts("Main button of the page"), "Ctrl+Return", self._window.press_primary)
        self.page_menu.addSeparator()

    def _fill_help(self) -> None:
        t, w = self._texts, self._window
        self._add(self.help, t("Help on this page"), "F1", w.show_help)
        self._add(self.help, t("All actions…"), "Ctrl+K", w.show_palette)
        self._add(self.help, t("About"), "", w.show_about)
