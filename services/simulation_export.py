"""A simulation as a workbook: changes, costs and shares, a sheet each."""

from __future__ import annotations

from pathlib import Path

from models.domain.errors import N_
from services.exchange.tables_out import OutTable, Value, write_tables
from services.simulation import Simulation
from services.simulation_views import dimension_words, fairness, gives_words, what_words
from services.texts import Texts
from services.workspace import Workspace


def export(workspace: Workspace, *, result: Simulation, path: Path) -> int:
    """Write changes, costs and shares as sheets of one .xlsx (or the changes alone as .csv); gives how many changes there are."""
    texts = workspace.texts
    tables = [_changes(result, texts), _costs(result, texts), _fairness(result, texts)]
    write_tables(path, tables if path.suffix.lower() == ".xlsx" else tables[:1], workspace.clock.now())
    return len(result.changes)


def _changes(result: Simulation, texts: Texts) -> OutTable:
    titles = (N_("Month"), N_("Rule"), N_("No."), N_("Name"), N_("What"), N_("As it happened"), N_("As simulated"))
    rows: list[list[Value]] = [
        [
            change.month.text, change.rule_name, change.outcome.employee_no or "", change.name, what_words(change, texts),
            gives_words(change.happened, texts), gives_words(change.simulated, texts),
        ]
        for change in result.changes
    ]  # fmt: skip
    return OutTable(texts(N_("Changes")), [texts(title) for title in titles], rows)


def _costs(result: Simulation, texts: Texts) -> OutTable:
    titles = (
        N_("Month"), N_("As it happened (yuan)"), N_("As simulated (yuan)"), N_("Other schemes (yuan)"), N_("Budget (yuan)"),
        N_("Above the budget (yuan)"), N_("Points as they happened"), N_("Points as simulated"),
    )  # fmt: skip
    rows: list[list[Value]] = [
        [c.month.text, c.happened, c.simulated, c.others, c.budget, c.over, c.points_happened, c.points_simulated] for c in result.costs
    ]
    return OutTable(texts(N_("Costs")), [texts(title) for title in titles], rows)


def _fairness(result: Simulation, texts: Texts) -> OutTable:
    titles = (
        N_("By"), N_("Group"), N_("Agents"), N_("Share of the agents (%)"), N_("With an award"), N_("Awards"),
        N_("Share of the awards (%)"), N_("Yuan"), N_("Awards as they happened"), N_("Penalties"),
    )  # fmt: skip
    rows: list[list[Value]] = [
        [
            dimension_words(share.dimension, texts), texts.message(share.group), share.agents, share.agents_share, share.winners,
            share.awards, share.awards_share, share.yuan, share.awards_happened, share.penalties,
        ]
        for share in fairness(result)
    ]  # fmt: skip
    return OutTable(texts(N_("How evenly awards fall")), [texts(title) for title in titles], rows)
