"""Days to acknowledge; which ladder a kind climbs. A late form is not late work: the two are counted apart."""

from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.tasks.models import Origin

ACKNOWLEDGE_DAYS = 3  # working days
VERIFY_DAYS = 40  # working days after the start for targets and days that have passed
WORK = frozenset(
    {
        DeadlineKind.TARGET,
        DeadlineKind.MILESTONE,
        DeadlineKind.COMPLETION,
        DeadlineKind.INSTRUCTION,
        DeadlineKind.REPLY,
    }
)


def ladder_of(kind: DeadlineKind) -> LadderKind:
    """Acknowledging, reports, shares, corrections and receipts are forms; the rest is work."""
    return LadderKind.WORK if kind in WORK else LadderKind.REPORTING


def climbed(kind: DeadlineKind, origin: Origin) -> LadderKind:
    """The ladder of a deadline: what a sub-task owes climbs none of the office's, it is only reminded of."""
    return LadderKind.SUB if origin == Origin.SUB_TASK else ladder_of(kind)
