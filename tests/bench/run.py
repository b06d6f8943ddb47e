"""`make bench`: how fast Duban is, beside what it is held against. Traffic stays on 127.0.0.1, every loop ends.

run.py [--sizes 10000,100000] [--quick] [--rounds] [--files] [--database sqlite|postgresql] [--json FILE] [--folder DIR]
"""

import argparse
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from tests.bench.files import measure_files
from tests.bench.filing import measure_filing
from tests.bench.mornings import measure_round
from tests.bench.pages import measure_growth, measure_pages
from tests.bench.processes import answer_of
from tests.bench.results import AtSize, Files, Reading, Round, Run
from tests.bench.scene import Scene, beside, mailing, scene
from tests.bench.table import files, rounds, table
from tests.support import postgres

FILES_BESIDE = 10_000  # deadlines of the database in which files are measured
SIZES, QUICK_SIZES, ROUND_SIZES = "10000,100000", "10000", "100000,1000000"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", help=f"numbers of deadlines, smallest first (default {SIZES})")
    parser.add_argument("--quick", action="store_true", help="fewer turns and one size; figures are rougher")
    parser.add_argument("--rounds", action="store_true", help=f"the morning round alone (sizes: {ROUND_SIZES})")
    parser.add_argument("--files", action="store_true", help="files alone: a large one up and down, many small ones")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--json", type=Path, help="write everything that was found to this file too")
    parser.add_argument("--folder", type=Path, help="where databases are made (default: a new temporary folder)")
    return parser.parse_args()


@contextmanager
def _place(given: Path | None) -> Iterator[Path]:
    """A new folder for this run, gone afterwards."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="duban-bench-", dir=given))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _databases(kind: str, folder: Path) -> Iterator[Iterator[str]]:
    """Addresses of new, empty databases."""
    if kind == "sqlite":
        yield (f"sqlite:///{folder / f'{n}.db'}" for n in range(100))
        return
    with postgres.server() as server:
        yield (server.address(server.create()) for _ in range(100))


def _machine() -> str:
    """What the figures were measured on, and how busy it was with other things when the run began."""
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{system}; load before the run {os.getloadavg()[0]:.1f}"


def _filled(url: str, size: int) -> float:
    began = perf_counter()
    answer_of("load.py", url, size)
    return perf_counter() - began


def _growth(stage: Scene, url: str, smallest: int) -> dict[str, float]:
    """The pages on this database beside those on a small one."""
    _filled(url, smallest)
    with beside(stage, url, smallest) as small:
        return measure_growth(small, stage)


def _at_size(urls: Iterator[str], folder: Path, size: int, smallest: int, *, quick: bool) -> AtSize:
    url = next(urls)
    filled = _filled(url, size)
    with scene(url, folder, size, quick=quick) as stage:
        _say(f"{size:,} deadlines: filled in {filled:.0f} s; pages …")
        pages = measure_pages(stage)
        growth = _growth(stage, next(urls), smallest) if size > smallest else {}
        queries = answer_of("counting.py", url, folder)
        _say("filing reports …")
        filing = measure_filing(stage)
        _say("the morning round …")
        return AtSize(size, filled, pages, queries, filing, measure_round(stage), growth)


def _rounds(urls: Iterator[str], folder: Path, sizes: list[int]) -> dict[int, Round]:
    found = {}
    for size in sizes:
        url = next(urls)
        _say(f"{size:,} deadlines: filled in {_filled(url, size):.0f} s; the morning round …")
        with mailing(url, folder, size) as stage:
            found[size] = measure_round(stage)
    return found


def _files(urls: Iterator[str], folder: Path) -> Files:
    url = next(urls)
    _say(f"{FILES_BESIDE:,} deadlines: filled in {_filled(url, FILES_BESIDE):.0f} s; files …")
    return measure_files(url, folder)


def _say(words: str) -> None:
    print(f"  {words}", flush=True)


def main() -> None:
    options = _options()
    usual = ROUND_SIZES if options.rounds else QUICK_SIZES if options.quick else SIZES
    sizes = [int(n) for n in (options.sizes or usual).split(",")]
    if options.rounds:
        with _place(options.folder) as folder, _databases(options.database, folder) as urls:
            print("\n" + rounds(options.database, _machine(), _rounds(urls, folder, sizes)))
        return
    if options.files:
        with _place(options.folder) as folder, _databases(options.database, folder) as urls:
            print("\n" + files(options.database, _machine(), _files(urls, folder)))
        return
    run = Run(options.database, _machine(), Reading(**answer_of("reading.py")))
    with _place(options.folder) as folder, _databases(options.database, folder) as urls:
        for size in sizes:
            run.sizes.append(_at_size(urls, folder, size, sizes[0], quick=options.quick))
        run.files = _files(urls, folder)
    print("\n" + table(run))
    if options.json:
        options.json.write_text(json.dumps(asdict(run), indent=1, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
