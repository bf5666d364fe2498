"""The engine as a whole: versions in force, late data, the contract's order, explanations in figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.domain.outcomes import Criterion, OutcomeKind
from models.domain.period import Period
from services.rules.engine import AdoptedScheme, evaluate, in_force
from tests.rules.worlds import S1, S2, S3, S6, adopted, facts, run, scheme

OCTOBER = Period.parse("2026-10")
TEN = {
    "agents": ["0001..0010"],
    "readings": ["2026-09 performance 0001..0009:80 0010:50", "2026-10 performance 0001:99 0002..0009:80 0010:50"],
}


def test_the_newest_version_in_force_on_the_last_day_counts() -> None:
    """A version that ended counts no more; of two in force the newer one does."""
    old = AdoptedScheme(scheme(S1), 1, date(2026, 1, 1), date(2026, 9, 30))
    new = AdoptedScheme(scheme(S1), 2, date(2026, 10, 1))
    corrected = AdoptedScheme(scheme(S1), 3, date(2026, 10, 1))
    versions = (corrected, old, new)
    assert in_force(versions, S1, date(2026, 9, 30)) == old
    assert in_force(versions, S1, date(2026, 10, 1)) == corrected
    assert in_force(versions, S1, date(2025, 12, 31)) is None
    assert in_force(versions, S2, date(2026, 10, 1)) is None


def test_an_earlier_month_of_a_streak_is_judged_by_the_version_of_that_month() -> None:
    """September's version knew no bottom group below twenty agents, so September does not count."""
    september = AdoptedScheme(scheme(S1).with_parameters({"two-months-in-bottom.min_group": "20"}), 1, date(2026, 1, 1), date(2026, 9, 30))
    october = AdoptedScheme(scheme(S1), 2, date(2026, 10, 1))
    centre = facts(TEN, S1)
    assert not [o for o in evaluate([september, october], OCTOBER, centre).outcomes if o.rule == "two-months-in-bottom"]
    assert [o for o in evaluate([adopted(S1)], OCTOBER, centre).outcomes if o.rule == "two-months-in-bottom"]


def test_a_whole_streak_is_found_when_only_its_last_month_is_closed() -> None:
    """Streaks are worked out from facts, not from what earlier closes stored."""
    case = {"agents": ["0001..0010"], "readings": [f"2026-{month:02} performance 0001..0009:80 0010:50" for month in (8, 9, 10)]}
    (found,) = [o for o in evaluate([adopted(S1)], OCTOBER, facts(case, S1)).outcomes if o.rule == "two-months-in-bottom"]
    assert (found.kind, found.level, found.score) == (OutcomeKind.PROPOSAL, "pay_reduction_or_transfer", Decimal("50.00"))
    assert found.because[0] == Criterion("bottom_months", "3", ">= 3", True, "months ending 2026-10")
    assert [line.source.split(";")[0] for line in found.because[1:]] == [f"kpi performance 2026-{month:02}" for month in ("08", "09", "10")]


def test_coaching_is_a_penalty_of_level_coaching() -> None:
    """The second month gives coaching, never more."""
    (found,) = [o for o in evaluate([adopted(S1)], OCTOBER, facts(TEN, S1)).outcomes if o.rule == "two-months-in-bottom"]
    assert (found.kind, found.level, found.amount) == (OutcomeKind.PENALTY, "coaching", 0)


def test_a_winner_is_explained_by_score_rank_and_group() -> None:
    """The explanation holds the figures found and required, and where they come from."""
    (found,) = [o for o in evaluate([adopted(S1)], OCTOBER, facts(TEN, S1)).outcomes if o.rule == "monthly-top-performers"]
    assert found.because == (
        Criterion("score", "99.00", "", True, "kpi performance 2026-10"),
        Criterion("rank_in_group", "1", "<= 1", True, "kpi performance 2026-10"),
        Criterion("group_size", "10", ">= 5", True, "group position outbound"),
    )
    assert (found.kind, found.team, found.score, str(found.amount)) == (OutcomeKind.AWARD, "A", Decimal("99.00"), "500.00")


def test_points_are_explained_part_by_part() -> None:
    """Exactly one line per part, with its points in `found`."""
    found = run(
        {
            "scheme": S2, "month": "2026-10", "agents": ["0001 star=3"], "attendance": ["2026-10 0001 18 sick=0.5"],
            "readings": ["2026-10 work_discipline 0001:1", "2026-10 utilisation 0001:0.55"],
        }
    )  # fmt: skip
    (outcome,) = found.outcomes
    assert outcome.points == 1 + 3 + 8
    assert outcome.because == (
        Criterion("attendance", "1", "<= 5", True, "attendance 2026-10; absent_days 0; zero_leave_days 0; missed_days 0.5"),
        Criterion(
            "performance", "3", "<= 10", True,
            "kpi 2026-10; work_discipline 1 -> 1; utilisation 0.55 -> 2; task_completion missing -> 0; complaints missing -> 0",
        ),
        Criterion("star_rating", "8", "<= 10", True, "roster 2026-10-31; star 3"),
        Criterion("contribution", "0", "<= 10", False, "nominations 2026-10"),
    )  # fmt: skip


def test_late_data_changes_only_what_depends_on_it() -> None:
    """A value entered after the close moves the prize; the other rule's outcomes stay."""
    before = facts(TEN, S1)
    after = replace(before, readings={**before.readings, ("0002", "performance", "2026-10"): Decimal("99.5")})
    old, new = (evaluate([adopted(S1)], OCTOBER, centre).outcomes for centre in (before, after))
    assert [o.employee_no for o in new if o.rule == "monthly-top-performers"] == ["0002"]
    assert [o for o in old if o.rule != "monthly-top-performers"] == [o for o in new if o.rule != "monthly-top-performers"]


