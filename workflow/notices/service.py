"""Posting: a person is told once of a deadline, its day and its rung. Unique keys say so; repeating adds nothing."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, String, and_, literal, select, true, update
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.escalation import ladders
from workflow.escalation.rules import LATE, LATE_DOWNWARD, ORDER, Rung, Spans, late_spans, spans
from workflow.escalation.special import NOWHERE, open_in, special
from workflow.notices import queries, signing, undone
from workflow.notices.adding import add, known, source_of, stands
from workflow.notices.heard import Since, heard, news
from workflow.notices.models import Notice, Why
from workflow.notices.rules import (
    LIAISON_ONLY,
    REMINDERS,
    SCORED,
    SIGN,
    Audience,
    Posted,
    is_true,
    still_told,
    to_nearest,
    told_in_section,
    told_to,
)
from workflow.reports.conditions import awaits_word
from workflow.tasks.models import Assignment
from workflow.workdays.rules import Calendar


def post(session: Session, *, today: date, calendar: Calendar) -> int:
    """Tell everybody concerned of the highest rung that each open deadline has reached. Returns the new notices."""
    told = queries.audience_on(session, on=today)
    climbed = ladders.in_force(session)
    late = late_spans(today=today, calendar=calendar, ladders=climbed)
    set_apart = session.scalar(_apart(late).limit(1)) is not None
    owed, with_head = and_(*_owed(today)), _with_head(session, told)  # built once: there are many rungs
    added = 0
    for rung, span in spans(today=today, calendar=calendar, ladders=climbed):
        which = and_(*open_in(span), owed)
        if set_apart and rung in LATE:
            which = and_(which, Deadline.id.not_in(_apart(late)))
        since = heard(rung, span, calendar)
        added += _remind(session, (which, with_head), told, rung=rung.value, on=today, since=since)
    for rung in LATE_DOWNWARD if set_apart else ():
        which = and_(Deadline.id.in_(_apart(late, rung)), owed)
        added += _remind(session, (which, with_head), told, rung=rung.value, on=today)
    return added + _tell_signers(session, told, on=today)


def _owed(today: date) -> tuple[ColumnElement[bool], ...]:
    """What can be answered by now; who has answered is not reminded."""
    return Deadline.opens_on <= today, ~awaits_word()


def _apart(late: Spans, rung: Rung | None = None) -> Select[Any]:
    """The deadlines that red periods or the office put on a rung; of lateness at all, unless one is named."""
    found = special(late).subquery()
    return select(found.c.id).where(found.c.place == ORDER[rung] if rung else found.c.place > NOWHERE)


def _with_head(session: Session, told: Audience) -> ColumnElement[bool]:
    """Condition: it lies with a head whom somebody is."""
    headed = queries.rows(session, sorted({(one.department_id,) for one in told.heads}), department=Integer)
    return and_(signing.lies_with_head(), Deadline.department_id.in_(select(headed.c.department)))


def _remind(
    session: Session,
    what: tuple[ColumnElement[bool], ColumnElement[bool]],
    told: Audience,
    *,
    rung: str,
    on: date,
    since: Since = None,
) -> int:
    """What lies with a department's head is hers to be reminded of, at every rung; whoever filled it in has done so."""
    which, with_head = what
    facts: Any = {"rung": rung, "on": on, "since": since}
    others = _tell(session, and_(which, ~with_head), told, **facts)
    above = replace(told, nearest=told.heads, heads=(), sections=())
    return others + (_tell(session, and_(which, with_head), above, **facts) if told.heads else 0)


def _tell_signers(session: Session, told: Audience, *, on: date) -> int:
    """Tell heads of what waits for them, nobody else; once for each thing that was submitted."""
    added = 0
    given = [(one.account_id, one.department_id) for one in told.heads]
    for found in signing.waiting() if given else ():
        waits, people = found.subquery(), queries.rows(session, given, account=Integer, department=Integer)
        facts = (people.c.account, waits.c.rung, literal(Why.HEADS.value), literal(on, Date), Deadline.id)
        source = select(*facts, Deadline.due_on).select_from(Deadline)
        source = source.join(waits, waits.c.deadline_id == Deadline.id)
        source = source.join(people, people.c.department == Deadline.department_id)
        added += add(session, source.where(~known(people.c.account, waits.c.rung)))
    return added


