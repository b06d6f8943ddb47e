"""Drafts: one body and one kind a paper, from templates that the office edits, each number with its rows."""

from datetime import date

import pytest

from tests.papers.stage import AT, BY, TODAY, Stage
from tests.support.builders import the_deadline
from workflow.deadlines.models import DeadlineKind
from workflow.errors import Refused, Stale
from workflow.escalation.papers import drafting, editing, rules, settling, templates_kept
from workflow.escalation.papers.models import PaperKind, PaperState
from workflow.escalation.rules import Rung
from workflow.people.models import DepartmentKind
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.reports.rules import BlockerSaid, Signature

BUREAU = DepartmentKind.BUREAU
K = PaperKind


@pytest.mark.parametrize(
    ("standing", "kinds"),
    [
        (rules.Standing(None, BUREAU), (K.COORDINATION_LETTER,)),
        (rules.Standing(Rung.URGE, BUREAU), (K.URGE_SLIP, K.COORDINATION_LETTER)),
        (
            rules.Standing(Rung.NOTICE_CONDITIONS, BUREAU),
            (K.SUPERVISION_NOTICE, K.URGE_SLIP, K.COORDINATION_LETTER),
        ),
        (
            rules.Standing(Rung.INTERVIEW_CONDITIONS, BUREAU),
            (K.INTERVIEW_LETTER, K.CIRCULAR_NOTICE, K.SUPERVISION_NOTICE, K.URGE_SLIP, K.COORDINATION_LETTER),
        ),
        (rules.Standing(Rung.CIRCULAR_CONDITIONS, DepartmentKind.PARTY), (K.COORDINATION_LETTER,)),
        (rules.Standing(Rung.CIRCULAR_CONDITIONS, DepartmentKind.VERTICAL), (K.COORDINATION_LETTER,)),
        (rules.Standing(Rung.NOTICE_CONDITIONS, DepartmentKind.ENTERPRISE), (K.COORDINATION_LETTER,)),
        (rules.Standing(Rung.URGE, BUREAU, closed=True), (K.CLOSING_SLIP,)),
    ],
)
def test_a_paper_never_goes_further_than_the_rung_reached_and_some_bodies_are_only_asked(standing, kinds) -> None:
    assert rules.allowed(standing) == kinds


def test_chosen_deadlines_give_one_paper_a_body_and_what_gives_none_says_why(stage: Stage) -> None:
    form = the_deadline(stage.session, stage.city, "energy", DeadlineKind.REPORT)
    held = the_deadline(stage.session, stage.city, "industry", DeadlineKind.TARGET, task=2)
    energy, industry = stage.city.departments["energy"], stage.city.departments["industry"]
    found = stage.proposed([*stage.late, form])
    assert [(one.department.label, len(one.deadlines)) for one in found.groups] == [("市能源局", 2), ("市工信局", 1)]
    assert [(one.deadline, one.why) for one in found.left_out] == [(form, "form")]
    held.held_since = TODAY
    stage.session.flush()
    why = {one.deadline.department_id: one.why for one in stage.proposed(stage.late, own=(energy.id,)).left_out}
    assert why == {energy.id: "own", industry.id: "held"}


def test_a_draft_says_what_is_owed_how_late_what_was_said_and_on_which_basis(stage: Stage) -> None:
    first = stage.late[0]
    said = {"standing": Standing.BLOCKED, "text": "产能置换方案已上报。", "signature": Signature("王局", TODAY)}
    asked = BlockerSaid("support", "置换指标未明确", "请协调省厅", date(2026, 8, 12))
    report = the_deadline(stage.session, stage.city, "energy", DeadlineKind.REPORT)
    reports.file(stage.session, report, **said, blockers=[asked], by=BY, at=AT)
    paper = stage.draft(stage.late[:2], kind=PaperKind.SUPERVISION_NOTICE)
    text, days = rules.as_text(paper.body), stage.calendar.late(first.due_on, TODAY)
    assert (
        days > 5
        and paper.state == PaperState.DRAFT
        and paper.title == "关于《测试市碳达峰实施方案》有关事项的督办通知单"
    )
    for words in (
        "十五（一）“市领导小组办公室要加强统筹协调”的规定",
        f"（一）二（一）抓好煤炭保供和煤电清洁低碳发展：目标核定（主要指标达到51%左右），应于{rules.printed_day(first.due_on)}",
        f"已逾期{days}个工作日",
        "最近一次反馈（2026年11月16日）：产能置换方案已上报。",
        "置换指标未明确（请协调省厅）",
        "（二）二（二）推动光伏发电高质量发展",
        "至今未收到反馈",
        "于2026年11月23日前书面回复",
    ):
        assert words in text, (words, text)
    assert paper.reply_by == date(2026, 11, 23)
    facts = paper.lines[0].facts
    assert (facts["days_late"], facts["due_on"]) == (days, first.due_on.isoformat())
    assert facts["report_id"] and facts["blockers"][0]["asked"] == "请协调省厅"
    assert "{" not in text


