"""Choosing an agent by name, pinyin, initials or number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from models.domain.people import Status
from services import people
from services.workspace import Workspace
from ui.kit import pinyin


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


def known_agents(workspace: Workspace) -> tuple[Agent, ...]:
    """Everybody on the roster of today by number, who has left at the end."""
    rows = people.roster(workspace, day=workspace.clock.today())
    known = [Agent(row.employee_no, row.name, row.team, row.status is not Status.LEFT) for row in rows]
    return tuple(sorted(known, key=lambda agent: (not agent.present, agent.employee_no)))


class _Found(QSortFilterProxyModel):
    """Lines in which the typed text is found as hanzi, pinyin, initials or number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._typed = ""
        self._lines = QStringListModel(self)
        self.setSourceModel(self._lines)

    def set_lines(self, lines: Sequence[str]) -> None:
        """What can be found from now on."""
        self._lines.setStringList(list(lines))

    def look_for(self, text: str) -> None:
        """Narrow the lines."""
        self._typed = text.strip()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Any) -> bool:
        """The line holds what was typed."""
        line = str(self.sourceModel().index(row, 0, parent).data())
        return pinyin.matches(self._typed, line)


class AgentField(QComboBox):
    """Choose an agent from the list or type name, pinyin initials or number; `settled` once it is done."""

    settled = Signal()

    def __init__(self, agents: Sequence[Agent], chosen: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._found = _Found(self)
        self.set_agents(agents)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None
        line.textEdited.connect(self._found.look_for)
        line.editingFinished.connect(self._settle)
        self.activated.connect(lambda _: self.settled.emit())
        self.choose(chosen)

    def set_agents(self, agents: Sequence[Agent]) -> None:
        """Who can be chosen from now on; who was chosen or typed stays."""
        number = self.number()
        self.clear()
        for agent in agents:
            self.addItem(agent.words, agent.employee_no)
        self._found.set_lines([agent.words for agent in agents])
        self.choose(number)

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
        self.settled.emit()
