"""Scorecards out and in again: the same cards, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.errors import ImportRefused
from models.domain.period import Period
from services import history, scorecards
from services.exchange import exporting
from services.exchange.importing import import_file
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER
from tests.services.scorecard_world import card, fill


def cards(workspace: Workspace) -> list[object]:
    return [one for position in scorecards.book(workspace, month=OCTOBER).positions for one in position.cards]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_goes_out_comes_in_unchanged(workspace: Workspace, tmp_path: Path, language: str, ending: str) -> None:
    fill(workspace)
    scorecards.save(workspace, card=card())
    scorecards.save(workspace, card=card(position="outbound", missing="leave_out"))
    scorecards.end(workspace, position="inbound", from_month=Period.parse("2026-12"))
    before, path = cards(workspace), tmp_path / f"cards.{ending}"
    exporting.export(workspace.speaking(language), kind="scorecards", path=path)
    report = import_file(workspace, kind="scorecards", path=path).value
    assert (report.same, report.added, report.changed) == (3, 0, 0)
    for _ in range(4):  # the import that changed nothing is a step too
        history.undo(workspace)
    assert cards(workspace) == []
    assert import_file(workspace, kind="scorecards", path=path).value.added == 3
    assert cards(workspace) == before


def test_a_card_with_a_bad_row_is_not_stored_at_all(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("position,from_month,indicator,weight,floor,target\ninbound,2026-10,quality,60,60,90\ninbound,2026-10,csat,30,1,5\n")
    with pytest.raises(ImportRefused) as refused:
        import_file(workspace, kind="scorecards", path=path)
    assert [str(problem.reason) for problem in refused.value.problems] == ["The weights add up to 90 %, not to 100 %."]
    path.write_text('position,from_month,indicator,weight,curve,bands\ninbound,2026-10,quality,100,bands,"[0,60) 0; [70,100] 100"\n')
    with pytest.raises(ImportRefused) as refused:
        import_file(workspace, kind="scorecards", path=path)
    assert "there is a gap" in str(refused.value.problems[0].reason)
    assert cards(workspace) == []
