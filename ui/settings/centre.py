"""Settings of the centre and of its papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from models.domain.ops import Done, Op
from services import attachments, pictures, settings
from services.settings import Centre
from ui.kit.dialogs import AskReason, ChooseOpenFile
from ui.kit.notices import label
from ui.settings.section import CentreSection

if TYPE_CHECKING:
    from ui.kit.page import Page


_WITHOUT = {"logo": {"logo": ""}, "seal": {"seal": "", "seal_on_papers": False}}
"""What is stored when a picture is taken away."""


class WhoSection(CentreSection):
    """What the centre is called and who answers for it."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        super().__init__(page, t("Centre"), t("Names and places that stand on papers. Each field is stored when you leave it."))
        self.form.line("name", t("Name of the centre"))
        chinese = t.language == "zh"
        provinces = [("", t("Not chosen")), *((zh, zh if chinese else en) for zh, en in settings.PROVINCES.items())]
        self.form.choice("province", t("Province"), provinces)
        self.form.line("hr_department", t("Personnel department"))
        self.form.line("contact", t("Contact for questions"))
        self.form.line("phone", t("Telephone"))
        self.form.line("address", t("Address"))
        self.form.line("responsible", t("Responsible person"), "", t("For reports and plans when a team has no leader"))
        self.form.line("monthly_budget", t("Budget for awards a month (yuan)"), "", t("Empty: none"))
        self.form.line("minimum_wage", t("Local minimum wage a month (yuan)"), "", t("Empty: the check says that it could not be made"))
        self.form.whole("appeal_filing_days", t("Working days to file an appeal"), 5, 1, 90)
        self.form.whole("appeal_decision_days", t("Working days to decide an appeal"), 15, 1, 90)
        self.form.whole("public_list_days", t("Working days a public list hangs"), 5, 1, 90)
        self.form.whole("warning_months", t("Months until a warning expires (0: never)"), 12, 0, 60)
        self.watch()
        self.column.addStretch(1)


class PapersSection(CentreSection):
    """Numbers, numerals, language, logo and seal of the papers."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        places = {"year": "{year}", "serial": "{serial}", "zeros": "{serial:04}"}
        sentence = t("A number pattern needs {year} and {serial}; {zeros} fills up with zeros.", **places)
        super().__init__(page, t("Papers"), sentence)
        self.form.choice("language", t("Language of papers"), [("zh", t("Chinese")), ("en", t("English"))])
        for key, words in (
            ("number_certificate", t("Number of certificates")), ("number_reward", t("Number of reward notices")),
            ("number_penalty", t("Number of penalty notices")), ("number_appeal", t("Number of appeals")),
            ("number_public", t("Number of public lists")), ("number_points", t("Number of points papers")),
            ("number_coaching", t("Number of coaching plans")), ("number_rectification", t("Number of rectification orders")),
            ("number_referral", t("Number of referrals")), ("number_objection", t("Number of objections")),
            ("number_customer", t("Number of customer notices")), ("number_assessment", t("Number of assessment sheets")),
        ):  # fmt: skip
            self.form.line(key, words)
        layouts = (
            ("classic", t("Classic, red and gold")), ("modern", t("Modern, blue and teal")), ("minimal", t("Minimal, ink and gold line")),
            ("blank", t("Text alone, for forms printed already")),
        )  # fmt: skip
        self.form.choice("certificate_layout", t("Layout of certificates"), layouts)
        self.form.choice("certificate_paper", t("Paper of certificates"), [("A4", t("A4 landscape")), ("A3", t("A3 landscape"))])
        self.form.tick("chinese_numerals_on_certificates", t("Chinese numerals in the dates of certificates"))
        self.form.tick("photo_on_certificates", t("Agents' photos on certificates"))
        self.watch()
        self.logo = _Image(t("Logo"), t("Choose a picture…"), t("Remove"))
        self.seal = _Image(t("Scanned seal"), t("Choose a picture…"), t("Remove"))
        for key, image in (("logo", self.logo), ("seal", self.seal)):
            image.choose.clicked.connect(lambda _=False, key=key: self.choose(key))
            image.remove.clicked.connect(lambda _=False, key=key: self.put(_WITHOUT[key]))
            self.column.addWidget(image)
            page.writes(Op.CHANGE_SETTINGS, image.choose, image.remove)
        warning = t("▲ A printed seal can be copied. The paper seal stays the rule; each use of the scanned one is logged.")
        self.column.addWidget(label(warning, "watch"))
        self.seal_use = QCheckBox(t("Print the scanned seal on papers"))
        self.seal_use.clicked.connect(self.use_seal)
        page.writes(Op.CHANGE_SETTINGS, self.seal_use)
        self.column.addWidget(self.seal_use)
        self.column.addStretch(1)

    def show_centre(self, centre: Centre) -> None:
        """Fields, pictures, and the use of the seal."""
        super().show_centre(centre)
        self.seal_use.setChecked(centre.seal_on_papers)
        self.seal_use.setEnabled(bool(centre.seal))
        for image, digest in ((self.logo, centre.logo), (self.seal, centre.seal)):
            if digest:
                self.page.load(lambda digest=digest: attachments.path_of(self.page.context.workspace, digest), image.show_file)
            else:
                image.show_file(None)

    def choose(self, key: str) -> None:
        """Keep a picture as logo or seal."""
        t, workspace = self.texts, self.page.context.workspace
        endings = " ".join(f"*{ending}" for ending in attachments.IMAGES)
        path = ChooseOpenFile.ask(self, title=t("Choose a picture…"), filters=f"{t('Pictures')} ({endings})")
        if not path:
            return

        def write() -> Done[Centre]:
            return settings.change(workspace, values={key: pictures.keep_emblem(workspace, path).sha256})

        self.page.write(write, self.show_centre)

    def use_seal(self, wanted: bool) -> None:
        """Switching the seal on needs a reason; switching it off does not."""
        t, workspace, why = self.texts, self.page.context.workspace, ""
        if wanted:
            what = t("Every paper issued from now on carries the scanned seal. Have the use of the seal approved first.")
            why = AskReason.ask(self, t, title=t("Print the scanned seal"), what_happens=what, yes=t("Print the seal")) or ""
            if not why:
                self.seal_use.setChecked(False)
                return
        self.page.write(lambda: settings.change(workspace, values={"seal_on_papers": wanted}, why=why), self.show_centre)


class _Image(QWidget):
    """A small picture with choose and remove."""

    def __init__(self, name: str, choose: str, remove: str) -> None:
        super().__init__()
        self.picture = QLabel("–")
        self.picture.setFixedSize(72, 56)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(name)
        self.choose, self.remove = QPushButton(choose), QPushButton(remove)
        for button in (self.choose, self.remove):
            button.setAccessibleName(f"{name}: {button.text()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (label(name, wrap=False), self.picture, self.choose, self.remove):
            row.addWidget(widget)
        row.addStretch(1)

    def show_file(self, file: Path | None) -> None:
        """Show the picture, or a dash."""
        self.remove.setEnabled(file is not None)
        picture = QPixmap()
        if file is not None and picture.loadFromData(file.read_bytes()):
            size = self.picture.size()
            self.picture.setPixmap(picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation))
        else:
            self.picture.setText("–")
