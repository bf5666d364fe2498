"""Certificates with their proof, and what runs out within sixty days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from models.domain.errors import N_
from models.domain.ops import Done
from services.growth import certificates
from services.growth.certificates import Certificate, CertificateData
from services.growth.words import CERTIFICATE_KINDS
from services.workspace import Workspace
from ui.growth.fields import GrowthForm, Write, day_of, maybe_day, options
from ui.growth.section import Section
from ui.kit.dialogs import ChooseOpenFiles
from ui.kit.notices import label
from ui.kit.rows_model import Column
from ui.kit.theme import SHAPES


class CertificateSection(Section):
    """Who holds which certificate, until when."""

    kind = "certificates"
    title = N_("Certificates held")
    new_title = N_("Add a certificate")
    empty_title = N_("No certificate is on record yet")
    purpose = N_("Skill and industry certificates with their proof. Growth rewards count them, and Today warns before they run out.")

    def columns(self) -> Sequence[Column]:
        """Holder, certificate, days."""
        t = self.texts
        return [
            Column("no", t("Employee no."), lambda r: r.data.employee_no, 90, sort=lambda r: r.data.employee_no),
            Column("name", t("Name"), lambda r: r.holder, 90),
            Column("certificate", t("Certificate held"), lambda r: r.data.name, 220),
            Column("kind", t("Kind"), lambda r: t(CERTIFICATE_KINDS[r.data.kind]), 80),
            Column("issuer", t("Issued by"), lambda r: r.data.issuer, 130),
            Column("issued", t("Day of issue"), lambda r: r.data.issued_on.isoformat(), 96),
            Column("until", t("Valid until"), self._until, 190, tone=self._tone),
            Column("proof", t("Proof"), lambda r: ", ".join(file.name for file in r.evidence), 140),
        ]

    def _until(self, row: Certificate) -> str:
        if row.days_left is None or row.data.valid_until is None:
            return self.texts("for ever")
        if not row.expiring:
            return row.data.valid_until.isoformat()
        left = self.texts("{n} days left", n=row.days_left) if row.days_left >= 0 else self.texts("run out")
        return f"{SHAPES[self._tone(row)]} {row.data.valid_until.isoformat()} · {left}"

    def _tone(self, row: Certificate) -> str:
        if not row.expiring:
            return ""
        return "bad" if (row.days_left or 0) < 0 else "watch"

    def more_buttons(self) -> None:
        """Look at the proof."""
        self.button("proof", self.texts("Show the proof"), self.show_proof, None)

    def show_proof(self) -> None:
        """Open the newest proof of the chosen certificate."""
        row = self.chosen()
        if row is None:
            return
        if not row.evidence:
            self.page.banner.say(self.texts("No file was attached to this certificate."), "watch")
            return
        self.page.open_file(row.evidence[-1])

    def read(self, workspace: Workspace) -> Sequence[Certificate]:
        """Every certificate."""
        return certificates.certificates(workspace)

    def form(self, row: Certificate | None) -> GrowthForm:
        """A certificate with its files."""
        return CertificateForm(self, row)

    def removal(self, row: Certificate) -> Callable[[], Done[None]]:
        """Take it off the records."""
        workspace = self.page.context.workspace
        return lambda: certificates.remove(workspace, certificate=row.id)

    def words(self, row: Certificate) -> str:
        """Holder and certificate."""
        return f"{row.holder} · {row.data.name}"


class CertificateForm(GrowthForm):
    """A new certificate, or the one given."""

    def __init__(self, section: Section, row: Certificate | None) -> None:
        t = section.texts
        super().__init__(t, t("A certificate counts in the month in which it was issued."), t("Store"))
        self._id, data, f = row.id if row else None, row.data if row else None, self.form
        self.agent("agent", t("Which agent"), section.page.agents, data.employee_no if data else "")
        f.line("name", t("Certificate held"), data.name if data else "")
        f.choice("kind", t("Kind"), options(CERTIFICATE_KINDS, t), data.kind if data else "skill")
        f.line("issuer", t("Issued by"), data.issuer if data else "")
        f.day("issued_on", t("Day of issue"), data.issued_on if data else section.today)
        maybe_day(f, "valid_until", t("It runs out"), t("Valid until"), data.valid_until if data else None, section.today)
        self.files: list[Path] = []
        self.attached = label(", ".join(file.name for file in row.evidence) if row else "", "muted")
        attach = QPushButton(t("Attach proof…"))
        attach.clicked.connect(self.attach)
        self.add(attach)
        self.add(self.attached)

    def attach(self) -> None:
        """Choose files."""
        t = self.texts
        self.files += ChooseOpenFiles.ask(self, title=t("Attach proof…"), filters=t("All files (*)"))
        self.attached.setText(", ".join(file.name for file in self.files))

    def complete(self) -> bool:
        """Agent and name are there."""
        return self.form.require({"name": self.texts("Enter the name of the certificate.")}) and bool(self.number("agent"))

    def write(self, workspace: Workspace) -> Write:
        """Store it."""
        f, id, files = self.form, self._id, tuple(self.files)
        data = CertificateData(
            self.number("agent"), f.value("name"), f.value("issued_on"), f.value("kind"), f.value("issuer"), day_of(f, "valid_until")
        )
        return lambda: certificates.save(workspace, data=data, certificate=id, files=files)
