"""The facts that papers are drawn from: everything is resolved, worded and dated before it comes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, kw_only=True)
class Centre:
    """Who issues: name, lines under it (address, phone), logo and scanned seal as PNG or JPEG; no seal unless its use was asked for."""

    name: str
    letterhead: tuple[str, ...] = ()
    logo: bytes | None = None
    seal: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """An agent as named on a paper."""

    name: str
    employee_no: str
    team: str = ""
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper carries; `number` as it stands in the register, `is_reprint` prints the mark 补打 (never on certificates).
    `is_void` draws 作废 across every page.

    `replaces` is the number of the spoiled paper in whose place this one was issued, '' for none. `words` are the centre's own
    sentences by slot (opening, legal, closing), filled in.
    """

    language: Language
    number: str
    issued_on: date
    centre: Centre
    check_code: str
    is_reprint: bool = False
    is_void: bool = False
    replaces: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class CertificateFacts(Paper):
    """A certificate: no score, no money. `award` is printed red where it stands in `body`; `qr_payload` None = no QR code.

    `honorific` follows the name (同志); `members` are listed under a team's name; `unit` is who signs; `layout` blank =
    text alone, for forms printed already; `photo` PNG or JPEG, stands beside the QR code.
    """

    recipient: str
    honorific: str = ""
    members: tuple[str, ...] = ()
    title: str = ""
    body: str
    award: str = ""
    closing: str = ""
    unit: str = ""
    date_style: Literal["arabic", "chinese"] = "arabic"
    qr_payload: str | None = None
    layout: Literal["classic", "modern", "minimal", "blank"] = "classic"
    size: Literal["A4", "A3"] = "A4"
    photo: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a decision rests on: rule, its clause as text, scheme with version and day of publication, period in words."""

    rule: str
    clause: str
    scheme: str
    version: str
    period: str = ""
    published_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RewardLine:
    """One line of a reward notice; `reward` in words (奖金 500.00 元; a training course); rank None = not ranked."""

    rank: int | None = None
    employee_no: str
    name: str
    team: str = ""
    award: str
    reward: str


@dataclass(frozen=True, kw_only=True)
class RewardNoticeFacts(Paper):
    """A reward notice: the winners of a period under one or more rules; `opening` and `closing` stand on papers issued long ago."""

    basis: tuple[Basis, ...]
    lines: tuple[RewardLine, ...]
    pay_on: date | None = None
    department: str = ""
    handler: str = ""
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One row of evidence: criterion, figure found, figure required, where the figure came from."""

    criterion: str
    found: str
    required: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """What is deducted in one month, in yuan; `month` as 2026-10."""

    month: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class PenaltyNoticeFacts(Paper):
    """A penalty notice in two copies. `statement` None = declined to state; `amount` in yuan, `points` taken (negative).

    `instalments` (month in words, yuan) where a deduction is spread; `after_appeal` the case that this notice carries out, whose
    decision is final. `opening` and `closing` stand on papers issued long ago.
    `last_day_of_appeal` is None until the day of receipt is known: the paper then leaves it to be filled in on receipt.
    """

    recipient: Person
    findings: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    basis: Basis
    statement: str | None
    level: str
    amount: Decimal | None = None
    effective_on: date
    duration: str
    appeal_days: int = 5
    last_day_of_appeal: date | None = None
    department: str
    handler: str
    corrects: str = ""
    opening: str = ""
    closing: str = ""
    points: int = 0
    instalments: tuple[Instalment, ...] = ()
    after_appeal: str = ""


@dataclass(frozen=True, kw_only=True)
class AppealReceiptFacts(Paper):
    """What the agent gets on filing: `accepted` None = still to be examined (`reason` why it was filed late, '' = in time).

    False = not accepted, for `reason`; `decide_by` None then. True = accepted.
    """

    case: str
    appellant: Person
    notice_number: str
    notice_received_on: date | None
    filed_at: str
    subject: str
    evidence: tuple[str, ...] = ()
    accepted: bool | None = True
    reason: str = ""
    last_day_to_file: date | None = None
    decide_by: date | None = None
    department: str
    handler: str


