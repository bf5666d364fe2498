"""Drafts of schemes: begun from a source, a version or nothing, checked, adopted, written to files and read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.queries import schemes as queries
from models.store import Tx
from models.tables.schemes import SchemeDraftRow
from services import schemes
from services.rules import limits, sense
from services.rules.editing import Labels, completed, labels_of, new_scheme
from services.rules.scheme import Rule, Scheme, Words
from services.rules.scheme_text import SchemeFaults, dump, parse, read
from services.schemes import NoticeAnswer, SchemeVersion
from services.whole_files import hand_out
from services.workspace import Workspace

LARGEST = 1_000_000
"""Bytes of a scheme file at most."""
_OWN = "own-{number}"


@dataclass(frozen=True)
class Draft:
    """A scheme in work with its number and when it was changed last."""

    id: int
    scheme: Scheme
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class DraftFault:
    """What is still wrong with a draft: the rule ('' = the whole scheme), the sentence, the advice."""

    rule: str
    message: Message
    advice: Message


@cache
def labels() -> Labels:
    """What the forms call parameters, as the shipped schemes word them."""
    return labels_of(schemes.library())


def drafts(workspace: Workspace) -> list[Draft]:
    """Every draft, the one changed last first."""
    with workspace.store.read() as tx:
        return [_draft(row) for row in queries.drafts(tx)]


def _draft(row: SchemeDraftRow) -> Draft:
    return Draft(row.id, read(row.text)[0], row.changed_at, row.changed_by)


def begin(workspace: Workspace, *, name: Words, shipped: str = "", version_id: int | None = None) -> Done[Draft]:
    """A new draft of a shipped scheme, of an adopted version with its values, or an empty one; UserError without a name."""
    if not (name.zh.strip() or name.en.strip()):
        raise UserError(N_("Give the draft a name."))

    def work(tx: Tx) -> Draft:
        if version_id is not None:
            scheme = _of_version(tx, version_id)
        elif shipped:
            scheme = parse(schemes.shipped_text(shipped))
        else:
            scheme = new_scheme(_free_id(tx), labels())
        return _add(tx, workspace, replace(scheme, name=Words(name.zh.strip() or name.en.strip(), name.en.strip() or name.zh.strip())))

    return workspace.store.transact(Op.EDIT_DRAFT, work, who=workspace.actor, note=name.zh or name.en)


def _of_version(tx: Tx, version_id: int) -> Scheme:
    found = schemes.versions_in(tx, [version_id])
    if not found:
        raise UserError(N_("This version of a scheme does not exist."))
    return found[0].scheme


def _free_id(tx: Tx) -> str:
    taken = {version.scheme.id for version in schemes.versions_in(tx)} | {row.scheme_id for row in queries.drafts(tx)}
    return next(name for n in range(1, len(taken) + 2) if (name := _OWN.format(number=n)) not in taken)


def _add(tx: Tx, workspace: Workspace, scheme: Scheme) -> Draft:
    now = workspace.clock.now()
    row = SchemeDraftRow(scheme_id=scheme.id, text=dump(scheme), made_at=now, changed_at=now, changed_by=workspace.actor)
    return _draft(tx.add(row))


def store(workspace: Workspace, *, draft_id: int, scheme: Scheme) -> Done[Draft]:
    """Keep the draft as it stands, faults and all; nothing in force changes."""

    def work(tx: Tx) -> Draft:
        row = _row(tx, draft_id)
        text = dump(scheme)
        if row.text != text:
            row.text, row.scheme_id = text, scheme.id
            row.changed_at, row.changed_by = workspace.clock.now(), workspace.actor
        return _draft(row)

    return workspace.store.transact(Op.EDIT_DRAFT, work, who=workspace.actor, note=scheme.name.zh)


def discard(workspace: Workspace, *, draft_id: int) -> Done[None]:
    """Throw the draft away; undo brings it back."""

    def work(tx: Tx) -> None:
        tx.remove(_row(tx, draft_id))

    return workspace.store.transact(Op.EDIT_DRAFT, work, who=workspace.actor, note=str(draft_id))


def _row(tx: Tx, draft_id: int) -> SchemeDraftRow:
    row = tx.get(SchemeDraftRow, draft_id)
    if row is None:
        raise UserError(N_("This draft does not exist any more."))
    return row


def check(scheme: Scheme) -> tuple[DraftFault, ...]:
    """What stands between the draft and its adoption, in order of the scheme; words in one language are enough."""
    whole = completed(scheme)
    text = dump(whole)
    told = [*read(text)[1], *limits.findings(whole, text)]
    found = [DraftFault(_rule_at(text, finding.line, whole), finding.message, finding.advice) for finding in told]
    senseless = () if found else sense.faults(whole)
    advice = Message(N_("Change the values in the form of the rule."))
    return (
        *found,
        *(_unset(whole, name) for name in whole.missing_parameters()),
        *(DraftFault(fault.rule.id, fault.message, advice) for fault in senseless),
    )


def _unset(scheme: Scheme, full_name: str) -> DraftFault:
    """A value that the rule needs and nobody has set."""
    label = scheme.all_parameters()[full_name].label
    rule = full_name.partition(".")[0] if scheme.rule(full_name.partition(".")[0]) else ""
    message = Message(N_("a value is still to be set: {label}"), {"label": label})
    return DraftFault(rule, message, Message(N_("Set the value in the form of the rule.")))


def _rule_at(text: str, line: int, scheme: Scheme) -> str:
    """Id of the rule that a line of the text belongs to."""
    number = sum(words == "[[rules]]" for words in text.splitlines()[:line])
    return scheme.rules[number - 1].id if number else ""


def is_own(scheme: Scheme, rule: Rule) -> bool:
    """The rule stands in no source that ships: its figures are the centre's own."""
    source = schemes.library().get(scheme.id)
    return source is None or source.rule(rule.id) is None


