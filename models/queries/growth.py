"""Trainings, certificates, mentors, talks, elections, the committee: whole rows, and what of them the rules look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, case, func, select

from models.domain.growth import GrowthKind, GrowthRecord
from models.domain.people import Employee
from models.store import Tx
from models.tables.base import Base
from models.tables.growth import (
    CandidateRow,
    CommitteeMemberRow,
    ElectionRow,
    MentorshipRow,
    SkillCertificateRow,
    TalkRow,
    TrainingPlaceRow,
    TrainingRow,
)
from models.tables.people import EmployeeRow
from models.tables.readings import NominationRow, ReadingRow

Row = TypeVar("Row", bound=Base)
PlainRow = dict[str, Any]


def _all(tx: Tx, model: type[Row], *order: Any) -> list[Row]:
    return list(tx.session.execute(select(model).order_by(*order)).scalars())


def trainings(tx: Tx) -> list[TrainingRow]:
    """Every training, the newest first."""
    return _all(tx, TrainingRow, TrainingRow.day.desc(), TrainingRow.id.desc())


def places(tx: Tx, training_id: int | None = None) -> list[TrainingPlaceRow]:
    """Who was invited to one training, or to any."""
    query = select(TrainingPlaceRow).order_by(TrainingPlaceRow.training_id, TrainingPlaceRow.employee_id)
    if training_id is not None:
        query = query.where(TrainingPlaceRow.training_id == training_id)
    return list(tx.session.execute(query).scalars())


def places_between(tx: Tx, first: date, last: date) -> list[tuple[int, bool | None]]:
    """Agent and attendance of every invitation to trainings of these days."""
    query = select(TrainingPlaceRow.employee_id, TrainingPlaceRow.attended)
    query = query.join(TrainingRow, TrainingRow.id == TrainingPlaceRow.training_id).where(TrainingRow.day.between(first, last))
    return [(row[0], row[1]) for row in tx.session.execute(query)]


def certificates(tx: Tx) -> list[SkillCertificateRow]:
    """Every certificate, the newest first."""
    return _all(tx, SkillCertificateRow, SkillCertificateRow.issued_on.desc(), SkillCertificateRow.id.desc())


def mentorships(tx: Tx) -> list[MentorshipRow]:
    """Every mentorship, the newest first."""
    return _all(tx, MentorshipRow, MentorshipRow.starts_on.desc(), MentorshipRow.id.desc())


def talks(tx: Tx) -> list[TalkRow]:
    """Every talk, the newest first."""
    return _all(tx, TalkRow, TalkRow.day.desc(), TalkRow.id.desc())


def elections(tx: Tx) -> list[ElectionRow]:
    """Every election, the newest first."""
    return _all(tx, ElectionRow, ElectionRow.held_on.desc(), ElectionRow.id.desc())


def candidates(tx: Tx, election_id: int | None = None) -> list[CandidateRow]:
    """Who stood in one election, or in any; most votes first."""
    query = select(CandidateRow).order_by(CandidateRow.election_id, CandidateRow.votes.desc(), CandidateRow.employee_id)
    if election_id is not None:
        query = query.where(CandidateRow.election_id == election_id)
    return list(tx.session.execute(query).scalars())


def committee(tx: Tx) -> list[CommitteeMemberRow]:
    """Everyone who ever was in the committee, the present ones by day of joining."""
    return _all(tx, CommitteeMemberRow, CommitteeMemberRow.until.is_not(None), CommitteeMemberRow.since, CommitteeMemberRow.id)


def nominated(tx: Tx, rule: str, period: str) -> list[NominationRow]:
    """Nominations under a rule for a period, approved or not."""
    query = select(NominationRow).where(NominationRow.rule == rule, NominationRow.period == period)
    return list(tx.session.execute(query.order_by(NominationRow.id)).scalars())


def readings_of(tx: Tx, indicator: str, period: str) -> list[PlainRow]:
    """Whole rows of an indicator's values of a period."""
    return plain_rows(tx, ReadingRow, ReadingRow.indicator == indicator, ReadingRow.period == period)


def plain_rows(tx: Tx, model: type[Base], *conditions: ColumnElement[bool]) -> list[PlainRow]:
    """Whole rows as imports compare and write them."""
    table = model.__table__
    query = select(*table.columns).where(*conditions).order_by(*table.primary_key)
    return [dict(row._mapping) for row in tx.session.execute(query)]


