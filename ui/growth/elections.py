"""Elections: candidates and votes, ties, and taking the result over as nominations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Done
from services.growth import elections
from services.growth.elections import Candidate, Election, ElectionData
from services.texts import Texts
from services.workspace import Workspace
from ui.growth.fields import GrowthForm, Write
from ui.growth.section import Section
from ui.kit.agents import Agent, AgentField
from ui.kit.notices import label
from ui.kit.rows_model import Column
from ui.kit.theme import SHAPES, STEP, IconButton


class ElectionSection(Section):
    """Elections with their results."""

    kind = "elections"
    title = N_("Elections")
    new_title = N_("Add an election")
    empty_title = N_("No election is on record yet")
    purpose = N_("Agents elect the winners of a title, such as the service star. The result becomes approved nominations in one step.")

    def columns(self) -> Sequence[Column]:
        """Title, rule, period, result, state."""
        t = self.texts
        return [
            Column("day", t("Held on"), lambda r: r.data.held_on.isoformat(), 96),
            Column("title", t("Election"), lambda r: r.data.title, 190),
            Column("rule", t("Rule"), lambda r: r.rule_name, 210),
            Column("period", t("Period"), lambda r: r.data.period, 84),
            _whole("seats", t("Seats"), lambda r: r.data.seats),
            _whole("ballots", t("Ballots"), lambda r: r.data.ballots),
            Column("result", t("Votes counted"), self.result, 280, tip=self.result),
            Column("state", t("State"), self._state, 150, tone=self._tone),
        ]

    def result(self, row: Election) -> str:
        """Candidates with their votes; the elected ticked, those who tie at the last seat marked."""
        t = self.texts
        marks = {one.employee_no: SHAPES["good"] for one in row.elected} | {one.employee_no: SHAPES["watch"] for one in row.tied}
        shown = [f"{marks.get(one.employee_no, '')} {one.name} {one.votes}".strip() for one in row.candidates]
        tie = t("(tie)") if row.tied else ""
        return f"{'; '.join(shown)} {tie}".strip()

    def _tone(self, row: Election) -> str:
        return "good" if row.closed_on else "watch"

    def _state(self, row: Election) -> str:
        words = self.texts("taken over") if row.closed_on else self.texts("not taken over")
        return f"{SHAPES[self._tone(row)]} {words}"

    def more_buttons(self) -> None:
        """Take the result over."""
        self.button("take", self.texts("Take over…"), self.take_over)

    def take_over(self) -> None:
        """The form that takes the chosen result over."""
        row = self.chosen()
        if row is None:
            return
        if row.closed_on:
            self.page.banner.say(self.texts("The result was taken over on {day}; undo that first.", day=row.closed_on), "watch")
            return
        self.show_form(self.words(row), TakeOverForm(self, row))

    def read(self, workspace: Workspace) -> Sequence[Election]:
        """Every election; the rules to choose from come along."""
        self.rules = elections.rules(workspace)
        return elections.elections(workspace)

    def form(self, row: Election | None) -> GrowthForm:
        """An election with its candidates."""
        return ElectionForm(self, row)

    def removal(self, row: Election) -> Callable[[], Done[None]]:
        """Take it off the records."""
        workspace = self.page.context.workspace
        return lambda: elections.remove(workspace, election=row.id)

    def words(self, row: Election) -> str:
        """Title and period."""
        return f"{row.data.title} · {row.data.period}"


def _whole(key: str, title: str, value: Callable[[Election], int]) -> Column:
    return Column(key, title, lambda r: str(value(r)), 66, numeric=True, sort=value, searched=False)


class _CandidateRow(QWidget):
    """One candidate with votes; the cross takes the row away."""

    def __init__(self, texts: Texts, agents: Sequence[Agent], candidate: Candidate | None, gone: Callable[[QWidget], None]) -> None:
        super().__init__()
        self.agent = AgentField(agents, candidate.employee_no if candidate else "")
        self.agent.setAccessibleName(texts("Who stands"))
        self.votes = QSpinBox()
        self.votes.setRange(0, 100_000)
        self.votes.setValue(candidate.votes if candidate else 0)
        self.votes.setAccessibleName(texts("Votes"))
        off = IconButton("remove", texts("Take the candidate off"))
        off.clicked.connect(lambda: gone(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        row.addWidget(self.agent, 1)
        row.addWidget(self.votes)
        row.addWidget(off)


class ElectionForm(GrowthForm):
    """A new election, or the one given."""

    def __init__(self, section: ElectionSection, row: Election | None) -> None:
        t = section.texts
        super().__init__(t, t("Each ballot holds as many names as there are seats, none of them twice."), t("Store"))
        self._id, data, f = row.id if row else None, row.data if row else None, self.form
        self._agents = section.page.agents
        rules = [(rule.id, rule.name) for rule in section.rules]
        if data and data.rule not in dict(rules):
            rules.append((data.rule, data.rule))
        f.line("title", t("Election"), data.title if data else "")
        f.choice("rule", t("Rule"), rules, data.rule if data else None)
        f.line("period", t("Period"), data.period if data else section.page.month.text, t("2026-10, 2026-Q4 …"))
        f.day("held_on", t("Held on"), data.held_on if data else section.today)
        f.whole("seats", t("Seats"), data.seats if data else 1, 1, 1000)
        f.whole("ballots", t("Ballots"), data.ballots if data else 0, 0, 100_000)
        self.candidates: list[_CandidateRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(STEP)
        holder = QWidget()
        holder.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.more = QPushButton(t("Add a candidate"))
        self.more.clicked.connect(lambda: self.add_candidate(None))
        for widget in (label(t("Candidates and votes"), "muted"), holder, self.more):
            self.add(widget)
        for candidate in row.candidates if row else (None, None):
            self.add_candidate(candidate)

    def add_candidate(self, candidate: Candidate | None) -> None:
        """One more row."""
        row = _CandidateRow(self.texts, self._agents, candidate, self._gone)
        self.candidates.append(row)
        self._list.addWidget(row)

    def _gone(self, row: QWidget) -> None:
        self.candidates = [one for one in self.candidates if one is not row]
        row.hide()
        row.deleteLater()

    def complete(self) -> bool:
        """Title, rule and period are there."""
        t = self.texts
        needed = {"title": t("Enter what the election is called."), "rule": t("Adopt a scheme with a rule by nomination first."),
                  "period": t("Enter the period.")}  # fmt: skip
        return self.form.require(needed)

    def write(self, workspace: Workspace) -> Write:
        """Store it."""
        data, id = ElectionData(**self.form.values()), self._id
        given = [(row.agent.number(), row.votes.value()) for row in self.candidates if row.agent.number()]
        return lambda: elections.save(workspace, data=data, candidates=given, election=id)


class TakeOverForm(GrowthForm):
    """Who will be nominated, and what to do with a tie."""

    def __init__(self, section: ElectionSection, row: Election) -> None:
        t = section.texts
        sentence = t("An approved nomination for “{rule}” in {period} is written for everyone elected.", rule=row.rule_name,
                     period=row.data.period)  # fmt: skip
        super().__init__(t, sentence, t("Take over"))
        self._id, self._tied = row.id, bool(row.tied)
        self.add(label(section.result(row)))
        if row.tied:
            names = ", ".join(one.name for one in row.tied)
            words = t("{names} share the last seat.", names=names)
            self.add(label(f"{SHAPES['watch']} {words}", "watch"))
            self.form.tick("tied_too", t("Let all of them in"))

    def write(self, workspace: Workspace) -> Write:
        """Take it over."""
        id, tied_too = self._id, self._tied and bool(self.form.value("tied_too"))
        return lambda: elections.take_over(workspace, election=id, tied_too=tied_too)
