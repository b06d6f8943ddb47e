"""Before a paper is issued: what forbids, and what wants a person's word. One world, one change a time."""

from datetime import date, timedelta

import pytest

from tests.papers.stage import AT, BY, TODAY, Stage
from workflow.deadlines.models import MoveKind
from workflow.deadlines.service import move
from workflow.errors import Refused
from workflow.escalation import service as escalation
from workflow.escalation.papers import checking, editing, letters, rules, signing
from workflow.escalation.papers.models import PaperKind, PaperState
from workflow.plans.models import ClauseBody
from workflow.plans.rules import MASK
from workflow.review import extensions
from workflow.wording.papers import FINDINGS


def found(stage: Stage, paper, *, told=()) -> set[str]:
    return {one.check for one in checking.check(stage.session, paper, told=told, today=TODAY)}


def test_a_good_draft_is_clear_once_the_office_has_urged_and_asked(stage: Stage) -> None:
    paper = stage.draft(kind=PaperKind.URGE_SLIP)
    assert found(stage, paper) == {"not_told", "not_asked"}
    assert found(stage, paper, told=[paper.lines[0].deadline_id]) == {"not_asked"}
    escalation.urge(stage.session, stage.late[:1], by=BY, at=AT)
    escalation.note_call(stage.session, stage.late[0], spoke_with="王工", words="手续", promised_on=None, by=BY, at=AT)
    assert found(stage, paper) == set()


def test_words_are_looked_at(stage: Stage) -> None:
    paper = stage.draft(kind=PaperKind.URGE_SLIP)
    base = {"title": "催办单", "organ": "办公室", "by": BY, "at": AT}
    blame = "省能源局审批滞后，责任在省里。"
    text = f"请落实{MASK}。\n{blame}\n{{市长}}请办理。"
    editing.edit(stage.session, paper, **base, text=text, basis="", reply_by=TODAY)
    assert found(stage, paper) >= {"masked", "basis", "superior", "place", "reply_past"}
    about = {one.check: one.about for one in checking.check(stage.session, paper, told=(), today=TODAY)}
    assert about["superior"] == blame and about["place"] == "{市长}"
    long = "\n".join(["各单位要高度重视，压实责任，" * 12] * 5)
    day = TODAY + timedelta(days=9)
    editing.edit(stage.session, paper, **base, text=long, basis="方案", reply_by=day)
    assert found(stage, paper) >= {"pages", "reply_unsaid"} and "reply_past" not in found(stage, paper)
    said = f"请于{rules.printed_day(day)}前回复。"
    editing.edit(stage.session, paper, **base, text=said, basis="方案", reply_by=day)
    assert found(stage, paper) == {"not_told", "not_asked"}


@pytest.mark.parametrize(
    ("sentence", "blamed"),
    [
        ("省生态环境厅迟迟未批复。", True),
        ("国务院有关部门文件尚未出台。", True),
        ("根据省委、省政府部署，请抓紧办理。", False),
        ("你单位工作滞后。", False),
    ],
)
def test_only_a_sentence_that_blames_a_body_above_is_asked_about(sentence: str, blamed: bool) -> None:
    assert bool(rules.superiors_blamed(f"请办理。{sentence}")) is blamed


def test_what_happened_since_the_draft_forbids_it(stage: Stage) -> None:
    paper, (deadline, *_) = stage.draft(kind=PaperKind.URGE_SLIP), stage.late
    told = [deadline.id]
    extensions.ask(stage.session, deadline, wanted_on=date(2026, 12, 30), reason="数据未出", by=BY, at=AT, today=TODAY)
    assert found(stage, paper, told=told) == {"not_asked", "extending"}
    deadline.held_since = TODAY
    stage.session.flush()
    assert "held" in found(stage, paper, told=told)
    deadline.held_since = None
    to_on = date(2026, 12, 30)
    move(stage.session, deadline, to_on=to_on, kind=MoveKind.EXTENSION, reason="批准", by=BY, at=AT)
    assert "moved" in found(stage, paper, told=told)
    deadline.ended_on = TODAY
    stage.session.flush()
    assert "ended" in found(stage, paper, told=told)
    for one in stage.session.query(ClauseBody).all():
        stage.session.delete(one)
    paper.lines[0].assignment.to_on = TODAY
    stage.session.flush()
    assert found(stage, paper, told=told) >= {"not_named", "share_ended"}


def test_a_higher_paper_wants_the_one_before_it(stage: Stage) -> None:
    stage.late[0].due_on = date(2026, 10, 9)
    stage.session.flush()
    told = [stage.late[0].id]
    paper = stage.draft(kind=PaperKind.CIRCULAR_NOTICE)
    assert "not_noticed" in found(stage, paper, told=told)
    stage.paper(PaperState.ISSUED, kind=PaperKind.SUPERVISION_NOTICE)
    assert "not_noticed" not in found(stage, paper, told=told)


def test_what_forbids_is_never_confirmed_away_and_a_question_only_with_a_word(stage: Stage) -> None:
    paper = stage.draft(kind=PaperKind.URGE_SLIP)

    def send() -> None:
        signing.send(stage.session, paper, told=(), by=BY, at=AT)

    with pytest.raises(Refused, match="check_unconfirmed"):
        send()
    one = next(one for one in checking.check(stage.session, paper, told=(), today=TODAY))
    with pytest.raises(Refused, match="confirming_words_missing"):
        editing.confirm(stage.session, paper, one.key, words=" ", by=BY, at=AT)
    stage.cleared(paper)
    paper.lines[0].deadline.held_since = TODAY
    stage.session.flush()
    held = next(one for one in checking.check(stage.session, paper, told=(), today=TODAY) if one.forbids)
    editing.confirm(stage.session, paper, held.key, words="仍要发", by=BY, at=AT)
    with pytest.raises(Refused, match="check_forbids"):
        send()
    paper.lines[0].deadline.held_since = None
    stage.session.flush()
    send()
    assert paper.state == PaperState.TO_SIGN


def test_pages_are_counted_as_it_would_be_printed_and_the_words_say_so(stage: Stage) -> None:
    paper = stage.draft(kind=PaperKind.URGE_SLIP)
    assert letters.pages(paper, today=TODAY) == rules.PAGES and not found(stage, paper) & {"pages", "length"}
    base = {"title": paper.title, "organ": paper.organ, "basis": "方案", "reply_by": None, "by": BY, "at": AT}
    editing.edit(stage.session, paper, **base, text="\n".join(["各单位要高度重视，压实责任，" * 12] * 5))
    (long,) = (one for one in checking.check(stage.session, paper, told=(), today=TODAY) if one.check == "pages")
    assert long.about == "3" and not long.forbids
    assert "排版共 3 页" in FINDINGS["pages"] % {"about": long.about} and "估计" in FINDINGS["length"]


@pytest.mark.parametrize(("paragraphs", "long"), [(1, False), (3, False), (5, True)])
def test_the_estimate_agrees_with_the_pages(stage: Stage, paragraphs: int, long: bool) -> None:
    paper = stage.draft(kind=PaperKind.URGE_SLIP)
    paper.body = [{"level": 0, "text": "各单位要高度重视，压实责任，" * 12}] * paragraphs
    counted = letters.pages(paper, today=TODAY)
    assert counted is not None and (counted > rules.PAGES) is long
    assert (rules.lines_needed(paper.title, paper.body) > rules.ROWS * rules.PAGES) is long
