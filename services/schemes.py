"""The library of schemes, adopting one, and the versions in force."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import resources
from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.domain.period import Period
from models.queries import schemes as queries
from models.queries import settings as setting_queries
from models.store import Tx
from models.tables.schemes import SchemeVersionRow
from services import scheme_indicators, settings
from services.rules import limits, sense
from services.rules.doubles import excluded
from services.rules.engine import AdoptedScheme
from services.rules.own_indicators import named
from services.rules.scheme import Scheme
from services.rules.scheme_text import parse, wrong_bases
from services.workspace import Workspace

FINES = "fines"
"""Key of the legal notice that needs a reason and a named approver (domain: Penalties and the law)."""


@dataclass(frozen=True)
class NoticeAnswer:
    """What was answered to a legal notice at adoption."""

    reason: str = ""
    approver: str = ""


@dataclass(frozen=True)
class SchemeVersion:
    """One adopted version: the scheme with its parameters set, and when it holds. `id` is the stored version's number."""

    id: int
    scheme: Scheme
    version: int
    first: date
    last: date | None
    published_on: date | None
    discussed_on: date | None
    consulted_on: date | None
    notices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def adopted(self) -> AdoptedScheme:
        """The version as the rule engine takes it."""
        return AdoptedScheme(self.scheme, self.version, self.first, self.last)


@cache
def library() -> Mapping[str, Scheme]:
    """The schemes that ship with Fenming, by id."""
    schemes = [parse(file.read_text(encoding="utf-8")) for file in sorted(resources.path("schemes").glob("*.toml"))]
    return {scheme.id: scheme for scheme in schemes}


def shipped_text(scheme_id: str) -> str:
    """The exact text of a shipped scheme file; UserError names the known ids."""
    if scheme_id not in library():
        raise UserError(N_("There is no scheme “{scheme}”. Known are: {known}."), scheme=scheme_id, known=", ".join(sorted(library())))
    return resources.path(f"schemes/{scheme_id}.toml").read_text(encoding="utf-8")


def adopt(
    workspace: Workspace,
    *,
    scheme_id: str,
    first: date,
    values: Mapping[str, str] | None = None,
    notices: Mapping[str, NoticeAnswer] | None = None,
    add_indicators: bool = False,
) -> Done[SchemeVersion]:
    """Put a shipped scheme in force from `first` with these parameters; a later adoption is a new version."""
    return adopt_text(workspace, text=shipped_text(scheme_id), first=first, values=values, notices=notices, add_indicators=add_indicators)


def adopt_text(
    workspace: Workspace,
    *,
    text: str,
    first: date,
    values: Mapping[str, str] | None = None,
    notices: Mapping[str, NoticeAnswer] | None = None,
    also: Callable[[Tx], object] | None = None,
    add_indicators: bool = False,
) -> Done[SchemeVersion]:
    """Put the scheme of any text in force; SchemeFaults names every fault of it. `also` runs in the same transaction.

    `add_indicators` adds those that its rules name and the centre has not got.
    """
    scheme = _with_values(workspace, parse(text), values or {})
    scheme.check_ready()
    sense.check(scheme)
    answers = dict(notices or {})
    check_fines(workspace, scheme, answers)

    def work(tx: Tx) -> SchemeVersion:
        row = SchemeVersionRow(
            scheme_id=scheme.id,
            version=queries.next_version(tx, scheme.id),
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            parameters=dict(sorted(scheme.parameter_values().items())),
            effective_from=first,
            adopted_at=workspace.clock.now(),
            adopted_by=workspace.actor,
            notices={key: {"reason": answer.reason, "approver": answer.approver} for key, answer in sorted(answers.items())},
        )
        if also:
            also(tx)
        if add_indicators:
            scheme_indicators.add_in(tx, scheme)
        return _version(tx.add(row))

    return workspace.store.transact(Op.ADOPT_SCHEME, work, who=workspace.actor, note=scheme.id)


