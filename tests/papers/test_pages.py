"""Pages of papers; nothing here depends on the kind of database."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from tests.evidence.making import pdf
from tests.papers.stage import AT, BY, TODAY, Stage
from workflow.deadlines.models import Deadline
from workflow.escalation.papers import answering
from workflow.escalation.papers.kept_models import PaperSetting, PaperTemplate
from workflow.escalation.papers.models import AnswerKind, AnswerState, Paper, PaperAnswer, PaperKind, PaperState
from workflow.notices.models import Notice
from workflow.people.models import Holding, Post, PostKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def papers(stage: Stage) -> list[Paper]:
    stage.session.expire_all()
    found = list(stage.session.scalars(select(Paper).order_by(Paper.id)))
    stage.session.commit()  # SQLite has one writer
    return found


def test_the_office_sees_which_papers_will_be_made_and_makes_them_with_one_act(office, stage: Stage) -> None:
    ids = [str(one.id) for one in stage.late]
    energy = stage.city.departments["energy"].id
    stage.session.commit()
    office.get("/papers/new?" + "&".join(f"deadline={one}" for one in ids))
    assert "将起草 2 份" in office.page.text and papers(stage) == []
    kind = next(name for name in office.page.fields("/papers/new") if name.startswith(f"kind-{energy}-"))
    answer = office.post("/papers/new", data={"deadline": ids, kind: "coordination_letter"})
    assert answer.status_code == 303
    made = papers(stage)
    assert [one.kind for one in made][:1] == [PaperKind.COORDINATION_LETTER] and len(made) == 2
    assert office.post("/papers/new", data={"deadline": ids[:1], kind: "interview_letter"}).status_code == 422
    assert "没有达到使用这一文种的条件" in office.page.text


def test_nobody_drafts_or_issues_to_their_own_department(client, stage: Stage) -> None:
    paper = stage.paper(PaperState.SIGNED)
    city = stage.city
    wanted = select(Post).where(Post.kind == PostKind.LIAISON, Post.department_id == city.departments["energy"].id)
    post, late = stage.session.scalars(wanted).one(), stage.late[0].id
    stage.session.add(Holding(post=post, account=city.accounts["office"], rank=2, from_on=TODAY))
    stage.session.commit()
    client.sign_in(city.accounts["office"])
    client.get(f"/papers/new?deadline={late}")
    assert "本单位事项，由他人办理" in client.page.text
    assert client.post("/papers/new", data={"deadline": str(late)}).status_code == 422
    assert client.get(f"/papers/{paper.id}/issue").status_code == 403
    assert client.get(f"/papers/{paper.id}").status_code == 200


def test_a_check_is_confirmed_on_the_page_and_stands_with_the_paper(office, stage: Stage) -> None:
    paper = stage.draft(kind=PaperKind.URGE_SLIP)
    stage.session.commit()
    office.get(f"/papers/{paper.id}")
    assert "没有催办过" in office.page.text
    office.post(f"/papers/{paper.id}/send", data={"seen": str(paper.version)})
    assert "有 2 处需要您逐条确认" in office.page.text
    office.get(f"/papers/{paper.id}")
    filled = office.page.fields_with("check")
    assert office.post(f"/papers/{paper.id}/confirm", data=filled | {"words": ""}).status_code == 422
    assert office.post(f"/papers/{paper.id}/confirm", data=filled | {"words": "已当面催办"}).status_code == 303
    office.get(f"/papers/{paper.id}")
    assert "已当面催办" in office.page.text and "已确认" in office.page.text


def test_lists_are_narrowed_and_taken_out(office, stage: Stage) -> None:
    stage.paper(PaperState.ISSUED)
    stage.paper(PaperState.WITHDRAWN)
    stage.draft(stage.late[2:], kind=PaperKind.COORDINATION_LETTER)
    stage.session.commit()
    for query, count in (
        ("", 3),
        ("state=issued", 1),
        ("kind=coordination_letter", 1),
        ("year=2026", 2),
        (f"department={stage.city.departments['industry'].id}", 1),
        ("q=能源局", 2),
        ("q=督办〔2026〕1", 1),
        ("q=没有这样的", 0),
        ("state=nonsense&before=" + "9" * 30, 3),
    ):
        office.get(f"/papers?{query}")
        assert office.page.source.count('class="row-title"') == count, query
    office.get("/papers/register")
    assert office.page.text.index("〔2026〕2号") < office.page.text.index("〔2026〕1号")
    for address, rows in (("/papers.xlsx?state=issued", 1), ("/papers/register.xlsx", 2)):
        with office.get(address) as answer:
            sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
        numbered = [row[0] for row in sheet.iter_rows(min_row=2, max_row=1 + rows, values_only=True)]
        assert len(numbered) == rows and all(numbered)


def test_a_department_sees_what_was_issued_to_it_and_nothing_else(client, stage: Stage) -> None:
    issued, draft = stage.paper(PaperState.ISSUED), stage.draft()
    stage.session.commit()
    client.sign_in(stage.city.accounts["liaison"])
    client.get("/papers/received")
    assert client.page.source.count('class="row-title"') == 1 and "未确认收到" in client.page.text
    assert client.get(f"/papers/{draft.id}").status_code == 403
    client.get("/desk")
    assert f"：{issued.number}" in client.page.text and "查看并确认收到" in client.page.text
    task = stage.late[0].assignment.task_id
    stage.session.commit()
    client.get(f"/tasks/{task}")
    assert issued.number in client.page.text and "文中数据的来源" not in client.page.text
    owed = stage.session.scalars(select(Deadline).where(Deadline.occasion == f"paper:{issued.id}")).first()
    stage.session.commit()
    assert client.get(f"/deadlines/{owed.id}").location.endswith(f"/papers/{issued.id}")
    client.get(f"/papers/{issued.id}")
    assert "发文前核对" not in client.page.text and "与发出时一致" in client.page.text
    client.sign_in(stage.city.accounts["other"])
    assert client.get(f"/papers/{issued.id}").status_code == 403
    client.get("/papers/received")
    assert "没有收到过文书" in client.page.text


def test_a_reply_with_a_file_goes_out_and_the_office_reads_both(client, stage: Stage) -> None:
    paper = stage.paper(PaperState.ISSUED)
    stage.session.commit()
    client.sign_in(stage.city.accounts["liaison"])
    said = {"words": "已完成，详见附件。", "files": (BytesIO("核定表".encode()), "核定表.txt")}
    assert client.post(f"/papers/{paper.id}/reply", data=said).status_code == 303
    answer = stage.session.scalars(select(PaperAnswer)).one()
    stage.session.commit()
    client.get(f"/papers/{paper.id}")
    link = client.page.links["核定表.txt"]
    assert "待办公室答复" in client.page.text
    client.sign_in(stage.city.accounts["office"])
    with client.get(link) as file:
        assert file.data.decode() == "核定表"
    client.get("/papers/answers")
    assert "已完成，详见附件" in client.page.text
    data = {"act": "ask_again", "words": "何时公布？", "reply_by": "2026-11-20"}
    assert client.post(f"/papers/answers/{answer.id}", data=data).status_code == 303
    client.sign_in(stage.city.accounts["liaison"])
    client.get(f"/papers/{paper.id}")
    assert "何时公布？" in client.page.text and "书面回复" in client.page.links
    client.sign_in(stage.city.accounts["other"])
    assert client.get(link).status_code == 403


def test_signed_on_paper_and_the_stamped_scan_are_filed(office, stage: Stage) -> None:
    paper = stage.paper(PaperState.TO_SIGN)
    stage.session.commit()
    scan = {"scan": (BytesIO(pdf()), "签批.pdf"), "signer": "李市长", "signed_on": TODAY.isoformat()}
    assert office.post(f"/papers/{paper.id}/signed-on-paper", data=scan).status_code == 409  # what was read?
    office.get(f"/papers/{paper.id}/signed-on-paper")
    seen = office.page.fields_with("seen")["seen"]
    scan = {"scan": (BytesIO(pdf()), "签批.pdf"), "signer": "李市长", "signed_on": TODAY.isoformat()}
    assert office.post(f"/papers/{paper.id}/signed-on-paper", data=scan | {"seen": seen}).status_code == 303
    office.get(f"/papers/{paper.id}/issue")
    assert "李市长" in office.page.text and "通知：" in office.page.text
    filled = office.page.fields_with("seen")
    assert office.post(f"/papers/{paper.id}/issue", data=filled | {"numbering": "own"}).status_code == 303
    stamped = {"files": (BytesIO(pdf(words="red")), "盖章.pdf")}
    assert office.post(f"/papers/{paper.id}/stamped", data=stamped).status_code == 303
    office.get(f"/papers/{paper.id}")
    assert {"签批扫描件", "盖章扫描件"} <= set(office.page.links)
    stage.session.expire_all()
    assert stage.session.get_one(Paper, paper.id).number == "督办〔2026〕1号"


def test_templates_and_settings_are_edited_and_a_mistake_is_said_at_once(office, stage: Stage) -> None:
    office.get("/papers/templates/urge_slip")
    filled = office.page.fields_with("seen")
    office.post("/papers/templates/urge_slip", data=filled | {"text": "{事项}\n{没有这个}"})
    assert "不认识的占位：{没有这个}" in office.page.text
    assert office.post("/papers/templates/urge_slip", data=filled | {"text": "{事项}"}).status_code == 303
    assert stage.session.scalars(select(PaperTemplate.text)).all() == ["{事项}"]
    stage.session.commit()
    office.get("/papers/templates")
    assert office.get("/papers/templates/quarterly_circular").status_code == 404
    where = f"/plans/{stage.city.plan.id}/papers"
    office.get(where)
    assert "十五（一）“市领导小组办公室要加强统筹协调”的规定" in office.page.text
    filled = office.page.fields_with("seen")
    assert office.post(where, data=filled | {"prefix": "运碳督", "clause": ""}).status_code == 303
    kept = stage.session.scalars(select(PaperSetting)).one()
    assert (kept.prefix, kept.clause_id) == ("运碳督", None)
    stage.session.commit()
    office.get(where)
    assert "还没有可引用的依据" in office.page.text


def test_a_reply_stands_in_the_list_of_the_head_and_is_signed_there(client, stage: Stage) -> None:
    stage.city.departments["energy"].signs_off = True
    paper = stage.paper(PaperState.ISSUED)
    replied = answering.answer(stage.session, paper.addresses[0], AnswerKind.REPLY, words="已完成核定。", by=BY, at=AT)
    stage.session.commit()
    head = client.sign_in(stage.city.accounts["head"])
    head.get("/signing")
    assert "文书回复" in head.page.text and "已完成核定。" in head.page.text and paper.title in head.page.text
    ticked = {**head.page.fields("/signing"), "one": f"answer.{replied.id}.{replied.version}"}
    assert head.post("/signing", data={**ticked, "one": f"answer.{replied.id}.99"}).status_code == 303
    head.get("/signing")
    assert "又改过或已处理" in head.page.text
    assert (
        head.post("/signing", data={**ticked, **head.page.fields("/signing"), "one": ticked["one"]}).status_code == 303
    )
    stage.session.expire_all()
    assert (replied.state, replied.signer) == (AnswerState.GIVEN, "head")
    head.get("/signing")
    assert "已完成核定。" not in head.page.text


def test_the_same_paper_about_the_same_matter_is_drafted_again_only_with_a_tick(office, stage: Stage) -> None:
    first = stage.paper(PaperState.ISSUED)
    where = f"/papers/new?deadline={stage.late[0].id}"
    stage.session.commit()
    office.get(where)
    assert "已有文书在办" in office.page.text and f"{first.number} {first.title}" in office.page.text
    assert "已发出，还没有回复" in office.page.text and f"/papers/{first.id}" in office.page.links.values()
    fields = office.page.fields("/papers/new")
    kind = next(name for name in fields if name.startswith("kind-"))
    again = kind.replace("kind-", "again-")
    same = {**fields, kind: first.kind.value}
    assert office.post("/papers/new", data=same).status_code == 422
    assert "同一文种已经在办：市能源局" in office.page.text and len(papers(stage)) == 1
    other = {**office.page.fields("/papers/new"), kind: "coordination_letter"}
    assert office.post("/papers/new", data=other).status_code == 303  # another kind is no repetition
    assert office.post("/papers/new", data={**same, "once": "another", again: "1"}).status_code == 303
    assert len(papers(stage)) == 3
    answering.answer(stage.session, papers(stage)[0].addresses[0], AnswerKind.REPLY, words="已办。", by=BY, at=AT)
    stage.session.commit()
    office.get(where)
    assert first.number not in office.page.text and "催办单" in office.page.text


@pytest.mark.parametrize(("kind", "now"), [(PaperKind.SUPERVISION_NOTICE, True), (PaperKind.URGE_SLIP, False)])
def test_a_supervision_notice_is_told_at_once_and_other_papers_with_the_digest(
    office, stage: Stage, kind: PaperKind, now: bool
) -> None:
    paper = stage.paper(PaperState.SIGNED, kind=kind)
    stage.session.commit()
    office.get(f"/papers/{paper.id}/issue")
    filled = office.page.fields_with("seen") | {"numbering": "own"}
    assert office.post(f"/papers/{paper.id}/issue", data=filled).status_code == 303
    assert set(stage.session.scalars(select(Notice.at_once))) == {now}
