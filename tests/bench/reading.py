"""How long reading takes: the seed's plan, 18,000 characters, ten plans in one, and the same plan in other formats.

reading.py prints what it found as JSON. The floor is one pass over the text that every reader has to make: decode it,
bring it to one width, cut it into sentences.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import sync_playwright

from tests.bench.results import Reading
from tests.support.browser import launch
from tests.support.documents import make_docx, make_html, make_pdf
from workflow.plans.reader import read

PLAN = Path(__file__).parents[2] / "seed" / "yuncheng.txt"
TIMES = 5
PART = 18_000  # characters
FOLD = 10


def took(act: Callable[[], object]) -> float:
    """Median seconds."""
    taken = []
    for _ in range(TIMES):
        began = perf_counter()
        act()
        taken.append(perf_counter() - began)
    return median(taken)


def floor(content: bytes) -> int:
    return len(re.split(r"[。；\n]", unicodedata.normalize("NFKC", content.decode())))


def formats(text: str) -> dict[str, float]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        made = {"docx": make_docx(text), "html": make_html(text), "pdf": make_pdf(browser, text)}
        browser.close()
    return {kind: took(lambda kind=kind: read(made[kind], f"plan.{kind}")) for kind in made}  # type: ignore[misc]


def measured() -> Reading:
    content = PLAN.read_bytes()
    text = content.decode()
    began = perf_counter()
    draft = read(content, PLAN.name)
    first = perf_counter() - began
    part, whole = text[:PART].rsplit("\n", 1)[0].encode(), (text * FOLD).encode()
    seconds = took(lambda: read(content, PLAN.name))
    return Reading(
        seconds=seconds,
        first=first,
        items=len(draft.items),
        floor=took(lambda: floor(content)),
        part=took(lambda: read(part, PLAN.name)),
        fold=took(lambda: read(whole, PLAN.name)) / FOLD / seconds,
        formats=formats(text),
    )


if __name__ == "__main__":
    print(json.dumps(asdict(measured())))
