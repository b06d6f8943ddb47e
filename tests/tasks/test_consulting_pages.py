"""Pages of consulting: the office asks, departments answer on the screen or in a file, the office decides."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from tests.support.builders import at, the_share
from tests.tasks.consulting import DAY, a_city, filled, written
from workflow.audit.service import SYSTEM
from workflow.people.models import Post, PostKind
from workflow.tasks import consulting
from workflow.tasks.consulting_models import Comment, CommentDecision, CommentKind, Consultation
from workflow.tasks.consulting_rules import Said
from workflow.tasks.leads import lead_of
from workflow.tasks.models import Assignment, Task

FILLED = {(0, "意见"): "调整牵头单位", (0, "建议单位"): "市工信局", (0, "理由"): "职责所在", (1, "责任科室"): "规划科"}


@pytest.fixture
def city(database):
    with database.writing() as session:
        return a_city(session)


@pytest.fixture
def office(client, city):
    return client.sign_in(city.accounts["office"])


def here(city, rest: str = "") -> str:
    return f"/plans/{city.plan.id}/consulting{rest}"


def own(city, rest: str = "", who: str = "energy") -> str:
    return here(city, f"/{city.departments[who].id}{rest}")


def page(client, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def ask(office, city) -> None:
    answer = office.post(here(city), data={"answer_by": "2026-11-30"})
    assert answer.status_code == 303, answer.get_data(as_text=True)


def comments(database) -> list[Comment]:
    with database.reading() as session:
        return list(session.scalars(select(Comment).order_by(Comment.id)))


def hand_in(client, city, content: bytes, name: str = "反馈.xlsx", **data: object):
    return client.post(
        here(city, "/take"),
        data={"file": (io.BytesIO(content), name), **data},
        content_type="multipart/form-data",
    )


def kept(client) -> str:
    """What the preview hands on to the next step."""
    (field,) = [tag for tag in client.page.root.iter("input") if tag.get("name") == "kept"]
    return field.get("value")


def take_in(client, city, content: bytes, name: str = "反馈.xlsx", **data: object):
    assert hand_in(client, city, content, name, **data).status_code == 200
    return client.post(here(city, "/take/confirm"), data={"kept": kept(client)}, follow_redirects=True)


def the_file(client, city, kind: str = "xlsx", who: str = "energy") -> bytes:
    return client.get(own(city, f"/table.{kind}", who)).data


def test_the_office_opens_a_round_and_is_told_that_it_sends_the_files_itself(office, city) -> None:
    ask(office, city)
    said = page(office, here(city))
    assert "反馈截止 2026-11-30" in said and "系统不发通知" in said and "请办公室下载后自行发给各单位" in said


def test_a_round_without_a_day_or_with_a_past_one_is_not_opened(office, city, database) -> None:
    for day in ("", "2026-11-15", "soon"):
        assert office.post(here(city), data={"answer_by": day}).status_code == 422
    with database.reading() as session:
        assert session.scalar(select(Consultation)) is None


def test_a_department_reads_on_its_desk_that_it_is_asked_and_answers_with_one_click(client, office, city) -> None:
    ask(office, city)
    client.sign_in(city.accounts["liaison"])
    assert "任务分工表正在征求意见，请于 2026-11-30 前反馈" in page(client, "/desk")
    assert "请于 2026-11-30 前反馈" in page(client, f"/plans/{city.plan.id}")
    answer = client.post(own(city, "/agree"), follow_redirects=True).get_data(as_text=True)
    assert "已反馈：无意见" in answer
    client.sign_in(city.accounts["office"])
    assert "无意见 ✓" in page(client, here(city))


def test_a_department_types_a_comment_and_puts_it_right(client, office, city, database) -> None:
    ask(office, city)
    client.sign_in(city.accounts["liaison"])
    data = {"task": str(city.tasks[0].id), "kind": "add", "unit": "市住建局", "words": "涉及建筑"}
    assert client.post(own(city, "/comment"), data=data).status_code == 303
    (first,) = comments(database)
    assert "涉及建筑" in page(client, own(city, f"/comment?comment={first.id}"))
    mended = data | {"words": "涉及建筑节能"}
    assert client.post(own(city, "/comment"), data=mended).status_code == 409  # it names no comment that it replaces
    assert client.post(own(city, "/comment"), data=mended | {"comment": str(first.id)}).status_code == 303
    assert [row.words for row in comments(database)] == ["涉及建筑节能"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "lead", "unit": "市不存在局"}, "不认识的单位名称：市不存在局"),
        ({"kind": "lead", "unit": ""}, "请写明建议的单位"),
        ({"kind": "lead", "unit": "市工信局、市住建局"}, "这里只能写一个单位"),
        ({"kind": "drop"}, "牵头单位不能直接退出"),
        ({"kind": "other"}, "请写明意见内容"),
        ({"kind": ""}, "请选择一项"),
        ({"kind": "add", "unit": "市住建局", "task": ""}, "对整张表只能提其他意见"),
        ({"kind": "add", "unit": "市住建局", "task": "999999"}, "对哪一项任务："),
    ],
)
def test_a_comment_that_makes_no_sense_stays_typed_and_says_why(client, office, city, database, facts, words) -> None:
    ask(office, city)
    client.sign_in(city.accounts["liaison"])
    answer = client.post(own(city, "/comment"), data={"task": str(city.tasks[0].id), "words": "", **facts})
    assert answer.status_code == 422 and not comments(database)
    assert words in answer.get_data(as_text=True)


def test_the_office_types_in_what_came_by_telephone_also_after_the_close(client, office, city, database) -> None:
    ask(office, city)
    office.post(here(city, "/close"))
    data = {"task": str(city.tasks[2].id), "kind": "other", "words": "电话反馈：请明确时限"}
    client.sign_in(city.accounts["liaison"])
    assert client.post(own(city, "/comment"), data=data | {"task": str(city.tasks[0].id)}).status_code == 422
    client.sign_in(city.accounts["office"])
    assert client.post(own(city, "/comment"), data=data).status_code == 303
    assert [row.words for row in comments(database)] == ["电话反馈：请明确时限"]


def test_a_filled_workbook_is_shown_before_it_is_taken_in_and_twice_changes_nothing(office, city, database) -> None:
    ask(office, city)
    book = filled(the_file(office, city), FILLED)
    assert hand_in(office, city, book).status_code == 200
    handed, before = kept(office), comments(database)
    assert handed and not before
    assert "新收 1 条，更正 0 条，与已有相同 0 条，科室 1 项" in take_in(office, city, book).get_data(as_text=True)
    assert "这份表里的内容都已收到，没有新的" in hand_in(office, city, book).get_data(as_text=True)
    again = office.post(here(city, "/take/confirm"), data={"kept": handed}, follow_redirects=True)
    assert "新收 0 条，更正 0 条，与已有相同 1 条，科室 0 项" in again.get_data(as_text=True)
    (one,) = comments(database)
    assert (one.kind, one.words, one.source) == (CommentKind.LEAD, "职责所在", "反馈.xlsx")
    with database.reading() as session:
        assert the_share(session, city, "energy", task=1).section == "规划科"


def test_a_document_comes_back_in_the_same_way(office, city, database) -> None:
    ask(office, city)
    paper = written(the_file(office, city, "docx"), {0: "调整牵头单位：市工信局，职责所在"}, section="规划科")
    assert "新收 1 条" in take_in(office, city, paper, "反馈.docx").get_data(as_text=True)
    assert [(row.kind, row.words) for row in comments(database)] == [(CommentKind.LEAD, "职责所在")]


def test_a_workbook_without_objection_is_one_answer(office, city, database) -> None:
    ask(office, city)
    take_in(office, city, filled(the_file(office, city), {(0, "意见"): "无意见"}))
    assert [(row.kind, row.task_id) for row in comments(database)] == [(CommentKind.AGREE, None)]


def test_a_wrong_cell_is_named_in_plain_words_and_the_other_rows_are_taken(office, city, database) -> None:
    ask(office, city)
    cells = FILLED | {(1, "意见"): "调整牵头单位", (1, "建议单位"): "市不存在局"}
    book = filled(the_file(office, city), cells)
    told = hand_in(office, city, book).get_data(as_text=True)
    assert "第 5 行“建议单位”（市不存在局）：不认识这个单位名称，请写全称或简称。" in told
    office.post(here(city, "/take/confirm"), data={"kept": kept(office)})
    assert len(comments(database)) == 1


def test_the_whole_table_comes_back_for_the_department_that_is_chosen(office, city, database) -> None:
    ask(office, city)
    book = filled(office.get(here(city, "/table.xlsx")).data, FILLED)
    assert "看不出是哪个单位反馈的" in hand_in(office, city, book).get_data(as_text=True)
    chosen = str(city.departments["housing"].id)
    assert "新收 1 条" in take_in(office, city, book, department=chosen).get_data(as_text=True)
    assert [row.department_id for row in comments(database)] == [city.departments["housing"].id]


def test_a_department_hands_in_its_own_table_only(client, office, city, database) -> None:
    ask(office, city)
    book = filled(the_file(office, city), FILLED)
    client.sign_in(city.accounts["other"])
    assert "这份表是发给其他单位的" in hand_in(client, city, book).get_data(as_text=True)
    client.sign_in(city.accounts["liaison"])
    assert "新收 1 条" in take_in(client, city, book).get_data(as_text=True)
    forged = kept_of(client, city, book).replace(f'"department": {city.departments["energy"].id}', '"department": 2')
    assert client.post(here(city, "/take/confirm"), data={"kept": forged}).status_code == 403


def kept_of(client, city, book: bytes) -> str:
    hand_in(client, city, filled(book, {(1, "意见"): "其他意见", (1, "理由"): "话"}))
    return kept(client)


def test_a_table_of_an_earlier_round_or_of_nothing_is_refused(office, city) -> None:
    ask(office, city)
    old = filled(the_file(office, city), FILLED)
    assert "没有填写任何意见" in hand_in(office, city, the_file(office, city)).get_data(as_text=True)
    assert "请选择填好的任务分工表" in office.post(here(city, "/take"), data={}).get_data(as_text=True)
    office.post(here(city, "/close"))
    ask(office, city)
    assert "第 1 轮征求意见的旧表，请用第 2 轮的新表" in hand_in(office, city, old).get_data(as_text=True)


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"source": 1, "department": 1, "lines": []}', '{"lines": [{}]}'])
def test_what_the_preview_did_not_hand_over_is_not_taken_in(office, city, database, kept) -> None:
    ask(office, city)
    assert office.post(here(city, "/take/confirm"), data={"kept": kept}).status_code == 422
    assert not comments(database)


def test_every_department_gets_its_own_files_in_one_package(office, city) -> None:
    packed = zipfile.ZipFile(io.BytesIO(office.get(here(city, "/tables.zip")).data))
    named = {"任务分工表-市能源局", "任务分工表-市工信局", "任务分工表-市住建局"}
    assert set(packed.namelist()) == {f"{name}.{kind}" for name in named for kind in ("xlsx", "docx")}
    housing = load_workbook(io.BytesIO(packed.read("任务分工表-市住建局.xlsx"))).worksheets[0]
    assert [row[0].value for row in housing.iter_rows(min_row=4)] == ["二（二）", "总体"]


def test_a_department_sees_no_table_before_it_is_asked(client, city) -> None:
    client.sign_in(city.accounts["liaison"])
    assert client.get(own(city, "/table.xlsx")).status_code == 422
    assert "还没有开始征求意见" in page(client, own(city))
    assert client.get(own(city, who="industry")).status_code == 403


def a_comment(database, city, kind=CommentKind.LEAD, named="industry", words="职责所在", who="energy") -> int:
    with database.writing() as session:
        asked = session.scalars(select(Consultation).order_by(Consultation.id.desc())).first()
        body = city.departments[named].id if named else None
        said = Said(city.tasks[0].id, kind, body, words)
        facts = {"department_id": city.departments[who].id, "by": SYSTEM, "at": at(DAY)}
        return consulting.say(session, asked, said, **facts)[0].id


def test_an_adopted_comment_changes_the_table_at_once(office, city, database) -> None:
    ask(office, city)
    key = a_comment(database, city)
    assert "原牵头单位改列责任单位" in page(office, f"/comments/{key}")
    data = {"decision": "adopted", "units": "市工信局", "basis": "会议纪要"}
    assert office.post(f"/comments/{key}", data=data).status_code == 303
    with database.reading() as session:
        assert lead_of(session, city.tasks[0].id).department.label == "市工信局"
    assert "已处理：采纳" in page(office, f"/comments/{key}")
    assert office.post(f"/comments/{key}", data=data).status_code == 409


def test_a_decision_says_what_is_missing_where_it_is_missing(office, city, database) -> None:
    ask(office, city)
    key = a_comment(database, city)
    for data, words in (
        ({"decision": "adopted", "units": "市工信局"}, "请写明采纳的依据或不采纳的理由"),
        ({"decision": "adopted", "units": "市不存在局", "basis": "纪要"}, "不认识的单位名称：市不存在局"),
        ({"decision": "adopted", "units": "市能源局", "basis": "纪要"}, "所选单位已经是牵头单位"),
        ({"units": "市工信局", "basis": "纪要"}, "请选择一项"),
    ):
        answer = office.post(f"/comments/{key}", data=data)
        assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert (
        office.post(f"/comments/{key}", data={"decision": "declined", "units": "无此局", "basis": "不妥"}).status_code
        == 303
    )
    assert comments(database)[0].decision == CommentDecision.DECLINED


def listed(client) -> int:
    return len([tag for tag in client.page.root.iter("th") if tag.get("scope") == "row"])


def test_the_list_of_comments_is_filtered_and_turned_by_key(office, city, database) -> None:
    where = f"/plans/{city.plan.id}/comments"
    assert "还没有收到意见" in page(office, where)
    ask(office, city)
    with database.writing() as session:
        asked = session.scalars(select(Consultation)).one()
        for n in range(60):
            said = Said(None, CommentKind.OTHER, None, f"第 {n} 条")
            facts = {"department_id": city.departments["energy"].id, "by": SYSTEM, "at": at(DAY)}
            consulting.say(session, asked, said, **facts)
    key = a_comment(database, city, who="housing")
    page(office, where)
    assert listed(office) == 50
    (older,) = [tag for tag in office.page.root.iter("a") if tag.get("rel") == "next"]
    office.get(older.get("href"))
    assert listed(office) == 11
    for narrowed, count in (
        (f"department={city.departments['housing'].id}", 1),
        ("kind=lead", 1),
        ("kind=agree", 0),
        ("state=waiting&kind=lead", 1),
        ("state=adopted", 0),
        ("kind=nonsense&state=nonsense&department=x", 50),
    ):
        office.get(f"{where}?{narrowed}")
        assert listed(office) == count, narrowed
    office.post(f"/comments/{key}", data={"decision": "declined", "units": "", "basis": "不妥"})
    sheet = load_workbook(io.BytesIO(office.get(f"{where}.xlsx?kind=lead").data)).worksheets[0]
    assert [cell.value for cell in sheet[4]][1:] == [
        "市住建局",
        "二（一）抓好煤炭保供和煤电清洁低碳发展",
        "调整牵头单位：市工信局。职责所在",
        "未采纳",
        "不妥",
    ]


def test_the_start_is_refused_while_departments_are_asked_and_warns_of_undecided_comments(
    office, city, database
) -> None:
    ask(office, city)
    a_comment(database, city)
    where = f"/plans/{city.plan.id}/start"
    assert "还有 1 条意见未处理" in page(office, where)
    answer = office.post(where)
    assert answer.status_code == 422 and "任务分工表还在征求意见" in answer.get_data(as_text=True)


def leader_post(session) -> int:
    return session.scalar(select(Post.id).where(Post.kind == PostKind.LEADER))


def test_a_chapter_is_put_under_a_leader_but_for_the_tasks_chosen_for_themselves(office, city, database) -> None:
    with database.writing() as session:
        first = leader_post(session)
        second = Post(department_id=city.departments["government"].id, kind=PostKind.LEADER, title="副市长")
        session.add(second)
        session.flush()
        posts = first, second.id
    tasks = [task.id for task in city.tasks]
    data = {"chapter-1": str(posts[0]), f"leader-{tasks[0]}": "", f"leader-{tasks[1]}": str(posts[1])}
    data |= {f"leader-{tasks[2]}": "", f"section-{tasks[0]}": "规划科"}
    assert office.post(f"/plans/{city.plan.id}/leaders", data=data).status_code == 303
    with database.reading() as session:
        under = [session.get(Task, key).leader_post_id for key in tasks]
        assert under == [posts[0], posts[1], None, None]
        assert the_share(session, city, "energy").section == "规划科"
    assert "副市长" in page(office, f"/plans/{city.plan.id}/leads")
    said = page(office, f"/tasks/{tasks[1]}")
    assert "分管市领导" in said and "副市长" in said


@pytest.mark.parametrize("value", ["999999", "x"])
def test_a_leader_that_is_none_is_refused_and_nothing_is_saved(office, city, database, value) -> None:
    data = {f"leader-{city.tasks[0].id}": value, f"section-{city.tasks[0].id}": "规划科"}
    assert office.post(f"/plans/{city.plan.id}/leaders", data=data).status_code == 422
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(Assignment.section.is_not(None))) == 0


def test_a_department_names_the_sections_of_its_tasks(client, office, city, database) -> None:
    ask(office, city)
    client.sign_in(city.accounts["other"])
    data = {f"section-{task.id}": "节能科" for task in city.tasks}
    answer = client.post(own(city, "/sections", "industry"), data=data, follow_redirects=True)
    assert "已保存 3 项任务的责任科室" in answer.get_data(as_text=True)
    with database.reading() as session:
        assert {
            row.department.label for row in session.scalars(select(Assignment).where(Assignment.section == "节能科"))
        } == {"市工信局"}
