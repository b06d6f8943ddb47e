"""What was ticked in the list, and who would be told of it."""

from dataclasses import dataclass

from flask import request

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.escalation import queries
from workflow.notices.queries import audience_on, given_to
from workflow.notices.rules import told_to
from workflow.people.queries import account_names
from workflow.web.escalation.rows import LateRow, read, the_reach
from workflow.web.numbers import whole
from workflow.web.request import allow, me, not_found, session, the, today

MOST = 200  # deadlines acted upon at once


@dataclass(frozen=True)
class Letter:
    """What one department would be told, and who there would be told."""

    department_id: int
    department: str
    rows: list[LateRow]
    people: list[str]


def picked() -> list[int]:
    """The ids in an address (or, sent, in the form: what was shown), each once; what is no id is left out."""
    words = (request.form if request.method == "POST" else request.args).getlist("deadline")
    return sorted({number for word in words if (number := whole(word)) is not None})[:MOST]


def rows_of(ids: list[int]) -> list[LateRow]:
    return read(queries.chosen(session(), ids, on=today()), the_reach())


def row_of(deadline_id: int) -> LateRow:
    return next(iter(rows_of([deadline_id])), None) or not_found()


def mine_to_act_on(ids: list[int]) -> list[Deadline]:
    """The deadlines themselves, to be changed; one of the person's own department is refused."""
    deadlines = [the(Deadline, number) for number in ids]
    allow(all(may.may_act_on(me(), deadline.department_id) for deadline in deadlines))
    return deadlines


def letters(rows: list[LateRow], rung: str, *, office: bool = False) -> list[Letter]:
    """The rows by department, each with the people who would be told at a rung (or `urge:0`)."""
    told = audience_on(session(), on=today())
    to_heads, to_office = told_to(rung)
    recipients = [*told.nearest, *(told.heads if to_heads else ())]
    supervising = set(told.office) if office and to_office else set()
    given = given_to(session(), [row.id for row in rows]) if told.sections else {}
    named = account_names(session(), {one.account_id for one in (*recipients, *told.sections)} | supervising)
    found: dict[int, Letter] = {}
    for row in rows:
        people = {named[one.account_id] for one in recipients if one.department_id == row.department_id}
        people |= {named[account_id] for account_id in supervising}
        letter = found.setdefault(row.department_id, Letter(row.department_id, row.department, [], sorted(people)))
        clerks = {named[one.account_id] for one in told.sections if one.post_id == given.get(row.id)}
        letter.people.extend(sorted(clerks.difference(letter.people)))
        letter.rows.append(row)
    return list(found.values())
