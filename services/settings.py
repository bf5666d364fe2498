"""Settings of one centre, kept in the database; every one has a default that works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from models.domain.errors import N_, UserError
from models.domain.kpi import parse_number
from models.domain.ops import Done, Op
from models.domain.rights import RIGHTS, Role
from models.queries import accounts as account_queries
from models.queries import settings as queries
from models.store import Tx

if TYPE_CHECKING:
    from services.workspace import Workspace


@dataclass(frozen=True)
class Centre:
    """What the centre is called and how it wants its papers. Numbers patterns know {year} and {serial}."""

    name: str = ""
    language: str = "zh"
    province: str = ""
    hr_department: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    responsible: str = ""
    """Who answers for rectification reports and coaching plans when a team has no leader."""
    number_certificate: str = "KF-RY-{year}-{serial:04}"
    number_reward: str = "客服奖〔{year}〕{serial}号"
    number_penalty: str = "客服处〔{year}〕{serial}号"
    number_appeal: str = "客服申〔{year}〕{serial}号"
    number_public: str = "客服示〔{year}〕{serial}号"
    number_points: str = "KF-JF-{year}-{serial:04}"
    number_coaching: str = "客服辅〔{year}〕{serial}号"
    number_rectification: str = "客服改〔{year}〕{serial}号"
    number_referral: str = "客服转〔{year}〕{serial}号"
    number_objection: str = "客服异〔{year}〕{serial}号"
    number_customer: str = "客服谢〔{year}〕{serial}号"
    number_assessment: str = "KF-KH-{year}-{serial:04}"
    public_list_days: int = 5
    appeal_filing_days: int = 5
    appeal_decision_days: int = 15
    chinese_numerals_on_certificates: bool = False
    certificate_layout: str = "classic"
    """classic, modern, minimal, or blank: text alone on forms printed already."""
    certificate_paper: str = "A4"
    photo_on_certificates: bool = False
    """The agent's photo stands beside the code of the certificate."""
    warning_months: int = 12
    """Months after which a step of the disciplinary ladder no longer counts, 0 = it never expires."""
    two_for_by_hand: bool = False
    """What one person recorded by hand is confirmed by another."""
    lock_minutes: int = 10
    """Minutes without a touch after which the screen is locked, where there are accounts."""
    monthly_budget: str = ""
    """Yuan as plain text, '' = none set."""
    minimum_wage: str = ""
    """Yuan a month as plain text, '' = not entered."""
    appearance: str = "system"
    logo: str = ""
    """SHA-256 of the logo in attachments/, '' = none."""
    seal: str = ""
    """SHA-256 of the scanned seal in attachments/, '' = none."""
    seal_on_papers: bool = False
    backup_folder: str = ""
    """A second place for backups, '' = none."""


CHOICES = {"certificate_layout": ("classic", "modern", "minimal", "blank"), "certificate_paper": ("A4", "A3")}
AMOUNTS = ("monthly_budget", "minimum_wage")
PROVINCES = {
    "北京": "Beijing", "天津": "Tianjin", "河北": "Hebei", "山西": "Shanxi", "内蒙古": "Inner Mongolia", "辽宁": "Liaoning",
    "吉林": "Jilin", "黑龙江": "Heilongjiang", "上海": "Shanghai", "江苏": "Jiangsu", "浙江": "Zhejiang", "安徽": "Anhui",
    "福建": "Fujian", "江西": "Jiangxi", "山东": "Shandong", "河南": "Henan", "湖北": "Hubei", "湖南": "Hunan",
    "广东": "Guangdong", "广西": "Guangxi", "海南": "Hainan", "重庆": "Chongqing", "四川": "Sichuan", "贵州": "Guizhou",
    "云南": "Yunnan", "西藏": "Tibet", "陕西": "Shaanxi", "甘肃": "Gansu", "青海": "Qinghai", "宁夏": "Ningxia",
    "新疆": "Xinjiang",
}  # fmt: skip
"""The value stored → its English name."""
_TYPES = {field.name: field.type for field in fields(Centre)}


def centre_in(tx: Tx) -> Centre:
    """The settings inside an open transaction."""
    stored = queries.all_settings(tx)
    return replace(Centre(), **{key: value for key, value in stored.items() if key in _TYPES})


def centre(workspace: Workspace) -> Centre:
    """The settings as they stand."""
    with workspace.store.read() as tx:
        return centre_in(tx)


def change(workspace: Workspace, *, values: Mapping[str, Any], why: str = "") -> Done[Centre]:
    """Store the given settings; unknown names, wrong number patterns and amounts are refused. The log keeps `why`."""
    for key, value in values.items():
        _check(key, value)

    def work(tx: Tx) -> Centre:
        if values.get("two_for_by_hand") and len(_deciders(tx)) < 2:
            raise UserError(N_("Two people must be able to confirm: make two accounts with that right first."))
        for key, value in values.items():
            queries.put_setting(tx, key, value)
        return centre_in(tx)

    return workspace.store.transact(Op.CHANGE_SETTINGS, work, who=workspace.actor, why=why, note=", ".join(values))


def _deciders(tx: Tx) -> list[str]:
    return [row.name for row in account_queries.accounts(tx) if row.active and Op.DECIDE_OUTCOME in RIGHTS[Role(row.role)]]


def _check(key: str, value: Any) -> None:
    if key not in _TYPES:
        raise UserError(N_("There is no setting “{key}”."), key=key)
    if value not in CHOICES.get(key, (value,)):
        raise UserError(N_("“{value}” is none of: {choices}."), value=value, choices=", ".join(CHOICES[key]))
    if key == "lock_minutes" and not 1 <= value <= 120:
        raise UserError(N_("The screen locks after 1 to 120 minutes."))
    if key == "name" and not str(value).strip():
        raise UserError(N_("The centre needs a name."))
    if key in AMOUNTS and value and parse_number(value) < 0:
        raise UserError(N_("An amount cannot be below zero."))
    if key.startswith("number_"):
        try:
            unique = {str(value).format(year=2026, serial=n) for n in (1, 2)} | {str(value).format(year=2027, serial=1)}
        except (KeyError, ValueError, IndexError):
            unique = set()
        if len(unique) != 3:
            raise UserError(N_("The number pattern “{pattern}” must hold {{year}} and {{serial}}."), pattern=value)
    if isinstance(getattr(Centre(), key), int) and not isinstance(value, int):
        raise UserError(N_("“{value}” is not a whole number."), value=value)
    _check_span(key, value)


def _check_span(key: str, value: Any) -> None:
    if key == "warning_months" and not 0 <= int(value) <= 60:
        raise UserError(N_("A number of months lies between 0 and 60."))
    if key.endswith("_days") and not 1 <= int(value) <= 90:
        raise UserError(N_("A number of days lies between 1 and 90."))
