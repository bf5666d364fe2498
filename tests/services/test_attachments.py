"""Attachments: kept by content, refused with a reason, damage noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.errors import DamageFound, UserError
from services import attachments
from services.workspace import Workspace

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"


def test_a_file_is_kept_once_under_its_content(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(PNG)
    first, second = (attachments.keep(workspace, tmp_path / name) for name in ("a.png", "b.png"))
    assert (first.name, second.name) == ("a.png", "b.png")
    assert first.sha256 == second.sha256
    assert attachments.path_of(workspace, first.sha256).read_bytes() == PNG
    assert [path.name for path in (workspace.folder / "attachments").iterdir()] == [first.sha256]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tool.exe", b"MZ", "cannot be attached"),
        ("empty.txt", b"", "is empty"),
        ("photo.png", b"GIF89a", "not what its ending"),
    ],
)
def test_what_is_refused_leaves_nothing(workspace: Workspace, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=said):
        attachments.keep(workspace, tmp_path / name)
    assert not list((workspace.folder / "attachments").iterdir())


def test_too_large_and_missing_files_are_refused(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 3)
    (tmp_path / "big.txt").write_bytes(b"1234")
    with pytest.raises(UserError, match="larger than"):
        attachments.keep(workspace, tmp_path / "big.txt")
    with pytest.raises(UserError, match="cannot be read"):
        attachments.keep(workspace, tmp_path / "gone.txt")


def test_damage_is_found(workspace: Workspace) -> None:
    kept = attachments.keep_bytes(workspace, "signature.png", PNG)
    place = attachments.path_of(workspace, kept.sha256)
    place.write_bytes(PNG + b"x")
    with pytest.raises(DamageFound, match="changed"):
        attachments.path_of(workspace, kept.sha256)
    place.unlink()
    with pytest.raises(DamageFound, match="missing"):
        attachments.path_of(workspace, kept.sha256)
    with pytest.raises(UserError, match="check sum"):
        attachments.path_of(workspace, "../fenming.db")
