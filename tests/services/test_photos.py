"""Photos of agents: cut to size, without hidden data, undone like any edit, on certificates only when the centre wants them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from models.domain.errors import UserError
from services import attachments, history, outcomes, papers, people, photos, pictures, settings
from services.verify import verify
from services.workspace import Workspace
from tests.services import decided


def picture(folder: Path, name: str = "me.jpg", size: tuple[int, int] = (1200, 900)) -> Path:
    """A picture lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to stand upright
    exif[0x010F] = "Camera of the street"
    path = folder / name
    Image.new("RGB", size, (40, 90, 160)).save(path, exif=exif)
    return path


def kept(workspace: Workspace, number: str) -> str:
    """SHA-256 of the agent's photo."""
    return people.person(workspace, employee_no=number, day=workspace.clock.today()).photo


def test_a_photo_is_upright_small_and_says_nothing_of_the_camera(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    photos.put(workspace, employee_no="0001", path=picture(tmp_path))
    content = attachments.path_of(workspace, kept(workspace, "0001")).read_bytes()
    with Image.open(io.BytesIO(content)) as stored:
        assert stored.size == pictures.PORTRAIT
        assert not stored.getexif()
    assert b"street" not in content
    assert len(content) < 40_000


def test_putting_and_removing_can_be_undone(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    photos.put(workspace, employee_no="0001", path=picture(tmp_path))
    first = kept(workspace, "0001")
    photos.remove(workspace, employee_no="0001")
    assert kept(workspace, "0001") == ""
    history.undo(workspace)
    assert kept(workspace, "0001") == first
    assert verify(workspace) == ()


@pytest.mark.parametrize("content", [b"\xff\xd8\xff only a beginning", b"\x89PNG\r\n\x1a\n photo"])
def test_what_is_no_picture_is_refused(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    decided.fill(workspace)
    path = tmp_path / ("me.jpg" if content.startswith(b"\xff") else "me.png")
    path.write_bytes(content)
    with pytest.raises(UserError):
        photos.put(workspace, employee_no="0001", path=path)
    assert kept(workspace, "0001") == ""


def test_too_many_pixels_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    path = tmp_path / "wall.png"
    Image.new("1", (10_000, 7_000)).save(path)
    with pytest.raises(UserError, match=r"wall\.png"):
        photos.put(workspace, employee_no="0001", path=path)


@pytest.mark.parametrize("wanted", [True, False])
def test_certificates_carry_the_photo_when_the_centre_wants_it(workspace: Workspace, tmp_path: Path, wanted: bool) -> None:
    settings.change(workspace, values={"photo_on_certificates": wanted})
    decided.close(workspace)
    for number in ("0001", "0012"):
        photos.put(workspace, employee_no=number, path=picture(tmp_path))
    outcomes.confirm(workspace, ids=decided.ids_of(workspace))
    outcomes.publish(workspace, month=decided.OCTOBER)
    certificates = [paper for paper in papers.register(workspace) if paper.number.startswith("KF-RY")]
    pictures = {paper.employee_no: len(_images(papers.pdf_bytes(workspace, id=paper.id))) for paper in certificates}
    assert pictures == {"0001": int(wanted), "0002": 0}
    assert verify(workspace) == ()


def _images(pdf: bytes) -> list[str]:
    return [image.name for image in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images]