@dataclass(frozen=True, kw_only=True)
class AppealDecisionFacts(Paper):
    """The end of an appeal: upheld (the penalty stands), reduced or revoked; `consequences` are carried out at once."""

    case: str
    appellant: Person
    notice_number: str
    filed_on: date
    original: str
    grounds: str
    findings: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    decision: Literal["upheld", "reduced", "revoked"]
    result: str = ""
    reason: str
    consequences: tuple[str, ...] = ()
    department: str
    reviewer: str


@dataclass(frozen=True, kw_only=True)
class PublicListFacts(Paper):
    """The month's awards for the notice board; employee numbers come masked already, reward words may be empty.

    `opening` and `closing` stand on papers issued long ago.
    """

    subject: str
    basis: tuple[Basis, ...]
    lines: tuple[RewardLine, ...]
    first_day: date
    last_day: date
    working_days: int
    contact: str
    phone: str = ""
    department: str = ""
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True, kw_only=True)
class PointsMonth:
    """One month of a points statement: points by part in the order of `PointsStatementFacts.parts`, `total`, and a remark."""

    month: str
    points: tuple[int, ...]
    total: int
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Redemption:
    """Points given for a gift (negative), or a correction, with its day."""

    day: date
    subject: str
    points: int
    balance: int


@dataclass(frozen=True, kw_only=True)
class PointsStatementFacts(Paper):
    """An agent's points over a time, for signature."""

    holder: Person
    period: str
    parts: tuple[str, ...]
    opening: int
    months: tuple[PointsMonth, ...]
    redemptions: tuple[Redemption, ...] = ()
    balance: int
    department: str = ""
    handler: str = ""


@dataclass(frozen=True, kw_only=True)
class CoachingPlanFacts(Paper):
    """A coaching plan: why, with whom, which figures are to be reached, and lines to fill in as it goes on."""

    agent: Person
    findings: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    basis: Basis
    coach: str
    due_on: date
    weeks: int = 4
    department: str
    handler: str


@dataclass(frozen=True, kw_only=True)
class RectificationFacts(Paper):
    """A rectification order: to whom, about whose doing, what is asked for and until when."""

    responsible: str
    agent: Person
    findings: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    basis: Basis
    demands: tuple[str, ...]
    due_on: date
    department: str
    handler: str


@dataclass(frozen=True, kw_only=True)
class Gift:
    """One line of a redemption slip; `points` is the price of one."""

    name: str
    quantity: int
    points: int


@dataclass(frozen=True, kw_only=True)
class RedemptionSlipFacts(Paper):
    """Gifts handed out for points; both sides sign."""

    holder: Person
    gifts: tuple[Gift, ...]
    before: int
    after: int
    department: str = ""
    handler: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerNoticeFacts(Paper):
    """A reward told to a customer, whose phone number comes masked; `reason` why it is given, `how` where it is claimed."""

    customer: str
    phone: str = ""
    reason: str
    reward: str
    valid_until: date
    how: str = ""
    contact: str = ""
    evaluated_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One line of an assessment sheet; `result` in words or a figure, `remark` may be empty."""

    item: str
    standard: str
    result: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class AssessmentSheetFacts(Paper):
    """What one agent's assessment of a period rests on, for signature."""

    agent: Person
    period: str
    lines: tuple[Assessment, ...]
    missed: tuple[str, ...] = ()
    department: str = ""
    assessor: str = ""
    checks: tuple[Assessment, ...] = ()
    """Spot checks: what was looked at, the day in place of the standard, in order or not, the remark."""


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """A column of a wide sheet: title, a second line under it, share of the width, shaded on days without work."""

    title: str
    under: str = ""
    share: float = 1.0
    align: float = 0.5
    is_shaded: bool = False


@dataclass(frozen=True, kw_only=True)
class WideSheetFacts(Paper):
    """A month's table for signature, on landscape pages, not numbered: one row an agent; a cell with / shows two half days."""

    title: str
    period: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: str = ""
    signers: tuple[str, ...] = ()
    size: Literal["A4", "A3"] = "A4"
