"""The figures of a scheme: groups at the left, one labelled editor per parameter at the right, faults told as they are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.domain.errors import N_
from services.parameter_words import ParameterView
from services.parameter_words import fault as fault_of
from services.rules.scheme import RULES_OFF, SCHEME, idle_rules
from services.rules.values import ParameterType
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import ROW_HEIGHT, SHAPES, STEP
from ui.library.editors import Editor
from ui.library.row_editors import make_editor

_WIDE = frozenset({ParameterType.LIST, ParameterType.BANDS, ParameterType.LADDER, ParameterType.WEIGHTS})
"""Types whose editor takes the whole width; the source's figure stands below it."""


class ParameterForm(QWidget):
    """The parameters of one rule; `faults` names those whose value is wrong or missing."""

    changed = Signal()

    def __init__(self, views: Sequence[ParameterView], texts: Texts) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self._texts = texts
        self._views = {view.full_name: view for view in views}
        self.editors: dict[str, Editor] = {}
        self._problems: dict[str, QLabel] = {}
        self.faults: dict[str, str] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(STEP * 2, STEP, STEP * 2, STEP)
        grid.setHorizontalSpacing(STEP * 3)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(2, 1)
        for view in views:
            self._add(grid, view)
        grid.setRowStretch(grid.rowCount(), 1)
        for name in self.editors:
            self._check(name)

    def values(self) -> dict[str, str]:
        """Full name → text of every value."""
        return {name: editor.text() for name, editor in self.editors.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show other values for those of the names that stand here."""
        for name in values.keys() & self.editors.keys():
            self.editors[name].set_text(values[name])
            self._check(name)

    def _add(self, grid: QGridLayout, view: ParameterView) -> None:
        row = grid.rowCount()
        editor = make_editor(view, self._texts)
        editor.setAccessibleName(view.label)
        words = label(f"{view.label} *" if view.parameter.required else view.label)
        words.setFixedWidth(190)
        words.setContentsMargins(0, STEP, 0, 0)
        words.setVisible(view.parameter.type is not ParameterType.BOOL)
        words.setBuddy(editor)
        about, problem = label(view.source, "muted"), label("", "bad")
        wide = view.parameter.type in _WIDE
        grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(editor, row, 1, 1, 2 if wide else 1)
        grid.addWidget(about, row + 1 if wide else row, 1 if wide else 2, 1, 2 if wide else 1)
        about.setVisible(bool(view.source))
        grid.addWidget(problem, row + 2, 1, 1, 2)
        self.editors[view.full_name], self._problems[view.full_name] = editor, problem
        editor.changed.connect(lambda: self._edited(view.full_name))

    def _edited(self, name: str) -> None:
        self._check(name)
        self.changed.emit()

    def _check(self, name: str) -> None:
        view, editor = self._views[name], self.editors[name]
        message = fault_of(view, editor.text())
        fault = self._texts.message(message) if message else ""
        if fault:
            self.faults[name] = fault
        else:
            self.faults.pop(name, None)
        missing = bool(fault) and not editor.text().strip()
        shown = f"{SHAPES['watch' if missing else 'bad']} {fault}" if fault else ""
        self._problems[name].setText(shown)
        self._problems[name].setVisible(bool(fault))
        self._problems[name].setProperty("tone", "watch" if missing else "bad")
        editor.setAccessibleDescription(fault)
        editor.set_invalid(bool(fault) and not missing)


class FiguresStep(QWidget):
    """All parameters of a scheme in groups; a group with something to do carries a shape and a number."""

    changed = Signal()

    def __init__(self, groups: Sequence[tuple[str, Sequence[ParameterView]]], texts: Texts, off: Sequence[str] = ()) -> None:
        super().__init__()
        self._texts = texts
        self._titles = [title for title, _ in groups]
        self._owners = [views[0].owner for _, views in groups]
        self.forms = [ParameterForm([view for view in views if view.parameter.name != RULES_OFF], texts) for _, views in groups]
        self.ticks = {owner: self._tick(owner not in off) for owner in self._owners if owner != SCHEME}
        self.list = QListWidget()
        self.list.setAccessibleName(texts("Rules"))
        self.list.setFixedWidth(220)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        for title, owner, form in zip(self._titles, self._owners, self.forms, strict=True):
            item = QListWidgetItem(title)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setToolTip(title)
            self.list.addItem(item)
            self.stack.addWidget(self._sheet(owner, form, title))
            form.changed.connect(self._tell)
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP * 2)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        self._mark()
        self.list.setCurrentRow(next((n for n, faults in enumerate(self._faults()) if faults), 0))

    def _tick(self, applied: bool) -> QCheckBox:
        tick = QCheckBox(self._texts("This rule is applied"))
        tick.setChecked(applied)
        tick.toggled.connect(self._tell)
        return tick

    def _sheet(self, owner: str, form: ParameterForm, title: str) -> QWidget:
        """The form of a rule below the tick that switches it on or off."""
        area = _scrolled(form, title)
        if owner not in self.ticks:
            return area
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.ticks[owner], 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(area, 1)
        return sheet

    def off(self) -> tuple[str, ...]:
        """Ids of the rules switched off."""
        return tuple(owner for owner, tick in self.ticks.items() if not tick.isChecked())

    def _idle(self) -> frozenset[str]:
        return idle_rules(self.off(), {name: text for form in self.forms for name, text in form.values().items()})

    def _faults(self) -> list[dict[str, str]]:
        """What is wrong or missing in each group; nothing is missing in an idle rule."""
        idle = self._idle()
        return [{} if owner in idle else form.faults for owner, form in zip(self._owners, self.forms, strict=True)]

    def values(self) -> dict[str, str]:
        """Full name → text of every value of the scheme."""
        found = {name: text for form in self.forms for name, text in form.values().items()}
        return found | {f"{SCHEME}.{RULES_OFF}": ", ".join(self.off())}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show other values."""
        for form in self.forms:
            form.set_values(values)
        self._mark()

    def faults(self) -> dict[str, str]:
        """Full name → what is wrong or missing, of all groups."""
        return {name: fault for faults in self._faults() for name, fault in faults.items()}

    def show_first_fault(self) -> None:
        """Open the first group with something to do and put the cursor there."""
        for number, faults in enumerate(self._faults()):
            if faults:
                self.list.setCurrentRow(number)
                self.forms[number].editors[next(iter(faults))].setFocus()
                return

    def _tell(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        off, idle = self.off(), self._idle()
        for owner, tick in self.ticks.items():
            needed = owner in off and owner not in idle
            words = N_("This rule is applied (another rule is based on its figures)") if needed else N_("This rule is applied")
            tick.setText(self._texts(words))
            self.forms[self._owners.index(owner)].setEnabled(owner not in idle)
        for number, (title, owner, faults) in enumerate(zip(self._titles, self._owners, self._faults(), strict=True)):
            words = self._texts("{title} (not applied)", title=title) if owner in off else title
            if faults:
                words = self._texts("{shape} {title}: {n} to settle", shape=SHAPES["watch"], title=title, n=len(faults))
            self.list.item(number).setText(words)


def _scrolled(form: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(form)
    area.setAccessibleName(name)
    return area
