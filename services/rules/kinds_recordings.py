"""Rules on scored recordings: the best recordings, the best teams, and recordings with a quarrel or insult."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.domain.facts import Recording
from models.domain.kpi import round2
from models.domain.outcomes import Criterion
from services.rules.case import Case
from services.rules.ranking import Entry, best, ranked

TOTAL_COLUMNS = ("得分", "总分", "score", "total")
"""Columns that are the recording's score already, where a quality form has one."""


def recording_score(recording: Recording, weights: Mapping[str, Decimal]) -> Decimal | None:
    """The form's own total, else the weighted mean of its criteria (equal weights when none are set), half-up to 2 places."""
    scores = recording.scores
    for name in TOTAL_COLUMNS:
        if name in scores:
            return round2(scores[name])
    used = {name: weights.get(name, Decimal(0)) if weights else Decimal(1) for name in scores}
    total = sum(used.values(), Decimal(0))
    return round2(sum((scores[name] * weight for name, weight in used.items()), Decimal(0)) / total) if total else None


def best_recordings(case: Case) -> None:
    """The agents with the best recordings of the period win; each agent's best counts, abusive ones never do, ties at the cut are in."""
    champions, refused = _champions(case)
    members = {member.number: member for member in case.members()}
    for number in sorted(set(refused) - set(champions)):
        if number in members:
            case.leave_out(number, refused[number])
    case.leave_out_strangers((*champions, *refused), members)
    entries = [Entry(number, score, (score,)) for number, (score, _) in sorted(champions.items()) if number in members]
    places = ranked(entries, dense=case.rule.text("ranking") == "dense")
    winners = best(places, case.rule.integer("count"))
    for place in winners:
        number = place.entry.name
        score, recording = champions[number]
        because = [
            Criterion("best_recording", f"{score:.2f}", "", True, f"recording {recording.number}"),
            Criterion("rank_in_group", str(place.rank), f"<= {winners[-1].rank}", True, f"recordings {case.period.text}"),
            Criterion("abusive", "no", "no", True, f"recording {recording.number}"),
        ]
        case.give(number, members[number].assignment.team, because, score=score, rank=place.rank)


def _champions(case: Case) -> tuple[dict[str, tuple[Decimal, Recording]], dict[str, str]]:
    """Agent → best score and its recording; and agent → why one of their recordings could not compete."""
    weights = case.rule.weights("weights")
    champions: dict[str, tuple[Decimal, Recording]] = {}
    refused: dict[str, str] = {}
    for recording in case.index.recordings(case.period):
        number = recording.employee_no
        score = recording_score(recording, weights)
        if recording.abusive or score is None:
            refused[number] = "abusive_recording" if recording.abusive else "missing_value"
        elif number not in champions or score > champions[number][0]:
            champions[number] = (score, recording)
    return champions, refused


def team_contest(case: Case) -> None:
    """Teams are ranked by the mean of all their agents' recordings of the period; the first places win their prizes."""
    weights = case.rule.weights("weights")
    teams = {member.number: member.assignment.team for member in case.members()}
    scores: dict[str, list[Decimal]] = {}
    for recording in case.index.recordings(case.period):
        team = teams.get(recording.employee_no)
        score = recording_score(recording, weights)
        if team and score is not None:
            scores.setdefault(team, []).append(score)
    entries = []
    for team in sorted(scores):
        mean = round2(sum(scores[team], Decimal(0)) / len(scores[team]))
        entries.append(Entry(team, mean, (mean,)))
    prizes = {step.count: Decimal(step.gives) for step in case.rule.steps("prizes")}
    for place in ranked(entries, dense=case.rule.text("ranking") == "dense"):
        if place.rank not in prizes:
            continue
        team, source = place.entry.name, f"recordings {case.period.text}"
        because = [
            Criterion("team_mean", f"{place.entry.score:.2f}", "", True, source),
            Criterion("recordings_counted", str(len(scores[team])), "", True, source),
            Criterion("rank_in_group", str(place.rank), f"<= {max(prizes)}", True, source),
        ]
        case.give(None, team, because, amount=prizes[place.rank], score=place.entry.score, rank=place.rank)


def abusive_recording(case: Case) -> None:
    """A quarrel with or insult of a customer: the first asks the team's head for a report, a later one refers the agent to a person."""
    members = {member.number: member for member in case.members()}
    abusive = [recording for recording in case.index.recordings(case.period) if recording.abusive]
    case.leave_out_strangers((recording.employee_no for recording in abusive), members)
    for recording in abusive:
        if recording.employee_no not in members:
            continue
        number = recording.employee_no
        earlier = _earlier_abusive(case, recording)
        if (case.rule.text("occurrence") == "repeat") is not bool(earlier):
            continue
        source = ", ".join(f"recording {other.number}" for other in (*earlier, recording))
        required = ">= 2" if earlier else ">= 1"
        because = [
            Criterion("abusive", "yes", "yes", True, f"recording {recording.number}"),
            Criterion("abusive_recordings", str(len(earlier) + 1), required, True, source),
        ]
        team = members[number].assignment.team
        case.give(number, team, because, level=case.rule.text("level"), subject=recording.number)


def _earlier_abusive(case: Case, recording: Recording) -> tuple[Recording, ...]:
    """The agent's abusive recordings before this one whose finding was not revoked."""
    before = (recording.day, recording.number)
    return tuple(
        other
        for other in case.index.abusive[recording.employee_no]
        if (other.day, other.number) < before and not _finding_revoked(case, other)
    )


def _finding_revoked(case: Case, other: Recording) -> bool:
    own = (rule for rule in case.scheme.rules if rule.kind == case.rule.kind)
    found = [r for r in case.index.facts.revocations if r.scheme == case.scheme.id and r.subject == other.number]
    names = {rule.id for rule in own}
    return any(r.rule in names and r.employee_no == other.employee_no and r.period < case.period.text for r in found)