def _with_values(workspace: Workspace, scheme: Scheme, values: Mapping[str, str]) -> Scheme:
    """The scheme with typed values; UserError for a limit beyond its indicator, an indicator or a rule that does not exist."""
    with workspace.store.read() as tx:
        own = {one.code: one for one in setting_queries.indicators(tx)}
    limits.check_typed(scheme, values, own)
    found = scheme.with_parameters(values)
    for name, parameter in found.all_parameters().items():
        if name in values and parameter.is_never_empty and not parameter.text:
            raise UserError(N_("{name}: {reason}"), name=name, reason=Message(N_("A value is needed here.")))
    _check_excluded(workspace, found)
    known = {*limits.known_indicators(scheme, own), *named(scheme)}
    if unknown := [code for code in named(found) if code not in known]:
        raise UserError(N_("There is no indicator {names}; add it to the list of indicators first."), names=", ".join(unknown))
    for _, rule, kinds in wrong_bases(found):
        raise UserError(
            N_("{rule}: “{name}” is not a rule of this scheme that it can be based on; name one of kind {kind}."),
            rule=rule.id, name=rule.text("based_on"), kind=", ".join(kinds),
        )  # fmt: skip
    return found


def _check_excluded(workspace: Workspace, scheme: Scheme) -> None:
    """UserError for an exclusion that names no rule of another scheme, shipped or adopted here."""
    others = [*library().values(), *(version.scheme for version in versions(workspace))]
    known = {rule.id for other in others if other.id != scheme.id for rule in other.rules}
    if unknown := [name for name in excluded(scheme) if name not in known]:
        raise UserError(N_("scheme.excludes: no other scheme has a rule {names}."), names=", ".join(unknown))


def check_fines(workspace: Workspace, scheme: Scheme, answers: Mapping[str, NoticeAnswer]) -> None:
    """Fines ship off: switching them on needs a reason and an approver, and is refused in Guangdong."""
    if not any(name.endswith(".fines_enabled") and value == "true" for name, value in scheme.parameter_values().items()):
        return
    if settings.centre(workspace).province.strip().lower() in ("广东", "广东省", "guangdong"):
        raise UserError(
            N_(
                "Fines cannot be switched on: Guangdong punishes rules that fine employees "
                "(Labour Supervision Regulations). Use withheld bonus, points or loss of eligibility."
            )
        )
    answer = answers.get(FINES, NoticeAnswer())
    if not answer.reason.strip() or not answer.approver.strip():
        raise UserError(
            N_("Fines have had no national legal basis since 2008. Switching them on needs a reason and a named approver."),
        )


def publish_version(
    workspace: Workspace,
    *,
    version_id: int,
    published_on: date | None,
    discussed_on: date | None = None,
    consulted_on: date | None = None,
) -> Done[SchemeVersion]:
    """Note when a version was discussed, consulted on and made known to the agents (Labour Contract Law art. 4)."""

    def work(tx: Tx) -> SchemeVersion:
        row = _row(tx, version_id)
        row.published_on, row.discussed_on, row.consulted_on = published_on, discussed_on, consulted_on
        return _version(row)

    return workspace.store.transact(Op.ADOPT_SCHEME, work, who=workspace.actor, note=str(version_id))


def retire(workspace: Workspace, *, version_id: int, last: date) -> Done[SchemeVersion]:
    """End a version with the day `last`; what was decided under it stays."""

    def work(tx: Tx) -> SchemeVersion:
        row = _row(tx, version_id)
        if last < row.effective_from:
            raise UserError(N_("The last day lies before the first day {first}."), first=row.effective_from)
        row.effective_until = last
        return _version(row)

    return workspace.store.transact(Op.RETIRE_SCHEME, work, who=workspace.actor, note=str(version_id))


def _row(tx: Tx, version_id: int) -> SchemeVersionRow:
    row = tx.get(SchemeVersionRow, version_id)
    if row is None:
        raise UserError(N_("This version of a scheme does not exist."))
    return row


def versions_in(tx: Tx, ids: Sequence[int] | None = None) -> list[SchemeVersion]:
    """Adopted versions inside an open transaction, all or those with the given ids."""
    return [_version(row) for row in queries.scheme_versions(tx) if ids is None or row.id in ids]


def any_in_force(held: Iterable[SchemeVersion], month: Period) -> bool:
    """Some scheme is in force at the end of a period that ends with the month: the month can be closed."""
    return any(version.adopted.in_force_on(period.last) for version in held for period in month.evaluated_at_close())


def versions(workspace: Workspace) -> list[SchemeVersion]:
    """Every adopted version by scheme and number."""
    with workspace.store.read() as tx:
        return versions_in(tx)


def _version(row: SchemeVersionRow) -> SchemeVersion:
    scheme = _parsed(row.text).with_parameters(row.parameters)
    return SchemeVersion(
        row.id,
        scheme,
        row.version,
        row.effective_from,
        row.effective_until,
        row.published_on,
        row.discussed_on,
        row.consulted_on,
        row.notices,
    )


@cache
def _parsed(text: str) -> Scheme:
    return parse(text)
