"""The forms of the roster, shown in the side panel: hire, change from a date, rename, end probation, leave."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QComboBox

from models.domain.kpi import parse_number
from models.domain.ops import Done
from models.domain.people import POSITIONS, STARS, EmploymentType, Status
from services import people, shifts, words
from services.people import Change, NewPerson, OpenItems, RosterRow
from services.shifts import ShiftBook
from services.texts import Texts
from services.workspace import Workspace
from ui.kit import privacy
from ui.kit.notices import label
from ui.kit.panel_form import PanelForm
from ui.roster.columns import position_word, shown_wage

Write = Callable[[], Done[RosterRow]]
"""A write that is ready to run on the store lane: the widgets were read."""


class ActionForm(PanelForm):
    """A form of the panel that knows when it is complete and which write it asks for."""

    def complete(self) -> bool:
        """Nothing needed is empty; says so at the field otherwise."""
        return True

    @abstractmethod
    def write(self, workspace: Workspace) -> Write:
        """The write that the fields ask for; UserError when one cannot be read."""

    def free_choice(self, key: str, title: str, options: Sequence[tuple[str, str]], value: str) -> None:
        """A list to choose from in which other words may be typed."""
        field = QComboBox()
        field.setEditable(True)
        for option, shown in options:
            field.addItem(shown, option)
        place = field.findData(value)
        field.setCurrentIndex(place)
        if place < 0:
            field.setEditText(value)
        self.form.add(key, title, field)

    def chosen(self, key: str) -> str:
        """What stands in a free choice: the option's value, or the words typed."""
        field = self.form.field(key)
        assert isinstance(field, QComboBox)
        text = field.currentText().strip()
        place = field.findText(text)
        return str(field.itemData(place)) if place >= 0 else text

    def wage(self) -> Decimal | None:
        """The wage typed, None when empty; UserError when it is no number."""
        text = self.form.value("wage")
        return parse_number(text) if text else None

    def add_standing(self, teams: Sequence[str], row: RosterRow | None) -> None:
        """Team, position, employment, star, wage as they are."""
        t = self.texts
        self.free_choice("team", t("Team"), [(team, team) for team in teams], row.team if row else "")
        positions = [(position, position_word(t, position)) for position in POSITIONS]
        self.free_choice("position", t("Position"), positions, row.position if row else "")
        types = [(kind, t(words.EMPLOYMENT_TYPES[kind])) for kind in EmploymentType]
        self.form.choice("type", t("Employment"), types, row.employment_type if row else EmploymentType.FULL_TIME)
        self.form.choice("star", t("Star rating"), [(star, t(words.STARS[star])) for star in ("", *STARS)], row.star if row else "")
        wage = shown_wage(row.monthly_wage) if row else ""
        privacy.cover(self.form.line("wage", t("Monthly wage (yuan)"), wage, t("Empty: not kept")))


class HireForm(ActionForm):
    """Someone new."""

    def __init__(self, texts: Texts, teams: Sequence[str], today: date) -> None:
        t = texts
        super().__init__(t, t("A new agent. The employee number is for ever: it is never given to anybody else."), t("Hire"))
        self.form.line("employee_no", t("Employee no."))
        self.form.line("name", t("Name"))
        self.form.day("hired_on", t("Hired on"), today)
        self.form.tick("probation", t("Starts on probation"))
        self.form.day("regular_from", t("Regular from"), _months_later(today, 3)).setEnabled(False)
        self.form.field("probation").toggled.connect(self.form.field("regular_from").setEnabled)  # type: ignore[attr-defined]
        self.add_standing(teams, None)

    def complete(self) -> bool:
        """Number and name are there; says so otherwise."""
        t = self.texts
        return self.form.require({"employee_no": t("Enter the employee number."), "name": t("Enter the name.")})

    def write(self, workspace: Workspace) -> Write:
        """Hire."""
        f = self.form
        person = NewPerson(
            f.value("employee_no"), f.value("name"), f.value("hired_on"), self.chosen("team"), self.chosen("position"),
            EmploymentType(f.value("type")),
            f.value("regular_from") if f.value("probation") else None, f.value("star"), self.wage(),
        )  # fmt: skip
        return lambda: people.hire(workspace, person=person)


class ChangeForm(ActionForm):
    """Other values from a date on."""

    def __init__(self, texts: Texts, teams: Sequence[str], row: RosterRow, today: date) -> None:
        t = texts
        sentence = t("From this date other values hold for {name}; what held before stays as it is.", name=row.name)
        if row.next_change:
            sentence += " " + t("A change that begins on {day} is entered already and takes over then.", day=row.next_change.isoformat())
        super().__init__(t, sentence, t("Store the change"))
        self._row = row
        self.form.day("on", t("Holds from"), _within(today, row))
        statuses = [(status, t(words.STATUSES[status])) for status in Status if status is not Status.LEFT]
        self.form.choice("status", t("Status"), statuses, row.status if row.status is not Status.LEFT else Status.REGULAR)
        self.add_standing(teams, row)

    def write(self, workspace: Workspace) -> Write:
        """Change what differs from the values shown at first."""
        row, f = self._row, self.form
        found = {
            "team": self.chosen("team"), "position": self.chosen("position"), "employment_type": EmploymentType(f.value("type")),
            "status": Status(f.value("status")), "star": f.value("star"), "monthly_wage": self.wage(),
        }  # fmt: skip
        differing = {name: value for name, value in found.items() if value != getattr(row, name)}
        no_wage = "monthly_wage" in differing and differing["monthly_wage"] is None
        change, on = Change(**differing, no_wage=no_wage), f.value("on")
        return lambda: people.change(workspace, employee_no=row.employee_no, change=change, on=on, seen=row.version)


