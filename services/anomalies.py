"""What in a month's figures deserves a look: far values, sudden changes, doubles, contradictions; confirmed with who and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from models.domain.attendance import ATTENDED
from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.domain.period import Cadence, Period
from models.queries import anomalies as queries
from models.queries import attendance as attendance_queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.readings import LookedAtRow
from services import indicators
from services.cells import RowHead, row_heads
from services.indicators import ReadingSheet
from services.workspace import Workspace

_ALIKE = 3
"""Two agents with at least so many values, all the same, look copied."""


@dataclass(frozen=True)
class Finding:
    """One thing to look at. `key` names it with its values, so that it comes back when they change.

    `indicator` or `day` tells where, `where` says it in words.
    """

    key: str
    head: RowHead
    reason: Message
    where: str = ""
    indicator: str = ""
    day: date | None = None
    period: Period | None = None
    """The month or week in whose grid the value stands."""


def findings(workspace: Workspace, *, month: Period) -> tuple[Finding, ...]:
    """Everything of the month that nobody has confirmed yet, by team and number."""
    sheet = indicators.month_sheet(workspace, month=month)
    sheets = (sheet, *(indicators.month_sheet(workspace, month=week) for week in sheet.weeks))
    readings = [finding for one in sheets for finding in _readings(one, workspace.texts.language)]
    with workspace.store.read() as tx:
        seen = queries.looked_at(tx, month.text)
        found = [*readings, *_alike(sheet), *_contradictions(tx, month)]
    return tuple(
        sorted((one for one in found if one.key not in seen), key=lambda one: (one.head.team, one.head.employee_no, one.day or date.min))
    )


def confirm(workspace: Workspace, *, month: Period, keys: Collection[str], why: str) -> Done[int]:
    """Let findings stand: stores who looked and why; they come back only when their values change."""
    if not why.strip():
        raise UserError(N_("Say why the value is right; the log keeps it."))
    known = {one.key for one in findings(workspace, month=month)}
    wanted = sorted(known & set(keys))

    def work(tx: Tx) -> int:
        rows = [{"key": key, "period": month.text, "who": workspace.actor, "why": why.strip()} for key in wanted]
        tx.insert_many(LookedAtRow, rows)
        return len(rows)

    return workspace.store.transact(Op.CONFIRM_FINDING, work, who=workspace.actor, why=why.strip(), note=f"{month.text} · {len(wanted)}")


def _readings(sheet: ReadingSheet, language: str) -> Iterator[Finding]:
    """Flagged values that were not confirmed when they were entered."""
    for agent in sheet.agents:
        for indicator, cell in zip(sheet.indicators, agent.cells, strict=True):
            if cell.flags and not cell.confirmed:
                key, where = f"reading|{agent.head.employee_no}|{indicator.code}|{cell.text}", indicator.name(language)
                if sheet.month.cadence is Cadence.WEEK:
                    key, where = f"{key}|{sheet.month.text}", f"{where} {sheet.month.text}"
                yield Finding(key, agent.head, cell.flags[0], where, indicator.code, period=sheet.month)


def _alike(sheet: ReadingSheet) -> Iterator[Finding]:
    """Agents whose values are all the same as another's."""
    by_values: dict[tuple[str, ...], list[RowHead]] = defaultdict(list)
    for agent in sheet.agents:
        values = tuple(cell.text for cell in agent.cells)
        if sum(map(bool, values)) >= _ALIKE:
            by_values[values].append(agent.head)
    for values, heads in by_values.items():
        for head in heads[1:]:
            reason = Message(N_("All {n} values are the same as those of {name}."), {"n": sum(map(bool, values)), "name": heads[0].name})
            yield Finding(f"alike|{heads[0].employee_no}|{head.employee_no}|{'|'.join(values)}", head, reason)


def _contradictions(tx: Tx, month: Period) -> Iterator[Finding]:
    """Calls and punches on a day without work, and several calls answered at one moment."""
    people = people_queries.employees(tx)
    heads = dict(row_heads(people, month))
    days = attendance_queries.stored_days(tx, month, list(people))
    calls = queries.answered_calls(tx, month.first, month.last)
    stamps: dict[tuple[int, date], list[datetime]] = defaultdict(list)
    for key, moments in attendance_queries.punches(tx, month.first, month.last).items():
        for moment in moments:
            stamps[key, moment.date()].append(moment)
    for key, head in heads.items():
        for day, stored in sorted(days.get(key, {}).items()):
            if {stored.mark.morning, stored.mark.afternoon} & ATTENDED:
                continue
            mark = stored.mark.text
            if count := calls.get((key, day), 0):
                reason = Message(
                    N_("{n} calls answered on {day}, but the sheet says “{mark}”."), {"n": count, "day": day.isoformat(), "mark": mark}
                )
                yield Finding(f"calls|{head.employee_no}|{day}|{count}|{mark}", head, reason, day.isoformat(), day=day)
            found = [moment for moment in stamps.get((key, day), ()) if moment.time() > time(4)]
            if len(found) > 1:
                facts = {"day": day.isoformat(), "first": f"{found[0]:%H:%M}", "last": f"{found[-1]:%H:%M}", "mark": mark}
                reason = Message(N_("Punched on {day} from {first} to {last}, but the sheet says “{mark}”."), facts)
                yield Finding(f"punched|{head.employee_no}|{day}|{len(found)}|{mark}", head, reason, day.isoformat(), day=day)
    for key, moment, count in queries.calls_at_once(tx, month.first, month.last):
        if key in heads:
            reason = Message(N_("{n} calls answered at the same second ({moment})."), {"n": count, "moment": moment.isoformat(" ")})
            yield Finding(
                f"at_once|{heads[key].employee_no}|{moment}|{count}", heads[key], reason, moment.date().isoformat(), day=moment.date()
            )
