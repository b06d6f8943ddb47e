"""Loading many people at once: every row is checked first, and nothing is loaded while one is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.people import accounts, holdings, queries, sections, service
from workflow.people.models import Account, Department, Post, PostKind, TokenPurpose
from workflow.people.rules import DEPUTY, HOLDER, one_holder
from workflow.people.workbook import LONGEST, PersonRow

ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+|[^@\s<>,;\"]+@localhost")


@dataclass(frozen=True)
class Doubt:
    """A cell that cannot be taken; `key` names the sentence (people.cell_…)."""

    line: int
    column: str
    key: str
    value: str


@dataclass(frozen=True)
class Known:
    """What rows are compared with."""

    departments: dict[str, int]
    accounts: dict[str, Account]
    held: dict[int, set[tuple[int, PostKind]]]


@dataclass(frozen=True)
class Step:
    """What a row would do: a new person, a further post, or nothing."""

    row: PersonRow
    department_id: int
    kind: PostKind
    new_person: bool
    new_post: bool


@dataclass(frozen=True)
class Invited:
    name: str
    email: str
    department: str
    token: str


def known(session: Session, rows: list[PersonRow], *, on: date) -> Known:
    """The names of bodies, and the people of these rows who are here already with what they hold."""
    found = session.scalars(select(Account).where(Account.email.in_({row.email.lower() for row in rows})))
    people = {account.email: account for account in found}
    held = holdings.held_by(session, [account.id for account in people.values()], on=on)
    return Known(
        queries.by_printed_name(session, on=on),
        people,
        {key: {(one.department_id, one.kind) for one in value} for key, value in held.items()},
    )


def check(rows: list[PersonRow], here: Known, *, posts: Mapping[str, PostKind]) -> tuple[list[Step], list[Doubt]]:
    """What each row would do, and every cell that is wrong. `posts` gives the words for posts."""
    steps: list[Step] = []
    doubts: list[Doubt] = []
    names: dict[str, str] = {}
    seen: set[tuple[str, int, PostKind]] = set()
    for row in rows:
        wrong = _doubts(row, here, posts, names)
        if not wrong:
            key = (row.email.lower(), here.departments[row.department], posts[row.post])
            wrong = [Doubt(row.line, "email", "people.cell_twice", row.email)] if key in seen else []
            seen.add(key)
        doubts += wrong
        if not wrong:
            steps.append(_step(row, here, posts, new_person=row.email.lower() not in names))
        names.setdefault(row.email.lower(), row.name)
    return steps, doubts


def _doubts(row: PersonRow, here: Known, posts: Mapping[str, PostKind], names: dict[str, str]) -> list[Doubt]:
    found: list[tuple[str, str]] = []
    for column, longest in LONGEST.items():
        if len(getattr(row, column)) > longest:
            found.append((column, "people.cell_long"))
    if not row.name:
        found.append(("name", "people.cell_empty"))
    if not row.department:
        found.append(("department", "people.cell_empty"))
    elif row.department not in here.departments:
        found.append(("department", "people.cell_department"))
    if not ADDRESS.fullmatch(row.email):
        found.append(("email", "people.cell_email" if row.email else "people.cell_empty"))
    if row.post not in posts:
        found.append(("post", "people.cell_post" if row.post else "people.cell_empty"))
    account = here.accounts.get(row.email.lower())
    if account and account.disabled_at:
        found.append(("email", "people.cell_disabled"))
    kept = account.name if account else names.get(row.email.lower())
    if kept and row.name and kept != row.name:
        found.append(("name", "people.cell_other_name"))
    return [Doubt(row.line, column, key, getattr(row, column)) for column, key in found]


def _step(row: PersonRow, here: Known, posts: Mapping[str, PostKind], *, new_person: bool) -> Step:
    department_id, kind = here.departments[row.department], posts[row.post]
    account = here.accounts.get(row.email.lower())
    new_post = account is None or (department_id, kind) not in here.held.get(account.id, set())
    return Step(row, department_id, kind, new_person and account is None, new_post)


def load(session: Session, steps: list[Step], *, by: Actor, at: datetime, on: date) -> list[Invited]:
    """Make the people and give them their posts; the first of a post holds it, the others are deputies."""
    invited: list[Invited] = []
    people: dict[str, Account] = {}
    for step in steps:
        email = step.row.email.lower()
        account = people.get(email) or queries.account_by_email(session, email)
        if account is None:
            account = accounts.create(session, email=email, name=step.row.name, phone=step.row.phone, by=by, at=at)
            token = accounts.issue_link(session, account, TokenPurpose.INVITE, by=by, at=at)
            invited.append(Invited(account.name, email, step.row.department, token))
        people[email] = account
        if step.new_post:
            take_post(session, step.department_id, step.kind, account, by=by, at=at, on=on)
    record(session, "people.loaded", "account", by=by, at=at, rows=len(steps), invited=len(invited))
    return invited


def post_of(session: Session, department: Department, kind: PostKind, section: str, *, by: Actor, at: datetime) -> Post:
    """The department's post of this kind, of a section the one of that name; opened when there is none."""
    if kind != PostKind.SECTION:
        return service.post_for(session, department, kind, by=by, at=at)
    there = sections.find(session, department.id, section, on=day_of(at))
    return there or sections.open_section(session, department, section, by=by, at=at)


def take_post(
    session: Session,
    department_id: int,
    kind: PostKind,
    account: Account,
    *,
    section: str = "",
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """Hold the department's post of this kind from today: as its holder when there is none, else as deputy."""
    department = session.get(Department, department_id)
    if department is None:
        raise Refused("people.no_department")
    post = post_of(session, department, kind, section, by=by, at=at)
    taken = one_holder(kind) and queries.has_holder(session, post, on=on)
    rank = DEPUTY if taken else HOLDER
    service.hold(session, post, account, rank=rank, from_on=on, by=by, at=at)
