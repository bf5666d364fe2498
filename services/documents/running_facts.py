"""Facts of the one-page sheet on which an agent sees the running month."""

from __future__ import annotations

from dataclasses import dataclass

from services.documents.facts import Paper, Person


@dataclass(frozen=True, kw_only=True)
class RunningSheetFacts(Paper):
    """An agent's month so far, not numbered: points by part (name, reached, most), what closing now would give, what is missing."""

    agent: Person
    month: str
    state: str
    points: int | None
    parts: tuple[tuple[str, int, int], ...]
    given: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ReviewedRule:
    """One rule on a weighted score in a review: mean score, score of each month, indicators (name, mean score, share), what to improve."""

    name: str
    score: str
    months: tuple[tuple[str, str], ...]
    indicators: tuple[tuple[str, str, str], ...]
    advice: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewSheetFacts(Paper):
    """A quarter or half-year explained to an agent, not numbered: scores and what to improve, and what was given in it."""

    agent: Person
    period: str
    rules: tuple[ReviewedRule, ...]
    given: tuple[tuple[str, str, str], ...]
