"""签发 on the screen: the liaison submits, the head signs many at once or sends back, paper comes with its scan."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.evidence.making import pdf
from tests.support import builders
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.people.queries import actor
from workflow.reports.models import Manner, Report, ReportState, SignOff
from workflow.review import closing, extensions
from workflow.review.closing_models import Closing, ClosingEvidence, ClosingState
from workflow.review.models import Extension

TODAY = date(2026, 10, 12)
TEXT = "垣曲县 20 万千瓦项目并网"
PDF = pdf()


@pytest.fixture
def city(database):
    with database.writing() as session:
        city = builders.a_plan_under_way(session)
        city.departments["energy"].signs_off = True
        return city


@pytest.fixture
def owed(database, city):
    """The reports of both tasks that 市能源局 leads."""
    with database.reading() as session:
        wanted = [builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=n) for n in (0, 1)]
        return [deadline.id for deadline in wanted]


@pytest.fixture
def liaison(client, city):
    return client.sign_in(city.accounts["liaison"])


def fill(client, deadline_id, **changed):
    path = f"/deadlines/{deadline_id}/report"
    client.get(path)
    fields = client.page.fields(path)
    fields.pop("once")
    return client.post(path, data={**fields, "standing": "on_course", "text": TEXT, **changed})


def states(database):
    with database.reading() as session:
        return list(session.scalars(select(Report.state).order_by(Report.id)))


@pytest.fixture
def waiting(liaison, owed, database):
    for deadline_id in owed:
        assert fill(liaison, deadline_id).status_code == 303
    with database.reading() as session:
        return list(session.scalars(select(Report.id).order_by(Report.id)))


@pytest.fixture
def head(client, city, waiting):
    return client.sign_in(city.accounts["head"])


def ticks(database):
    with database.reading() as session:
        from workflow.reports.waiting import of_departments

        ids = session.scalars(select(Department.id)).all()
        return [f"report.{row.id}.{row.revision_id}" for row in of_departments(session, ids)]


def test_the_button_says_that_it_goes_to_the_head_and_so_does_the_answer(liaison, owed, database) -> None:
    page = liaison.get(f"/deadlines/{owed[0]}/report").get_data(as_text=True)
    assert "提交负责人签发" in page
    answer = fill(liaison, owed[0])
    desk = liaison.get(answer.location).get_data(as_text=True)
    assert "已提交负责人签发，签发后才算报送：" in desk
    assert "待签发" in desk
    assert states(database) == [ReportState.TO_SIGN]


def test_the_form_of_what_waits_leads_to_the_report_which_can_be_taken_back(liaison, owed, database) -> None:
    fill(liaison, owed[0])
    answer = liaison.get(f"/deadlines/{owed[0]}/report")
    assert answer.status_code == 303
    page = liaison.get(answer.location).get_data(as_text=True)
    assert "撤回这次填报" in page
    assert "待本单位负责人签发" in page
    with database.reading() as session:
        report_id = session.scalar(select(Report.id))
    assert liaison.post(f"/reports/{report_id}/withdraw").status_code == 303
    assert TEXT in liaison.get(f"/deadlines/{owed[0]}/report").get_data(as_text=True)


def test_a_head_who_fills_in_herself_files(client, city, owed, database) -> None:
    head = client.sign_in(city.accounts["head"])
    page = head.get(f"/deadlines/{owed[0]}/report").get_data(as_text=True)
    assert "提交负责人签发" not in page
    fill(head, owed[0])
    assert states(database) == [ReportState.FILED]
    with database.reading() as session:
        assert session.scalars(select(SignOff)).one().signer == "head"


def test_everything_is_signed_at_once(head, waiting, database) -> None:
    page = head.get("/signing").get_data(as_text=True)
    assert TEXT in page
    assert "liaison" in page
    answer = head.post("/signing", data={"one": ticks(database)})
    assert (answer.status_code, answer.location) == (303, "/signing")
    assert "已签发 2 项" in head.get("/signing").get_data(as_text=True)
    assert states(database) == [ReportState.FILED] * 2
    with database.reading() as session:
        ended = session.scalars(select(Deadline.outcome).join(Report, Report.deadline_id == Deadline.id)).all()
        assert all(ended)


def test_what_was_changed_meanwhile_is_left_out_and_named(head, waiting, owed, city, client, database) -> None:
    read = ticks(database)
    client.sign_in(city.accounts["liaison"])
    client.post(f"/reports/{waiting[0]}/withdraw")
    fill(client, owed[0], text="另一说法")
    head = client.sign_in(city.accounts["head"])
    head.post("/signing", data={"one": read})
    page = head.get("/signing").get_data(as_text=True)
    assert "有 1 项没有签发：二（一）抓好煤炭保供和煤电清洁低碳发展（您打开之后，经办人又改过这份填报。" in page
    assert sorted(states(database)) == [ReportState.FILED, ReportState.TO_SIGN]


def test_the_second_of_two_heads_is_told(head, waiting, database) -> None:
    read = ticks(database)
    assert head.post("/signing", data={"one": read}).status_code == 303
    head.get("/signing")
    assert head.post("/signing", data={"one": read}).status_code == 303
    page = head.get("/signing").get_data(as_text=True)
    assert "有 2 项没有签发：" in page
    assert "这份填报已经签发报送。" in page
    answer = head.post(f"/signing/reports/{waiting[0]}/send-back", data={"words": "请核", "revision": "1"})
    assert answer.status_code == 409
    assert "请核" in answer.get_data(as_text=True)


def test_nothing_ticked_is_said(head) -> None:
    answer = head.post("/signing", data={})
    assert answer.status_code == 422
    assert "没有勾选" in answer.get_data(as_text=True)


def test_one_is_read_whole_and_signed_and_the_next_follows(head, waiting, database) -> None:
    page = head.get(f"/signing/reports/{waiting[0]}").get_data(as_text=True)
    assert TEXT in page
    revision = head.page.fields(f"/signing/reports/{waiting[0]}/sign")["revision"]
    answer = head.post(f"/signing/reports/{waiting[0]}/sign", data={"revision": revision})
    assert answer.location == f"/signing/reports/{waiting[1]}"
    shown = head.get(f"/reports/{waiting[0]}").get_data(as_text=True)
    assert "签发：head" in shown


def test_sent_back_the_liaison_finds_it_with_the_words_and_mends_it(
    head, waiting, owed, city, client, database
) -> None:
    head.get(f"/signing/reports/{waiting[0]}")
    fields = head.page.fields(f"/signing/reports/{waiting[0]}/send-back")
    fields.pop("once")
    head.post(f"/signing/reports/{waiting[0]}/send-back", data={**fields, "words": "请写明容量"})
    liaison = client.sign_in(city.accounts["liaison"])
    assert "负责人退回：请写明容量" in liaison.get("/desk").get_data(as_text=True)
    page = liaison.get(f"/deadlines/{owed[0]}/report").get_data(as_text=True)
    assert TEXT in page
    assert "请写明容量" in page
    fill(liaison, owed[0], text="并网 20 万千瓦")
    assert states(database) == [ReportState.TO_SIGN] * 2


def test_on_paper_the_scan_and_who_signed_when_go_with_the_form(liaison, owed, database) -> None:
    scan = {"manner": "paper", "signer": "王局长", "signed_on": "2026-10-12"}
    answer = fill(liaison, owed[0], **scan)
    assert answer.status_code == 422
    assert "线下签批须附签批件扫描件。" in answer.get_data(as_text=True)
    assert TEXT in answer.get_data(as_text=True)
    answer = fill(liaison, owed[0], **scan, scan=(io.BytesIO(PDF), "签批件.pdf"))
    assert answer.status_code == 303
    assert states(database) == [ReportState.FILED]
    with database.reading() as session:
        kept = session.scalars(select(SignOff)).one()
        assert (kept.manner, kept.signer, kept.evidence_id is not None) == (Manner.PAPER, "王局长", True)
        report_id = session.scalar(select(Report.id))
    page = liaison.get(f"/reports/{report_id}").get_data(as_text=True)
    assert "线下签批：王局长 2026-10-12" in page
    assert "（扫描件）" in page


def test_a_scan_that_came_with_a_form_not_accepted_is_not_asked_for_again(liaison, owed, database) -> None:
    scan = {"manner": "paper", "signed_on": "2026-10-12", "scan": (io.BytesIO(PDF), "签批件.pdf")}
    answer = fill(liaison, owed[0], **scan, signer="")
    assert "已上传的扫描件：签批件.pdf" in answer.get_data(as_text=True)
    path = f"/deadlines/{owed[0]}/report"
    fields = liaison.page.fields(path)
    fields.pop("once")
    sent = {**fields, "standing": "on_course", "text": TEXT, "manner": "paper", "signer": "王局长"}
    assert liaison.post(path, data={**sent, "signed_on": "2026-10-12"}).status_code == 303
    assert states(database) == [ReportState.FILED]


def test_one_scan_stands_for_a_list_of_reports(liaison, waiting, city, database) -> None:
    path = f"/departments/{city.departments['energy'].id}/signed-on-paper"
    assert TEXT in liaison.get(path).get_data(as_text=True)
    sent = {"one": ticks(database), "signer": "王局长", "signed_on": "2026-10-13"}
    assert liaison.post(path, data=sent).status_code == 422
    answer = liaison.post(path, data={**sent, "scan": (io.BytesIO(PDF), "签批名单.pdf")})
    assert answer.status_code == 303
    assert states(database) == [ReportState.FILED] * 2
    with database.reading() as session:
        assert len(set(session.scalars(select(SignOff.evidence_id)))) == 1


@pytest.mark.parametrize("role", ["liaison", "other_head", "other", "office", "leader", "administrator", "auditor"])
def test_nobody_but_the_departments_head_signs(client, city, waiting, database, role) -> None:
    who, ticked = client.sign_in(city.accounts[role]), ticks(database)
    assert who.post("/signing", data={"one": ticked}).status_code == 403
    for act in ("sign", "send-back"):
        answer = who.post(f"/signing/reports/{waiting[0]}/{act}", data={"revision": "1", "words": "x"})
        assert answer.status_code == 403
    assert states(database) == [ReportState.TO_SIGN] * 2


@pytest.mark.parametrize("role", ["office", "leader", "auditor", "other"])
def test_nobody_outside_reads_what_waits(client, city, waiting, role) -> None:
    who = client.sign_in(city.accounts[role])
    assert who.get(f"/reports/{waiting[0]}").status_code in (403, 404)
    assert TEXT not in who.get(f"/tasks/{city.tasks[0].id}").get_data(as_text=True)


def test_the_office_reads_only_what_was_signed(head, waiting, owed, city, client, database) -> None:
    head.get(f"/signing/reports/{waiting[0]}")
    fields = head.page.fields(f"/signing/reports/{waiting[0]}/send-back")
    fields.pop("once")
    head.post(f"/signing/reports/{waiting[0]}/send-back", data={**fields, "words": "写得太满"})
    liaison = client.sign_in(city.accounts["liaison"])
    fill(liaison, owed[0], text="并网 20 万千瓦，其余在建")
    client.sign_in(city.accounts["head"]).post("/signing", data={"one": ticks(database)})
    page = client.sign_in(city.accounts["office"]).get(f"/reports/{waiting[0]}").get_data(as_text=True)
    assert "其余在建" in page
    assert "写得太满" not in page
    assert TEXT not in page


def test_the_head_turns_it_off_and_on(client, city, database) -> None:
    head = client.sign_in(city.accounts["head"])
    path = f"/departments/{city.departments['energy'].id}/sign-off"
    page = head.get(path).get_data(as_text=True)
    assert "现在：已启用" in page
    fields = head.page.fields("")
    fields.pop("once")
    assert head.post(path, data=fields).status_code == 303
    assert "现在：未启用" in head.get(path).get_data(as_text=True)
    assert head.post(path, data=fields).status_code == 409
    with database.reading() as session:
        assert not session.get_one(Department, city.departments["energy"].id).signs_off


def test_the_place_is_there_for_heads_of_departments_that_sign_off(client, city) -> None:
    for role, there in (("head", True), ("liaison", False), ("other_head", False)):
        page = client.sign_in(city.accounts[role]).get("/desk").get_data(as_text=True)
        assert ('href="/signing"' in page) == there


def test_one_scan_stands_for_requests_too_and_goes_with_each(liaison, client, city, database) -> None:
    with database.writing() as session:
        by = {"by": actor(city.accounts["liaison"]), "at": builders.at(TODAY)}
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
        day = owed.due_on + timedelta(days=30)
        extension = extensions.ask(session, owed, wanted_on=day, reason="数据未出", today=TODAY, **by)
        lead = builders.the_share(session, city, "energy", task=1)
        closed = closing.ask(session, lead, words="已全部完成", **by)
        ids = [extension.id, closed.id]
    path = f"/departments/{city.departments['energy'].id}/signed-on-paper"
    assert "数据未出" in liaison.get(path).get_data(as_text=True)
    ticked = [f"extension.{ids[0]}.1", f"closing.{ids[1]}.1"]
    sent = {"one": ticked, "signer": "王局长", "signed_on": "2026-10-12"}
    assert liaison.post(path, data=sent).status_code == 422
    assert liaison.post(path, data={**sent, "scan": (io.BytesIO(PDF), "签批名单.pdf")}).status_code == 303
    with database.reading() as session:
        asked, other = session.get_one(Extension, ids[0]), session.get_one(Closing, ids[1])
        assert (asked.signer, asked.signed_on, asked.signed_at is not None) == ("王局长", date(2026, 10, 12), True)
        assert (other.state, other.signed_on) == (ClosingState.ASKED, date(2026, 10, 12))
        assert session.get(ClosingEvidence, (other.id, asked.scan_id)) is not None
    office = client.sign_in(city.accounts["office"])
    office.get(f"/review/extensions/{ids[0]}")
    assert "线下签批：王局长 2026-10-12" in office.page.text
    with office.get(f"/evidence/{asked.scan_id}") as scan:
        assert scan.status_code == 200
