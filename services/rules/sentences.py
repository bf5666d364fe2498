"""Plain sentences: what a rule says, what one line of an explanation says, what a legal notice says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from models.domain.errors import N_, Message
from models.domain.kpi import plain
from models.domain.period import Cadence
from services.rules.card_sentences import card_sentence, qualified_sentence
from services.rules.criteria import criterion_sentence, source_sentence
from services.rules.scheme import Rule, Scheme
from services.rules.scored_sentences import places, scored_sentence
from services.rules.standard_sentences import attendance_sentence, standard_sentence
from services.rules.target_sentences import reimbursement_sentence, targets_sentence, warning_sentence
from services.rules.values import Band
from services.rules.words import group_word, indicator_word, joined, level_name, plain_text, reason_sentence, word
from services.rules.work_sentences import WORK_KINDS, work_sentence

__all__ = [
    "criterion_sentence",
    "level_name",
    "notice_sentence",
    "reason_sentence",
    "rule_sentence",
    "source_sentence",
    "with_rule_names",
]

NOTICE_TEXTS: Mapping[str, str] = {
    "fines": N_(
        "Fines as such have had no national legal basis since 2008 (the Regulations on rewards and punishments of enterprise employees "
        "were repealed on 15 January 2008), and in Guangdong rules with fines are punishable. Better: withhold a bonus, points or "
        "eligibility. Switching fines on needs a reason and a named approver."
    ),
    "bottom_rank": N_(
        "Being last in a ranking is not incompetence (Supreme People's Court, guiding case 18). This rule only proposes coaching; pay "
        "reduction, transfer or dismissal is never carried out by the rule, it is referred to a person, who must look at articles 39 and "
        "40(2) of the Labour Contract Law."
    ),
    "statutory_leave": N_(
        "As set, statutory leave (annual, marriage, maternity, bereavement, work injury) may count against the agent. By law it is not "
        "absence. The lawful alternative keeps it neutral."
    ),
}


_ANYONE = N_("Whoever is nominated and approved for the period receives {prize}.")


def notice_sentence(key: str) -> Message:
    """The legal notice of that key (fines, bottom_rank, statutory_leave); KeyError otherwise."""
    return Message(NOTICE_TEXTS[key])


def with_rule_names(message: Message, scheme: Scheme, language: str) -> Message:
    """A warning of the engine with the names of scheme, rule and indicator in place of their ids."""
    facts = dict(message.facts)
    if facts.get("scheme") == scheme.id:
        facts["scheme"] = scheme.name.text(language)
    for key in ("rule", "other"):
        if rule := scheme.rule(str(facts.get(key, ""))):
            facts[key] = rule.name.text(language)
    if isinstance(facts.get("indicator"), str):
        facts["indicator"] = indicator_word(facts["indicator"])
    return Message(message.msgid, facts)


def rule_sentence(rule: Rule) -> Message:
    """The rule in one plain sentence with its figures as they are set."""
    return _SENTENCES[rule.kind](rule)


def _nomination(rule: Rule) -> Message:
    facts = {"cadence": word(rule.text("every")), "who": word(rule.text("who")), "prize": _prize(rule)}
    someone, anyone = N_("{who} that are nominated and approved for the period receive {prize}."), _ANYONE
    if rule.text("every") != "any":
        someone = N_("Every {cadence}, {who} that are nominated and approved receive {prize}.")
        anyone = N_("Every {cadence}, whoever is nominated and approved receives {prize}.")
    return Message(anyone if rule.text("who") == "any" else someone, facts)


def _nominated_or_recorded(rule: Rule) -> Message:
    """The sentence on nominations, and which growth records count like one."""
    kinds = joined([word(kind) for kind in rule.names("records")])
    if not rule.names("records"):
        return _nomination(rule)
    counts = Message(N_("So does whoever has one of these on record in the period: {kinds}."), {"kinds": kinds})
    return Message(N_("{first} {second}"), {"first": _nomination(rule), "second": counts})


def _by_hand(_: Rule) -> Message:
    return Message(N_("A person decides and records it, with evidence."))


def _qualified(rule: Rule) -> Message:
    return qualified_sentence(rule, _prize(rule))


def _targets(rule: Rule) -> Message:
    return targets_sentence(rule, _prize(rule))


def _prize(rule: Rule) -> Message:
    parameter = rule.parameter("amount")
    if parameter.required and not parameter.text:
        return Message(N_("a bonus whose amount the centre still has to set"))
    amount = rule.number("amount")
    return Message(N_("{amount} yuan"), {"amount": plain(amount)}) if amount else Message(N_("the title with a certificate"))


def _ranking(rule: Rule) -> Message:
    if rule.kind == "sustained_rank":
        return Message(
            N_("Whoever was selected by “{rule}” in every month of the {cadence} receives {prize}."),
            {"rule": rule.text("based_on"), "cadence": _cadence(rule), "prize": _prize(rule)},
        )
    facts: dict[str, Any] = {
        "cadence": _cadence(rule),
        "indicator": indicator_word(rule.text("indicator")),
        "group": group_word(rule.text("group")),
        "minimum": rule.integer("min_group"),
        "prize": _prize(rule),
    }
    if rule.kind == "highest":
        return Message(N_("Every {cadence}, the highest {indicator} in {group} receives {prize}; all who tie for it are in."), facts)
    return Message(
        N_(
            "Every {cadence}, the top {percent}% by {indicator} in {group} receive {prize}; a group needs at least {minimum} ranked "
            "agents, and all who tie for the last place are in."
        ),
        facts | {"percent": rule.text("percent")},
    )


def _prizes(rule: Rule) -> Message:
    facts = {
        "cadence": _cadence(rule),
        "indicator": indicator_word(rule.text("indicator")),
        "group": group_word(rule.text("group")),
        "members": rule.integer("min_members"),
        "prizes": joined(list(places(rule))) if rule.steps("prizes") else Message(N_("prizes that the centre still has to set")),
    }
    teams = N_(
        "Every {cadence}, teams of {members} or more are ranked by the mean {indicator} of their members: {prizes}; teams that share a "
        "place each receive its prize."
    )
    agents = N_("Every {cadence}, agents are ranked by {indicator} in {group}: {prizes}; all who share a place receive its prize.")
    ranked = Message(teams if rule.text("who") == "teams" else agents, facts)
    if rule.cadence in (Cadence.WEEK, Cadence.MONTH):
        return ranked
    months = N_("{ranked} The mean of the months counts; figures for at least {months} months are needed.")
    return Message(months, {"ranked": ranked, "months": rule.integer("min_months")})


def _cadence(rule: Rule) -> Message:
    return word(rule.cadence.value) if rule.cadence else plain_text("–")


def _streak(rule: Rule) -> Message:
    if rule.kind == "full_attendance":
        return Message(
            N_(
                "{months} months in a row without lateness, early leave, absence or leave (except {neutral}) earn {prize}; then the count "
                "starts again."
            ),
            {
                "months": rule.integer("months"),
                "neutral": joined([word(code) for code in rule.names("neutral_codes")]),
                "prize": _prize(rule),
            },
        )
    return Message(
        N_(
            "Bottom {percent}% by {indicator} in {group} for {coaching} months in a row leads to a coaching plan; {referral} months in a "
            "row are referred to a person, who decides on pay reduction or transfer. A group needs at least {minimum} agents; all who tie "
            "for the last place are out."
        ),
        {
            "percent": rule.text("percent"),
            "indicator": indicator_word(rule.text("indicator")),
            "group": group_word(rule.text("group")),
            "coaching": rule.integer("coaching_months"),
            "referral": rule.integer("referral_months"),
            "minimum": rule.integer("min_group"),
        },
    )


def _ladder(rule: Rule) -> Message:
    if rule.kind == "complaint_ladder":
        return Message(
            N_("A complaint found true leads to a step by severity: minor – {minor}, serious – {serious}, grave – {grave}."),
            {severity: level_name(rule.text(severity)) for severity in ("minor", "serious", "grave")},
        )
    return attendance_sentence(rule)


def _recordings(rule: Rule) -> Message:
    match rule.kind:
        case "best_recordings":
            return Message(
                N_(
                    "Every {cadence}, the {count} agents with the best recordings receive {prize} each; an agent's best recording counts, "
                    "and all who tie for the last place are in."
                ),
                {"cadence": _cadence(rule), "count": rule.integer("count"), "prize": _prize(rule)},
            )
        case "team_contest":
            prizes = [Message(N_("place {place} – {amount} yuan"), {"place": s.count, "amount": s.gives}) for s in rule.steps("prizes")]
            return Message(
                N_("Every {cadence}, teams are ranked by the mean score of their recordings: {prizes}."),
                {"cadence": _cadence(rule), "prizes": joined(prizes)},
            )
        case _:
            first = N_("The first recording of an agent with a quarrel with or insult of a customer leads to: {level}.")
            again = N_("Another recording of the same agent with a quarrel with or insult of a customer leads to: {level}.")
            return Message(again if rule.text("occurrence") == "repeat" else first, {"level": level_name(rule.text("level"))})


def _points(rule: Rule) -> Message:
    return Message(
        N_(
            "At most {total} points a month: attendance up to {attendance} (days missed: {missed}; none with {zero}), performance up to "
            "{performance}, star rating up to {star_rating}, contributions up to {contribution}. Agents on probation, on standby or with "
            "{leave} or more days of leave do not take part."
        ),
        {
            "total": rule.integer("total_max"),
            **{part: rule.integer(f"{part}_max") for part in ("attendance", "performance", "star_rating", "contribution")},
            "missed": joined([_band(band) for band in rule.bands("missed_bands")]),
            "zero": joined([word(code) for code in rule.names("zero_codes")]),
            "leave": rule.integer("long_leave_days"),
        },
    )


def _band(band: Band) -> Message:
    return Message("{interval} → {points}", {"interval": band.interval(), "points": band.points})


_SENTENCES: Mapping[str, Callable[[Rule], Message]] = {
    **dict.fromkeys(("rank_share", "sustained_rank", "highest"), _ranking),
    **dict.fromkeys(("full_attendance", "bottom_streak"), _streak),
    **dict.fromkeys(("complaint_ladder", "attendance_ladder"), _ladder),
    **dict.fromkeys(("best_recordings", "team_contest", "abusive_recording"), _recordings),
    **dict.fromkeys(("bonus_share", "scored_levels", "scored_prizes"), scored_sentence),
    "below_standard": standard_sentence,
    **dict.fromkeys(WORK_KINDS, work_sentence),
    "ranked_prizes": _prizes,
    "points_parts": _points,
    "targets_met": _targets,
    "early_warning": warning_sentence,
    "reimbursement": reimbursement_sentence,
    "scorecard": card_sentence,
    "qualified_award": _qualified,
    "nomination": _nominated_or_recorded,
    "manual": _by_hand,
}
