"""Everything that is kept about one agent, as one file for that agent (Personal Information Protection Law art. 45)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.domain.errors import N_, DamageFound, UserError
from models.domain.ops import Done, Op
from models.domain.rights import sees_wages
from models.queries import papers as paper_queries
from models.queries import people as people_queries
from models.queries import person as queries
from models.queries import settings as setting_queries
from models.queries.people import EmployeeKey
from models.store import Tx
from models.tables.base import to_json
from services import attachments, papers, settings
from services.exchange import package, person_sheets
from services.exchange.exporting import Wanted
from services.exchange.others import Others
from services.exchange.package import Packed
from services.exchange.tables_out import OutTable, xlsx_bytes
from services.progress import NoProgress, Progress
from services.workspace import Workspace

_HANDED_OUT = "handed_out/{}"
"""Setting that keeps when an agent's data was last handed out, and how often."""


@dataclass
class _Left:
    """What is not in the file, and why."""

    naming_others: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def export(workspace: Workspace, *, employee_no: str, path: Path, progress: Progress | None = None) -> Done[Packed]:
    """Write the agent's data as .zip and note in the log that it was handed out; MissingRight for who may not decide on people."""
    workspace.store.guard(Op.EXPORT_PERSON)
    if not employee_no:
        raise UserError(N_("Say whose data it is: give the employee number."))
    with workspace.store.read() as tx:
        people = people_queries.employee_keys(tx)
        own = next((person for person in people if person.employee_no == employee_no), None)
        if own is None:
            raise UserError(N_("No agent has the employee number “{number}”."), number=employee_no)
        contents = list(_contents(workspace, tx, own, people, progress or NoProgress()))

    def work(tx: Tx) -> Packed:
        key = _HANDED_OUT.format(own.id)
        times = setting_queries.all_settings(tx).get(key, {}).get("times", 0)
        setting_queries.put_setting(tx, key, {"at": workspace.clock.now().isoformat(), "times": times + 1})
        return package.write(workspace, path, contents)

    return workspace.store.transact(Op.EXPORT_PERSON, work, who=workspace.actor, note=f"{own.employee_no} {own.name}")


def _contents(
    workspace: Workspace, tx: Tx, own: EmployeeKey, people: Sequence[EmployeeKey], progress: Progress
) -> Iterator[tuple[str, bytes]]:
    texts = workspace.texts
    others, left = Others(people, own, texts(N_("(another person)"))), _Left()
    stored = queries.stored_about(tx, workspace.store.models, own.id)
    if not sees_wages(workspace.user):
        stored["assignment"] = [
            {name: value for name, value in row.items() if name != "monthly_wage_fen"} for row in stored.get("assignment", ())
        ]
    progress.step(0, 3)
    sheets = person_sheets.sheets(Wanted(workspace, tx, None), stored, others)
    progress.step(1, 3)
    yield "data.xlsx", xlsx_bytes(sheets, workspace.clock.now())
    yield "data.json", to_json(others.plain(stored)).encode()
    yield from _papers(workspace, tx, stored, others, left)
    progress.step(2, 3)
    yield from _attachments(workspace, stored, others, left)
    yield "README.txt", _readme(workspace, tx, own, sheets, left).encode("utf-8-sig")


def _papers(
    workspace: Workspace, tx: Tx, stored: Mapping[str, Sequence[Mapping[str, Any]]], others: Others, left: _Left
) -> Iterator[tuple[str, bytes]]:
    ids = [row["id"] for row in stored.get("document", ())]
    for row in paper_queries.documents(tx, ids=ids) if ids else ():
        if others.are_in(row.facts):
            left.naming_others.append(row.number)
            continue
        try:
            yield f"papers/{papers.file_name(row.number)}.pdf", papers.shown_pdf(workspace, row)
        except DamageFound as damage:
            left.missing.append(workspace.texts.message(damage.message))


def _attachments(
    workspace: Workspace, stored: Mapping[str, Sequence[Mapping[str, Any]]], others: Others, left: _Left
) -> Iterator[tuple[str, bytes]]:
    files = {sha256: name for name, sha256 in _files(stored)}
    photo = stored["employee"][0]["photo"]
    if photo:
        files[photo] = workspace.texts(N_("photo")) + ".jpg"
    for number, (sha256, name) in enumerate(sorted(files.items(), key=lambda item: item[1]), 1):
        try:
            content = attachments.path_of(workspace, sha256).read_bytes()
        except DamageFound as damage:
            left.missing.append(workspace.texts.message(damage.message))
        else:
            yield f"attachments/{number:02} {others.hidden(Path(name).name)}", content


def _files(value: Any) -> Iterator[tuple[str, str]]:
    """Every attachment named in plain values."""
    if isinstance(value, dict) and {"name", "sha256"} <= value.keys():
        yield value["name"], value["sha256"]
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _files(part)


def _readme(workspace: Workspace, tx: Tx, own: EmployeeKey, sheets: Sequence[OutTable], left: _Left) -> str:
    t, centre = workspace.texts, settings.centre_in(tx)
    lines = [
        t(N_("Personal data of {name} ({number})"), name=own.name, number=own.employee_no),
        t(N_("Kept by {centre}. Made on {day}."), centre=centre.name, day=workspace.clock.today().isoformat()),
        "",
        t(N_("This is everything that the program keeps about you:")),
        t(N_("data.xlsx – the tables to read: {sheets}"), sheets=t(N_(", ")).join(sheet.name for sheet in sheets)),
        t(N_("data.json – the same and all that stands behind it, for other programs")),
        t(N_("papers – certificates, notices and other papers issued to you, as they were issued, void ones too")),
        t(N_("attachments – your photo, and files that belong to your records, unchanged")),
        t(N_("manifest.json – check sums (SHA-256) of these files")),
        "",
        t(N_("Other agents are hidden: “{mark}” stands for each name and number."), mark=t(N_("(another person)"))),
        t(N_("Lists and certificates of several people (public lists, teams) are not in it, nor passwords and PINs.")),
    ]
    if not sees_wages(workspace.user):
        lines.append(t(N_("Wages are not in it; ask the personnel department.")))
    if left.naming_others:
        numbers = t(N_(", ")).join(left.naming_others)
        lines.append(t(N_("Not in it, because other people are named in these papers: {numbers}"), numbers=numbers))
    lines += left.missing
    lines += ["", t(N_("If something is wrong or missing, ask for a correction: {contact}"), contact=_contact(workspace, tx))]
    return "\r\n".join(lines) + "\r\n"


def _contact(workspace: Workspace, tx: Tx) -> str:
    centre = settings.centre_in(tx)
    return " ".join(filter(None, (centre.hr_department, centre.contact, centre.phone))) or centre.name