def test_outcomes_stand_in_the_contracts_order() -> None:
    """Scheme, rule, period, rank, employee number."""
    recordings = ["R1 0003 2026-10-05 90", "R2 0001 2026-10-05 80", "R3 0002 2026-10-12 70"]
    case = TEN | {"recordings": recordings, "attendance": ["2026-10 0001..0010 18"]}
    found = evaluate([adopted(S3), adopted(S1), adopted(S2)], OCTOBER, facts(case, S1)).outcomes
    keys = [(o.scheme, o.rule, o.period, o.rank or 999, o.employee_no or "") for o in found]
    assert keys == sorted(keys)
    weekly = [key[2:] for key in keys if key[1] == "excellent-recording"]
    assert weekly == [("2026-W41", 1, "0003"), ("2026-W41", 2, "0001"), ("2026-W42", 1, "0002")]


def test_records_of_strangers_are_named() -> None:
    """A complaint or quarrel of someone who is not in the population gives nothing, and says so."""
    case = {
        "agents": ["0001 left=2026-09-30"], "complaints": ["C1 0001 2026-10-05 minor founded"],
        "recordings": ["R1 0001 2026-10-05 50 abusive"],
    }  # fmt: skip
    found = evaluate([adopted(S1), adopted(S3)], OCTOBER, facts(case, S1))
    assert not found.outcomes
    left = {(line.rule, line.reason) for line in found.left_out}
    assert {("service-complaint", "not_employed"), ("rectification-report", "not_employed")} <= left


def test_a_scheme_on_trial_says_so() -> None:
    """While the trial runs, its results carry a warning."""
    on_trial = adopted(S3, values={"scheme.trial_from": "2026-09-01", "scheme.trial_until": "2026-10-15"})
    centre = facts({"agents": ["0001"]}, S3)
    assert "on trial until 2026-10-15" in str(evaluate([on_trial], OCTOBER, centre).warnings[0])
    assert evaluate([on_trial], Period.parse("2026-11"), centre).warnings == ()
    assert evaluate([on_trial], Period.parse("2026-08"), centre).warnings == ()


def test_dense_ranks_and_team_groups() -> None:
    """The Chinese ranking shows 1, 1, 2; groups may be teams; the number of winners is the same."""
    scores = "2026-10 performance 0001..0002:99 0003:98 0004..0010:80 0011:70 0012..0020:60"
    case = {"agents": ["0001..0010", "0011..0020 team=B"], "readings": [scores]}
    values = {f"monthly-top-performers.{name}": value for name, value in (("ranking", "dense"), ("group", "team"), ("percent", "30"))}
    found = evaluate([adopted(S1, values=values)], OCTOBER, facts(case, S1)).outcomes
    tops = [(o.employee_no, o.rank) for o in found if o.rule == "monthly-top-performers"]
    # team A: 3 places – ranks 1, 1, 2. Team B: 3 places – 0011 first, nine share the second place and are all in.
    assert tops[:4] == [("0001", 1), ("0002", 1), ("0011", 1), ("0003", 2)]
    assert tops[4:] == [(f"{n:04}", 2) for n in range(12, 21)]


def test_a_quarter_takes_the_mean_of_the_months_that_have_a_value() -> None:
    """0001: (4.5 + 4) / 2 = 4.25 with November missing; 0002 has 4.3 for the quarter itself."""
    text = {"agents": ["0001..0002"], "readings": ["2026-10 csat 0001:4.5", "2026-12 csat 0001:4", "2026-Q4 csat 0002:4.3"]}
    base = scheme(S1)
    star = next(rule for rule in base.rules if rule.id == "monthly-service-star")
    quarterly = replace(base, rules=(replace(star, cadence=Period.parse("2026-Q4").cadence),))
    (found,) = evaluate([AdoptedScheme(quarterly, 1, date(2026, 1, 1))], Period.parse("2026-12"), facts(text, S1)).outcomes
    assert (found.employee_no, found.score, found.period) == ("0002", Decimal("4.30"), "2026-Q4")


def test_a_teams_prize_is_explained_by_mean_members_and_place() -> None:
    """The explanation of a team's prize holds its mean, how many members counted, and the last place that wins."""
    case = {"scheme": S6, "month": "2026-10", "agents": ["0001..0002"], "readings": ["2026-10 performance 0001:90 0002:85"]}
    (found,) = [o for o in run(case).outcomes if o.rule == "monthly-team-bonus"]
    assert found.because == (
        Criterion("team_score", "87.50", "", True, "kpi performance 2026-10"),
        Criterion("members_counted", "2", ">= 2", True, "kpi performance 2026-10"),
        Criterion("rank_in_group", "1", "<= 3", True, "kpi performance 2026-10"),
    )
    assert (found.employee_no, found.team, found.score, found.amount) == (None, "A", Decimal("87.50"), Decimal("800.00"))


def test_without_prizes_nothing_is_given_and_it_is_said() -> None:
    """A version whose prizes were never set warns instead of giving prizes of nothing."""
    bare = adopted(S6, values={"monthly-individual-bonus.prizes": ""})
    found = evaluate([bare], OCTOBER, facts(TEN, S6))
    assert not [o for o in found.outcomes if o.rule == "monthly-individual-bonus"]
    assert "monthly-individual-bonus: the prizes are not set, so nothing is given." in map(str, found.warnings)
