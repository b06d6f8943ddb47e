"""Who is told, and why: posts, never persons. Pure functions of who holds which post on a day, and who is away."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workflow.deadlines.models import DeadlineKind
from workflow.escalation.rules import Rung
from workflow.notices.models import Why
from workflow.people.models import PostKind
from workflow.people.rules import Seat

OFFICE_AT = frozenset(
    {Rung.PRESS_FORM_AGAIN, Rung.NOTICE_CONDITIONS, Rung.CIRCULAR_CONDITIONS, Rung.INTERVIEW_CONDITIONS}
)
HEAD_FROM = OFFICE_AT | {Rung.URGE}
REMINDERS = frozenset(
    {Rung.REMIND_10, Rung.REMIND_3, Rung.REMIND_1, Rung.DUE}
)  # the section's alone, where there is one
SIGN = "sign:"  # something waits for the signature of the department's head; a report, unless it says what
EXTENSION, CORRECTION = f"{SIGN}extension:", f"{SIGN}correction:"
CLOSING, STANDING = f"{SIGN}closing:", f"{SIGN}standing:"
REPLY, OBJECTION = f"{SIGN}reply:", f"{SIGN}objection:"  # to a paper
UNDATED = (CORRECTION, CLOSING, STANDING, OBJECTION)  # they hang on a deadline, and no day is set for them
ASKED = "ask:"  # an inquiry about a report: it is told although the deadline ended with the report
WITHDRAWN = "withdrawn:"  # a paper that was issued to it is withdrawn: told although nothing is owed any more
INSTRUCTED = "instruction:"  # a leader's instruction was passed on
SCORED, SCORE_ANSWERED = "score:", "score:answer:"  # of no deadline: a score sheet, an answer to an objection
APART = (WITHDRAWN, SCORED)  # they hang on a deadline, and say nothing about it
LIAISON_ONLY = frozenset({DeadlineKind.ACKNOWLEDGE})  # no section can answer it


@dataclass(frozen=True, order=True)
class Recipient:
    """A person who is told of what a department owes; `post_id` when she is told as the clerk of a section."""

    department_id: int
    account_id: int
    why: Why
    post_id: int = 0


@dataclass(frozen=True)
class Audience:
    """Everybody who can be told on a day: `nearest` at every rung, `heads` and `office` only when it is serious,
    `sections` of what was given to their section.

    `unheard` are departments of which nobody at all would hear. `instead` says for whom, being away, somebody is told:
    accounts by department and account."""

    nearest: tuple[Recipient, ...]
    heads: tuple[Recipient, ...]
    office: tuple[int, ...]
    unheard: tuple[int, ...]
    sections: tuple[Recipient, ...] = ()
    instead: Mapping[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answering:
    """Who is told of one post: `here`, for `gone` when all who should are away; `gone` alone when nobody is there."""

    here: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()


@dataclass(frozen=True)
class Posted:
    """A notice not yet in a message, and whether its deadline still stands so."""

    id: int
    account_id: int
    why: Why
    rung: str
    deadline_id: int
    department_id: int
    kind: DeadlineKind
    post_id: int | None
    stands: bool
    at_once: bool = False


def told_to(rung: str) -> tuple[bool, bool]:
    """Whether a department's head and the leading-group office are told at a rung, beside the liaison.

    An urge (`urge:17`), an instruction (`instruction:4`), a paper (`paper:4`) and its withdrawal go to the head too; a
    returned report (`return:5`) to the liaison alone; what waits to be signed (`sign:9`) to the head alone."""
    return rung in HEAD_FROM or rung.startswith(("urge:", "paper:", SIGN, INSTRUCTED, WITHDRAWN)), rung in OFFICE_AT


def to_nearest(rung: str) -> bool:
    """Whether the liaison is told, or who stands in for her."""
    return not rung.startswith(SIGN)


def told_in_section(rung: str) -> bool:
    """Whether a section's clerk is told of what was given to her section. What waits for the head's signature is not
    hers any more."""
    return not rung.startswith(SIGN)


def audience(held: Iterable[Seat], departments: Iterable[int]) -> Audience:
    """Holder, else deputy, else head, else leading-group office: the first that somebody holds is told. Who is away is
    passed over while anybody else of that chain is there."""
    seats: dict[tuple[int, PostKind], list[Seat]] = defaultdict(list)
    offices: list[Seat] = []
    sections: dict[int, list[Seat]] = defaultdict(list)
    for seat in held:
        seats[seat.department_id, seat.kind].append(seat)
        if seat.kind == PostKind.OFFICE:
            offices.append(seat)
        if seat.kind == PostKind.SECTION:
            sections[seat.post_id].append(seat)
    office = _answering(offices)
    told = _Gathered()
    for department_id in sorted(set(departments)):
        liaison = _answering(seats.get((department_id, PostKind.LIAISON), []))
        head = _answering(seats.get((department_id, PostKind.HEAD), []))
        told.of_department(department_id, liaison, head, office)
    for post_id, sitting in sorted(sections.items()):
        told.of_section(post_id, sitting[0].department_id, _answering(sitting))
    return Audience(
        tuple(told.nearest),
        tuple(told.heads),
        office.here or office.gone,
        tuple(told.unheard),
        tuple(told.sections),
        told.instead,
    )


@dataclass
class _Gathered:
    nearest: list[Recipient] = field(default_factory=list)
    heads: list[Recipient] = field(default_factory=list)
    sections: list[Recipient] = field(default_factory=list)
    unheard: list[int] = field(default_factory=list)
    instead: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

    def of_department(self, department_id: int, liaison: Answering, head: Answering, office: Answering) -> None:
        told = liaison.here or head.here or office.here or liaison.gone or head.gone or office.gone
        own = (liaison.here and not liaison.gone) or told == liaison.gone
        why = Why.OWES if told and own else Why.SUBSTITUTE
        self.nearest += [Recipient(department_id, account_id, why) for account_id in told]
        if why == Why.SUBSTITUTE:
            self._note(department_id, told, liaison.gone)
        leaders = head.here or head.gone
        self.heads += [Recipient(department_id, account_id, Why.HEADS) for account_id in leaders]
        if head.here:
            self._note(department_id, leaders, head.gone)
        if not told:
            self.unheard.append(department_id)

    def of_section(self, post_id: int, department_id: int, clerk: Answering) -> None:
        why = Why.SUBSTITUTE if clerk.gone else Why.SECTION
        self.sections += [Recipient(department_id, account_id, why, post_id) for account_id in clerk.here]
        self._note(department_id, clerk.here, clerk.gone)

    def _note(self, department_id: int, told: tuple[int, ...], gone: tuple[int, ...]) -> None:
        for account_id in told:
            if gone:
                self.instead.setdefault((department_id, account_id), gone)


def _answering(seats: list[Seat]) -> Answering:
    """The people of the first rank that anybody holds; when all of them are away, whoever was named, else the next."""
    if not seats:
        return Answering()
    first = min(seat.rank for seat in seats)
    present = _accounts(seat for seat in seats if seat.rank == first and not seat.away)
    if present:
        return Answering(present)
    here = [seat for seat in seats if not seat.away]
    next_rank = min((seat.rank for seat in here), default=0)
    stand_ins = _accounts(s for s in here if s.named) or _accounts(s for s in here if s.rank == next_rank)
    return Answering(stand_ins, _accounts(seat for seat in seats if seat.rank == first))


def _accounts(seats: Iterable[Seat]) -> tuple[int, ...]:
    return tuple(sorted({seat.account_id for seat in seats}))


def is_true(notice: Posted, told: Audience, rights: frozenset[Recipient]) -> bool:
    """Whether a notice still says what is so: its deadline stands, and the person is still to be told for the same
    reason. What a section hears of is at reminders not the liaison's."""
    if not notice.stands:
        return False
    if notice.why == Why.SUPERVISES:
        return notice.account_id in told.office
    given = notice.post_id if notice.kind not in LIAISON_ONLY else None
    if given and Recipient(notice.department_id, notice.account_id, notice.why, given) in rights:
        return True
    if given and notice.rung in REMINDERS and any(one.post_id == given for one in told.sections):
        return False
    return Recipient(notice.department_id, notice.account_id, notice.why) in rights


def still_told(told: Audience) -> frozenset[Recipient]:
    """Department, person and reason (and section) that hold today; the office is told of every department."""
    return frozenset((*told.nearest, *told.heads, *told.sections))