def test_another_engine_hands_its_own_paragraphs_in(stage: Stage) -> None:
    body = [{"level": 1, "text": "一、总体情况"}, {"level": 0, "text": "65项任务中正常推进41项。"}]
    made = drafting.draft(
        stage.session,
        PaperKind.QUARTERLY_CIRCULAR,
        stage.city.plan,
        addressed=[stage.city.departments["energy"], stage.city.departments["industry"]],
        title="关于三季度推进情况的通报",
        body=body,
        basis="方案十五（一）",
        facts={"base": 65, "period": "2026Q3"},
        by=BY,
        at=AT,
    )
    assert made.body == body and made.facts == {"base": 65, "period": "2026Q3"} and made.reply_by is None
    assert [one.department.label for one in made.addresses] == ["市能源局", "市工信局"] and made.lines == []


def test_every_paragraph_may_be_edited_and_its_number_gives_its_level(stage: Stage) -> None:
    paper = stage.draft()
    seen = paper.version
    words = {"title": "催办单", "basis": "方案", "organ": "市领导小组办公室", "reply_by": None, "by": BY, "at": AT}
    text = "一、情况\n（一）煤电\n1.存量机组\n\n　　2026年底前完成。"
    editing.edit(stage.session, paper, **words, text=text, seen=seen)
    levels = [(part["level"], part["text"]) for part in paper.body]
    assert levels == [(1, "一、情况"), (2, "（一）煤电"), (3, "1.存量机组"), (0, "2026年底前完成。")]
    with pytest.raises(Stale):
        editing.edit(stage.session, paper, **words, text="别的", seen=seen)


def test_templates_are_appended_to_and_an_unknown_place_is_refused(stage: Stage) -> None:
    built_in = templates_kept.current(stage.session, PaperKind.URGE_SLIP, None)
    general = templates_kept.Kept("催办{方案}", "{依据}\n{事项}\n请于{回复日期}前回复。", "{编号}：{应办}")
    kept = templates_kept.append(stage.session, PaperKind.URGE_SLIP, general, plan_id=None, by=BY, at=AT)
    with pytest.raises(Stale):
        templates_kept.append(stage.session, PaperKind.URGE_SLIP, built_in, plan_id=None, by=BY, at=AT)
    with pytest.raises(Refused, match="place_unknown"):
        wrong = templates_kept.Kept("催办", "{事项}{市长}")
        templates_kept.append(stage.session, PaperKind.URGE_SLIP, wrong, plan_id=None, by=BY, at=AT, seen=kept.id)
    own = templates_kept.Kept("专用", "{事项}", "{条目}")
    plan = stage.city.plan.id
    templates_kept.append(stage.session, PaperKind.URGE_SLIP, own, plan_id=plan, by=BY, at=AT, seen=kept.id)
    assert templates_kept.current(stage.session, PaperKind.URGE_SLIP, plan).title == "专用"
    assert templates_kept.current(stage.session, PaperKind.URGE_SLIP, None).title == "催办{方案}"
    assert stage.draft(kind=PaperKind.URGE_SLIP).body == [{"level": 0, "text": "抓好煤炭保供和煤电清洁低碳发展"}]


def test_the_commission_is_cited_only_when_it_was_entered(stage: Stage) -> None:
    plan = stage.city.plan
    before = settling.settled(stage.session, plan)
    assert before.commission == "" and before.clause is not None and before.clause.number == "十五（一）"
    wanted = settling.Settled("市碳达峰办", "运碳督", "市碳达峰领导小组第3次会议纪要", before.clause, 7)
    settling.keep(stage.session, plan, wanted, by=BY, at=AT)
    paper = stage.draft(kind=PaperKind.URGE_SLIP)
    assert "的规定和市碳达峰领导小组第3次会议纪要，" in rules.as_text(paper.body)
    assert (paper.organ, paper.reply_by) == ("市碳达峰办", date(2026, 11, 25))
    with pytest.raises(Stale):
        settling.keep(stage.session, plan, wanted, by=BY, at=AT)
