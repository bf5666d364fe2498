"""Characters that no font has are told before papers are issued."""

from __future__ import annotations

from models.domain.ops import Op
from models.queries import people as people_queries
from models.store import Tx
from services import glyph_check, outcomes
from services.workspace import Workspace
from tests.services import decided


def test_rare_names_of_the_household_register_are_printed_and_need_no_word() -> None:
    for name in ("李䶮", "王㛃", "张犇", "陈堃", "阿卜杜热西提·买买提", "Alexandra Fitzgerald-Montgomery", "钱𬭸"):
        assert glyph_check.of_name(name) == ()


def test_a_name_that_no_font_has_is_told_before_publishing(workspace: Workspace) -> None:
    decided.close(workspace)

    def rename(tx: Tx) -> None:
        row = people_queries.employee_row(tx, "0001")
        assert row is not None
        row.name = "王𪚥"

    assert glyph_check.names_to_issue(workspace, month=decided.OCTOBER) == ()
    workspace.store.transact(Op.EDIT_PERSON, rename, who="test")
    outcomes.confirm(workspace, ids=decided.ids_of(workspace))
    (told,) = glyph_check.names_to_issue(workspace, month=decided.OCTOBER)
    assert told.facts["characters"] == "𪚥"
    assert "王𪚥：所有字体都没有“𪚥”字" in workspace.texts.message(told)
