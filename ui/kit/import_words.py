"""How the preview of an import words what a record is about to become."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from models.domain.errors import N_
from models.domain.kpi import plain
from services import words
from services.exchange.plan import FieldChange
from services.texts import Texts

KIND_WORDS = {
    "roster": N_("Import the roster"), "attendance": N_("Import attendance"), "punches": N_("Import punches"),
    "kpi": N_("Import indicators"), "calls": N_("Import calls"), "recordings": N_("Import scored recordings"),
    "readings_signed": N_("Import signed lists"), "ballots": N_("Import ballots of a survey"),
    "complaints": N_("Import complaints"), "nominations": N_("Import nominations"),
    "trainings": N_("Import trainings"), "certificates": N_("Import certificates"), "mentors": N_("Import mentors"),
    "talks": N_("Import talks"), "elections": N_("Import elections"),
    "worklog": N_("Import cases of the work log"), "worklogdays": N_("Import work logs handed in"),
    "spotchecks": N_("Import spot checks"),
    "shift_roster": N_("Import the shift roster"), "clock_numbers": N_("Import clock numbers"),
    "scorecards": N_("Import scorecards"),
}  # fmt: skip
_FIELDS = {
    "name": N_("Name"), "team": N_("Team"), "position": N_("Position"), "employment_type": N_("Employment"), "status": N_("Status"),
    "star": N_("Star rating"), "hired_on": N_("Hired on"), "regular_from": N_("Regular from"), "left_on": N_("Last day"),
    "monthly_wage_fen": N_("Monthly wage"), "morning": N_("Morning"), "afternoon": N_("Afternoon"),
    "late_minutes": N_("Minutes late"), "early_minutes": N_("Minutes early"), "overtime_hours": N_("Hours of overtime"),
    "value": N_("Value"), "source": N_("Source"), "confirmed": N_("Confirmed by"), "founded": N_("Founded"), "severity": N_("Severity"),
    "note": N_("Note"), "day": N_("Day"), "scores": N_("Scores"), "abusive": N_("Quarrel"), "reason": N_("Reason"),
    "approved": N_("Approved"), "kind": N_("Kind"), "hours": N_("Hours of training"), "cost_fen": N_("Cost"), "attended": N_("Took part"),
    "passed": N_("Passed"), "issuer": N_("Issued by"), "valid_until": N_("Valid until"), "due_on": N_("Due on"), "goal": N_("Goal"),
    "ended_on": N_("Ended on"), "reached": N_("Goal reached"), "result": N_("What came of it"), "held_by": N_("Held by"),
    "text": N_("What was said"), "points": N_("Evidence"), "agreed": N_("Agreed"), "done_on": N_("Done on"),
    "rule": N_("Rule"), "period": N_("Period"), "seats": N_("Seats"), "ballots": N_("Ballots"), "votes": N_("Votes"),
    "shift": N_("Shift"), "employee_id": N_("Agent"),
    "opened_on": N_("Taken on"), "closed_on": N_("Closed on"), "called_back_on": N_("Called back on"),
    "important": N_("Important"), "form_raised_on": N_("Form raised on"), "escalated_on": N_("Escalated on"), "steps": N_("Follow-ups"),
    "handed_in": N_("Handed in"), "looked_at": N_("Looked at"), "remark": N_("Remark"),
    "checked_by": N_("Checked by"), "missing": N_("When a value is missing"), "lines": N_("Indicators"),
}  # fmt: skip
_VALUES = {
    "position": words.POSITIONS, "employment_type": words.EMPLOYMENT_TYPES, "status": words.STATUSES, "star": words.STARS,
    "morning": words.ATTENDANCE, "afternoon": words.ATTENDANCE, "severity": words.SEVERITIES,
}  # fmt: skip


def change_words(texts: Texts, change: FieldChange) -> str:
    """`Team: A → B`"""
    if change.name == "effective_from":
        return texts("from {day}", day=_shown(texts, change.name, change.after))
    name = texts(_FIELDS.get(change.name, change.name))
    return f"{name}: {_shown(texts, change.name, change.before)} → {_shown(texts, change.name, change.after)}"


def _shown(texts: Texts, name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return texts("yes") if value else texts("no")
    if name.endswith("_fen"):
        return f"¥{Decimal(value) / 100:,.2f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {score}" for key, score in value.items())
    return texts.message(words.word(_VALUES.get(name, {}), str(value)))
