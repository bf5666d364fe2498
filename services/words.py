"""Words for the fixed names of the domain, ready for translation; a name of the centre's own stands for itself."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.errors import N_, Message

POSITIONS = {
    "inbound": N_("Inbound"), "outbound": N_("Outbound"), "data_entry": N_("Data entry"), "email": N_("E-mail"),
    "quality": N_("Quality"), "team_leader": N_("Team leader"),
}  # fmt: skip
EMPLOYMENT_TYPES = {"full_time": N_("Full time"), "part_time": N_("Part time")}
STATUSES = {"probation": N_("On probation"), "regular": N_("Regular"), "standby": N_("On standby"), "left": N_("Left")}
STARS = {
    "": N_("No star"), "candidate": N_("Candidate"), "1": N_("One star"), "2": N_("Two stars"),
    "3": N_("Three stars"), "4": N_("Four stars"),
}  # fmt: skip
OUTCOME_KINDS = {
    "award": N_("Award"), "penalty": N_("Penalty"), "points": N_("Points"), "qualification": N_("Qualification"),
    "duty_missed": N_("Duty missed"), "proposal": N_("Proposal"),
}  # fmt: skip
OUTCOME_STATUSES = {
    "proposed": N_("Proposed"), "confirmed": N_("Confirmed"), "waived": N_("Waived"), "published": N_("Published"),
    "in_force": N_("In force"), "corrected": N_("Corrected"), "revoked": N_("Revoked"),
}  # fmt: skip
APPEAL_STATES = {
    "filed": N_("Filed"), "rejected_late": N_("Rejected as late"), "accepted": N_("Accepted"), "under_review": N_("Under review"),
    "upheld": N_("Decision upheld"), "reduced": N_("Decision reduced"), "revoked": N_("Decision revoked"),
    "withdrawn": N_("Withdrawn"), "closed": N_("Closed"),
}  # fmt: skip
SEVERITIES = {"minor": N_("Minor"), "serious": N_("Serious"), "grave": N_("Grave")}
ATTENDANCE = {
    "present": N_("Present"), "rest": N_("Rest"), "holiday": N_("Public holiday"), "late": N_("Late"), "early": N_("Early leave"),
    "absent": N_("Absent without leave"), "personal": N_("Personal leave"), "sick": N_("Sick leave"), "annual": N_("Annual leave"),
    "compensatory": N_("Compensatory leave"), "marriage": N_("Marriage leave"), "maternity": N_("Maternity leave"),
    "paternity": N_("Paternity leave"), "bereavement": N_("Bereavement leave"), "injury": N_("Work injury leave"),
    "trip": N_("Business trip"),
}  # fmt: skip
DAY_KINDS = {"work": N_("Working day"), "rest": N_("Day of rest"), "holiday": N_("Public holiday")}
UNITS = {
    "points": N_("Points out of a scale"), "count": N_("Count"), "percent": N_("Per cent"), "permille": N_("Per mille"),
    "seconds": N_("Seconds"), "rating": N_("Rating"), "rate": N_("Rate"), "yes_no": N_("Yes or no"),
}  # fmt: skip
CADENCES = {
    "week": N_("Week"), "month": N_("Month"), "quarter": N_("Quarter"), "half_year": N_("Half-year"), "year": N_("Year"),
}  # fmt: skip
INDICATOR_KINDS = {"measured": N_("Measured by a system"), "counted": N_("Counted from records"), "assessed": N_("Assessed by a person")}
CHANNELS = {"desk": N_("Filed at the desk"), "window": N_("Filed by the supervisor"), "command_line": N_("Filed on the command line")}
"""How an appeal was filed."""


def word(names: Mapping[str, str], name: str) -> Message:
    """The words of a fixed name out of one of the tables above; an unknown name stands for itself."""
    return Message(names.get(name, name))
