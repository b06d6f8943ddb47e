"""How large a measured database is, and the day on which it is looked at."""

from dataclasses import dataclass
from datetime import date

from workflow.adapters.clock import StoppedClock, at_hour

TODAY = date(2026, 11, 23)  # a Monday that is worked
NOW = at_hour(TODAY, 9)
STARTED = date(2024, 9, 2)
REOPENED = date(2026, 10, 9)  # what stands as the start of the plans, so that this morning has no quarter to open
PERIODS = ("2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2")

DEPARTMENTS, PEOPLE = 300, 1000
CLERKS = 4  # people of the leading-group office; everybody else is a liaison, some head their department too
BUSY = 10  # departments that owe the same at every size, so that their desks can be compared
BUSY_OWE = 40  # open deadlines of each of them
PER_SHARE = 10  # deadlines of a share over the years: nine ended, one open
PER_TASK = 4  # departments of a task
PER_PLAN = 65  # tasks of a plan
LATE = 5  # every fifth open deadline is late
PASSWORD = "Measured-2026-运城"
DOMAIN = "bench.example"


@dataclass(frozen=True)
class Size:
    deadlines: int

    @property
    def shares(self) -> int:
        return self.deadlines // PER_SHARE

    @property
    def tasks(self) -> int:
        return -(-self.shares // PER_TASK)

    @property
    def plans(self) -> int:
        return -(-self.tasks // PER_PLAN)


def clock() -> StoppedClock:
    return StoppedClock(NOW)
