"""Who is told of a score sheet and of an answer: the posts of the bodies that are scored, once, with the last day."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.scores.stage import BY, DRAWN, LAST_DAY, Stage, a_stage
from tests.support.builders import at
from workflow.insight.scores import ending
from workflow.notices import service as notices
from workflow.notices.models import Notice
from workflow.outbox import queries as outbox
from workflow.people.models import Account
from workflow.wording import mail

DUE = date(2026, 11, 20)


@pytest.fixture
def stage(session) -> Stage:
    stage = a_stage(session)
    stage.step(DUE)
    return stage


def told(stage, rung: str) -> list[tuple[str, date]]:
    rows = select(Account.name, Notice.due_on).join(Account, Account.id == Notice.account_id)
    rows = rows.where(Notice.rung == rung, Notice.dropped_on.is_(None)).order_by(Account.name)
    return [tuple(row) for row in stage.session.execute(rows)]


def test_each_post_of_a_scored_body_is_told_once_with_the_last_day_and_again_of_the_answer(stage) -> None:
    sheet = stage.circulated()
    names = ["head", "liaison", "other", "other_head", "third"]
    assert told(stage, f"score:{sheet.id}") == [(name, LAST_DAY) for name in names]
    notices.post(stage.session, today=DRAWN, calendar=stage.calendar)
    notices.drop_untrue(stage.session, today=DRAWN)
    assert [name for name, _ in told(stage, f"score:{sheet.id}")] == names
    said = stage.objected(sheet)
    stage.answered(said)
    assert [name for name, _ in told(stage, f"score:answer:{said.id}")] == ["head", "liaison"]


def test_a_mail_says_what_to_do_by_when_and_nothing_of_the_deadline_it_hangs_on(stage, app) -> None:
    sheet = stage.circulated()
    who = stage.city.accounts["head"].id
    dues = outbox.news(stage.session, [who], today=DRAWN, calendar=stage.calendar, standing_in={})
    line = next(one for one in dues[0].lines if one.rung == f"score:{sheet.id}")
    assert (line.number, line.heading, line.late) == ("", "", 0)
    with app.test_request_context():
        assert (mail.heading(line), mail.rung(line)) == ("考核评分表", "征求意见")
        assert (mail.what(line), mail.age(line)) == (
            "请核对本单位的计算，有异议的在期限内提出",
            "1月12日（含）前可提异议",
        )


def test_a_sheet_that_is_withdrawn_before_the_mail_left_is_told_to_nobody(stage) -> None:
    sheet = stage.circulated()
    said = stage.objected(sheet)
    stage.answered(said)
    ending.withdraw(stage.session, sheet, reason="规则有误", by=BY, at=at(DRAWN))
    assert told(stage, f"score:{sheet.id}") == told(stage, f"score:answer:{said.id}") == []
