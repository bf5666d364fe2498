"""Commands around a month: adopt, close, decisions, confirm, publish, deadline."""

from __future__ import annotations

import argparse
import sys
from itertools import chain

from models.domain.errors import N_, UserError
from models.domain.outcomes import OutcomeStatus
from services import closing, drafts, indicator_list, outcomes, papers, people, publishing, schemes
from services.exchange.values import read_position
from services.outcome_views import outcomes_of
from services.rules.engine import looked_at
from services.rules.values import read_list
from services.workspace import Workspace
from ui.cli.output import print_json, say
from ui.cli.report import month_json, month_lines


def adopt(workspace: Workspace, options: argparse.Namespace) -> int:
    """Put a scheme in force."""
    values = {}
    for pair in options.values:
        name, separator, value = pair.partition("=")
        if not separator:
            raise UserError(N_("“{text}” is not NAME=VALUE."), text=pair)
        values[name.strip()] = _coded(name.strip(), value.strip())
    notices = {schemes.FINES: schemes.NoticeAnswer(options.reason, options.approver)} if options.reason or options.approver else {}
    before = {listed.indicator.code for listed in indicator_list.listed(workspace)}
    version = schemes.adopt(
        workspace, scheme_id=options.scheme, first=options.first, values=values, notices=notices, add_indicators=True
    ).value  # fmt: skip
    added = [listed.indicator for listed in indicator_list.listed(workspace) if listed.indicator.code not in before]
    if options.published:
        schemes.publish_version(workspace, version_id=version.id, published_on=options.published)
    say(
        workspace.texts(
            "{scheme} version {version} is in force from {day}.", scheme=version.scheme.id, version=version.version, day=version.first
        )
    )
    if added:
        names = ", ".join(f"{one.code} {one.name(workspace.texts.language)}" for one in added)
        say(workspace.texts("Indicators added that the scheme looks at: {names}.", names=names))
    return 0


def _coded(name: str, value: str) -> str:
    """Positions in either language as their codes; any other value as it is."""
    if name.rpartition(".")[2] not in ("positions", "position"):
        return value
    return ", ".join(read_position(part) for part in read_list(value))


def close(workspace: Workspace, options: argparse.Namespace) -> int:
    """Close a month, or show what closing would propose."""
    wanted = tuple(chain.from_iterable(options.schemes))
    if options.preview:
        result = closing.preview(workspace, month=options.period, scheme_ids=wanted)
    else:
        result = closing.close(workspace, month=options.period, scheme_ids=wanted).value
        _tell_left_aside(workspace, options, wanted)
    if options.documents:
        drafts.write(workspace, result=result, folder=options.documents)
    _show(workspace, result, options)
    return 0


def _tell_left_aside(workspace: Workspace, options: argparse.Namespace, wanted: tuple[str, ...]) -> None:
    """A month is closed once: name the schemes in force that this close did not evaluate."""
    in_force = looked_at([version.adopted for version in schemes.versions(workspace)], options.period)
    if left := sorted({name for name, _ in in_force} - set(wanted)) if wanted else []:
        text = N_("{month} is closed without the schemes {names}, which were in force too.")
        print(workspace.texts(text, month=options.period.text, names=", ".join(left)), file=sys.stderr)


def decisions(workspace: Workspace, options: argparse.Namespace) -> int:
    """Show the decisions of a closed month as they hold now."""
    _show(workspace, outcomes.decisions(workspace, month=options.period), options)
    return 0


def _show(workspace: Workspace, result: closing.MonthResult, options: argparse.Namespace) -> None:
    if options.json:
        print_json(month_json(result, workspace.texts))
    else:
        month_lines(result, workspace.texts, print)


def deadline(workspace: Workspace, options: argparse.Namespace) -> int:
    """Print the last day of a span of working days."""
    found = workspace.working_days().within(options.date, options.days)
    if found.warning:
        print(workspace.texts.message(found.warning), file=sys.stderr)
    print(found.last_day.isoformat())
    return 0


def confirm(workspace: Workspace, options: argparse.Namespace) -> int:
    """Confirm the proposed decisions of a month."""
    ids = _selected(workspace, options, OutcomeStatus.PROPOSED)
    warnings = outcomes.confirm(workspace, ids=ids).value if ids else ()
    for warning in warnings:
        print(workspace.texts.message(warning), file=sys.stderr)
    _count(workspace, options, N_("{n} decisions confirmed."), len(ids))
    return 0


def publish(workspace: Workspace, options: argparse.Namespace) -> int:
    """Publish the confirmed decisions of a month, number and draw their papers."""
    ids = _selected(workspace, options, OutcomeStatus.CONFIRMED)
    if ids:
        report = publishing.publish(workspace, month=options.period, ids=ids).value
        for warning in report.warnings:
            print(workspace.texts.message(warning), file=sys.stderr)
    papers.draw_pending(workspace)
    if options.documents:
        papers.export_documents(workspace, month=options.period, folder=options.documents)
    _count(workspace, options, N_("{n} decisions published."), len(ids))
    return 0


def _selected(workspace: Workspace, options: argparse.Namespace, status: OutcomeStatus) -> tuple[int, ...]:
    held = closing.decisions(workspace, month=options.period)
    if options.rule and not any(version.scheme.rule(options.rule) for version in held.versions):
        raise UserError(N_("No scheme of {month} has a rule “{rule}”."), month=options.period.text, rule=options.rule)
    if options.employee:
        people.person(workspace, employee_no=options.employee, day=options.period.last)
    found = outcomes_of(workspace, month=options.period, rule=options.rule, employee_no=options.employee, status=status)
    return tuple(outcome.id for outcome in found if outcome.id is not None)


def _count(workspace: Workspace, options: argparse.Namespace, sentence: str, n: int) -> None:
    if options.json:
        print_json({"period": options.period.text, "count": n})
    else:
        say(workspace.texts(sentence, n=n))
