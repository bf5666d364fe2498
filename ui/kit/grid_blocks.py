"""Blocks of cells with titles and names around them: copied that way, and put back where those say."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.errors import N_, UserError
from ui.kit.grid_model import Edit, GridModel


def with_names(model: GridModel, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
    """The cells with the lead columns before them and the titles above."""
    numbers = [*range(model.body.start), *columns]
    return [[_title(model, n) for n in numbers], *([model.text_at(row, n) for n in numbers] for row in rows)]


def by_names(model: GridModel, block: Sequence[Sequence[str]]) -> list[Edit] | None:
    """The edits of a block whose first line has the titles of the lead column and of body columns; None for any other block.

    UserError names the first row or column that the grid does not show.
    """
    titles = {_title(model, n): n for n in range(model.body.stop)}
    places = [titles.get(text) for text in block[0]]
    if len(block) < 2 or 0 not in places or not any(place in model.body for place in places):
        return None
    unknown = next((text for text, place in zip(block[0], places, strict=True) if text and place is None), None)
    if unknown is not None:
        raise UserError(N_("Nothing was pasted: the grid has no column “{title}”."), title=unknown)
    rows = {str(row.id): at for at, row in enumerate(model.rows())}
    edits = []
    for line in block[1:]:
        number = line[places.index(0)]
        if number not in rows and any(line):
            raise UserError(N_("Nothing was pasted: the grid shows nobody with the number “{number}”."), number=number)
        edits += [(rows[number], place, text) for place, text in zip(places, line, strict=True) if place in model.body and any(line)]
    return [(row, column, text) for row, column, text in edits if column is not None]


def _title(model: GridModel, number: int) -> str:
    return model.columns[number].title.partition("\n")[0]
