"""Trainings: the list, who was invited, came and passed, and the rate of participation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.kpi import plain
from models.domain.ops import Done, Op
from models.domain.period import Cadence, Period
from services.growth import trainings
from services.growth.trainings import Participation, Place, Training, TrainingData
from services.growth.words import TRAINING_KINDS
from services.outcome_words import period_word
from services.workspace import Workspace
from ui.growth.fields import GrowthForm, Write, decimal_of, options
from ui.growth.section import Section
from ui.kit.agents import AgentField
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP

_MARKS: dict[str, tuple[str, bool | None, bool | None]] = {
    "came": (N_("Took part"), True, None), "passed": (N_("Passed"), True, True), "failed": (N_("Not passed"), True, False),
    "absent": (N_("Did not come"), False, None), "unknown": (N_("Not known"), None, None),
}  # fmt: skip


class TrainingSection(Section):
    """Trainings with figures; the list of people opens beside them."""

    kind = "trainings"
    title = N_("Trainings")
    new_title = N_("Add a training")
    empty_title = N_("No training is on record yet")
    purpose = N_("Courses and sharing sessions, who was invited, came and passed. The rate of participation becomes an indicator.")

    def columns(self) -> Sequence[Column]:
        """Course, day, figures."""
        t = self.texts
        return [
            Column("day", t("Day"), lambda r: r.data.day.isoformat(), 100),
            Column("course", t("Course"), lambda r: r.data.course, 240),
            Column("kind", t("Kind"), lambda r: t(TRAINING_KINDS[r.data.kind]), 110),
            _figure("hours", t("Hours of training"), lambda r: r.data.hours),
            _figure("cost", t("Cost a person"), lambda r: r.data.cost),
            _figure("invited", t("Invited"), lambda r: len(r.places)),
            _figure("attended", t("Took part"), lambda r: r.attended),
            _figure("passed", t("Passed"), lambda r: r.passed),
            Column("open", t("Without a mark"), self._open, 150, tone=lambda r: "watch" if r.unknown else ""),
            Column("people", t("People"), lambda r: ", ".join(place.name for place in r.places), 260),
        ]

    def _open(self, row: Training) -> str:
        if not row.unknown or row.data.day > self.today:
            return ""
        words = self.texts("{n} not known", n=row.unknown)
        return f"{SHAPES['watch']} {words}"

    def more_buttons(self) -> None:
        """People and rates."""
        self.button("people", self.texts("People…"), self.show_people, None)
        self.button("rate", self.texts("Participation…"), self.show_rates, None)

    def read(self, workspace: Workspace) -> Sequence[Training]:
        """Every training."""
        return trainings.trainings(workspace)

    def form(self, row: Training | None) -> GrowthForm:
        """A training."""
        return TrainingForm(self, row)

    def removal(self, row: Training) -> Callable[[], Done[None]]:
        """Take it off the records."""
        workspace = self.page.context.workspace
        return lambda: trainings.remove(workspace, training=row.id)

    def words(self, row: Training) -> str:
        """Course and day."""
        return f"{row.data.course} · {row.data.day.isoformat()}"

    def opened(self, _row: Any) -> None:
        """People of the training."""
        self.show_people()

    def fill(self, rows: Sequence[Training]) -> None:
        """Also renew the list of people that is open."""
        super().fill(rows)
        panel = self.page.panel.content
        if isinstance(panel, PeoplePanel):
            for row in rows:
                if row.id == panel.training.id:
                    panel.show_places(row)

    def show_people(self) -> None:
        """The people of the chosen training in the side panel."""
        if (row := self.chosen()) is not None:
            self.page.show_panel(self.words(row), PeoplePanel(self, row))

    def show_rates(self) -> None:
        """Rates of participation in the side panel."""
        self.page.show_panel(self.texts("Participation in trainings"), RatePanel(self))


def _figure(key: str, title: str, value: Callable[[Any], Any]) -> Column:
    return Column(key, title, lambda r: "" if value(r) is None else plain(value(r)) if key in ("hours", "cost") else str(value(r)),
                  76, numeric=True, sort=lambda r: value(r) or 0, searched=False)  # fmt: skip


class TrainingForm(GrowthForm):
    """A new training, or the one given."""

    def __init__(self, section: Section, row: Training | None) -> None:
        t = section.texts
        super().__init__(t, t("Enter the course first, then invite people to it."), t("Store"))
        self._id, data, f = row.id if row else None, row.data if row else None, self.form
        f.line("course", t("Course"), data.course if data else "")
        f.day("day", t("Day"), data.day if data else section.today)
        f.choice("kind", t("Kind"), options(TRAINING_KINDS, t), data.kind if data else "internal")
        f.line("hours", t("Hours of training"), plain(data.hours) if data and data.hours is not None else "")
        f.line("cost", t("Cost a person (yuan)"), plain(data.cost) if data and data.cost is not None else "", t("Empty: not kept"))
        f.text("note", t("Note"), data.note if data else "", lines=2)

    def complete(self) -> bool:
        """The course is there."""
        return self.form.require({"course": self.texts("Enter the course.")})

    def write(self, workspace: Workspace) -> Write:
        """Store it."""
        f, id = self.form, self._id
        data = TrainingData(
            f.value("course"), f.value("day"), f.value("kind"), decimal_of(f, "hours"), decimal_of(f, "cost"), f.value("note")
        )
        return lambda: trainings.save(workspace, data=data, training=id)


class PeoplePanel(QWidget):
    """Invite agents or whole teams, and mark who came and passed."""

    def __init__(self, section: TrainingSection, training: Training) -> None:
        super().__init__()
        self._section, self._page, self.training = section, section.page, training
        t = section.texts
        self.agent = AgentField(self._page.agents)
        self.agent.setAccessibleName(t("Which agent"))
        self.invite = QPushButton(t("Invite"))
        self.invite.clicked.connect(lambda: self.put_agents([self.agent.number()] if self.agent.number() else []))
        self.team = QComboBox()
        self.team.setAccessibleName(t("Team"))
        self.team.addItems(sorted({agent.team for agent in self._page.agents if agent.team}))
        self.invite_team = QPushButton(t("Invite the team"))
        self.invite_team.clicked.connect(lambda: self.put_agents(self._of_team()))
        self.rows = RowsModel([
            Column("no", t("Employee no."), lambda p: p.employee_no, 84, sort=lambda p: p.employee_no),
            Column("name", t("Name"), lambda p: p.name, 84),
            Column("state", t("State"), self._state, 110, tone=self._tone),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Who was invited"), t("Nobody was invited yet."))
        self.marks = {key: QPushButton(t(words)) for key, (words, _, _) in _MARKS.items()}
        self.off = QPushButton(t("Take off the list"))
        self.off.clicked.connect(lambda: self._change(trainings.uninvite))
        self._arrange()
        self._page.writes(Op.EDIT_GROWTH, self.invite, self.invite_team, self.off, *self.marks.values())
        self.show_places(training)

    def _arrange(self) -> None:
        t = self._section.texts
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.setSpacing(STEP * 2)
        for field, button in ((self.agent, self.invite), (self.team, self.invite_team)):
            row = QHBoxLayout()
            row.addWidget(field, 1)
            row.addWidget(button)
            column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(label(t("Mark the selected people as:"), "muted"))
        grid = QGridLayout()
        for place, (key, button) in enumerate(self.marks.items()):
            button.clicked.connect(partial(self._mark, key))
            grid.addWidget(button, place // 3, place % 3)
        grid.addWidget(self.off, 1, 2)
        column.addLayout(grid)

    def _tone(self, place: Place) -> str:
        if place.attended is None:
            return "watch"
        return "bad" if not place.attended or place.passed is False else "good"

    def _state(self, place: Place) -> str:
        key = next(key for key, (_, attended, passed) in _MARKS.items() if (attended, passed) == (place.attended, place.passed))
        return f"{SHAPES[self._tone(place)]} {self._section.texts(_MARKS[key][0])}"

    def _of_team(self) -> list[str]:
        known = {place.employee_no for place in self.training.places}
        agents = [agent for agent in self._page.agents if agent.team == self.team.currentText() and agent.present]
        return [agent.employee_no for agent in agents if agent.employee_no not in known]

    def show_places(self, training: Training) -> None:
        """The list anew."""
        self.training = training
        self.rows.set_rows(training.places)

    def put_agents(self, numbers: Sequence[str]) -> None:
        """Invite them."""
        workspace, id, t = self._page.context.workspace, self.training.id, self._section.texts
        if not numbers:
            self._page.banner.say(t("Nobody is left to be invited."), "watch")
            return
        self._page.write(lambda: trainings.invite(workspace, training=id, employee_nos=numbers), lambda _: self.agent.choose(""))

    def _mark(self, key: str, _checked: bool = False) -> None:
        _, attended, passed = _MARKS[key]
        self._change(partial(trainings.mark, attended=attended, passed=passed))

    def _change(self, call: Callable[..., Done[None]]) -> None:
        workspace, id = self._page.context.workspace, self.training.id
        numbers = [place.employee_no for place in self.table.selected()]
        if not numbers:
            self._page.banner.say(self._section.texts("Select people in the list first."), "watch")
            return
        self._page.write(lambda: call(workspace, training=id, employee_nos=numbers))


class RatePanel(QWidget):
    """Rates of a month or half-year, and the button that makes them the indicator."""

    def __init__(self, section: TrainingSection) -> None:
        super().__init__()
        self._section, self._page = section, section.page
        t = section.texts
        self.period = QComboBox()
        self.period.setAccessibleName(t("Period"))
        for period in _periods(Period.containing(section.today, Cadence.MONTH)):
            self.period.addItem(period_word(t, period.text), period)
        self.period.currentIndexChanged.connect(lambda _: self.refresh())
        self.total = label("")
        self.open = label("", "watch")
        self.rows = RowsModel([
            Column("no", t("Employee no."), lambda r: r.employee_no, 84, sort=lambda r: r.employee_no),
            Column("name", t("Name"), lambda r: r.name, 84),
            Column("figures", t("Took part"), lambda r: f"{r.attended} / {r.invited}", 84, numeric=True, sort=lambda r: r.attended),
            Column("share", t("Rate of participation"), lambda r: _percent(r.share), 84, numeric=True, sort=lambda r: r.share),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Participation in trainings"), t("No training of the period has its attendance noted."))
        self.take = QPushButton(t("Take over as indicator"))
        self.take.setProperty("primary", True)
        self.take.clicked.connect(self.take_over)
        self._page.writes(Op.EDIT_READINGS, self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.setSpacing(STEP * 2)
        explained = label(t("Trainings attended of those invited to; who is not marked yet does not count."), "muted")
        for widget in (explained, self.period, self.total, self.open):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.take)
        self.refresh()

    def refresh(self) -> None:
        """Rates of the period chosen."""
        workspace, period = self._page.context.workspace, self.period.currentData()
        self._page.load(lambda: trainings.participation(workspace, period=period), self._show)

    def _show(self, found: Participation) -> None:
        t, centre = self._section.texts, found.centre
        self.total.setText(t("Centre: {rate} ({attended} of {invited})", rate=_percent(centre.share), attended=centre.attended,
                             invited=centre.invited))  # fmt: skip
        words = t("{n} invitations have no mark yet.", n=found.unknown)
        self.open.setText(f"{SHAPES['watch']} {words}")
        self.open.setVisible(found.unknown > 0)
        self.rows.set_rows(found.agents)
        self.take.setEnabled(bool(found.agents))

    def take_over(self) -> None:
        """Store the rates as the indicator of the period."""
        workspace, period, t = self._page.context.workspace, self.period.currentData(), self._section.texts

        def done(count: int) -> None:
            self._page.banner.say(t("{n} values of {period} stored as “Training participation”.", n=count, period=period.text), "good")

        self._page.write(lambda: trainings.take_over(workspace, period=period), done)


def _periods(month: Period) -> list[Period]:
    """The last six months and the last two half-years, the newest first."""
    halves = [Period.containing(month.shifted(back).first, Cadence.HALF_YEAR) for back in (0, -6)]
    return [*(month.shifted(-back) for back in range(6)), *halves]


def _percent(share: Any) -> str:
    return "–" if share is None else f"{plain((share * 100).quantize(share))}%"
