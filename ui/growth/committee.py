"""The incentive committee: named members with their tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.domain.errors import N_
from models.domain.ops import Done
from services.growth import committee
from services.growth.committee import Member
from services.workspace import Workspace
from ui.growth.fields import GrowthForm, Write, day_of, maybe_day
from ui.growth.section import Section
from ui.kit.rows_model import Column


class CommitteeSection(Section):
    """Present members and those who left."""

    title = N_("Committee")
    new_title = N_("Add a member")
    empty_title = N_("The committee has no members yet")
    purpose = N_("A small committee of named people owns targets, standards and the improvement of the schemes. Enter each with the task.")

    def columns(self) -> Sequence[Column]:
        """Name, task, days."""
        t = self.texts
        return [
            Column("name", t("Name"), lambda r: r.name, 140, tone=lambda r: "" if r.present else "muted"),
            Column("task", t("Duties in the committee"), lambda r: r.task, 420),
            Column("since", t("Member since"), lambda r: r.since.isoformat(), 110),
            Column("until", t("Member until"), lambda r: r.until.isoformat() if r.until else "", 110),
        ]

    def read(self, workspace: Workspace) -> Sequence[Member]:
        """Every member."""
        return committee.members(workspace)

    def form(self, row: Member | None) -> GrowthForm:
        """A member."""
        return MemberForm(self, row)

    def removal(self, row: Member) -> Callable[[], Done[None]]:
        """Take the member off the records."""
        workspace = self.page.context.workspace
        return lambda: committee.remove(workspace, member=row.id)

    def words(self, row: Member) -> str:
        """The name."""
        return row.name


class MemberForm(GrowthForm):
    """A new member, or the one given."""

    def __init__(self, section: Section, row: Member | None) -> None:
        t = section.texts
        super().__init__(t, t("Members may be agents or others, such as HR."), t("Store"))
        self._id, f = row.id if row else None, self.form
        f.line("name", t("Name"), row.name if row else "")
        f.text("task", t("Duties in the committee"), row.task if row else "", lines=3)
        f.day("since", t("Member since"), row.since if row else section.today)
        maybe_day(f, "until", t("Has left the committee"), t("Member until"), row.until if row else None, section.today)

    def complete(self) -> bool:
        """Name and task are there."""
        t = self.texts
        return self.form.require({"name": t("Enter the name."), "task": t("Enter the task.")})

    def write(self, workspace: Workspace) -> Write:
        """Store it."""
        f, id, until = self.form, self._id, day_of(self.form, "until")
        name, task, since = f.value("name"), f.value("task"), f.value("since")
        return lambda: committee.save(workspace, name=name, task=task, since=since, until=until, member=id)
