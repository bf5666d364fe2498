"""Growth records of the sample centre: a few of every kind around the day from which it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from models.domain.period import Cadence, Period
from services.growth import certificates, committee, elections, mentors, talks, trainings
from services.growth.certificates import CertificateData
from services.growth.elections import ElectionData
from services.growth.mentors import MentorshipData
from services.growth.talks import TalkData
from services.growth.trainings import TrainingData
from services.people import roster
from services.workspace import Workspace

_COURSES = (
    ("投诉处理与情绪安抚", 40, "internal", "2", None), ("新产品知识", 25, "internal", "1.5", None),
    ("客户服务管理师（外部）", 18, "external", "16", "680"), ("优秀录音分享会", 9, "sharing", "1", None),
)  # fmt: skip


def make(workspace: Workspace, *, today: date) -> None:
    """Record trainings, certificates, mentors, talks, an election and the committee of agents who have long been there."""
    staff = [
        row for row in roster(workspace, day=today) if row.left_on is None and row.hired_on and row.hired_on < today - timedelta(days=200)
    ]
    numbers = [row.employee_no for row in staff][:12]
    _trainings(workspace, numbers, today)
    _certificates(workspace, numbers, today)
    _mentors(workspace, numbers, today)
    _talks(workspace, numbers, today)
    _election(workspace, numbers, today)
    for name, task in (("陈主管", "奖励目标与预算"), ("李人事", "制度合规与员工意见"), ("周质检", "评分标准与改进周期")):
        committee.save(workspace, name=name, task=task, since=today - timedelta(days=150))


def _trainings(workspace: Workspace, numbers: Sequence[str], today: date) -> None:
    for place, (course, back, kind, hours, cost) in enumerate(_COURSES):
        day, invited = today - timedelta(days=back), numbers[place : place + 8]
        data = TrainingData(course, day, kind, Decimal(hours), Decimal(cost) if cost else None)
        id = trainings.save(workspace, data=data).value
        trainings.invite(workspace, training=id, employee_nos=invited)
        trainings.mark(workspace, training=id, employee_nos=invited[:5], attended=True, passed=True if kind == "external" else None)
        trainings.mark(workspace, training=id, employee_nos=invited[5:7], attended=False, passed=None)


def _certificates(workspace: Workspace, numbers: Sequence[str], today: date) -> None:
    held = (("客户服务管理师", "industry", 330, 35), ("投诉处理中级", "skill", 60, None), ("外呼质检员", "skill", 700, -5))
    for number, (name, kind, issued, left) in zip(numbers, held, strict=False):
        until = None if left is None else today + timedelta(days=left)
        certificates.save(workspace, data=CertificateData(number, name, today - timedelta(days=issued), kind, "行业协会", until))


def _mentors(workspace: Workspace, numbers: Sequence[str], today: date) -> None:
    begun, due = today - timedelta(days=80), today + timedelta(days=8)
    mentors.save(workspace, data=MentorshipData(numbers[0], numbers[6], begun, due, "独立处理升级投诉"))
    reached = mentors.save(workspace, data=MentorshipData(numbers[1], numbers[7], begun, today - timedelta(days=20), "质检得分 90 分以上"))
    mentors.end(workspace, mentorship=reached.value, on=today - timedelta(days=22), reached=True, result="连续两月 92 分，提前达成")


def _talks(workspace: Workspace, numbers: Sequence[str], today: date) -> None:
    day, due = today - timedelta(days=6), today + timedelta(days=3)
    text, agreed = "近期夜班较多，休息不足，希望调整。", "下月起每周不超过两个夜班"
    talks.save(workspace, data=TalkData(numbers[2], day, "care", "陈主管", text, {}, agreed, due))
    points = {
        "situation": "客户因退款延误情绪激动", "task": "稳定情绪并在一次通话内解决", "action": "致歉、核实订单、当场提交加急退款",
        "result": "客户当场表示满意，次日到账",
    }  # fmt: skip
    talks.save(workspace, data=TalkData(numbers[3], day - timedelta(days=9), "bei", "李人事", "", points))


def _election(workspace: Workspace, numbers: Sequence[str], today: date) -> None:
    month = Period.containing(today, Cadence.MONTH)
    data = ElectionData("服务之星评选", "service-star", month.text, today - timedelta(days=2), 1, 30)
    elections.save(workspace, data=data, candidates=[(numbers[0], 14), (numbers[1], 11), (numbers[4], 5)])
