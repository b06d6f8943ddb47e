"""The import desk's pages: handing in, waiting, checking, confirming, leaving."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import event, func, select

from tests.support import builders, documents, papers
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.people import queries as people
from workflow.people.models import PostKind
from workflow.plans.desk import queries, taking
from workflow.plans.desk.mending import mend
from workflow.plans.desk.models import Intake, IntakeState
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Edition, Plan
from workflow.plans.rules import MASK
from workflow.plans.service import Source
from workflow.tasks.models import Task
from workflow.web.imports.background import readers


@pytest.fixture
def city(database):
    with database.writing() as session:
        builders.a_calendar(session)
        return builders.a_plan_proposed(session)


@pytest.fixture
def office(client, city, app):
    yield client.sign_in(city.accounts["office"])
    readers(app).shutdown(wait=True)


@pytest.fixture
def second(app, city, database):
    """Another person of the office."""
    with database.writing() as session:
        other = builders.an_account(session, "second", city.departments["office"], PostKind.OFFICE)
    return app.test_client().sign_in(other)


def laid(database, text: str = papers.SHORT, **facts) -> int:
    with database.writing() as session:
        return papers.on_the_desk(session, text, **facts).id


def hand_in(client, content: bytes, name: str = "方案.txt", **fields):
    return client.post("/imports", data={"file": (BytesIO(content), name), **fields})


def many(count: int) -> str:
    """A plan of so many measures, each with the same question."""
    lines = [f"（{n}）推动第{n}项工作。（市能源局、市工信局等按职责分工负责）" for n in "一二三四五六七八九"[:count]]
    return "测试市节能实施方案\n\n一、重点任务\n" + "\n".join(lines) + "\n"


# Handing in


def test_a_file_is_handed_in_read_and_opened_for_checking(office, app) -> None:
    answer = hand_in(office, papers.SHORT.encode())
    assert answer.status_code == 303
    readers(app).shutdown(wait=True)
    page = office.get(answer.location).get_data(as_text=True)
    assert "4 个编号条目 = 3 有责任分工 + 1 保障措施 + 0 总体要求" in page and "也是 4 个，对得上" in page


def test_pasted_text_is_kept_as_a_file_of_its_own(office, database) -> None:
    assert office.post("/imports", data={"text": papers.SHORT.replace("\n", "\r\n")}).status_code == 303
    with database.reading() as session:
        intake = session.scalars(select(Intake)).one()
        assert intake.file_name == "粘贴的文字.txt" and intake.original.decode() == papers.SHORT.strip()


def test_nothing_handed_in_and_both_handed_in_are_said_at_the_field_and_the_text_stays(office) -> None:
    assert "请选择一个文件，或者粘贴方案正文" in office.post("/imports").get_data(as_text=True)
    answer = hand_in(office, b"a", text="一、重点任务")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "只能交一样" in page and "一、重点任务</textarea>" in page


def test_a_file_that_is_too_large_is_refused_before_anything_is_kept(office, database) -> None:
    answer = hand_in(office, b"a" * (20 * 1024 * 1024 + 1))
    answer.request.environ["wsgi.input"].close()  # the client's own copy on disk
    assert answer.status_code == 422 and "文件超过 20 MB" in answer.get_data(as_text=True)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Intake)) == 0


def test_the_same_file_again_leads_to_the_one_that_lies_there(office, database) -> None:
    intake_id = laid(database)
    answer = hand_in(office, papers.SHORT.encode(), "副本.txt")
    assert answer.location == f"/imports/{intake_id}"
    assert "已经在核对台上" in office.get(answer.location).get_data(as_text=True)


def test_the_same_file_meant_as_a_later_edition_is_not_taken_for_the_new_plan_that_lies_there(
    office, database, city
) -> None:
    laid(database)
    answer = hand_in(office, papers.SHORT.encode(), "副本.txt", amends=str(city.plan.id))
    assert answer.status_code == 422 and "登记为另一种情况" in answer.get_data(as_text=True)


def test_a_file_that_is_a_plan_already_is_refused_with_a_link_to_it(office, database, city) -> None:
    with database.writing() as session:
        edition = session.scalars(select(Edition)).one()
        edition.sha256 = hashlib.sha256(edition.original).hexdigest()
        content = edition.original
    answer = hand_in(office, content)
    assert answer.status_code == 422 and office.page.links["测试市碳达峰实施方案"] == f"/plans/{city.plan.id}"


def test_the_list_is_searched_filtered_and_turned_by_key(office, database) -> None:
    for n in range(queries.SHOWN + 1):
        laid(database, papers.SHORT + f"附{n}\n", name=f"文件{n}.txt")
    first = office.get("/imports")
    assert "文件50.txt" in first.get_data(as_text=True) and "文件0.txt" not in first.get_data(as_text=True)
    older = office.page.links["下一页 →"]
    assert "文件0.txt" in office.get(older).get_data(as_text=True)
    assert "文件7.txt" in office.get("/imports?q=件7.").get_data(as_text=True)
    assert "没有符合条件的文件" in office.get("/imports?state=unreadable").get_data(as_text=True)
    assert office.get("/imports?state=nonsense").status_code == 200


# Waiting


def test_while_a_document_waits_its_page_says_so_and_loads_itself_again(office, database) -> None:
    with database.writing() as session:
        source = Source(papers.SHORT.encode(), "a.txt")
        intake, _new = taking.hand_in(session, source, amends=None, by=SYSTEM, at=papers.THEN)
        intake_id = intake.id
    page = office.get(f"/imports/{intake_id}").get_data(as_text=True)
    assert "正在读取" in page and '<meta http-equiv="refresh"' in page and "<progress" in page
    assert office.get(f"/imports/{intake_id}/state").json == {"unread": True}


def test_a_reading_that_was_killed_can_be_begun_again_from_its_page(office, database, clock, app) -> None:
    with database.writing() as session:
        source = Source(papers.SHORT.encode(), "a.txt")
        intake, _new = taking.hand_in(session, source, amends=None, by=SYSTEM, at=clock.now())
        taking.claim(session, intake, at=clock.now())
        intake_id = intake.id
    assert "重新读取" not in office.get(f"/imports/{intake_id}").get_data(as_text=True)
    office.post(f"/imports/{intake_id}/read")
    clock.forward(minutes=taking.GIVEN_UP / timedelta(minutes=1))
    assert "重新读取" in office.get(f"/imports/{intake_id}").get_data(as_text=True)
    assert office.post(f"/imports/{intake_id}/read").status_code == 303
    readers(app).shutdown(wait=True)
    assert office.get(f"/imports/{intake_id}/state").json == {"unread": False}


def test_what_cannot_be_read_says_what_it_is_and_what_to_do(office, app) -> None:
    answer = hand_in(
        office, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0" * 40, "旧.doc"
    )
    readers(app).shutdown(wait=True)
    page = office.get(answer.location).get_data(as_text=True)
    assert "另存为 .docx" in page and office.page.links["换一个文件"] == "/imports"


# Checking


def test_the_draft_stands_beside_the_original_and_each_line_leads_to_its_words(office, database) -> None:
    intake_id = laid(database)
    page = office.get(f"/imports/{intake_id}").get_data(as_text=True)
    ids = {element.get("id") for element in office.page.root.iter()}
    assert {"i1", "w-i1", "i4", "w-i4", "t1", "w-t1"} <= ids
    assert office.page.links["原文"].startswith("#w-i") and "光伏发电装机容量" in page


def test_names_without_a_department_stand_on_top_and_hold_the_confirmation(office, database) -> None:
    intake_id = laid(database)
    page = office.get(f"/imports/{intake_id}").get_data(as_text=True)
    assert "1 个名称没有对应的单位" in page and office.page.links["市园林局"].startswith(f"/imports/{intake_id}/bodies")
    answer = office.post(f"/imports/{intake_id}/confirm")
    assert answer.status_code == 422 and "市园林局" in answer.get_data(as_text=True)


def test_questions_of_one_kind_are_answered_in_one_go_and_the_sum_adds_up(office, database) -> None:
    intake_id = laid(database, many(6))
    page = office.get(f"/imports/{intake_id}").get_data(as_text=True)
    assert "疑问 12（同类，可一次答复）" in page and "6 条" in page


def test_the_outline_shows_only_what_was_asked_for(office, database) -> None:
    intake_id = laid(database)
    shown = {
        show: {e.get("id") for e in _page(office, f"/imports/{intake_id}?show={show}").root.iter() if e.get("data-row")}
        for show in ("all", "doubts", "targets", "no_lead", "nonsense")
    }
    assert {"i1", "i2", "i3", "i4"} <= shown["all"] == shown["nonsense"]
    assert "i3" not in shown["doubts"] and "i1" in shown["doubts"]
    assert "i1" in shown["targets"] and not shown["no_lead"] & {"i1", "i2", "i3", "i4"}


def _page(client, path: str):
    assert client.get(path).status_code == 200
    return client.page


def test_words_that_look_tampered_with_are_masked_on_both_sides(office, database) -> None:
    foreign = "以365体育投注为指导"
    text = papers.SHORT.replace("到2025年", foreign + "，到2025年").replace(
        "推进绿色建筑。", f"推进绿色建筑。{foreign}。"
    )
    intake_id = laid(database, text)
    with database.reading() as session:
        taints = queries.sheet(session, session.get_one(Intake, intake_id)).taints.values()
    page = office.get(f"/imports/{intake_id}").get_data(as_text=True)
    assert taints and MASK in page and not any(taint.quote in page for taint in taints)


def test_looking_at_the_desk_costs_a_fixed_number_of_statements(office, database) -> None:
    few, more = laid(database, many(2)), laid(database, many(9))
    with counted(database) as first:
        office.get(f"/imports/{few}")
    with counted(database) as then:
        office.get(f"/imports/{more}")
    assert len(first) == len(then)


@contextmanager
def counted(database) -> Iterator[list[str]]:
    """The statements that are said meanwhile."""
    said: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield said
    event.remove(database.engine, "before_cursor_execute", note)


# Two people


def test_two_people_are_told_of_each_other(office, second, database) -> None:
    intake_id = laid(database)
    assert second.post(f"/imports/{intake_id}/here?seen=0").json["company"] == ""
    assert "second 也打开着这份文件" in office.post(f"/imports/{intake_id}/here?seen=0").json["company"]
    assert "second 也打开着这份文件" in office.get(f"/imports/{intake_id}").get_data(as_text=True)


def test_who_left_some_minutes_ago_is_not_there_any_more(office, second, database, clock) -> None:
    intake_id = laid(database)
    second.post(f"/imports/{intake_id}/here")
    clock.forward(minutes=2)
    assert office.post(f"/imports/{intake_id}/here").json["company"] == ""


def test_a_mend_of_somebody_elses_is_told_to_the_open_page_and_ones_own_is_not(
    office, second, database, city, clock
) -> None:
    intake_id = laid(database)
    with database.writing() as session:
        intake = session.get_one(Intake, intake_id)
        front = queries.sheet(session, intake).front
        by = people.actor(session.merge(city.accounts["office"]))
        mend(session, intake, "front.mended", {"front": front}, seen={"front": 1}, words="标题", by=by, at=clock.now())
    assert office.post(f"/imports/{intake_id}/here?seen=0").json["news"] == ""
    assert "office 刚刚改过" in second.post(f"/imports/{intake_id}/here?seen=0").json["news"]
    assert second.post(f"/imports/{intake_id}/here?seen=1").json["news"] == ""


# Confirming and leaving


def test_a_checked_draft_becomes_a_plan_with_its_tasks_and_nobody_is_told(office, database) -> None:
    intake_id = laid(database, papers.KNOWN)
    page = office.get(f"/imports/{intake_id}/confirm").get_data(as_text=True)
    assert "4 项" in page and "不通知任何单位" in page and "还有 3 个疑问没有答复" in page
    answer = office.post(f"/imports/{intake_id}/confirm")
    with database.reading() as session:
        plan = session.scalars(select(Plan).order_by(Plan.id.desc())).first()
        assert answer.location == f"/plans/{plan.id}" and plan.title == "测试市节能实施方案"
        assert session.scalar(select(func.count()).where(Task.plan_id == plan.id)) == 4
        assert session.get_one(Intake, intake_id).state == IntakeState.CONFIRMED
    page = office.get(answer.location).get_data(as_text=True)
    assert "确认牵头单位" in page and "4 个编号条目 = 3 项有责任分工" in page
    assert "已经核对完毕" in office.get(f"/imports/{intake_id}").get_data(as_text=True)


def test_confirming_twice_makes_one_plan(office, database) -> None:
    intake_id = laid(database, papers.KNOWN)
    office.post(f"/imports/{intake_id}/confirm")
    office.post(f"/imports/{intake_id}/confirm")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Plan)) == 2


def test_a_document_leaves_the_desk_with_a_reason_that_stays_in_the_history(office, database) -> None:
    intake_id = laid(database)
    assert office.post(f"/imports/{intake_id}/discard", data={"reason": " "}).status_code == 422
    assert office.post(f"/imports/{intake_id}/discard", data={"reason": "选错了文件"}).status_code == 303
    assert "选错了文件" in office.get(f"/imports/{intake_id}").get_data(as_text=True)
    with database.reading() as session:
        kept = session.scalars(select(Event).where(Event.act == "intake.discarded")).one()
        assert kept.facts["reason"] == "选错了文件"
    assert hand_in(office, papers.SHORT.encode()).location != f"/imports/{intake_id}"


def test_the_desk_is_the_offices(client, city, database) -> None:
    intake_id = laid(database)
    client.sign_in(city.accounts["liaison"])
    for path in ("/imports", f"/imports/{intake_id}", f"/imports/{intake_id}/confirm", f"/imports/{intake_id}/discard"):
        assert client.get(path).status_code == 403


def test_a_name_with_control_signs_is_taken_without_them(office, database) -> None:
    data = {"file": (BytesIO(papers.SHORT.encode()), "方\x00案\x07.txt")}
    assert office.post("/imports", data=data).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(Intake.file_name)).one() == "方案.txt"


# The original


def test_the_original_comes_out_byte_for_byte_as_a_download_and_its_checksum_is_shown(office, database) -> None:
    intake_id = laid(database, papers.KNOWN, name='节能"方案".txt')
    plan = office.post(f"/imports/{intake_id}/confirm").location
    page = office.get(f"{plan}/document").get_data(as_text=True)
    with database.reading() as session:
        edition = session.scalars(select(Edition).order_by(Edition.id.desc())).first()
        assert edition.sha256 in page
    answer = office.get(f"/editions/{edition.id}/original")
    assert answer.data == papers.KNOWN.encode()
    assert (
        answer.headers["Content-Disposition"].startswith("attachment")
        and "sandbox" in answer.headers["Content-Security-Policy"]
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.mimetype == "application/octet-stream"


def test_the_original_of_a_document_with_masked_words_is_only_for_who_compares_them(
    office, city, client, database
) -> None:
    intake_id = laid(database, papers.KNOWN)
    plan = office.post(f"/imports/{intake_id}/confirm").location
    with database.writing() as session:
        edition = session.scalars(select(Edition).order_by(Edition.id.desc())).first()
        session.add(Taint(edition_id=edition.id, start=0, end=3, quote="外来字", reason="pasted"))
    assert office.get(f"/editions/{edition.id}/original").status_code == 200
    client.sign_in(city.accounts["liaison"])
    assert client.get(f"/editions/{edition.id}/original").status_code == 403
    assert "核实前只有办公室可以下载" in client.get(f"{plan}/document").get_data(as_text=True)


def as_text(browser) -> bytes:
    return papers.KNOWN.encode()


def as_word(browser) -> bytes:
    return documents.make_docx(papers.KNOWN)


def as_web_page(browser) -> bytes:
    return documents.make_html(papers.KNOWN)


def as_pdf(browser) -> bytes:
    return documents.make_pdf(browser, papers.KNOWN)


@pytest.mark.parametrize("made", [as_text, as_word, as_web_page, as_pdf])
def test_a_task_leads_to_its_own_words_in_the_document_whatever_it_was_made_from(
    office, database, app, browser, made
) -> None:
    waiting = hand_in(office, made(browser), "方案." + made.__name__)
    readers(app).shutdown(wait=True)
    assert office.post(f"{waiting.location}/confirm").status_code == 303
    with database.reading() as session:
        task = session.scalars(select(Task).where(Task.heading == "推进绿色建筑")).one().id
    office.get(f"/tasks/{task}")
    path, _sharp, anchor = office.page.links["在原文中查看"].partition("#")
    words = next(e for e in _page(office, path).root.iter() if e.get("id") == anchor)
    assert "".join(words.itertext()).strip().startswith(("（三）推进绿色建筑", "(三)推进绿色建筑"))
