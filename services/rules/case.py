"""One rule looked at for one period: what the kinds get, and what they give back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.domain.errors import Message
from models.domain.growth import GrowthRecord
from models.domain.outcomes import Criterion, LeftOut, Outcome, OutcomeKind, Revocation
from models.domain.people import Status
from models.domain.period import Cadence, Period
from services.rules.facts_index import FactsIndex, Member
from services.rules.scheme import Rule, Scheme

NO_MONEY = Decimal("0.00")
"""Amount of an outcome without money, in yuan."""


@dataclass(frozen=True)
class AdoptedScheme:
    """A version of a scheme, with its values set, in force from `first` to `last` (None = open)."""

    scheme: Scheme
    version: int
    first: date
    last: date | None = None

    def in_force_on(self, day: date) -> bool:
        """In force that day."""
        return self.first <= day and (self.last is None or day <= self.last)


def in_force(adopted: Sequence[AdoptedScheme], scheme_id: str, day: date) -> AdoptedScheme | None:
    """The version of that scheme in force on the day; of several the newest version."""
    held = [version for version in adopted if version.scheme.id == scheme_id and version.in_force_on(day)]
    return max(held, key=lambda version: (version.version, version.first), default=None)


@dataclass
class Findings:
    """What evaluating rules gave so far."""

    outcomes: list[Outcome] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """One rule of one version of a scheme for one period, with the facts and the book to write findings into."""

    version: AdoptedScheme
    rule: Rule
    period: Period
    index: FactsIndex
    adopted: tuple[AdoptedScheme, ...]
    findings: Findings

    @property
    def scheme(self) -> Scheme:
        """The scheme that the rule belongs to."""
        return self.version.scheme

    def at(self, period: Period, rule_id: str = "") -> Case | None:
        """The same rule (or another of the scheme) as it stood at that period's end, None when not in force; its findings go nowhere."""
        version = in_force(self.adopted, self.scheme.id, period.last)
        rule = version.scheme.rule(rule_id or self.rule.id) if version else None
        return replace(self, version=version, rule=rule, period=period, findings=Findings()) if version and rule else None

    def now(self, period: Period, rule_id: str) -> Case:
        """Another rule of this very version, looked at for another period; its findings go nowhere. KeyError without such a rule."""
        rule = self.scheme.rule(rule_id)
        if rule is None:
            raise KeyError(rule_id)
        return replace(self, rule=rule, period=period, findings=Findings())

    def members(self) -> list[Member]:
        """The period's population as the scheme narrows it; everyone left out is noted with the reason."""
        inside = []
        population, standby = self.index.population(self.period)
        for number in standby:
            self.leave_out(number, "standby")
        narrowing = tuple(self.scheme.names(name) for name in ("statuses", "positions", "employment_types"))
        if not any(narrowing):
            return list(population)
        for member in population:
            if reason := _outside(member, *narrowing):
                self.leave_out(member.number, reason)
            else:
                inside.append(member)
        return inside

    def records(self, number: str, name: str = "records", period: Period | None = None) -> tuple[GrowthRecord, ...]:
        """The agent's growth records of the kinds that the rule's parameter names, with their day in the period (the case's own)."""
        kinds = self.rule.names(name) if number in self.index.growth_of and self.rule.has(name) else ()
        return self.index.growth(number, kinds, period or self.period) if kinds else ()

    def counted(self, number: str) -> tuple[GrowthRecord, ...]:
        """The records that count like an approved nomination: once, in the month of their day or the period in which the rule is given."""
        found = self.records(number)
        if not found:  # nearly always: most rules name no records, most agents have none
            return ()
        every = self.rule.text("every") if self.rule.has("every") else ""
        return found if self.period.cadence == (every if every in tuple(Cadence) else Cadence.MONTH) else ()

    def leave_out(self, number: str, reason: str) -> None:
        """Note that the rule did not look at the agent, and why."""
        self.findings.left_out.append(LeftOut(self.scheme.id, self.rule.id, self.period.text, number, reason))

    def is_left_out(self, number: str) -> bool:
        """The agent is noted as left out of this rule and period already."""
        key = (self.scheme.id, self.rule.id, self.period.text, number)
        return any((line.scheme, line.rule, line.period, line.employee_no) == key for line in self.findings.left_out)

    def leave_out_strangers(self, numbers: Iterable[str], members: Container[str]) -> None:
        """Note agents with a record who do not belong to the period's population."""
        for number in sorted(set(numbers)):
            if number not in members and not self.is_left_out(number):
                self.leave_out(number, "not_employed")

    def warn(self, msgid: str, **facts: Any) -> None:
        """Note something that the supervisor should know."""
        self.findings.warnings.append(Message(msgid, facts))

    def give(self, number: str | None, team: str | None, because: Sequence[Criterion], **more: Any) -> None:
        """Note an outcome of this rule; kind and amount are the rule's own unless given."""
        amount = more.pop("amount", self.rule.number("amount") if self.rule.has("amount") else NO_MONEY)
        kind: OutcomeKind = more.pop("kind", self.rule.outcome)
        self.findings.outcomes.append(
            Outcome(self.scheme.id, self.rule.id, self.period.text, kind, number, team, amount, because=tuple(because), **more)
        )

    def is_revoked(self, number: str, period: Period, rule_id: str = "", subject: str = "") -> bool:
        """A finding of an earlier close no longer counts for the agent; what this very close finds cannot be revoked yet."""
        if not self.index.facts.revocations or period.owning_month >= self.period.owning_month:
            return False
        finding = Revocation(self.scheme.id, rule_id or self.rule.id, period.text, number, subject)
        return finding in self.index.facts.revocations


def _outside(member: Member, statuses: tuple[str, ...], positions: tuple[str, ...], types: tuple[str, ...]) -> str:
    assignment = member.assignment
    if statuses and assignment.status.value not in statuses:
        return assignment.status.value if assignment.status is not Status.REGULAR else "status"
    if positions and assignment.position not in positions:
        return "position"
    return "employment_type" if types and assignment.employment_type.value not in types else ""
