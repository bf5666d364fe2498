"""Proofs of making a version known: files of each step, signatures by list, and what a penalty without them warns about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.domain.errors import UserError
from services import closing, outcomes, scheme_proofs, schemes
from services.verify import verify
from services.workspace import Workspace
from tests.services import decided
from tests.services.decided import OCTOBER, S1, ids_of

AUGUST = date(2026, 8, 21)


def held(workspace: Workspace) -> int:
    """Id of S1's version, published on 20 August."""
    return next(version.id for version in schemes.versions(workspace) if version.scheme.id == S1)


def warned(workspace: Workspace) -> list[str]:
    """What confirming October's complaint against 0011 warns about."""
    return [str(warning) for warning in outcomes.penalty_warnings(workspace, ids=ids_of(workspace, "service-complaint"))]


def test_signatures_are_noted_once_from_a_ticked_list(workspace: Workspace) -> None:
    decided.fill(workspace)
    version = held(workspace)
    note = scheme_proofs.note_read
    assert note(workspace, version_id=version, employee_nos=["0001", "0011"], signed_on=AUGUST, how="list").value == 2
    assert note(workspace, version_id=version, employee_nos=["0011", "0012"], signed_on=date(2026, 9, 1), how="paper").value == 1
    readers = {reader.employee_no: (reader.signed_on, reader.how) for reader in scheme_proofs.readers(workspace, version_id=version)}
    assert len(readers) == 13
    assert (readers["0011"], readers["0012"], readers["0002"]) == ((AUGUST, "list"), (date(2026, 9, 1), "paper"), (None, ""))


def test_a_signature_noted_by_mistake_is_taken_back_with_a_reason(workspace: Workspace) -> None:
    decided.fill(workspace)
    version = held(workspace)
    scheme_proofs.note_read(workspace, version_id=version, employee_nos=["0001"], signed_on=AUGUST, how="list")
    with pytest.raises(UserError):
        scheme_proofs.take_back(workspace, version_id=version, employee_no="0001", reason=" ")
    scheme_proofs.take_back(workspace, version_id=version, employee_no="0001", reason="wrong row")
    with pytest.raises(UserError):
        scheme_proofs.take_back(workspace, version_id=version, employee_no="0001", reason="again")
    assert not any(reader.signed_on for reader in scheme_proofs.readers(workspace, version_id=version))


@pytest.mark.parametrize(
    ("numbers", "day", "how"),
    [([], AUGUST, "list"), (["0001"], date(2026, 11, 3), "list"), (["0001"], AUGUST, "shout"), (["4711"], AUGUST, "list")],
)
def test_wrong_lists_are_refused(workspace: Workspace, numbers: list[str], day: date, how: str) -> None:
    decided.fill(workspace)
    with pytest.raises(UserError):
        scheme_proofs.note_read(workspace, version_id=held(workspace), employee_nos=numbers, signed_on=day, how=how)


def test_files_prove_steps(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    version, file = held(workspace), tmp_path / "minutes.txt"
    file.write_text("discussed with the agents", encoding="utf-8")
    proof = scheme_proofs.add_proof(workspace, version_id=version, step="discussed", path=file).value
    assert scheme_proofs.proofs(workspace, version_id=version) == [proof]
    for step, id in (("discussed", version), ("sung", version), ("consulted", 99)):
        with pytest.raises(UserError):
            scheme_proofs.add_proof(workspace, version_id=id, step=step, path=file)
    with pytest.raises(UserError):
        scheme_proofs.readers(workspace, version_id=99)


def test_a_penalty_under_a_version_that_was_not_read_warns(workspace: Workspace) -> None:
    decided.fill(workspace)
    closing.close(workspace, month=OCTOBER)
    scheme_proofs.note_read(workspace, version_id=held(workspace), employee_nos=["0001"], signed_on=AUGUST, how="list")
    assert warned(workspace) == ["No signature shows that 徐婷 has read the rule “服务投诉处分” (version 1)."]
    scheme_proofs.note_read(workspace, version_id=held(workspace), employee_nos=["0011"], signed_on=AUGUST, how="list")
    assert warned(workspace) == []


def test_a_centre_that_keeps_no_signatures_is_told_once(workspace: Workspace) -> None:
    """Two penalties and nobody's signature anywhere: one notice about the scheme, no warning about each agent."""
    decided.fill(workspace)
    closing.close(workspace, month=OCTOBER)
    burdens = [*decided.ids_of(workspace, "service-complaint"), *decided.ids_of(workspace, "two-months-in-bottom")]
    assert len(burdens) == 2
    (notice,) = outcomes.penalty_warnings(workspace, ids=burdens)
    assert notice.facts["version"] == 1
    assert "外呼" in str(notice.facts["scheme"])


def test_a_signature_after_the_period_began_warns(workspace: Workspace) -> None:
    decided.fill(workspace)
    closing.close(workspace, month=OCTOBER)
    scheme_proofs.note_read(workspace, version_id=held(workspace), employee_nos=["0011"], signed_on=date(2026, 10, 15), how="screen")
    (warning,) = warned(workspace)
    assert "2026-10-15" in warning


def test_a_proof_that_vanished_is_found(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    file = tmp_path / "minutes.txt"
    file.write_text("discussed", encoding="utf-8")
    proof = scheme_proofs.add_proof(workspace, version_id=held(workspace), step="discussed", path=file).value
    assert verify(workspace) == ()
    (workspace.folder / "attachments" / proof.sha256).unlink()
    assert len(verify(workspace)) == 1
