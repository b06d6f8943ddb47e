"""The pages of closing, holding and extending, from the request to the office's word."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.support.builders import a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import holding
from workflow.deadlines.models import Deadline, DeadlineKind, Hold
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.review import closing, extensions
from workflow.review import service as review
from workflow.review.closing_models import Closing, ClosingEvidence, ClosingState
from workflow.review.models import Extension
from workflow.tasks.models import TaskState

TODAY = date(2026, 10, 20)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def visitor(client, session, city, clock):
    clock.set(TODAY)
    session.commit()

    def come(who):
        return client.sign_in(city.accounts[who])

    return come


def ask(session, city, **facts):
    asked = closing.ask(
        session, the_share(session, city, "energy"), words="已完成并网。", by=SYSTEM, at=at(TODAY), **facts
    )
    session.commit()
    return asked


def test_the_lead_asks_with_words_and_papers_and_may_take_it_back(visitor, session, city) -> None:
    page, path = visitor("liaison"), f"/tasks/{city.tasks[0].id}/close"
    page.get(path)
    assert "还没有核定" in page.page.text and "没有填报（不影响办结）" in page.page.text
    assert page.post(path, data={"becomes": "closed", "words": ""}).status_code == 422
    said = {"becomes": "closed", "words": "已完成并网。", "files": (BytesIO("佐证".encode()), "验收意见.txt")}
    assert page.post(path, data=said).status_code == 303
    asked = session.scalars(select(Closing)).one()
    assert session.scalars(select(ClosingEvidence)).one().closing_id == asked.id
    session.commit()
    page.get(f"/tasks/{city.tasks[0].id}")
    assert "验收意见.txt" in page.page.text and "撤回申请" in page.page.text
    assert page.post(f"/closings/{asked.id}/withdraw").status_code == 303
    session.expire_all()
    assert asked.state == ClosingState.WITHDRAWN


def test_the_office_is_told_what_stands_in_the_way_and_keeps_its_words(visitor, session, city) -> None:
    asked, page = ask(session, city), visitor("office")
    page.get("/review")
    assert "已完成并网。" in page.page.text
    path, points = f"/review/closings/{asked.id}", ("clear", "solved", "carried_out", "lawful", "papers")
    page.get(path)
    assert "还不能办结" in page.page.text
    said = {"decision": "granted", "answer": "经核查属实", **dict.fromkeys(points, "y")}
    assert page.post(path, data=said).status_code == 422
    assert "还没有核定，先记录核定结果，再办结" in page.page.text and "经核查属实" in page.page.source
    assert page.post(path, data={"decision": "returned", "answer": ""}).status_code == 422
    assert page.post(path, data={"decision": "returned", "answer": "佐证不足"}).status_code == 303
    page = visitor("liaison")
    page.get("/desk")
    assert "佐证不足" in page.page.text and "再次申请" in page.page.text
    page = visitor("office")
    assert page.post(path, data={"decision": "returned", "answer": "再看"}).status_code == 409
    assert "刚刚已由办公室答复" in page.page.text


def test_a_standing_matter_needs_all_five_points_and_is_opened_again_with_a_reason(visitor, session, city) -> None:
    asked, page = ask(session, city, as_standing=True), visitor("office")
    path, points = f"/review/closings/{asked.id}", ("clear", "solved", "carried_out", "lawful", "papers")
    assert page.post(path, data={"decision": "granted", "clear": "y"}).status_code == 422
    assert "五项都勾选" in page.page.text
    assert page.post(path, data={"decision": "granted", **dict.fromkeys(points, "y")}).status_code == 303
    task_id = city.tasks[0].id
    page.get(f"/tasks/{task_id}")
    assert "常态化" in page.page.text and "重新打开" in page.page.text
    assert page.post(f"/tasks/{task_id}/reopen", data={"reason": ""}).status_code == 422
    assert page.post(f"/tasks/{task_id}/reopen", data={"reason": "问题反弹"}).status_code == 303
    session.expire_all()
    assert city.tasks[0].state == TaskState.UNDER_WAY
    page.get(f"/tasks/{task_id}")
    assert "问题反弹" in page.page.text


def test_an_accepted_report_that_says_done_offers_to_ask_on_the_desk(visitor, session, city) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    report = reports.file(session, owed, standing=Standing.DONE, text="已完成。", by=SYSTEM, at=at(date(2026, 10, 12)))
    review.accept(session, report, by=SYSTEM, at=at(date(2026, 10, 13)))
    session.commit()
    page = visitor("liaison")
    page.get("/desk")
    assert "可以申请办结" in page.page.text
    ask(session, city)
    page.get("/desk")
    assert "可以申请办结" not in page.page.text


def test_the_office_holds_sees_what_it_holds_and_releases(visitor, session, city) -> None:
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    page, path, task_id = visitor("office"), f"/deadlines/{target.id}/hold", city.tasks[0].id
    release = f"/deadlines/{target.id}/release"
    session.commit()
    page.get("/review/holds")
    assert "没有暂缓的事项" in page.page.text
    assert page.post(path, data={"reason": ""}).status_code == 422
    assert page.post(path, data={"reason": "等省里下达", "expected_on": "2026-11-02"}).status_code == 303
    assert page.post(path, data={"reason": "等省里下达"}).status_code == 409
    page.get("/review/holds?q=等省里")
    assert "等省里下达" in page.page.text and "2026-11-02" in page.page.text
    page.get(f"/tasks/{task_id}")
    assert "等省里下达" in page.page.text and "解除暂缓" in page.page.text
    page = visitor("liaison")
    session.commit()
    page.get("/desk")
    assert "等省里下达" in page.page.text
    page = visitor("office")
    session.commit()
    page.get(path)
    assert "今天解除" in page.page.text
    assert page.post(release).status_code == 303
    session.expire_all()
    assert session.get(Deadline, target.id).held_since is None
    session.commit()
    assert page.post(f"/tasks/{task_id}/hold", data={"reason": "等省里"}).status_code == 303
    assert session.scalars(select(Hold).where(Hold.released_on.is_(None))).all()
    session.commit()
    page.get(f"/tasks/{task_id}/release")
    assert "要解除的暂缓事项" in page.page.text
    assert page.post(f"/tasks/{task_id}/release").status_code == 303
    session.expire_all()
    assert not session.scalars(select(Hold).where(Hold.released_on.is_(None))).all()
    session.commit()
    assert page.post(f"/tasks/{task_id}/release").status_code == 422


def test_desk_and_task_offer_an_extension_for_work_and_never_for_a_form(visitor, session, city) -> None:
    work = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    form = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    page, asking = visitor("liaison"), f"/deadlines/{work.id}/extension"
    for path in ("/desk", f"/tasks/{city.tasks[0].id}"):
        page.get(path)
        assert f"/deadlines/{work.id}/extension" in page.page.source, path
        assert f"/deadlines/{form.id}/extension" not in page.page.source, path
    page.get(f"/deadlines/{form.id}/extension")
    session.commit()
    assert "报送事项，不能申请延期" in page.page.text
    said = {"wanted_on": "2027-03-01", "reason": "数据未公布", "progress": ""}
    assert page.post(asking, data=said).status_code == 422
    assert page.post(asking, data=said | {"progress": "已完成八成"}).status_code == 303
    assert session.scalars(select(Extension)).one().progress == "已完成八成"


def test_a_second_extension_is_granted_on_the_paper_of_a_leader(visitor, session, city) -> None:
    work = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    extensions.grant_directly(session, work, to_on=date(2027, 1, 15), reason="统计口径调整", by=SYSTEM, at=at(TODAY))
    session.commit()
    page, path = visitor("office"), f"/escalation/{work.id}/extend"
    page.get(path)
    assert "第 2 次延期" in page.page.text
    said = {"to_on": "2027-03-01", "reason": "数据仍未公布"}
    assert page.post(path, data=said).status_code == 422
    assert "请写明批准的领导" in page.page.text
    paper = {"files": (BytesIO("同意".encode()), "批示.txt"), "approver": "王副市长"}
    assert page.post(path, data=said | paper).status_code == 303
    given = session.scalars(select(Extension).order_by(Extension.id.desc())).first()
    assert (given.approver, given.ordinal) == ("王副市长", 2) and given.evidence_id


def test_what_is_on_hold_is_not_offered_twice(visitor, session, city) -> None:
    work = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    holding.hold(session, work, reason="等省里", expected_on=None, by=SYSTEM, at=at(TODAY))
    session.commit()
    page = visitor("liaison")
    page.get(f"/deadlines/{work.id}/extension")
    assert "暂缓" in page.page.text and "提出申请" not in page.page.text
