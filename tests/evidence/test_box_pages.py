"""The evidence box on the screen: a department's files, what the office sees of them, and what is never served."""

import io

import pytest
from sqlalchemy import select

from tests.evidence import making
from tests.support import builders
from workflow.deadlines.models import DeadlineKind
from workflow.evidence.arriving_models import Destruction, DestructionState
from workflow.evidence.models import Evidence, Verdict
from workflow.tasks.models import Task

PDF = making.pdf()
SAID = {"standing": "on_course", "text": "已并网"}


@pytest.fixture
def in_role(client, city):
    def _in_role(name: str):
        client.sign_out()
        return client.sign_in(city.accounts[name])

    return _in_role


@pytest.fixture
def body(city) -> int:
    return city.departments["energy"].id


def put(client, body: int, **facts: str) -> None:
    data = {"files": (io.BytesIO(PDF), "并网证明.pdf"), **facts}
    assert client.post(f"/departments/{body}/evidence", data=data).status_code == 303


def filed(client, database, city, *files: str) -> Evidence:
    """A report with one file, that leaves the department at once."""
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id
    data = {**SAID, "files": [(io.BytesIO(making.pdf(words=f"{n}")), name) for n, name in enumerate(files)]}
    assert client.post(f"/deadlines/{owed}/report", data=data).status_code == 303
    return only(database)


def only(database) -> Evidence:
    with database.reading() as session:
        return session.scalars(select(Evidence)).one()


def text(client, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_files_are_put_in_with_kind_day_and_what_they_prove(in_role, database, city, body) -> None:
    task = city.tasks[0]
    facts = {"kind": "approval", "dated_on": "2026-09-30", "task": str(task.id), "period": "2026Q3"}
    put(in_role("liaison"), body, **facts, claim="新增并网 12 万千瓦")
    page = text(in_role("liaison"), "/evidence")
    for words in ("并网证明.pdf", "批复、许可、证照", "材料日期 2026-09-30", "2026年三季度", "新增并网 12 万千瓦"):
        assert words in page


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"dated_on": "2099-01-01"}, "还没有到"),
        ({"task": "999999"}, "证明哪项任务："),
    ],
)
def test_what_was_put_in_stays_when_a_field_is_refused(in_role, database, body, facts, words) -> None:
    data = {"files": (io.BytesIO(PDF), "并网证明.pdf"), **facts}
    answer = in_role("liaison").post(f"/departments/{body}/evidence", data=data)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert f'value="{only(database).id}" checked' in answer.get_data(as_text=True)


def test_the_list_is_narrowed_by_name_task_kind_and_standing(in_role, database, city, body) -> None:
    put(in_role("liaison"), body, kind="photo", task=str(city.tasks[0].id))
    client = in_role("liaison")
    for query in ("q=并网", f"task={city.tasks[0].id}", "kind=photo", "standing=unjudged"):
        assert "并网证明.pdf" in text(client, f"/evidence?{query}"), query
    for query in ("q=风电", "kind=approval", "standing=accepted", "standing=withdrawn"):
        assert "没有符合条件的材料" in text(client, f"/evidence?{query}"), query


def test_the_office_sees_a_file_once_what_cites_it_has_left_the_department(in_role, database, city, body) -> None:
    put(in_role("liaison"), body)
    office = in_role("office")
    assert "并网证明.pdf" not in text(office, "/evidence")
    assert "并网证明.pdf" not in text(in_role("other"), "/evidence")


def test_a_file_of_the_offices_own_waits_for_nobodys_word(in_role, city, database) -> None:
    office = in_role("office")
    put(office, city.departments["office"].id)
    assert "办公室存档" in text(office, "/evidence")
    assert "并网证明.pdf" not in text(office, "/evidence?standing=unjudged")
    assert "办公室存档" in text(office, f"/evidence/{only(database).id}/about")


def test_the_office_judges_what_was_filed_and_the_department_reads_why(in_role, database, city) -> None:
    file = filed(in_role("liaison"), database, city, "并网证明.pdf")
    office = in_role("office")
    assert "并网证明.pdf" in text(office, "/evidence")
    answer = office.post(f"/evidence/{file.id}/judge", data={"word": "rejected"})
    assert answer.status_code == 422 and "请写明理由" in answer.get_data(as_text=True)
    assert office.post(f"/evidence/{file.id}/judge", data={"word": "rejected", "reason": "没有盖章"}).status_code == 303
    assert only(database).judged == Verdict.REJECTED
    page = text(in_role("liaison"), f"/evidence/{file.id}/about")
    assert "不采信" in page and "没有盖章" in page


def test_a_newer_version_and_a_withdrawn_file_stay_to_be_seen(in_role, database, body) -> None:
    put(in_role("liaison"), body)
    client, file = in_role("liaison"), only(database)
    newer = {"files": (io.BytesIO(making.pdf(words="2")), "并网证明（新）.pdf")}
    assert client.post(f"/evidence/{file.id}/version", data=newer).status_code == 303
    assert "有新版本" in text(client, "/evidence")
    assert client.post(f"/evidence/{file.id}/version", data={}).status_code == 422
    assert client.post(f"/evidence/{file.id}/withdraw", data={"reason": "传错了"}).status_code == 303
    page = text(client, f"/evidence/{file.id}/about")
    assert "已撤下" in page and "传错了" in page and "第 2 版" in page


def test_claims_without_evidence_are_listed_and_marked(in_role, database, city) -> None:
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id
    in_role("liaison").post(f"/deadlines/{owed}/report", data=SAID | {"standing": "done", "asked": "x"})
    page = text(in_role("office"), "/evidence/bare")
    assert "市能源局" in page
    assert "未附佐证" in text(in_role("office"), f"/tasks/{city.tasks[1].id}")


def test_kinds_that_the_office_wants_stand_with_the_task_and_in_the_report(in_role, database, city) -> None:
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id
        task = session.get_one(Task, city.tasks[1].id)
    office = in_role("office")
    assert office.post(f"/tasks/{task.id}/evidence-kinds", data={"kinds": ["photo", "approval"]}).status_code == 303
    page = text(office, f"/tasks/{task.id}")
    assert "必附的类别" in page and "（尚缺）" in page
    assert "批复、许可、证照、现场照片" in text(in_role("liaison"), f"/deadlines/{owed}/report")


def test_two_persons_destroy_a_file_and_it_is_gone_for_everybody(in_role, database, city, app) -> None:
    file = filed(in_role("liaison"), database, city, "身份证.pdf")
    liaison = in_role("liaison")
    asked = liaison.post(f"/evidence/{file.id}/destroy", data={"why": "identity", "reason": "误传身份证"})
    assert asked.status_code == 303
    path = asked.headers["Location"]
    assert liaison.post(f"{path}/confirm").status_code == 403
    office = in_role("office")
    assert "第二人确认" in text(office, path)
    assert "误传清除申请" in text(office, "/escalation")
    assert office.post(f"{path}/confirm").status_code == 303
    assert app.extensions["duban.files"].size(file.sha256) is None
    page = text(office, path)
    for words in ("已清除", "误传身份证", file.sha256, "没有设置自动备份"):
        assert words in page
    with database.reading() as session:
        assert session.scalars(select(Destruction)).one().state == DestructionState.DESTROYED
    assert "已清除" in text(in_role("liaison"), f"/evidence/{file.id}/about")


def test_the_table_of_files_is_had_as_a_workbook(in_role, body) -> None:
    put(in_role("liaison"), body)
    answer = in_role("liaison").get("/evidence.xlsx")
    assert answer.status_code == 200 and answer.data.startswith(b"PK")
