"""What may be said in a report: values with their own day, blockers with what is asked of whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workflow.deadlines.models import DeadlineKind
from workflow.errors import Refused
from workflow.reports.models import Manner, Standing
from workflow.workdays.rules import AnyPeriod, is_period, period_named, period_of

TEXT_LIMIT = 5000
EARLIEST = date(1990, 1, 1)  # of a figure; a day before is a slip of the pen
ADVISED = 200  # characters that are enough, as the form says
# answered by a report, not ended by it
ENDED_BY_VERDICT = frozenset({DeadlineKind.TARGET, DeadlineKind.MILESTONE, DeadlineKind.INSTRUCTION})
ANSWERED = frozenset({DeadlineKind.REPORT, DeadlineKind.SHARE, DeadlineKind.CORRECTION}) | ENDED_BY_VERDICT
RETURN, UPDATE = "return:", "update:"
VOLUNTARY = "voluntary"  # the rule of what nobody asked for: it ends on the day on which it is said, and is never late


class BlockerKind(StrEnum):
    """存在问题的类型."""

    PROVINCE = "province"  # the province has not decided yet: waiting for it is never late
    SUPPORT = "support"
    POLICY = "policy"
    FUNDS = "funds"
    LAND = "land"
    COORDINATION = "coordination"
    FIGURES = "figures"
    OTHER = "other"


@dataclass(frozen=True)
class ValueSaid:
    """A value with its day and source, or (value None) 待数据发布 with the day it is expected."""

    target_id: int
    value: Decimal | None = None
    as_of: date | None = None
    source: str = ""
    awaited_on: date | None = None
    definition: str = ""


@dataclass(frozen=True)
class BlockerSaid:
    kind: str
    text: str
    asked: str = ""
    since_on: date | None = None


@dataclass(frozen=True)
class Said:
    """Everything one revision says."""

    standing: Standing
    text: str
    next_step: str = ""
    values: Sequence[ValueSaid] = ()
    blockers: Sequence[BlockerSaid] = ()
    evidence_ids: Sequence[int] = ()
    unchanged: bool = False
    demo: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Signature:
    """Who signed what leaves the department, and on which day; on paper, with the scan."""

    signer: str
    on: date
    manner: Manner = Manner.SCREEN
    evidence_id: int | None = None

    @property
    def paper_on(self) -> date | None:
        """The day on the paper, where one was signed."""
        return self.on if self.manner == Manner.PAPER else None


def check_signature(signature: Signature, *, today: date) -> None:
    """On paper the signer's name is wanted, a day that has come, and the scan."""
    if not signature.signer.strip():
        raise Refused("signing.signer_missing")
    if signature.on > today:
        raise Refused("signing.day_to_come", on=signature.on)
    if signature.manner == Manner.PAPER and signature.evidence_id is None:
        raise Refused("signing.scan_missing")


def check_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("report.text_missing")
    if len(text) > TEXT_LIMIT:
        raise Refused("report.text_too_long", limit=TEXT_LIMIT)
    return text


def check_value(said: ValueSaid, *, today: date) -> None:
    """A value has a day, and not one to come; an awaited one has the day it is expected."""
    if said.value is None and said.awaited_on is None:
        raise Refused("report.value_missing")
    if said.value is None:
        return
    if not said.value.is_finite() or abs(said.value) >= 10**13:
        raise Refused("report.value_too_large")
    if said.as_of is None:
        raise Refused("report.value_without_day")
    if said.as_of < EARLIEST:
        raise Refused("report.value_day_mistyped", on=said.as_of)
    if said.as_of > today:
        raise Refused("report.value_day_to_come", on=said.as_of)


def check_blocker(said: BlockerSaid, *, today: date) -> None:
    if not said.text.strip():
        raise Refused("report.blocker_text_missing")
    if said.kind not in set(BlockerKind):
        raise Refused("report.blocker_kind_missing")
    if said.since_on is not None and said.since_on > today:
        raise Refused("report.blocker_day_to_come", on=said.since_on)


def returned_report(occasion: str) -> int | None:
    """Which report a correction speaks of: return:5 (or return:5:2 when it came back a second time)."""
    number = occasion.removeprefix(RETURN).partition(":")[0]
    return int(number) if occasion.startswith(RETURN) and number.isdigit() else None


def share_period(*, lead_owes: str | None, today: date) -> AnyPeriod:
    """For which period a share is said: the one the lead still owes a report for, else the one that holds today."""
    return period_named(lead_owes) if lead_owes and is_period(lead_owes) else period_of(today)
