"""What a run found, as plain values: printed as a table, or written as JSON."""

from dataclasses import dataclass, field

from tests.bench.turns import Figures


@dataclass(frozen=True)
class Page:
    figures: dict[int, Figures]  # by connections
    to_floor: float
    to_plain: float
    loaded_to_plain: dict[int, float]


@dataclass(frozen=True)
class Pages:
    pages: dict[str, Page]
    client_busy: float


@dataclass(frozen=True)
class Filing:
    figures: Figures
    floor: Figures
    to_floor: float


@dataclass(frozen=True)
class Round:
    seconds: float
    peak: float  # megabytes
    mails: int
    people: int
    again: int  # mails that a second round sent
    hand_seconds: float
    hand_peak: float
    hand_mails: int

    @property
    def to_hand(self) -> float:
        return self.seconds / self.hand_seconds

    @property
    def a_mail(self) -> float:
        """Seconds."""
        return self.seconds / self.mails


@dataclass(frozen=True)
class Files:
    """Seconds and megabytes: one large file up and down beside a plain copy, many small ones listed and zipped."""

    size: float
    up: float  # with a plain form
    pieces: float  # as the page's script sends it
    down: float
    copy: float
    before: float  # the server's memory before any file
    large_peak: float
    many: int
    few_listed: float
    many_listed: float
    zipped: float
    plain_many: float
    held: float  # before the many
    peak: float


@dataclass(frozen=True)
class AtSize:
    deadlines: int
    filled: float  # seconds
    pages: Pages
    queries: dict[str, int]
    filing: Filing
    round: Round
    growth: dict[str, float]  # each page beside the same on the smallest database


@dataclass(frozen=True)
class Reading:
    seconds: float
    first: float
    items: int
    floor: float  # seconds of one plain pass over the text
    part: float  # seconds for 18,000 characters
    fold: float  # seconds a character of ten plans in one, beside one plan
    formats: dict[str, float]


@dataclass
class Run:
    database: str
    machine: str
    reading: Reading
    sizes: list[AtSize] = field(default_factory=list)
    files: Files | None = None
