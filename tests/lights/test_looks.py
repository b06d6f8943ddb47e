"""How lights are printed is data: words and colours are this city's, shape and word are always printed."""

import io
import re
from datetime import date
from itertools import product

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.support.builders import a_plan_under_way, at
from workflow.app import home
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.errors import Refused, Stale
from workflow.jobs.letters import press
from workflow.lights import looks
from workflow.lights.look_models import Tone
from workflow.lights.looks import Look
from workflow.lights.rules import Light
from workflow.notices.models import Why
from workflow.outbox.rules import Count, Digest, Line, Overall
from workflow.wording import looks as wording

TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (home() / "static/css/tokens.css").read_text()))
MAIL = (home() / "templates/mail/layout.html").read_text()
NOW = at(date(2026, 11, 16))
DEFAULTS = {
    light: Look(light.value, light.value, light.value[:9], light.value[:9], tone) for light, tone in looks.TONES.items()
}
RED_IS_GOOD = Look("红灯·推进顺利", "Red: going well", "顺利", "Well", Tone.RED)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("tone", "ground"), list(product(Tone, ("paper", "paper-quiet", "accent-wash", "yellow-wash", "red-wash")))
)
def test_every_colour_to_choose_is_readable_on_every_ground(tone: Tone, ground: str) -> None:
    assert contrast(TOKENS[tone.value], TOKENS[ground]) >= 4.5


def test_mails_have_the_colours_of_the_pages() -> None:
    assert dict(re.findall(r"\.tone-(\w+) \{ color: (#[0-9a-f]{6});", MAIL)) == {
        tone.value: TOKENS[tone.value] for tone in Tone
    }


def keep(session, **changed: Look) -> int:
    wanted = DEFAULTS | {Light(light): look for light, look in changed.items()}
    return looks.keep(session, wanted, DEFAULTS, seen=looks.mark(looks.kept(session)), by=SYSTEM, at=NOW)


def test_only_what_differs_is_kept_and_the_history_says_what_it_was(session) -> None:
    assert keep(session, on_course=RED_IS_GOOD) == 1
    assert looks.kept(session) == {Light.ON_COURSE: RED_IS_GOOD}
    said = session.scalars(select(Event).where(Event.act == "look.changed")).one()
    assert (said.facts["name"], said.facts["was"]) == ("红灯·推进顺利", "on_course")
    looks.reset(session, by=SYSTEM, at=NOW)
    assert looks.kept(session) == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_lights_never_bear_the_same_word_and_none_is_without(session) -> None:
    with pytest.raises(Refused, match=r"look\.same_word"):
        keep(session, on_course=Look("behind", "x", "x", "x", Tone.RED))
    with pytest.raises(Refused, match=r"look\.word_missing"):
        keep(session, on_course=Look("", "x", "x", "x", Tone.RED))
    with pytest.raises(Refused, match=r"look\.nothing_changed"):
        keep(session)
    with pytest.raises(Stale):
        looks.keep(session, DEFAULTS, DEFAULTS, seen="another", by=SYSTEM, at=NOW)


@pytest.fixture
def administrator(client, session):
    city = a_plan_under_way(session)
    session.commit()
    client.city = city
    return client.sign_in(city.accounts["administrator"])


def filled(client, **changed: str) -> dict[str, str]:
    client.get("/lights")
    return client.page.fields("/lights") | {name.replace("__", "."): words for name, words in changed.items()}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_light_is_previewed_kept_and_printed_everywhere(administrator, database) -> None:
    changed = {"work_overdue__zh": "红牌·误期", "work_overdue__short_zh": "误期", "work_overdue__tone": "purple"}
    fields = filled(administrator, **changed)
    preview = administrator.post("/lights", data=fields | {"preview": "1"}).text
    assert "红牌·误期" in preview and "还没有保存" in preview
    with database.reading() as session:
        assert looks.kept(session) == {}
    assert administrator.post("/lights", data=fields).status_code == 303
    city = administrator.city
    office = administrator.sign_in(city.accounts["office"])
    page = office.get("/escalation").text
    assert "tone-purple" in page and "红牌·误期" in page and "■" in page
    book = load_workbook(io.BytesIO(office.get(f"/plans/{city.plan.id}/ledger.xlsx").data))
    assert any("红牌·误期" in str(cell) for row in book.worksheets[0].values for cell in row)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_wrong_is_said_and_what_was_typed_stays(administrator) -> None:
    answer = administrator.post("/lights", data=filled(administrator, behind__zh="正常推进"))
    assert answer.status_code == 422 and "不能相同" in answer.text
    answer = administrator.post("/lights", data=filled(administrator, behind__zh="长" * 13))
    assert answer.status_code == 422 and "太长" in answer.text and "长" * 13 in answer.text
    administrator.post("/lights", data=filled(administrator, behind__zh="慢"))
    assert administrator.post("/lights/reset").status_code == 303
    assert administrator.post("/lights/reset").status_code == 422


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_mail_prints_the_citys_word_and_colour(settings) -> None:
    line = Line(
        1,
        "市能源局",
        "二（一）",
        "举措",
        DeadlineKind.TARGET,
        "target:1",
        LadderKind.WORK,
        NOW.date(),
        3,
        0,
        "urge",
        Why.OWES,
        1,
    )
    overall, count = Overall(1, 1, 0, 0), Count(DeadlineKind.TARGET, LadderKind.WORK, 1, 1, 0)
    digest = Digest(NOW.date(), "zh", True, ("市能源局",), (line,), 0, (), 0, (), (count,), overall)
    wording.use(lambda: {Light.WORK_OVERDUE: Look("红牌", "Red card", "红", "Red", Tone.TEAL)})
    try:
        written = press(settings).render(digest)
    finally:
        wording.use(dict)
    assert "红牌 1 项" in written.subject and "■ 红牌" in written.text and "#0f6668" in written.html
