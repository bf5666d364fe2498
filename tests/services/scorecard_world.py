"""A position with a scorecard of three indicators, and agents with values to be worked out by hand."""

from __future__ import annotations

from decimal import Decimal

from models.domain.scorecards import CardLine, Curve, CurveKind, MissingPolicy, Scorecard
from services import indicators
from services.indicators import Edit
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire

CSAT = CardLine(
    "csat", Decimal(30), Curve(CurveKind.BANDS, bands="[1,4) 0; [4,4.5) 60; [4.5,5] 100"), sample="calls_handled", least=Decimal(30)
)
QUALITY = CardLine("quality", Decimal(50), Curve(CurveKind.LINEAR, floor=Decimal(60), target=Decimal(90)))
AHT = CardLine("aht", Decimal(20), Curve(CurveKind.RATIO, target=Decimal(240), falling=True))


def card(*lines: CardLine, position: str = "inbound", month: str = "2026-10", missing: str = "reweight") -> Scorecard:
    """The card of the three lines, or of those given."""
    return Scorecard(position, month, lines or (CSAT, QUALITY, AHT), MissingPolicy(missing))


def fill(workspace: Workspace) -> None:
    """0001 has everything, 0002 too few calls behind the satisfaction, 0003 only an entered score."""
    hire(workspace)
    values = {
        "0001": {"csat": "4.63", "quality": "84", "aht": "300", "calls_handled": "900", "performance": "70"},
        "0002": {"csat": "4.9", "quality": "78", "aht": "200", "calls_handled": "12", "performance": "95"},
        "0003": {"performance": "88"},
    }
    cells = [Edit(number, code, text) for number, own in values.items() for code, text in own.items()]
    indicators.set_cells(workspace, month=OCTOBER, cells=cells, confirm=True)
