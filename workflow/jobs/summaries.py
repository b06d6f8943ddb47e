"""The summaries: the office's as a week begins, the leaders' page as a month ends. Once each, by their slot."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.insight.occasions import first_of_week, month_owed, week_of
from workflow.insight.one_page import one_page
from workflow.insight.week import week
from workflow.jobs import runs
from workflow.jobs.day import Day, Done, Worker, day_of_round, hours_here, send, trouble_noted
from workflow.jobs.summary_letters import MonthLetter, WeekLetter
from workflow.outbox import hours, restored
from workflow.outbox.keeping import keep, row_of
from workflow.outbox.queries import Due
from workflow.outbox.rules import Letter, Press, Written
from workflow.people.away import seats
from workflow.people.models import Account, PostKind
from workflow.plans.models import Plan, PlanState

WEEKLY, MONTHLY = "weekly", "monthly"
Make = Callable[[str, bool], Letter]  # for a reader's language, and whether text may leave


@dataclass(frozen=True)
class Owed:
    """A summary that is owed: its job and slot, its day, and the plans that were under way for it."""

    job: str
    slot: str
    on: date
    plans: tuple[Plan, ...]


def send_summaries(worker: Worker) -> Done | None:
    """Write and send what is owed by now; None when nothing is."""
    now, today, here = worker.clock.now(), worker.clock.today(), hours_here(worker)
    at = hours.minutes(now)
    if at < here.digests or here.is_quiet(now):
        return None
    day = day_of_round(worker.database, today, at=now)
    done = Done(today, working_day=day.calendar.is_working(today))
    with worker.database.reading() as session:
        wanted = owed(session, day, come=at >= here.month_end)
    if not wanted:
        return None
    write(worker, day, done, wanted)
    send(worker, done)
    return done


def write_of_day(worker: Worker, day: Day, done: Done) -> None:
    """Those of this very day, whatever the hour: a round that is called by hand is the whole of a day."""
    with worker.database.reading() as session:
        wanted = of_day(session, day)
    write(worker, day, done, wanted)


def write(worker: Worker, day: Day, done: Done, wanted: list[Owed]) -> None:
    """Each summary in a transaction of its own, with its note."""
    for one in wanted:
        with trouble_noted(worker, one.job, one.slot), worker.database.writing() as session:
            runs.begin(session, one.job, one.slot, at=day.at)
            run = runs.hold(session, one.job, one.slot)
            if run.ended_at is None:
                count = write_one(session, day, worker.press, one)
                runs.end(run, {"folded": count}, at=worker.clock.now())
                done.summaries += count


def of_day(session: Session, day: Day) -> list[Owed]:
    """The summaries whose day this is; none is made up."""
    return [one for one in owed(session, day, come=True) if one.on == day.on]


def owed(session: Session, day: Day, *, come: bool) -> list[Owed]:
    """What is owed and not done on a working day; `come`: the hour of a month's end has. After a restore what may have
    left already is not owed."""
    return [
        one
        for one in _owed(session, day, come=come)
        if not runs.is_done(session, one.job, one.slot) and not restored.is_silent(session, today=one.on)
    ]


def _owed(session: Session, day: Day, *, come: bool) -> Iterator[Owed]:
    here = hours.kept(session)
    if not day.calendar.is_working(day.on):
        return
    plans = session.scalars(select(Plan).where(Plan.state == PlanState.IN_FORCE, Plan.started_on.is_not(None))).all()
    first = first_of_week(day.on, day.calendar)
    before = tuple(plan for plan in plans if plan.started_on and plan.started_on < first)
    if here.weekly and before:
        yield Owed(WEEKLY, week_of(day.on), first, before)
    last = month_owed(day.on, day.calendar, come=come)
    by_then = tuple(plan for plan in plans if last and plan.started_on and plan.started_on <= last)
    if here.monthly and last and by_then:
        yield Owed(MONTHLY, f"{last:%Y-%m}", last, by_then)


def write_one(session: Session, day: Day, press: Press, owed: Owed) -> int:
    """The mails of one summary; returns how many are new."""
    kind, letters = f"{owed.job}:{owed.slot}", dict[str, Make]()
    if owed.job == WEEKLY:
        found = week(session, today=day.on, calendar=day.calendar)
        letters[kind] = partial(WeekLetter, day.on, found)
    else:
        for plan in owed.plans:
            page = one_page(session, plan.id, today=day.on, calendar=day.calendar)
            letters[f"{kind}:{plan.id}"] = partial(MonthLetter, day.on, plan.id, plan.title, page)
    post = PostKind.OFFICE if owed.job == WEEKLY else PostKind.LEADER
    people = _people(session, post, day.on)
    rows = [row for kind, make in letters.items() for row in _rows(people, kind, make, day, press)]
    return len(keep(session, rows))


def _people(session: Session, post: PostKind, on: date) -> list[Due]:
    """Who holds such a post, away or not: a summary waits for whoever comes back."""
    ids = {seat.account_id for seat in seats(session, on=on) if seat.kind == post}
    columns: Any = (Account.id, Account.name, Account.email, Account.locale)
    rows = session.execute(select(*columns).where(Account.id.in_(ids)).order_by(Account.id))
    return [Due(*row) for row in rows]


def _rows(people: list[Due], kind: str, make: Make, day: Day, press: Press) -> Iterator[dict[str, Any]]:
    """Equal mails are put into words once."""
    said: dict[tuple[str, bool], Written] = {}
    for person in people:
        key = (person.locale, press.whole(person.address))
        if key not in said:
            said[key] = press.render(make(*key))
        yield row_of(person, said[key], day=day.on, kind=kind, at=day.at, host=press.host)
