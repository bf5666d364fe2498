"""Mentors: who guides whom, until when, and whether the goal was reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from models.domain.errors import N_
from models.domain.ops import Done
from services.growth import mentors
from services.growth.mentors import Mentorship, MentorshipData
from services.workspace import Workspace
from ui.growth.fields import GrowthForm, Write
from ui.growth.section import Section
from ui.kit.rows_model import Column
from ui.kit.theme import SHAPES


class MentorSection(Section):
    """Running mentorships and those that ended."""

    kind = "mentors"
    title = N_("Mentors")
    new_title = N_("Add a mentorship")
    empty_title = N_("No mentorship is on record yet")
    purpose = N_("Who guides whom towards which goal, and until when. A goal that was reached counts for the mentor in growth rewards.")

    def columns(self) -> Sequence[Column]:
        """The two, goal, days, state."""
        t = self.texts
        return [
            Column("mentor", t("Mentor"), lambda r: f"{r.data.mentor_no} {r.mentor}", 130),
            Column("mentee", t("Guided agent"), lambda r: f"{r.data.mentee_no} {r.mentee}", 130),
            Column("goal", t("Goal"), lambda r: r.data.goal, 230),
            Column("starts", t("Begins"), lambda r: r.data.starts_on.isoformat(), 96),
            Column("due", t("Due on"), lambda r: r.data.due_on.isoformat(), 96),
            Column("state", t("State"), self._state, 140, tone=self._tone),
            Column("result", t("What came of it"), lambda r: r.result, 200),
        ]

    def _tone(self, row: Mentorship) -> str:
        if row.days_left is not None:
            return "bad" if row.days_left < 0 else ""
        return "good" if row.reached else "muted"

    def _state(self, row: Mentorship) -> str:
        t = self.texts
        if row.ended_on is None:
            words = t("overdue") if (row.days_left or 0) < 0 else t("running")
        else:
            words = t("reached") if row.reached else t("not reached")
            words = f"{words} {row.ended_on.isoformat()}"
        return f"{SHAPES[self._tone(row)]} {words}".strip()

    def more_buttons(self) -> None:
        """End it."""
        self.button("end", self.texts("End…"), self.end)

    def end(self) -> None:
        """The form by which the chosen mentorship ends."""
        if (row := self.chosen()) is not None:
            self.show_form(self.words(row), EndForm(self, row))

    def read(self, workspace: Workspace) -> Sequence[Mentorship]:
        """Every mentorship."""
        return mentors.mentorships(workspace)

    def form(self, row: Mentorship | None) -> GrowthForm:
        """The two, goal, days."""
        return MentorForm(self, row)

    def removal(self, row: Mentorship) -> Callable[[], Done[None]]:
        """Take it off the records."""
        workspace = self.page.context.workspace
        return lambda: mentors.remove(workspace, mentorship=row.id)

    def words(self, row: Mentorship) -> str:
        """Mentor and mentee."""
        return f"{row.mentor} → {row.mentee}"


class MentorForm(GrowthForm):
    """A new mentorship, or the one given."""

    def __init__(self, section: Section, row: Mentorship | None) -> None:
        t = section.texts
        super().__init__(t, t("An experienced agent guides another towards a goal that can be checked."), t("Store"))
        self._id, data, f, agents = row.id if row else None, row.data if row else None, self.form, section.page.agents
        self.agent("mentor", t("Mentor"), agents, data.mentor_no if data else "")
        self.agent("mentee", t("Guided agent"), agents, data.mentee_no if data else "")
        f.day("starts_on", t("Begins"), data.starts_on if data else section.today)
        f.day("due_on", t("Due on"), data.due_on if data else section.today + timedelta(days=90))
        f.text("goal", t("Goal"), data.goal if data else "", lines=3)

    def complete(self) -> bool:
        """Both and the goal are there."""
        found = [self.number("mentor"), self.number("mentee")]
        return self.form.require({"goal": self.texts("Write down the goal.")}) and all(found)

    def write(self, workspace: Workspace) -> Write:
        """Store it."""
        f, id = self.form, self._id
        data = MentorshipData(self.number("mentor"), self.number("mentee"), f.value("starts_on"), f.value("due_on"), f.value("goal"))
        return lambda: mentors.save(workspace, data=data, mentorship=id)


class EndForm(GrowthForm):
    """When it ended and what came of it."""

    def __init__(self, section: Section, row: Mentorship) -> None:
        t = section.texts
        super().__init__(t, t("Goal: {text}", text=row.data.goal), t("End the mentorship"))
        self._id = row.id
        self.form.day("on", t("Ended on"), row.ended_on or section.today)
        self.form.choice("reached", t("Goal reached"), [(True, t("yes")), (False, t("no"))], row.reached is not False)
        self.form.text("result", t("What came of it"), row.result, lines=3)

    def complete(self) -> bool:
        """The result is there."""
        return self.form.require({"result": self.texts("Write down what came of it.")})

    def write(self, workspace: Workspace) -> Write:
        """End it."""
        values, id = self.form.values(), self._id
        return lambda: mentors.end(workspace, mentorship=id, **values)
