"""Somebody leaves, somebody else goes on: with a draft, a return, what waits for the head; and who acts meanwhile."""

from datetime import date

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.stories.conftest import Arrive
from tests.stories.people import Person
from tests.stories.town import COAL, DAY, SAID, Town, filed
from tests.support.builders import at
from workflow.audit.service import SYSTEM
from workflow.people import service
from workflow.people.models import Holding
from workflow.people.queries import actor
from workflow.reports.models import ReportState
from workflow.review import service as review
from workflow.review.rules import ReasonKind

HALF, WISH = "写了一半：垣曲县", "请写明项目数量。"
NEXT_DAY = date(2026, 10, 13)


def her_last_day(session: Session, town: Town) -> None:
    """Of what she reported one was returned, and one waits for the head's signature."""
    energy = session.merge(town.city.departments["energy"])
    energy.signs_off = False
    session.flush()
    (early,) = filed(session, town.city, only=slice(1, 2))
    office = actor(town.city.accounts["office"])
    why = {"reason_kind": ReasonKind.VAGUE, "reason": WISH, "correct_by": date(2026, 10, 16)}
    review.give_back(session, early, **why, by=office, at=at(DAY, 9))
    energy.signs_off = True
    session.flush()
    filed(session, town.city, only=slice(2, 3))


def hand_over(town: Town) -> None:
    """The liaison's post passes to 赵建 the next day."""
    with town.served.database.writing() as session:
        left = select(Holding).where(Holding.account_id == town.city.accounts["liaison"].id)
        holding = session.scalars(left).one()
        service.end_holding(session, holding, on=DAY, by=SYSTEM, at=at(DAY, 17))
        new = session.merge(town.city.accounts["third"])
        service.hold(session, holding.post, new, from_on=NEXT_DAY, by=SYSTEM, at=at(DAY, 17))
    town.on(NEXT_DAY)


def starts_to_write(liaison: Person) -> None:
    liaison.page.locator("main li", has_text=COAL).filter(has_text="进展填报").first.get_by_role(
        "link", name="填报", exact=True
    ).click()
    liaison.page.get_by_label("本期进展").fill(HALF)
    expect(liaison.page.locator("[data-autosave-status]")).to_contain_text("已自动保存")
    liaison.page.context.close()


def test_who_follows_finds_the_draft_the_return_and_what_waits_and_goes_on(large_town: Town, enter: Arrive) -> None:
    town = large_town
    with town.served.database.writing() as session:
        her_last_day(session, town)
    starts_to_write(enter("liaison"))
    hand_over(town)

    new = enter("third")
    energy = town.city.departments["energy"].id
    new.open(f"/desk?department={energy}")
    new.sees("您自 10-13 接任联络员，请看交接清单。")
    new.follow("交接清单")
    for band, words in (("#drafts", COAL), ("#returned", WISH), ("#to-sign", "张能")):
        expect(new.page.locator(band)).to_contain_text(words)
    new.open(f"/desk?department={energy}")
    mend = new.page.locator("main li", has_text=WISH)
    mend.get_by_role("link", name="修改", exact=True).click()
    new.sees(WISH)
    expect(new.page.get_by_label("本期进展")).to_have_value(f"{SAID}1")
    new.page.get_by_label("本期进展").fill(SAID + "共 2 个项目。")
    new.press("提交负责人签发")
    new.sees("已提交负责人签发")
    new.open(f"/desk?department={energy}")
    draft = new.page.locator("main li", has_text=COAL).filter(has_text="草稿已填（张能").first
    draft.get_by_role("link", name="填报", exact=True).click()
    expect(new.page.get_by_label("本期进展")).to_have_value(HALF)
    new.page.get_by_label("正常推进").check()
    new.page.get_by_label("本期进展").fill(HALF + "项目并网。")
    new.press("提交负责人签发")
    new.sees("已提交负责人签发")
    assert town.states() == [ReportState.TO_SIGN] * 3


def test_while_she_is_away_her_deputy_is_told_and_acts(town: Town, enter: Arrive) -> None:
    energy = town.city.departments["energy"].id
    liaison = enter("liaison")
    liaison.open(f"/departments/{energy}/inside")
    liaison.page.locator("#posts tr", has_text="张能").get_by_role("link", name="登记不在岗").click()
    liaison.page.get_by_label("离岗第一天").fill(NEXT_DAY.isoformat())
    liaison.page.get_by_label("返岗前最后一天").fill("2026-10-16")
    liaison.page.get_by_label("由谁代办").select_option(label="deputy")
    liaison.press("登记不在岗")
    liaison.sees("已登记。这几天的提醒发给代办人。")

    town.on(NEXT_DAY)
    told = town.told()
    assert told["deputy"] and "liaison" not in told
    deputy = enter("deputy")
    deputy.sees("由deputy代办")
    deputy.press("全部签收")
    deputy.sees("已签收 2 项")
    assert "liaison" not in town.told()
