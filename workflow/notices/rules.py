"""Who is told, and why: posts, never persons. Pure functions of who holds which post on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from workflow.escalation.rules import Rung
from workflow.notices.models import Why
from workflow.people.models import PostKind

HEAD_FROM = frozenset({Rung.PRESS_FORM_AGAIN, Rung.URGE, Rung.NOTICE_CONDITIONS, Rung.CIRCULAR_CONDITIONS})
OFFICE_AT = frozenset({Rung.PRESS_FORM_AGAIN, Rung.NOTICE_CONDITIONS, Rung.CIRCULAR_CONDITIONS})
Held = tuple[int, PostKind, int, int]  # department, kind of post, account, rank (1 holder, 2 deputy)


@dataclass(frozen=True, order=True)
class Recipient:
    """A person who is told of what a department owes."""

    department_id: int
    account_id: int
    why: Why


@dataclass(frozen=True)
class Audience:
    """Everybody who can be told on a day: `nearest` at every rung, `heads` and `office` only when it is serious.

    `unheard` are departments of which nobody at all would hear."""

    nearest: tuple[Recipient, ...]
    heads: tuple[Recipient, ...]
    office: tuple[int, ...]
    unheard: tuple[int, ...]


def told_to(rung: str) -> tuple[bool, bool]:
    """Whether a department's head and the leading-group office are told at a rung, beside the liaison.

    An urge (`urge:17`) goes to the head too; a returned report (`return:5`) to the liaison alone."""
    return rung in HEAD_FROM or rung.startswith("urge:"), rung in OFFICE_AT


def audience(held: Iterable[Held], departments: Iterable[int]) -> Audience:
    """Holder, else deputy, else head, else leading-group office: the first that somebody holds is told."""
    ranks: dict[tuple[int, PostKind], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    offices: dict[int, list[int]] = defaultdict(list)
    for department_id, kind, account_id, rank in held:
        ranks[department_id, kind][rank].append(account_id)
        if kind == PostKind.OFFICE:
            offices[rank].append(account_id)
    office = _first(offices)
    nearest: list[Recipient] = []
    heads: list[Recipient] = []
    unheard: list[int] = []
    for department_id in sorted(set(departments)):
        liaisons = _first(ranks.get((department_id, PostKind.LIAISON), {}))
        leaders = _first(ranks.get((department_id, PostKind.HEAD), {}))
        told = liaisons or leaders or office
        why = Why.OWES if liaisons else Why.SUBSTITUTE
        nearest += [Recipient(department_id, account_id, why) for account_id in told]
        heads += [Recipient(department_id, account_id, Why.HEADS) for account_id in leaders]
        if not told:
            unheard.append(department_id)
    return Audience(tuple(nearest), tuple(heads), office, tuple(unheard))


def _first(ranks: dict[int, list[int]]) -> tuple[int, ...]:
    """The people of the first rank that anybody holds."""
    return tuple(sorted(set(ranks[min(ranks)]))) if ranks else ()


def still_told(audience: Audience) -> frozenset[tuple[int, int, Why]]:
    """Department, person and reason that hold today; the office is told of every department."""
    return frozenset((r.department_id, r.account_id, r.why) for r in (*audience.nearest, *audience.heads))
