"""Fields that the forms of the growth page share: an agent found by name, pinyin or number; a day that may be missing; decimals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from models.domain.kpi import parse_number
from models.domain.ops import Done
from services.texts import Texts
from services.workspace import Workspace
from ui.kit import pinyin
from ui.kit.form import Form
from ui.kit.panel_form import PanelForm

Write = Callable[[], Done[Any]]


@dataclass(frozen=True)
class Agent:
    """Who can be chosen."""

    employee_no: str
    name: str
    team: str = ""
    present: bool = True

    @property
    def words(self) -> str:
        """Number and name."""
        return f"{self.employee_no} {self.name}"


class _Found(QSortFilterProxyModel):
    """Lines in which the typed text is found as hanzi, pinyin, initials or number."""

    def __init__(self, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._typed = ""
        self.setSourceModel(QStringListModel(list(lines), self))

    def look_for(self, text: str) -> None:
        """Narrow the lines."""
        self._typed = text.strip()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Any) -> bool:
        """The line holds what was typed."""
        line = str(self.sourceModel().index(row, 0, parent).data())
        return pinyin.matches(self._typed, line)


class AgentField(QComboBox):
    """Choose an agent from the list or type name, pinyin initials or number."""

    def __init__(self, agents: Sequence[Agent], chosen: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for agent in agents:
            self.addItem(agent.words, agent.employee_no)
        self._found = _Found([agent.words for agent in agents], self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None
        line.textEdited.connect(self._found.look_for)
        line.editingFinished.connect(self._settle)
        self.choose(chosen)

    def choose(self, employee_no: str) -> None:
        """Show the agent with the number, nobody for ''."""
        place = self.findData(employee_no)
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(employee_no)

    def number(self) -> str:
        """The number chosen, or the first word as typed."""
        text = self.currentText().strip()
        place = self.findText(text)
        return str(self.itemData(place)) if place >= 0 else text.split(" ")[0]

    def _settle(self) -> None:
        """Typed words that fit a single agent stand for that agent."""
        if self.findText(self.currentText().strip()) < 0 and self.currentText().strip() and self._found.rowCount() == 1:
            self.setCurrentText(str(self._found.index(0, 0).data()))


class GrowthForm(PanelForm):
    """A form of the panel that knows when it is complete and which write it asks for."""

    def complete(self) -> bool:
        """Nothing needed is empty; says so at the field otherwise."""
        return True

    def write(self, workspace: Workspace) -> Write:
        """The write that the fields ask for; UserError when one cannot be read."""
        raise AssertionError(workspace)

    def agent(self, key: str, title: str, agents: Sequence[Agent], chosen: str = "") -> None:
        """A field for an agent."""
        self.form.add(key, title, AgentField(agents, chosen))

    def number(self, key: str) -> str:
        """The agent's number in a field; '' shows at the field that one is needed."""
        field = self.form.field(key)
        assert isinstance(field, AgentField)
        number = field.number()
        self.form.set_problem(key, "" if number else self.texts("Choose an agent."))
        return number


def maybe_day(form: Form, key: str, question: str, title: str, value: date | None, usual: date) -> None:
    """A day that may be missing: a tick, and the day while it is ticked."""
    tick = form.tick(f"has_{key}", question, value is not None)
    form.day(key, title, value or usual)
    tick.toggled.connect(lambda on: form.set_shown(key, on))
    form.set_shown(key, value is not None)


def day_of(form: Form, key: str) -> date | None:
    """The day of `maybe_day`, None while it is not ticked."""
    day: date = form.value(key)
    return day if form.value(f"has_{key}") else None


def decimal_of(form: Form, key: str) -> Decimal | None:
    """A number typed, None when empty; UserError when it is none."""
    text = form.value(key)
    return parse_number(text) if text else None


def options(words: dict[str, str], texts: Texts) -> list[tuple[str, str]]:
    """Codes with their words, for a choice."""
    return [(code, texts(word)) for code, word in words.items()]
