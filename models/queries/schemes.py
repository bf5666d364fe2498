"""Versions of adopted schemes, drafts, trials, and what agents say of a scheme."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from models.store import Tx
from models.tables.schemes import (
    SchemeDraftRow,
    SchemeFileRow,
    SchemeReadingRow,
    SchemeSuggestionRow,
    SchemeSurveyRow,
    SchemeTrialRow,
    SchemeVersionRow,
    SurveyAnswerRow,
)


def scheme_versions(tx: Tx, scheme_id: str | None = None) -> list[SchemeVersionRow]:
    """Every version, by scheme and version number."""
    query = select(SchemeVersionRow).order_by(SchemeVersionRow.scheme_id, SchemeVersionRow.version)
    if scheme_id is not None:
        query = query.where(SchemeVersionRow.scheme_id == scheme_id)
    return list(tx.session.execute(query).scalars())


def next_version(tx: Tx, scheme_id: str) -> int:
    """The number that the next version of the scheme gets, from 1."""
    query = select(func.max(SchemeVersionRow.version)).where(SchemeVersionRow.scheme_id == scheme_id)
    return (tx.session.execute(query).scalar() or 0) + 1


def drafts(tx: Tx) -> list[SchemeDraftRow]:
    """Every draft, the one changed last first."""
    query = select(SchemeDraftRow).order_by(SchemeDraftRow.changed_at.desc(), SchemeDraftRow.id.desc())
    return list(tx.session.execute(query).scalars())


def files(tx: Tx, version_id: int) -> list[SchemeFileRow]:
    """The proofs of a version in the order they were added."""
    query = select(SchemeFileRow).where(SchemeFileRow.version_id == version_id).order_by(SchemeFileRow.id)
    return list(tx.session.execute(query).scalars())


def keeps_readings(tx: Tx) -> bool:
    """Some agent's signature is noted for some version."""
    return tx.session.execute(select(SchemeReadingRow.version_id).limit(1)).first() is not None


def readings(tx: Tx, version_id: int) -> list[SchemeReadingRow]:
    """Who has read and signed a version."""
    return list(tx.session.execute(select(SchemeReadingRow).where(SchemeReadingRow.version_id == version_id)).scalars())


def trials(tx: Tx, scheme_id: str = "") -> list[SchemeTrialRow]:
    """Trials of a scheme, or all, the latest first."""
    query = select(SchemeTrialRow).order_by(SchemeTrialRow.starts_on.desc(), SchemeTrialRow.id.desc())
    if scheme_id:
        query = query.where(SchemeTrialRow.scheme_id == scheme_id)
    return list(tx.session.execute(query).scalars())


def surveys(tx: Tx, scheme_id: str = "") -> list[SchemeSurveyRow]:
    """Surveys about a scheme, or all, the latest first."""
    query = select(SchemeSurveyRow).order_by(SchemeSurveyRow.asked_on.desc(), SchemeSurveyRow.id.desc())
    if scheme_id:
        query = query.where(SchemeSurveyRow.scheme_id == scheme_id)
    return list(tx.session.execute(query).scalars())


def ballots(tx: Tx, survey_ids: Sequence[int]) -> list[SurveyAnswerRow]:
    """Ballots of these surveys in the order they were entered."""
    query = select(SurveyAnswerRow).where(SurveyAnswerRow.survey_id.in_(survey_ids)).order_by(SurveyAnswerRow.id)
    return list(tx.session.execute(query).scalars())


def suggestions(tx: Tx, scheme_id: str = "") -> list[SchemeSuggestionRow]:
    """Suggestions for a scheme, or all, the latest first."""
    query = select(SchemeSuggestionRow).order_by(SchemeSuggestionRow.made_on.desc(), SchemeSuggestionRow.id.desc())
    if scheme_id:
        query = query.where(SchemeSuggestionRow.scheme_id == scheme_id)
    return list(tx.session.execute(query).scalars())


def next_ballot(tx: Tx) -> int:
    """The number that the next ballot may have."""
    return (tx.session.execute(select(func.max(SurveyAnswerRow.id))).scalar() or 0) + 1
