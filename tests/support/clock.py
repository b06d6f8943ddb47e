"""The clock of the tests: it stands still until it is set."""

from datetime import UTC, date, datetime, timedelta

from workflow.adapters import clock as real


class StoppedClock(real.StoppedClock):
    """Ten in the morning in the city of a day, or any instant; moved on only by hand."""

    def __init__(self, at: datetime | date) -> None:
        super().__init__(_instant(at))

    def set(self, at: datetime | date) -> None:
        self.instant = _instant(at)

    def forward(self, **by: float) -> None:
        """forward(minutes=5)"""
        self.instant += timedelta(**by)


def _instant(at: datetime | date) -> datetime:
    return at.astimezone(UTC) if isinstance(at, datetime) else real.at_hour(at, 10)