def adopt(
    workspace: Workspace,
    *,
    draft_id: int,
    first: date,
    values: Mapping[str, str] | None = None,
    notices: Mapping[str, NoticeAnswer] | None = None,
    add_indicators: bool = False,
) -> Done[SchemeVersion]:
    """Put the draft in force as a new version of its scheme; SchemeFaults names what is still wrong. The draft is gone then."""
    with workspace.store.read() as tx:
        text = dump(completed(_draft(_row(tx, draft_id)).scheme))
    return schemes.adopt_text(
        workspace,
        text=text,
        first=first,
        values=values,
        notices=notices,
        also=lambda tx: tx.remove(_row(tx, draft_id)),
        add_indicators=add_indicators,
    )


def export(workspace: Workspace, *, scheme: Scheme, path: Path) -> None:
    """Write a scheme to a file that this and other centres can read; EnvironmentProblem when the place cannot be written."""
    hand_out(path, dump(completed(scheme)).encode())


def _read_strictly(path: Path) -> Scheme:
    """The scheme of a file from elsewhere; SchemeFaults names every finding, limits beyond their indicators too."""
    text = _text_of(path)
    scheme, found = read(text)
    if found := (*found, *limits.findings(scheme, text)):
        raise SchemeFaults(tuple(sorted(found, key=lambda finding: finding.line)))
    return scheme


def take_in(workspace: Workspace, *, path: Path) -> Done[Draft]:
    """A new draft from a file; SchemeFaults names every finding with line and advice."""
    scheme = _read_strictly(path)
    return workspace.store.transact(Op.EDIT_DRAFT, lambda tx: _add(tx, workspace, scheme), who=workspace.actor, note=path.name)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(N_("“{file}” is too large for a scheme."), file=path.name)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(N_("{name} cannot be read ({reason})."), name=path.name, reason=error.strerror) from error
    except UnicodeDecodeError:
        raise UserError(N_("“{file}” is not a text in UTF-8."), file=path.name) from None
