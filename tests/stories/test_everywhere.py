"""Every page of the application, for everybody who may open it: readable, reachable, and whole on a telephone."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.stories.conftest import NARROW, WIDE, Arrive
from tests.stories.everywhere import FILES, SIGN_INS, Things, paths, things_of
from tests.support.web import Served

RAW = re.compile(r"\b[a-z]+_[a-z_]+\b|\b(?:None|True|False|undefined|NaN|null)\b|%\(|\{\{|Traceback|Lazy")
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
VIOLATIONS = """rules => axe.run({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) }).then(
    found => found.violations.flatMap(rule => rule.nodes.map(node => rule.id + " " + node.target)))"""
OF_WIDTH = ["target-size", "scrollable-region-focusable", "aria-hidden-focus"]  # what a telephone can make worse
AXE = Axe()  # injected once for both widths: what tests.support.browser.accessible does, at half the time
ROLES = tuple(SIGN_INS)


@pytest.fixture
def things(city: Served) -> Things:
    with city.database.writing() as session:
        return things_of(session)


@pytest.mark.parametrize("role", ("nobody", *ROLES))
def test_every_page_is_accessible_fits_a_telephone_and_shows_no_identifier(
    city: Served, arrive: Arrive, things: Things, role: str
) -> None:
    person = arrive(SIGN_INS.get(role, ""))
    closely = _looked_at_closely(city, things, role)
    wrong = []
    for endpoint, path in paths(city.app, things, role).items():
        if endpoint in FILES:
            answer = person.page.context.request.get(city.url + path)
            assert answer.status == 200 and answer.body(), f"{path}: {answer.status}"
            continue
        answer = person.page.goto(city.url + path)
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        found = faults(person.page, closely=endpoint in closely)
        wrong += [f"{endpoint} {path}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong)


def _looked_at_closely(city: Served, things: Things, role: str) -> set[str]:
    """A page is looked at closely once, with the first who may open it; of the other roles it is only looked over."""
    everybody = ("nobody", *ROLES)
    before = everybody[: everybody.index(role)]
    return set(paths(city.app, things, role)).difference(*(paths(city.app, things, one) for one in before))


def faults(page: Page, *, closely: bool) -> Iterator[str]:
    if closely:
        page.evaluate(AXE.axe_script)
    for (width, height), rules in ((WIDE, None), (NARROW, OF_WIDTH)) if closely else ((NARROW, None),):
        page.set_viewport_size({"width": width, "height": height})
        if (over := page.evaluate(OVERFLOW)) > 0:
            yield f"{over} pixels too wide at {width}"
        if closely:
            yield from (f"{fault} at {width}" for fault in page.evaluate(VIOLATIONS, rules))
    if found := RAW.findall(page.locator("body").inner_text()):
        yield f"shows {sorted(set(found))}"
