"""Days to acknowledge; which ladder a kind climbs. A late form is not late work: the two are counted apart."""

from workflow.deadlines.models import DeadlineKind, LadderKind

ACKNOWLEDGE_DAYS = 3  # working days
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
