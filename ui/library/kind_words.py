"""Kinds of rules in words: what each is called, and what it is for."""

from __future__ import annotations

from models.domain.errors import N_
from services.rules.kinds import KINDS

_WORDS = {
    "rank_share": (N_("The best share"), N_("Reward the best so many per cent by an indicator.")),
    "highest": (N_("The very best"), N_("Reward the first by an indicator in the centre, a position or a team.")),
    "ranked_prizes": (N_("Prizes by place"), N_("First, second, third prize for agents or teams.")),
    "sustained_rank": (N_("The best for long"), N_("Reward who was among the best in every month of a longer period.")),
    "full_attendance": (N_("Full attendance"), N_("Reward months in a row without absence.")),
    "points_parts": (N_("Points of the month"), N_("Give points for attendance, performance, stars and contributions.")),
    "bonus_share": (N_("Share of a bonus"), N_("Pay a share of a base amount by a weighted score.")),
    "scored_levels": (N_("Levels by score"), N_("Reward in levels by a weighted score.")),
    "scored_prizes": (N_("The best by score"), N_("Prizes for the best agents or teams by a weighted score.")),
    "scorecard": (N_("Card of a role"), N_("Judge each agent of a position by limits and weights of several indicators.")),
    "qualified_award": (N_("Award for the qualified"), N_("Reward who met the card of the role and contributed.")),
    "targets_met": (N_("Targets met"), N_("Reward every agent or team that meets all targets of the period.")),
    "early_warning": (N_("Early warning"), N_("Propose a talk when figures fall month after month.")),
    "reimbursement": (N_("Costs given back"), N_("Give back approved costs up to a limit of the year.")),
    "best_recordings": (N_("Best recordings"), N_("Reward the best scored call recordings.")),
    "team_contest": (N_("Contest of teams"), N_("Prizes for the teams with the best recordings.")),
    "nomination": (N_("By nomination"), N_("Reward whoever is nominated and approved.")),
    "bottom_streak": (N_("Months at the end"), N_("Coaching for who stays at the end of the ranking; a person decides on the rest.")),
    "below_standard": (N_("Below the standard"), N_("A measure for who misses a fixed limit for months in a row.")),
    "complaint_ladder": (N_("Complaints"), N_("A measure by the severity of a complaint found true.")),
    "attendance_ladder": (N_("Lateness and absence"), N_("A measure by the number of violations in a month.")),
    "abusive_recording": (N_("Quarrel with a customer"), N_("What a recorded quarrel or insult leads to.")),
    "daily_log": (N_("Daily work log"), N_("Flag days at work without a work log.")),
    "case_follow_up": (N_("Following up cases"), N_("Flag cases with a far deadline that nobody followed up.")),
    "call_back": (N_("Call-backs"), N_("Flag who called back too few of the closed cases.")),
    "poor_call_back": (N_("Poor call-backs"), N_("Flag complaints escalated because of a poor call-back.")),
    "important_form": (N_("Important cases"), N_("Flag important cases whose form was not raised on the day.")),
    "spot_checks": (N_("Spot checks"), N_("What the supervisor owes: weekly checks and the attendance result.")),
    "assessment": (N_("Assessment of the month"), N_("Judge attendance, discipline, completion, ability and duties together.")),
    "manual": (N_("By hand"), N_("A person decides and records it, with evidence.")),
}  # fmt: skip


def kinds() -> list[tuple[str, str, str]]:
    """Kind, its name and what it is for, as English sentences to be worded; unknown ones by their code at the end."""
    named = [(kind, *words) for kind, words in _WORDS.items() if kind in KINDS]
    return [*named, *((kind, kind, "") for kind in KINDS if kind not in _WORDS)]


def kind_name(kind: str) -> str:
    """What a kind is called, as an English sentence to be worded."""
    return _WORDS[kind][0] if kind in _WORDS else kind
