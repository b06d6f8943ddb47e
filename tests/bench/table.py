"""The results as people read them: figures, ratios, and the aims beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.bench.results import AtSize, Files, Filing, Page, Reading, Round, Run

PAGE_AIM, GROWTH_AIM, FILING_AIM, ROUND_AIM, MEMORY_AIM, READING_AIM = 1.2, 1.2, 2.5, 3.0, 150, 0.3
PART_AIM = 0.5
UP_AIM, DOWN_AIM, HELD_AIM, ZIP_AIM = 4.0, 3.0, 64, 10.0  # to plain copying; megabytes more than before
NAMES = {"floor": "floor", "plain": "plain page", "desk": "desk", "escalation": "escalation view"}
MEASURED = ("desk", "escalation")


@dataclass
class Aims:
    """What was aimed at, what was found, whether that is met."""

    rows: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def note(self, what: str, found: float, aim: float, unit: str = "x") -> None:
        self.rows.append((what, f"{_number(found)} {unit}", f"{_number(aim)} {unit}", found <= aim))

    def lines(self) -> Iterator[str]:
        for what, found, aim, met in self.rows:
            yield f"  {what:<52} {found:>10}   aim {aim:>9}   {'met' if met else 'NOT MET'}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def table(run: Run) -> str:
    aims = Aims()
    lines = [f"Duban, measured on {run.database}; {run.machine}", ""]
    lines += [line for size in run.sizes for line in _size(size, aims)]
    lines += _reading(run.reading, aims)
    _growth(run.sizes, aims)
    lines += _files(run.files, aims) if run.files else []
    return "\n".join([*lines, "Aims", *aims.lines(), ""])


def rounds(database: str, machine: str, found: dict[int, Round]) -> str:
    """The morning rounds alone, the smallest database first."""
    aims = Aims()
    lines = [f"The morning round, measured on {database}; {machine}", ""]
    for size, one in found.items():
        lines += [f"{size:,} deadlines", *_round(one), ""]
        aims.note(f"morning round to hand-made loop, {size:,}", one.to_hand, ROUND_AIM)
    small, large = next(iter(found.values())), list(found.values())[-1]
    aims.note("seconds a mail, large to small", large.a_mail / small.a_mail, GROWTH_AIM)
    aims.note("peak memory, large to small", large.peak / small.peak, GROWTH_AIM)
    return "\n".join([*lines, "Aims", *aims.lines(), ""])


def files(database: str, machine: str, found: Files) -> str:
    """What happens with files, alone."""
    aims = Aims()
    lines = [f"Files, measured on {database}; {machine}", "", *_files(found, aims), ""]
    return "\n".join([*lines, "Aims", *aims.lines(), ""])


def _files(found: Files, aims: Aims) -> list[str]:
    size = found.size
    aims.note("200 MB up in pieces, to plain copying", found.pieces / found.copy, UP_AIM)
    aims.note("200 MB up with a plain form, to plain copying", found.up / found.copy, UP_AIM)
    aims.note("200 MB down, to plain copying", found.down / found.copy, DOWN_AIM)
    aims.note("memory that 200 MB up and down took", found.large_peak - found.before, HELD_AIM, "MB")
    aims.note(f"list of {found.many:,} files to list of few", found.many_listed / found.few_listed, GROWTH_AIM)
    aims.note(f"ZIP of {found.many:,} files to copying them by hand", found.zipped / found.plain_many, ZIP_AIM)
    aims.note(f"memory that the ZIP of {found.many:,} files took", found.peak - found.held, HELD_AIM, "MB")
    return [
        f"one file of {size:.0f} MB: up in pieces {size / found.pieces:.0f} MB/s, with a plain form "
        f"{size / found.up:.0f} MB/s, down {size / found.down:.0f} MB/s, copied with "
        f"fsync {size / found.copy:.0f} MB/s; the server held {found.before:.0f} MB before, "
        f"{found.large_peak:.0f} MB at most",
        f"{found.many:,} files of 2 kB: the list's first page {found.many_listed * 1000:.1f} ms "
        f"({found.few_listed * 1000:.1f} ms with few), zipped in {found.zipped:.1f} s, read by hand in "
        f"{found.plain_many:.1f} s; the server held {found.peak:.0f} MB at most",
    ]


def _size(size: AtSize, aims: Aims) -> Iterator[str]:
    yield f"{size.deadlines:,} deadlines (filled in {size.filled:.0f} s)"
    yield "  page             conns  median ms   p95 ms   req/s  x floor  x plain queries"
    for name, page in size.pages.pages.items():
        yield from _page(NAMES[name], page, size.queries.get(name))
    yield f"  the load client used {size.pages.client_busy:.0%} of a core at most"
    for name in MEASURED:
        aims.note(f"{NAMES[name]} to plain page, {size.deadlines:,}", size.pages.pages[name].to_plain, PAGE_AIM)
    yield from _filing(size.filing)
    aims.note(f"filing a report to floor, {size.deadlines:,}", size.filing.to_floor, FILING_AIM)
    yield from _round(size.round)
    aims.note(f"morning round to hand-made loop, {size.deadlines:,}", size.round.to_hand, ROUND_AIM)
    aims.note(f"morning round, peak memory, {size.deadlines:,}", size.round.peak, MEMORY_AIM, "MB")
    yield ""


def _page(name: str, page: Page, queries: int | None) -> Iterator[str]:
    for connections, found in page.figures.items():
        alone = connections == 1
        to_floor = f"{page.to_floor:8.2f}" if alone else " " * 8
        to_plain = page.to_plain if alone else page.loaded_to_plain[connections]
        yield (
            f"  {name if alone else '':<16} {connections:>5} {found.median:>10.2f} {found.p95:>8.2f} "
            f"{found.per_second:>7.0f} {to_floor} {to_plain:>8.2f} {queries if alone and queries else '':>7}"
        ).rstrip()


def _filing(filing: Filing) -> Iterator[str]:
    yield (
        f"  filing a report: median {filing.figures.median:.2f} ms, p95 {filing.figures.p95:.2f} ms; "
        f"{filing.to_floor:.2f} x floor ({filing.floor.median:.2f} ms)"
    )


def _round(found: Round) -> Iterator[str]:
    yield (
        f"  morning round: {found.mails:,} mails to {found.people:,} people in {found.seconds:.2f} s, "
        f"peak {found.peak:.0f} MB; a second round sent {found.again}"
    )
    yield (
        f"  hand-made loop: {found.hand_mails:,} mails in {found.hand_seconds:.2f} s, peak {found.hand_peak:.0f} MB; "
        f"the round took {found.to_hand:.2f} x as long"
    )


def _reading(reading: Reading, aims: Aims) -> Iterator[str]:
    yield (
        f"reading the plan: {reading.seconds:.3f} s (first time {reading.first:.3f} s), {reading.items} items, "
        f"{reading.seconds / reading.floor:.0f} x one plain pass ({reading.floor * 1000:.1f} ms)"
    )
    yield "  as " + ", ".join(f"{kind} {seconds:.2f} s" for kind, seconds in reading.formats.items())
    yield ""
    aims.note("reading the plan", reading.seconds, READING_AIM, "s")
    aims.note("reading 18,000 characters", reading.part, PART_AIM, "s")
    aims.note("reading ten plans in one, each character", reading.fold, GROWTH_AIM)


def _growth(sizes: list[AtSize], aims: Aims) -> None:
    """The largest against the smallest; the pages were asked by turns."""
    if len(sizes) < 2:
        return
    small, large = sizes[0], sizes[-1]
    for name in MEASURED:
        aims.note(f"{NAMES[name]}, {large.deadlines:,} to {small.deadlines:,}", large.growth[name], GROWTH_AIM)
    aims.note("morning round, memory, large to small", large.round.peak / small.round.peak, GROWTH_AIM)
