"""Certificates that agents gained, with the file that proves each, and which of them run out soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.queries import growth as queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.growth import SkillCertificateRow
from services import attachments
from services.attachments import Attachment
from services.growth import checks
from services.workspace import Workspace

NOTICE_DAYS = 60
"""How many days before its last day a certificate is flagged."""
EXPIRES_FIRST = N_("The certificate would run out on {last}, before it was issued on {first}.")


@dataclass(frozen=True)
class CertificateData:
    """What is typed of a certificate; kind skill or industry; `valid_until` None = for ever."""

    employee_no: str
    name: str
    issued_on: date
    kind: str = "skill"
    issuer: str = ""
    valid_until: date | None = None


@dataclass(frozen=True)
class Certificate:
    """A certificate and its holder. `days_left` until its last day (negative = over), None = for ever.

    `expiring`: it runs out within NOTICE_DAYS or has, its holder is employed, and no later one of the same name is on record.
    """

    id: int
    data: CertificateData
    holder: str
    evidence: tuple[Attachment, ...]
    days_left: int | None
    expiring: bool


def certificates(workspace: Workspace) -> tuple[Certificate, ...]:
    """Every certificate, the newest first."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        rows = queries.certificates(tx)
    latest: dict[tuple[int, str], date] = {}
    for row in rows:
        key = (row.employee_id, row.name)
        latest[key] = max(latest.get(key, date.min), row.valid_until or date.max)
    found = []
    for row in rows:
        number, name = checks.name_of(people, row.employee_id)
        left = None if row.valid_until is None else (row.valid_until - today).days
        is_last = row.valid_until == latest[row.employee_id, row.name]
        expiring = left is not None and left <= NOTICE_DAYS and is_last and people[row.employee_id].employed_on(today)
        data = CertificateData(number, row.name, row.issued_on, row.kind, row.issuer, row.valid_until)
        files = tuple(Attachment(item["name"], item["sha256"]) for item in row.evidence or ())
        found.append(Certificate(row.id, data, name, files, left, expiring))
    return tuple(found)


def save(workspace: Workspace, *, data: CertificateData, certificate: int | None = None, files: Sequence[Path] = ()) -> Done[int]:
    """Add a certificate, or change the one given; the files are kept as further evidence."""
    title = checks.text(data.name, N_("Enter the name of the certificate."))
    checks.not_later(data.issued_on, workspace.clock.today())
    checks.in_order(data.issued_on, data.valid_until, EXPIRES_FIRST)
    kept = [attachments.keep(workspace, path) for path in files]

    def work(tx: Tx) -> int:
        key = checks.agent(tx, data.employee_no, data.issued_on)
        same = (key, title, data.issued_on)
        if any(row.id != certificate and (row.employee_id, row.name, row.issued_on) == same for row in queries.certificates(tx)):
            raise UserError(N_("“{name}” of {day} is on record for this agent already."), name=title, day=data.issued_on)
        earlier = () if certificate is None else checks.row(tx, SkillCertificateRow, certificate).evidence or ()
        values = {
            "employee_id": key, "name": title, "issued_on": data.issued_on, "kind": data.kind, "issuer": data.issuer.strip(),
            "valid_until": data.valid_until, "evidence": [*earlier, *({"name": item.name, "sha256": item.sha256} for item in kept)],
        }  # fmt: skip
        return checks.put(tx, SkillCertificateRow, certificate, values).id

    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor, note=title)


def remove(workspace: Workspace, *, certificate: int) -> Done[None]:
    """Remove a certificate from the records; its files stay in the folder."""
    work = lambda tx: tx.remove(checks.row(tx, SkillCertificateRow, certificate))  # noqa: E731
    return workspace.store.transact(Op.EDIT_GROWTH, work, who=workspace.actor)
