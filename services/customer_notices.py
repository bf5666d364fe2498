"""Rewards for customers (客户满意度奖励): each is told in a numbered notice, with a masked phone number and a month to claim it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from models.domain.errors import N_, ImportRefused, Message, UserError
from models.domain.ops import Done, Op
from models.domain.papers import PaperStatus, Series
from models.domain.period import months_later
from models.queries import papers as queries
from models.store import Tx
from services import papers, settings
from services.documents.facts import CustomerNoticeFacts
from services.exchange import values
from services.exchange.header import Column, find_header
from services.exchange.plan import Draft
from services.exchange.rows import Table
from services.exchange.tables_in import read_table
from services.papers import Owner
from services.workspace import Workspace

COLUMNS = (
    Column("customer", ("客户", "客户姓名", "客户名称", "姓名", "customer name", "name"), True),
    Column("phone", ("手机", "手机号", "电话", "联系电话", "phone number", "mobile")),
    Column("evaluated_on", ("评价日期", "评估日期", "日期", "evaluation date", "date"), True),
    Column("reason", ("事由", "奖励原因", "说明", "grounds", "reason"), True),
    Column("reward", ("奖励", "奖励内容", "奖品", "gift"), True),
    Column("how", ("领取方式", "使用方式", "how to claim")),
)
TELL_WITHIN = timedelta(days=7)
"""A customer is told within one week of the evaluation (004#4)."""
_PHONE = re.compile(r"(?<!\d)(\+?\d{3})\d{3,}(\d{4})(?!\d)")


@dataclass(frozen=True)
class CustomerReward:
    """What one customer gets and why; `how` it is claimed, '' = as the letterhead's contact says; the phone number is masked."""

    customer: str
    evaluated_on: date
    reason: str
    reward: str
    phone: str = ""
    how: str = ""


@dataclass(frozen=True)
class Planned:
    """Rewards that would be told, those told already, the last day on which they can be claimed, and what to look at first."""

    rewards: tuple[CustomerReward, ...]
    told_before: int
    valid_until: date
    warnings: tuple[Message, ...]


def masked_phone(text: str) -> str:
    """The number with its middle hidden: 138****5678; what is masked already, or too short, stays."""
    return _PHONE.sub(r"\1****\2", re.sub(r"(?<=\d)[\s-]+(?=\d)", "", text.strip()))


def read(path: Path) -> tuple[CustomerReward, ...]:
    """The rewards of a table file; ImportRefused names every bad row."""
    draft = Draft()
    sheet, header = find_header(read_table(path), COLUMNS)
    table, found = Table(sheet, header, draft), []
    for row in table.rows():
        day = table.need(row, "evaluated_on", values.read_date)
        customer, reason, reward = (table.need(row, key, values.read_words) for key in ("customer", "reason", "reward"))
        if table.is_good(row) and day and customer and reason and reward:
            phone = masked_phone(values.read_text(table.cell(row, "phone")))
            found.append(CustomerReward(customer, day, reason, reward, phone, values.read_words(table.cell(row, "how"))))
    if draft.problems:
        bad = len({problem.row for problem in draft.problems})
        raise ImportRefused(
            N_("“{file}” was not read; rows that cannot be used: {bad}. Nothing was issued."),
            tuple(draft.problems),
            file=path.name,
            bad=bad,
        )
    if not found:
        raise UserError(N_("“{file}” holds no reward."), file=path.name)
    return tuple(found)


def plan(workspace: Workspace, *, rewards: Sequence[CustomerReward]) -> Planned:
    """What issuing the rewards today would do; a customer who was told of the same reward for the same evaluation is not told twice."""
    with workspace.store.read() as tx:
        return _planned(tx, workspace, rewards)


def issue(workspace: Workspace, *, rewards: Sequence[CustomerReward]) -> Done[tuple[str, ...]]:
    """Number a notice for each reward not told before, in one step; gives the numbers. Drawn by `papers.draw_pending` afterwards."""
    for reward in rewards:
        _check(workspace, reward)

    def work(tx: Tx) -> tuple[str, ...]:
        planned = _planned(tx, workspace, rewards)
        centre, issuer = settings.centre_in(tx), papers.issuer(workspace, tx)
        contact = " ".join(part for part in (centre.contact, centre.phone) if part)
        owner = Owner(month=workspace.clock.today().strftime("%Y-%m"))
        return tuple(
            papers.allocate(
                tx, workspace, Series.CUSTOMER,
                CustomerNoticeFacts(
                    language="zh" if workspace.texts.language == "zh" else "en", number="", issued_on=workspace.clock.today(),
                    check_code="", centre=issuer, customer=one.customer, phone=one.phone, reason=one.reason, reward=one.reward,
                    valid_until=planned.valid_until, how=one.how, contact=contact, evaluated_on=one.evaluated_on,
                ),
                owner,
            ).number
            for one in planned.rewards
        )  # fmt: skip

    return workspace.store.transact(Op.ISSUE_DOCUMENT, work, who=workspace.actor)


def _check(workspace: Workspace, reward: CustomerReward) -> None:
    if not all((reward.customer.strip(), reward.reason.strip(), reward.reward.strip())):
        raise UserError(N_("Enter the customer, the reason and the reward."))
    if reward.evaluated_on > workspace.clock.today():
        raise UserError(
            N_("The evaluation of {customer} lies ahead ({day})."), customer=reward.customer, day=reward.evaluated_on.isoformat()
        )


def _planned(tx: Tx, workspace: Workspace, rewards: Sequence[CustomerReward]) -> Planned:
    today = workspace.clock.today()
    told = {_key(row.facts) for row in queries.documents(tx, kind=Series.CUSTOMER.value) if row.status == PaperStatus.ISSUED}
    new = tuple(one for one in dict.fromkeys(rewards) if _key(vars(one)) not in told)
    late = [one.customer for one in new if today - one.evaluated_on > TELL_WITHIN]
    warnings = []
    if late:
        text = N_("Evaluated more than a week ago, though customers are to be told within one week: {names}.")
        warnings.append(Message(text, {"names": ", ".join(late[:5]) + (" …" if len(late) > 5 else "")}))
    valid_until = months_later(today, 1)  # a reward is valid for one month from the notice (004#4)
    return Planned(new, len(rewards) - len(new), valid_until, tuple(warnings))


def _key(facts: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(facts.get(name, "")) for name in ("customer", "phone", "evaluated_on", "reward"))
