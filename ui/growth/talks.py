"""Talks: what was said and agreed; evidence interviews by situation, task, action and result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from models.domain.errors import N_
from models.domain.ops import Done
from services.growth import talks
from services.growth.talks import Talk, TalkData
from services.growth.words import BEI_POINTS, TALK_KINDS
from services.workspace import Workspace
from ui.growth.fields import GrowthForm, Write, day_of, maybe_day, options
from ui.growth.section import Section
from ui.kit.rows_model import Column
from ui.kit.theme import SHAPES


class TalkSection(Section):
    """Every talk, and what is still owed after it."""

    kind = "talks"
    title = N_("Talks")
    new_title = N_("Add a talk")
    empty_title = N_("No talk is on record yet")
    purpose = N_("One-to-one talks, reviews, care and evidence interviews. What was agreed comes up on Today until it is done.")

    def columns(self) -> Sequence[Column]:
        """Who, when, what, what was agreed."""
        t = self.texts
        return [
            Column("day", t("Day"), lambda r: r.data.day.isoformat(), 96),
            Column("no", t("Employee no."), lambda r: r.data.employee_no, 90, sort=lambda r: r.data.employee_no),
            Column("name", t("Name"), lambda r: r.name, 90),
            Column("kind", t("Kind"), lambda r: t(TALK_KINDS[r.data.kind]), 150),
            Column("by", t("Held by"), lambda r: r.data.held_by, 100),
            Column("text", t("What was said"), self._text, 260, tip=self._text, private=True),
            Column("agreed", t("Agreed"), lambda r: r.data.agreed, 170, tip=lambda r: r.data.agreed, private=True),
            Column("state", t("Due on"), self._state, 150, tone=self._tone),
        ]

    def _text(self, row: Talk) -> str:
        points = [self.texts("{name}: {text}", name=self.texts(BEI_POINTS[key]), text=text) for key, text in row.data.points.items()]
        return " ".join([*points, row.data.text]).strip()

    def _tone(self, row: Talk) -> str:
        if row.done_on:
            return "good"
        return "" if row.days_left is None else "bad" if row.days_left < 0 else "watch" if row.days_left <= 2 else ""

    def _state(self, row: Talk) -> str:
        if row.done_on:
            return f"{SHAPES['good']} {self.texts('done')} {row.done_on.isoformat()}"
        return f"{SHAPES[self._tone(row)]} {row.data.due_on.isoformat()}".strip() if row.data.due_on else ""

    def more_buttons(self) -> None:
        """What was agreed is done."""
        self.button("done", self.texts("It is done"), self.settle)

    def settle(self) -> None:
        """Note that what was agreed in the chosen talk was done today."""
        if (row := self.chosen()) is not None:
            workspace, today = self.page.context.workspace, self.today
            self.page.write(lambda: talks.settle(workspace, talk=row.id, on=today))

    def read(self, workspace: Workspace) -> Sequence[Talk]:
        """Every talk."""
        return talks.talks(workspace)

    def form(self, row: Talk | None) -> GrowthForm:
        """A talk."""
        return TalkForm(self, row)

    def removal(self, row: Talk) -> Callable[[], Done[None]]:
        """Take it off the records."""
        workspace = self.page.context.workspace
        return lambda: talks.remove(workspace, talk=row.id)

    def words(self, row: Talk) -> str:
        """Agent, kind, day."""
        return f"{row.name} · {self.texts(TALK_KINDS[row.data.kind])} · {row.data.day.isoformat()}"


class TalkForm(GrowthForm):
    """A new talk, or the one given; the four points only for an evidence interview."""

    def __init__(self, section: Section, row: Talk | None) -> None:
        t = section.texts
        super().__init__(t, t("Write what was said so that the agent could read it."), t("Store"))
        self._id, data, f = row.id if row else None, row.data if row else None, self.form
        self.agent("agent", t("Which agent"), section.page.agents, data.employee_no if data else "")
        f.day("day", t("Day"), data.day if data else section.today)
        f.choice("kind", t("Kind"), options(TALK_KINDS, t), data.kind if data else "one_to_one")
        f.line("held_by", t("Held by"), data.held_by if data else "")
        f.text("text", t("What was said"), data.text if data else "", lines=3)
        for key, words in BEI_POINTS.items():
            f.text(key, t(words), data.points.get(key, "") if data else "", lines=2)
        f.line("agreed", t("Agreed"), data.agreed if data else "", t("What help, by whom"))
        due = data.due_on if data else None
        maybe_day(f, "due_on", t("It is due on a day"), t("Due on"), due, section.today + timedelta(days=14))
        f.changed.connect(self._follow_kind)
        self._follow_kind("kind")

    def _follow_kind(self, key: str) -> None:
        if key == "kind":
            for point in BEI_POINTS:
                self.form.set_shown(point, self.form.value("kind") == "bei")

    def complete(self) -> bool:
        """Agent and holder are there, and what the kind needs."""
        t = self.texts
        needed = {key: t("This point is needed.") for key in BEI_POINTS} if self.form.value("kind") == "bei" else {}
        needed = needed or {"text": t("Write down what was talked about.")}
        return self.form.require({"held_by": t("Enter who held the talk."), **needed}) and bool(self.number("agent"))

    def write(self, workspace: Workspace) -> Write:
        """Store it."""
        f, id = self.form, self._id
        points = {key: f.value(key) for key in BEI_POINTS}
        data = TalkData(
            self.number("agent"), f.value("day"), f.value("kind"), f.value("held_by"), f.value("text"), points, f.value("agreed"),
            day_of(f, "due_on"),
        )  # fmt: skip
        return lambda: talks.save(workspace, data=data, talk=id)