def tell(session: Session, deadline_ids: Collection[int], *, rung: str, on: date, at_once: bool = False) -> int:
    """Tell of chosen deadlines on an occasion of its own: `urge:<id>` or `return:<report id>`, once per person.

    What has ended or is held is passed over. Returns the new notices; they leave with each person's next digest, or in
    a mail of their own `at_once`."""
    told = queries.audience_on(session, on=on)
    facts: Any = {"rung": rung, "on": on, "at_once": at_once}
    ids = sorted(set(deadline_ids))
    return sum(_tell(session, Deadline.id.in_(some), told, **facts) for some in queries.batches(ids))


def drop_untrue(session: Session, *, today: date, at_once: bool = False) -> int:
    """Drop notices not yet in a message whose deadline ended, moved or is held, or whose person lost the post or is
    away; only those that leave `at_once`, where that is said. An urge or a return that somebody lost in this way is
    told to whoever is there now."""
    told = queries.audience_on(session, on=today)
    rights = still_told(told)
    untrue = [one for one in queries.unfolded(session, at_once=at_once) if not is_true(one, told, rights)]
    undone.forget_unheard(session, [notice.id for notice in untrue if notice.stands])
    for some in queries.batches([notice.id for notice in untrue]):
        session.execute(
            update(Notice).where(Notice.id.in_(some), *queries.UNFOLDED).values(dropped_on=today),
            execution_options={"synchronize_session": False},
        )
    _tell_again(session, untrue, told, on=today)
    return len(untrue)


def _tell_again(session: Session, lost: Collection[Posted], told: Audience, *, on: date) -> None:
    """What has an occasion of its own is posted once and by no later round; one statement or two for each occasion."""
    occasions: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for notice in lost:
        if notice.stands and ":" in notice.rung and not notice.rung.startswith((SIGN, SCORED)):
            occasions[notice.rung, notice.at_once].append(notice.deadline_id)
    if any(notice.stands and notice.rung.startswith(SIGN) for notice in lost):
        _tell_signers(session, told, on=on)
    for (rung, at_once), deadline_ids in occasions.items():
        tell(session, deadline_ids, rung=rung, on=on, at_once=at_once)


def _tell(
    session: Session,
    which: ColumnElement[bool],
    told: Audience,
    *,
    rung: str,
    on: date,
    at_once: bool = False,
    since: Since = None,
) -> int:
    """`since`: from which day on another word to a person makes this one needless."""
    to_heads, to_office = told_to(rung)
    added = 0
    if told.sections and told_in_section(rung):
        added += _tell_sections(session, which, told, rung=rung, on=on, at_once=at_once, since=since)
        which = and_(which, ~_heard(session, told)) if rung in REMINDERS else which
    for group in (told.nearest if to_nearest(rung) else (), told.heads if to_heads else ()):
        given = [(r.account_id, r.department_id, r.why.value) for r in group]
        people = queries.rows(session, given, account=Integer, department=Integer, why=String)
        source = source_of(people.c.account, people.c.why, rung=rung, on=on)
        source = source.join(people, people.c.department == Deadline.department_id)
        source = source.where(*stands(rung), which, *news(people.c.account, since))
        added += add(session, source, at_once=at_once)
    if to_office:
        people = queries.rows(session, [(account_id,) for account_id in told.office], account=Integer)
        source = source_of(people.c.account, literal(Why.SUPERVISES.value), rung=rung, on=on).join(people, true())
        added += add(session, source.where(*stands(rung), which))
    return added


def _tell_sections(
    session: Session,
    which: ColumnElement[bool],
    told: Audience,
    *,
    rung: str,
    on: date,
    at_once: bool,
    since: Since,
) -> int:
    given = [(one.account_id, one.post_id, one.why.value) for one in told.sections]
    people = queries.rows(session, given, account=Integer, post=Integer, why=String)
    source = source_of(people.c.account, people.c.why, rung=rung, on=on)
    source = source.join(Assignment, Assignment.id == Deadline.assignment_id)
    source = source.join(people, people.c.post == Assignment.post_id)
    owed = (*stands(rung), which, Deadline.kind.not_in(LIAISON_ONLY), *news(people.c.account, since))
    return add(session, source.where(*owed), at_once=at_once)


def _heard(session: Session, told: Audience) -> ColumnElement[bool]:
    """Condition: a section hears of this deadline, and the liaison need not be reminded."""
    posts = queries.rows(session, sorted({(one.post_id,) for one in told.sections}), post=Integer)
    given = select(Assignment.id).where(Assignment.post_id.in_(select(posts.c.post)))
    return and_(Deadline.kind.not_in(LIAISON_ONLY), Deadline.assignment_id.in_(given))