def next_id(tx: Tx, model: type[Base]) -> int:
    """The number that the next row may have."""
    return int(tx.session.execute(select(func.max(model.__table__.c.id))).scalar() or 0) + 1


def records(tx: Tx, people: Mapping[int, Employee], last: date) -> tuple[GrowthRecord, ...]:
    """What rules may count or show, up to a day: see GrowthRecord for the day and the terms of each kind."""
    found = [*_certificates(tx, last), *_mentorships(tx, people, last), *_courses(tx, last), *_interviews(tx, last)]
    return tuple(GrowthRecord(people[key].employee_no, kind, day, label, cost) for key, kind, day, label, cost in found)


_Found = tuple[int, GrowthKind, date, str, Decimal | None]


def _certificates(tx: Tx, last: date) -> Sequence[_Found]:
    row = SkillCertificateRow
    query = select(row.employee_id, row.kind, row.issued_on, row.name).where(row.issued_on <= last)
    return [(r[0], GrowthKind(f"certificate_{r[1]}"), r[2], r[3], None) for r in tx.session.execute(query)]


def _mentorships(tx: Tx, people: Mapping[int, Employee], last: date) -> Sequence[_Found]:
    row = MentorshipRow
    query = select(row.mentor_id, row.mentee_id, row.ended_on, row.goal).where(row.reached.is_(True), row.ended_on <= last)
    found = tx.session.execute(query).all()
    return [(mentor, GrowthKind.MENTOR, day, f"{people[mentee].employee_no} {goal}", None) for mentor, mentee, day, goal in found if day]


def _courses(tx: Tx, last: date) -> Sequence[_Found]:
    row, place = TrainingRow, TrainingPlaceRow
    query = select(place.employee_id, row.day, row.course, row.cost_fen).join(row, row.id == place.training_id)
    query = query.where(row.kind == "external", row.day <= last, place.attended.is_(True), place.passed.is_not(False))
    return [(r[0], GrowthKind.COURSE, r[1], r[2], None if r[3] is None else Decimal(r[3]) / 100) for r in tx.session.execute(query)]


def _interviews(tx: Tx, last: date) -> Sequence[_Found]:
    row = TalkRow
    query = select(row.employee_id, row.day, row.points).where(row.kind == "bei", row.day <= last)
    return [(r[0], GrowthKind.INTERVIEW, r[1], str(r[2].get("result", "")), None) for r in tx.session.execute(query)]


def evidence(tx: Tx) -> set[str]:
    """SHA-256 of every file that proves a certificate."""
    rows = tx.session.execute(select(SkillCertificateRow.evidence)).scalars()
    return {item["sha256"] for files in rows for item in files or ()}


@dataclass(frozen=True)
class AgentGrowth:
    """Everything on record about one agent's growth, unsorted; a mentorship stands with who it is with."""

    trainings: list[tuple[TrainingRow, TrainingPlaceRow]]
    certificates: list[SkillCertificateRow]
    mentorships: list[tuple[MentorshipRow, str]]
    talks: list[TalkRow]
    elections: list[tuple[ElectionRow, CandidateRow]]


def of_agent(tx: Tx, employee_id: int) -> AgentGrowth:
    """The records of one agent, each table read once."""
    trained = select(TrainingRow, TrainingPlaceRow).join(TrainingPlaceRow, TrainingPlaceRow.training_id == TrainingRow.id)
    stood = select(ElectionRow, CandidateRow).join(CandidateRow, CandidateRow.election_id == ElectionRow.id)
    pair = MentorshipRow
    other = case((pair.mentor_id == employee_id, pair.mentee_id), else_=pair.mentor_id)
    guided = select(pair, EmployeeRow.name).join(EmployeeRow, EmployeeRow.id == other)
    run = tx.session.execute
    return AgentGrowth(
        [(row[0], row[1]) for row in run(trained.where(TrainingPlaceRow.employee_id == employee_id))],
        list(run(select(SkillCertificateRow).where(SkillCertificateRow.employee_id == employee_id)).scalars()),
        [(row[0], row[1]) for row in run(guided.where((pair.mentor_id == employee_id) | (pair.mentee_id == employee_id)))],
        list(run(select(TalkRow).where(TalkRow.employee_id == employee_id)).scalars()),
        [(row[0], row[1]) for row in run(stood.where(CandidateRow.employee_id == employee_id))],
    )