class RenameForm(ActionForm):
    """Another name."""

    def __init__(self, texts: Texts, row: RosterRow) -> None:
        super().__init__(texts, texts("Papers that were issued keep the old name."), texts("Rename"))
        self._row = row
        self.form.line("name", texts("Name"), row.name)

    def write(self, workspace: Workspace) -> Write:
        """Rename."""
        row, name = self._row, self.form.value("name")
        return lambda: people.rename(workspace, employee_no=row.employee_no, name=name, seen=row.version)


class HiringForm(ActionForm):
    """The hiring date as it should have been entered."""

    def __init__(self, texts: Texts, row: RosterRow, today: date) -> None:
        sentence = texts("The day on which {name} really began. Months that are closed will show what would be different.", name=row.name)
        super().__init__(texts, sentence, texts("Correct the hiring date"))
        self._row = row
        self.form.day("on", texts("Hired on"), row.hired_on or today)
        self.form.line("reason", texts("Reason"), "", texts("Why the entered date was wrong"))

    def complete(self) -> bool:
        """The reason is there; says so otherwise."""
        return self.form.require({"reason": self.texts("Enter the reason; the log keeps it.")})

    def write(self, workspace: Workspace) -> Write:
        """Correct the hiring date."""
        row, on, why = self._row, self.form.value("on"), self.form.value("reason")
        return lambda: people.correct_hiring(workspace, employee_no=row.employee_no, hired_on=on, reason=why, seen=row.version)


class ShiftForm(ActionForm):
    """The shift or cycle that an agent works from a date on."""

    def __init__(self, texts: Texts, row: RosterRow, today: date, book: ShiftBook) -> None:
        t = texts
        own = [one for one in book.agents if one.employee_no == row.employee_no]
        held = [t("{shift} from {day}", shift=one.shift or t("the centre's shift"), day=one.since.isoformat()) for one in own]
        sentence = t("{name} works so far: {shifts}.", name=row.name, shifts=t("; ").join(held) if held else t("the centre's shift"))
        super().__init__(t, f"{sentence} {t('Days that are computed already change only when the month is computed anew.')}", t("Assign"))
        self._row, self._today = row, today
        offered = [(one.code, f"{one.code} · {one.name} {one.start:%H:%M}–{one.end:%H:%M}") for one in book.shifts]
        offered += [
            (one.code, t("{code} · {name}, cycle of {n} days", code=one.code, name=one.name, n=len(one.days))) for one in book.patterns
        ]
        now = next((one.shift for one in reversed(own) if one.since <= today), "")
        self.form.choice("shift", t("Shift"), [("", t("the centre's shift")), *offered], now)
        self.form.day("since", t("Holds from"), _within(today, row))

    def write(self, workspace: Workspace) -> Write:
        """Assign the shift."""
        number, today, code, since = self._row.employee_no, self._today, self.form.value("shift"), self.form.value("since")

        def assign() -> Done[RosterRow]:
            done = shifts.assign(workspace, employee_nos=[number], code=code, since=since)
            return Done(people.person(workspace, employee_no=number, day=today), done.changes)

        return assign


class ProbationForm(ActionForm):
    """The day from which the agent is regular."""

    def __init__(self, texts: Texts, row: RosterRow, today: date) -> None:
        sentence = texts("From this date {name} is regular and takes part in what probation shuts out.", name=row.name)
        super().__init__(texts, sentence, texts("End probation"))
        self._row = row
        self.form.day("on", texts("Regular from"), _within(row.regular_from or today, row))

    def write(self, workspace: Workspace) -> Write:
        """End probation."""
        row, on = self._row, self.form.value("on")
        return lambda: people.end_probation(workspace, employee_no=row.employee_no, on=on, seen=row.version)


class LeaveForm(ActionForm):
    """The leaver's procedure: last day, reason, and what is still open."""

    def __init__(self, texts: Texts, row: RosterRow, today: date, items: OpenItems) -> None:
        t = texts
        sentence = t("{name} is employed up to the last day, which counts. History, papers and the number stay.", name=row.name)
        super().__init__(t, sentence, t("Record the leaving"))
        self.form.day("last_day", t("Last day"), _within(row.left_on or today, row))
        self.form.text("reason", t("Reason for leaving"), lines=3)
        lines = open_lines(t, items)
        self.open_items = label("\n".join([t("Still open:"), *lines]) if lines else t("Nothing is open."), "watch" if lines else "good")
        self.column.insertWidget(2, self.open_items)
        self._row = row

    def write(self, workspace: Workspace) -> Write:
        """Record the leaving."""
        row, last, why = self._row, self.form.value("last_day"), self.form.value("reason")
        return lambda: people.leave(workspace, employee_no=row.employee_no, last_day=last, reason=why, seen=row.version)


def open_lines(t: Texts, items: OpenItems) -> list[str]:
    """What is still open with an agent, one sentence each."""
    found = []
    if items.unsigned_notices:
        found.append(t("▲ Notices not signed: {numbers}", numbers=", ".join(items.unsigned_notices)))
    if items.appeals:
        found.append(t("▲ Appeals not closed: {numbers}", numbers=", ".join(items.appeals)))
    if items.undecided_outcomes:
        found.append(t("▲ Proposals not decided: {n}", n=items.undecided_outcomes))
    if items.follow_ups:
        found.append(t("▲ Plans or reports not done: {n}", n=items.follow_ups))
    if items.points:
        found.append(t("▲ Points not redeemed: {n}", n=items.points))
    return found


def _within(day: date, row: RosterRow) -> date:
    day = max(day, row.hired_on or day)
    return min(day, row.left_on or day)


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))
