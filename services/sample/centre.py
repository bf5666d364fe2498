"""Making the sample centre: six months of a made-up company, five of them closed, seen from a given day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import resources
from models.domain.errors import N_
from models.domain.ops import Op
from models.domain.outcomes import OutcomeStatus
from models.domain.period import Cadence, Period
from models.queries import today as today_queries
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.people import AssignmentRow, EmployeeRow
from models.tables.readings import ComplaintRow, NominationRow, ReadingRow, RecordingRow
from models.tables.work import CaseStepRow, SpotCheckRow, WorkCaseRow, WorkLogRow
from services import appeals, attachments, closing, follow_ups, notices, outcomes, papers, points, publishing, schemes, settings
from services.outcome_views import outcomes_of
from services.progress import NoProgress, Progress
from services.sample import figures, growth, work
from services.sample.people import TEAMS, people
from services.working_days import WorkingDays
from services.workspace import Workspace, create_workspace

SEED = 20261122
MONTHS = 6
SUPERVISOR, REVIEWER = "陈主管", "李人事"
ADOPTED = {
    "outbound-rewards-and-penalties": {
        "monthly-top-performers.amount": "500",
        "quarterly-sustained.amount": "800",
        "monthly-service-star.amount": "300",
        "team-contribution.amount": "500",
        "innovation.amount": "200",
        "full-attendance.amount": "300",
        "attendance-violations.steps": "3:reminder, 5:warning, 8:serious_warning",
    },
    "points-programme": {"monthly-points.contribution.suggestion-adopted": "4", "monthly-points.contribution.activity-joined": "2"},
    "recording-awards": {"excellent-recording.count": "3", "most-beautiful-voice.count": "2"},
    "ranked-bonus": {
        "monthly-individual-bonus.prizes": "1:500, 2:300, 3:200",
        "monthly-team-bonus.prizes": "1:800",
        "yearly-bonus.prizes": "1:3000, 2:2000, 3:1000",
        "yearly-team-bonus.prizes": "1:5000",
    },
}
GIFTS = (("保温杯", 40, 20), ("蓝牙耳机", 90, 8), ("购物卡100元", 120, 15), ("带薪休假半天", 150, 10))


@dataclass
class MovingClock:
    """A clock that the story sets from day to day."""

    moment: datetime

    def now(self) -> datetime:
        """The moment of the story."""
        return self.moment

    def today(self) -> date:
        """The day of the story."""
        return self.moment.date()

    def move_to(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """Go on to a time of a day."""
        self.moment = datetime.combine(day, time(hour, minute))


def make(folder: Path, *, today: date, language: str = "zh", progress: Progress | None = None) -> Workspace:
    """Make the workspace and leave it open; UserError when the folder holds one already."""
    progress = progress or NoProgress()
    month = Period.containing(today, Cadence.MONTH)
    months = tuple(month.shifted(n) for n in range(-MONTHS, 0))
    clock = MovingClock(datetime.combine(months[0].first - timedelta(days=10), time(9)))
    workspace = create_workspace(folder, name="云岚客户服务有限公司客服中心", language=language, clock=clock, actor=SUPERVISOR)
    try:
        _settings(workspace)
        _records(workspace, month, months, today)
        _adopt(workspace, months[0].first)
        for done, closed in enumerate(months[:-1]):
            progress.step(done, MONTHS)
            _close_month(workspace, clock, closed, today)
        _appeals(workspace, clock, months, today)
        _settled(workspace, clock, months, today)
        clock.move_to(today)
        growth.make(workspace, today=today)
        papers.draw_pending(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _settings(workspace: Workspace) -> None:
    logo = attachments.keep(workspace, resources.path("sample/logo.png"))
    seal = attachments.keep(workspace, resources.path("sample/seal.png"))
    values = {
        "province": "浙江", "hr_department": "人力资源部", "contact": REVIEWER, "phone": "0571-5550 0100", "address": "杭州市样例路 1 号",
        "responsible": SUPERVISOR, "monthly_budget": "15000", "minimum_wage": "2490", "logo": logo.sha256, "seal": seal.sha256,
    }  # fmt: skip
    settings.change(workspace, values=values)
    for name, price, stock in GIFTS:
        points.put_item(workspace, name=name, price=price, stock=stock)


def _records(workspace: Workspace, month: Period, months: tuple[Period, ...], today: date) -> None:
    rng = Random(SEED)
    staff = people(month)
    ids = {person.employee_no: number for number, person in enumerate(staff, 1)}

    def roster(tx: Tx) -> None:
        tx.insert_many(
            EmployeeRow,
            [
                {"id": ids[p.employee_no], "employee_no": p.employee_no, "name": p.name, "hired_on": p.hired_on,
                 "regular_from": p.regular_from, "left_on": p.left_on, "pin_hash": None}
                for p in staff
            ],
        )  # fmt: skip
        tx.insert_many(AssignmentRow, [row | {"employee_id": ids[p.employee_no]} for p in staff for row in p.assignments(months[0])])

    days = figures.attendance(ids, staff, (*months, month), today, rng)

    def figures_of_months(tx: Tx) -> None:
        tx.insert_many(AttendanceRow, days)
        tx.insert_many(ReadingRow, figures.readings(ids, staff, months, rng))

    def records(tx: Tx) -> None:
        tx.insert_many(RecordingRow, figures.recordings(ids, staff, months, today, rng))
        tx.insert_many(ComplaintRow, figures.complaints(ids, months))
        tx.insert_many(NominationRow, figures.nominations(ids, months, TEAMS))

    def work_log(tx: Tx) -> None:
        cases, steps = work.cases(ids, (months[-1], month), today)
        tx.insert_many(WorkCaseRow, cases)
        tx.insert_many(CaseStepRow, steps)
        tx.insert_many(WorkLogRow, work.logs(ids, days, (months[-1], month), today))
        tx.insert_many(SpotCheckRow, work.spot_checks(ids, today, SUPERVISOR))

    workspace.store.transact(Op.IMPORT_ROSTER, roster, who=SUPERVISOR)
    workspace.store.transact(Op.IMPORT_ATTENDANCE, figures_of_months, who=SUPERVISOR)
    workspace.store.transact(Op.IMPORT_RECORDINGS, records, who=SUPERVISOR)
    workspace.store.transact(Op.IMPORT_WORK_LOG, work_log, who=SUPERVISOR)


def _adopt(workspace: Workspace, first: date) -> None:
    for scheme_id, values in ADOPTED.items():
        if scheme_id in schemes.library():
            version = schemes.adopt(workspace, scheme_id=scheme_id, first=first, values=values).value
            week = timedelta(days=7)
            schemes.publish_version(
                workspace, version_id=version.id, published_on=first - week, discussed_on=first - 4 * week, consulted_on=first - 3 * week
            )


def _close_month(workspace: Workspace, clock: MovingClock, month: Period, today: date) -> None:
    clock.move_to(_closing_day(month, today), 10)
    closing.close(workspace, month=month)
    found = outcomes_of(workspace, month=month)
    burdens = [outcome for outcome in found if outcome.needs_notice]
    for outcome in burdens:
        assert outcome.id is not None
        outcomes.take_statement(workspace, id=outcome.id, text=None)
    waived = [o.id for o in burdens if o.level == "reminder" and o.id is not None][:1]
    if waived:
        outcomes.waive(workspace, ids=waived, reason=workspace.texts(N_("The delay was caused by a metro breakdown; proof was handed in.")))
    proposed = outcomes_of(workspace, month=month, status=OutcomeStatus.PROPOSED)
    outcomes.confirm(workspace, ids=[o.id for o in proposed if o.id is not None])
    publishing.publish(workspace, month=month)


def _closing_day(month: Period, today: date) -> date:
    """The third working day after the month, early enough for the appeal that is still running today."""
    return min(WorkingDays().within(month.last, 3).last_day, _filed_day(today) - timedelta(days=4))


def _filed_day(today: date) -> date:
    """The day on which an appeal is filed that must be decided by two working days after today."""
    calendar = WorkingDays()
    due = calendar.within(today, 2).last_day
    day = due - timedelta(days=14)
    while calendar.within(day, 15).last_day > due:
        day -= timedelta(days=1)
    return day


def _appeals(workspace: Workspace, clock: MovingClock, months: tuple[Period, ...], today: date) -> None:
    """One appeal decided months ago, one running out two working days from today; other old notices are signed."""
    waiting = [notice for notice in notices.notices(workspace) if notice.received_on is None]
    last_closed = months[-2].text
    old = [notice for notice in waiting if notice.month != last_closed]
    recent = [notice for notice in waiting if notice.month == last_closed]
    for notice in old:
        clock.move_to(WorkingDays().within(notice.issued_on, 1).last_day, 15)
        notices.sign(workspace, number=notice.number, on=clock.today(), employee_no=notice.employee_no)
    if old:
        _decided(workspace, clock, old[-1])
    if recent:
        _running(workspace, clock, recent[0], today)


def _settled(workspace: Workspace, clock: MovingClock, months: tuple[Period, ...], today: date) -> None:
    """What the closed months owed is done, and their papers are printed, but for the last of them."""
    with workspace.store.read() as tx:
        owed = today_queries.open_follow_ups(tx)
    for line in owed:
        if line.month < months[-2].text:
            clock.move_to(line.due_on, 16)
            follow_ups.settle(
                workspace, follow_up=line.id, on=clock.today(), result=workspace.texts(N_("Talk held and noted; goals agreed."))
            )
    clock.move_to(today, 8)
    printed = [paper.id for paper in papers.register(workspace) if paper.month and paper.month < months[-2].text]
    papers.draw_pending(workspace)
    papers.printed(workspace, ids=printed)


def _decided(workspace: Workspace, clock: MovingClock, notice: notices.NoticeView) -> None:
    calendar = WorkingDays()
    received = calendar.within(notice.issued_on, 1).last_day
    clock.move_to(calendar.within(received, 3).last_day, 16, 20)
    reason = "投诉客户当时误以为我挂断电话，实际是线路中断，录音可以证明。"
    filed = appeals.file(workspace, notice_number=notice.number, employee_no=notice.employee_no, at=clock.now(), reason=reason).value
    clock.move_to(calendar.within(clock.today(), 1).last_day)
    appeals.accept(workspace, case=filed.case, at=clock.now())
    clock.move_to(calendar.within(clock.today(), 6).last_day, 14)
    appeals.decide(
        replace(workspace, actor=REVIEWER), case=filed.case, by=REVIEWER, decision="revoke",
        reason="经复核录音，通话中断由线路故障引起，原认定事实不成立。", at=clock.now(),
    )  # fmt: skip


def _running(workspace: Workspace, clock: MovingClock, notice: notices.NoticeView, today: date) -> None:
    filed_day = _filed_day(today)
    clock.move_to(filed_day - timedelta(days=1), 11)
    notices.sign(workspace, number=notice.number, on=clock.today(), employee_no=notice.employee_no)
    clock.move_to(filed_day, 17, 30)
    reason = "当月系统升级导致统计口径变化，我的业绩得分被低估，请复核原始数据。"
    filed = appeals.file(workspace, notice_number=notice.number, employee_no=notice.employee_no, at=clock.now(), reason=reason).value
    clock.move_to(max(WorkingDays().within(filed_day, 1).last_day, filed_day))
    appeals.accept(workspace, case=filed.case, at=clock.now())
