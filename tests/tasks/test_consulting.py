"""Before the start: departments are asked, the office decides, and the table changes without losing what stood."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support.builders import at, the_share
from tests.tasks.consulting import ANSWER_BY, BY, DAY, a_city, asked
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines import starting
from workflow.errors import Refused, Stale
from workflow.people.models import Post, PostKind
from workflow.tasks import consulting, responsibility, service
from workflow.tasks.consulting import Change
from workflow.tasks.consulting_deciding import decide
from workflow.tasks.consulting_models import Comment, CommentDecision, CommentKind
from workflow.tasks.consulting_queries import answering, open_for, undecided
from workflow.tasks.consulting_rules import Said
from workflow.tasks.leads import lead_of
from workflow.tasks.models import Assignment, Role
from workflow.workdays.queries import calendar

LATER = {"by": SYSTEM, "at": at(date(2026, 11, 20))}


@pytest.fixture
def city(session):
    return a_city(session)


@pytest.fixture
def round_(session, city):
    return asked(session, city)


def said(city, kind: CommentKind, *, task: int | None = 0, named: str | None = None, words: str = "") -> Said:
    task_id = None if task is None else city.tasks[task].id
    return Said(task_id, kind, city.departments[named].id if named else None, words)


def say(session, city, round_, kind, *, who="energy", replacing=None, late=False, **facts):
    department_id = city.departments[who].id
    return consulting.say(
        session, round_, said(city, kind, **facts), department_id=department_id, replacing=replacing, late=late, **BY
    )


def refused(key: str):
    return pytest.raises(Refused, match=f"^{key}$")


def shares(session, task) -> dict[str, Role]:
    rows = session.scalars(select(Assignment).where(Assignment.task_id == task.id, Assignment.to_on.is_(None)))
    return {row.department.label: row.role for row in rows}


def test_one_round_is_open_at_a_time_and_the_next_counts_on(session, city, round_) -> None:
    with refused("consult.open_already"):
        consulting.open_round(session, city.plan, answer_by=ANSWER_BY, **BY)
    consulting.close_round(session, round_, **BY)
    assert consulting.open_round(session, city.plan, answer_by=ANSWER_BY, **BY).ordinal == 2


def test_the_day_to_answer_by_may_be_today_but_not_past(session, city) -> None:
    with refused("consult.day_past"):
        consulting.open_round(session, city.plan, answer_by=date(2026, 11, 15), **BY)
    assert consulting.open_round(session, city.plan, answer_by=DAY, **BY).answer_by == DAY


def test_what_is_said_twice_is_kept_once(session, city, round_) -> None:
    _, first = say(session, city, round_, CommentKind.LEAD, named="industry", words="职责在工信局")
    kept, second = say(session, city, round_, CommentKind.LEAD, named="industry", words="职责在工信局 ")
    assert (first, second) == (Change.NEW, Change.SAME) and kept.words == "职责在工信局"
    assert session.scalar(select(func.count()).select_from(Comment)) == 1


def test_another_word_replaces_only_the_comment_it_names_and_the_history_keeps_the_first(session, city, round_) -> None:
    kept, _ = say(session, city, round_, CommentKind.ADD, named="housing", words="旧话")
    with pytest.raises(Stale, match="said_already"):
        say(session, city, round_, CommentKind.ADD, named="housing", words="新话")
    _, change = say(session, city, round_, CommentKind.ADD, named="housing", words="新话", replacing=kept.id)
    told = session.scalar(select(Event).where(Event.act == "comment.changed"))
    assert change == Change.CHANGED and kept.words == "新话" and told.facts["was"] == "旧话"


def test_of_the_whole_table_several_things_may_be_said_each_once(session, city, round_) -> None:
    for words in ("建议统一口径", "建议明确时限", "建议统一口径"):
        say(session, city, round_, CommentKind.OTHER, task=None, words=words)
    assert undecided(session, city.plan.id) == 2


@pytest.mark.parametrize(
    ("kind", "facts", "key"),
    [
        (CommentKind.LEAD, {}, "consult.unit_missing"),
        (CommentKind.LEAD, {"named": "energy"}, "consult.leads_already"),
        (CommentKind.ADD, {"named": "industry"}, "consult.shares_already"),
        (CommentKind.DROP, {}, "consult.lead_stays"),
        (CommentKind.DROP, {"named": "housing"}, "consult.shares_not"),
        (CommentKind.OTHER, {"words": " "}, "consult.words_missing"),
        (CommentKind.ADD, {"named": "housing", "task": None}, "consult.task_missing"),
        (CommentKind.OTHER, {"words": "字" * 2001}, "consult.words_long"),
    ],
)
def test_what_makes_no_sense_beside_the_table_is_refused(session, city, round_, kind, facts, key) -> None:
    with refused(key):
        say(session, city, round_, kind, **facts)


def test_agreeing_is_one_answer_to_the_whole_table_and_waits_for_nothing(session, city, round_) -> None:
    for _ in range(2):
        consulting.agree(session, round_, department_id=city.departments["energy"].id, **BY)
    state = {row.label: (row.answered, row.comments) for row in answering(session, city.plan.id, round_.id)}
    assert state == {"市能源局": (True, 0), "市工信局": (False, 0), "市住建局": (False, 0)}
    assert undecided(session, city.plan.id) == 0


def test_who_has_said_something_cannot_agree_to_everything(session, city, round_) -> None:
    say(session, city, round_, CommentKind.OTHER, words="请明确时限")
    with refused("consult.has_comments"):
        consulting.agree(session, round_, department_id=city.departments["energy"].id, **BY)


def test_after_the_close_only_the_office_takes_in_what_comes_late(session, city, round_) -> None:
    consulting.close_round(session, round_, **BY)
    with refused("consult.closed"):
        say(session, city, round_, CommentKind.OTHER, words="晚到")
    assert say(session, city, round_, CommentKind.OTHER, words="晚到", late=True)[1] == Change.NEW


def test_a_department_is_asked_where_it_leads_or_shares(session, city, round_) -> None:
    assert open_for(session, [city.departments["housing"].id]) == [round_]
    assert open_for(session, [city.departments["government"].id]) == []
    assert open_for(session, []) == []


def test_an_adopted_lead_is_swapped_with_one_that_shares_already(session, city, round_) -> None:
    comment, _ = say(session, city, round_, CommentKind.LEAD, named="industry")
    decide(session, comment, CommentDecision.ADOPTED, basis="会议纪要", **LATER)
    assert shares(session, city.tasks[0]) == {"市工信局": Role.LEAD, "市能源局": Role.CO}
    lead = lead_of(session, city.tasks[0].id)
    assert (lead.basis, lead.confirmed_on, lead.predecessor_id) == ("会议纪要", date(2026, 11, 20), None)


def test_an_adopted_lead_from_outside_the_task_follows_the_lead_before_it(session, city, round_) -> None:
    before = lead_of(session, city.tasks[0].id)
    comment, _ = say(session, city, round_, CommentKind.LEAD, named="housing")
    decide(session, comment, CommentDecision.ADOPTED, basis="会议纪要", **LATER)
    lead = lead_of(session, city.tasks[0].id)
    assert shares(session, city.tasks[0]) == {"市住建局": Role.LEAD, "市能源局": Role.CO, "市工信局": Role.CO}
    assert (lead.predecessor_id, lead.from_on) == (before.id, date(2026, 11, 20))


def test_the_office_may_name_another_lead_than_was_proposed(session, city, round_) -> None:
    comment, _ = say(session, city, round_, CommentKind.LEAD, named="industry")
    chosen = [city.departments["housing"].id]
    decide(session, comment, CommentDecision.ADOPTED, basis="纪要", departments=chosen, **LATER)
    assert shares(session, city.tasks[0])["市住建局"] == Role.LEAD


def test_an_adopted_addition_shares_in_the_task(session, city, round_) -> None:
    comment, _ = say(session, city, round_, CommentKind.ADD, named="housing", words="涉及建筑光伏")
    decide(session, comment, CommentDecision.ADOPTED, basis="部门协商一致", **LATER)
    share = the_share(session, city, "housing")
    assert (share.role, share.basis, share.ordinal) == (Role.CO, "部门协商一致", 3)


def test_a_partly_adopted_addition_adds_only_whom_the_office_names(session, city, round_) -> None:
    comment, _ = say(session, city, round_, CommentKind.ADD, named="housing")
    with refused("consult.unit_missing"):
        decide(session, comment, CommentDecision.PARTLY, basis="协商", **LATER)
    chosen = [city.departments["office"].id]
    decide(session, comment, CommentDecision.PARTLY, basis="协商", departments=chosen, **LATER)
    assert set(shares(session, city.tasks[0])) == {"市能源局", "市工信局", "市领导小组办公室"}


def test_an_adopted_leaving_ends_the_share_and_keeps_its_row(session, city, round_) -> None:
    share = the_share(session, city, "industry")
    comment, _ = say(session, city, round_, CommentKind.DROP, who="industry")
    decide(session, comment, CommentDecision.ADOPTED, basis="职能划转", **LATER)
    assert share.to_on == date(2026, 11, 20) and shares(session, city.tasks[0]) == {"市能源局": Role.LEAD}


def test_who_left_and_comes_back_follows_its_own_earlier_share(session, city) -> None:
    task, body = city.tasks[0], city.departments["industry"].id
    ended = responsibility.end_share(session, task, body, basis="划转", **BY)
    again = responsibility.add_share(session, task, body, basis="再议", **LATER)
    assert again.predecessor_id == ended.id and again.id != ended.id


def test_a_lead_never_leaves_without_another(session, city, round_) -> None:
    comment, _ = say(session, city, round_, CommentKind.DROP, who="industry")
    responsibility.lead_by(session, city.tasks[0], city.departments["industry"].id, basis="纪要", **BY)
    with refused("lead.stays"):
        decide(session, comment, CommentDecision.ADOPTED, basis="划转", **LATER)
    assert comment.decision is None


@pytest.mark.parametrize("decision", [CommentDecision.DECLINED, CommentDecision.PARTLY])
def test_what_is_not_adopted_changes_nothing_but_is_kept_with_its_reason(session, city, round_, decision) -> None:
    comment, _ = say(session, city, round_, CommentKind.LEAD, named="industry")
    decide(session, comment, decision, basis="三定规定由能源局牵头", **LATER)
    assert shares(session, city.tasks[0])["市能源局"] == Role.LEAD
    assert comment.basis == "三定规定由能源局牵头" and undecided(session, city.plan.id) == 0


def test_a_comment_is_decided_once_and_on_a_basis(session, city, round_) -> None:
    comment, _ = say(session, city, round_, CommentKind.OTHER, words="请明确时限")
    with refused("consult.basis_missing"):
        decide(session, comment, CommentDecision.ADOPTED, basis=" ", **LATER)
    decide(session, comment, CommentDecision.ADOPTED, basis="已补充", **LATER)
    with pytest.raises(Stale, match="decided_already"):
        decide(session, comment, CommentDecision.DECLINED, basis="不妥", **LATER)
    with refused("consult.decided_already"):
        say(session, city, round_, CommentKind.OTHER, words="再说", replacing=comment.id)


def start(session, city) -> None:
    leads = session.scalars(select(Assignment).where(Assignment.role == Role.LEAD, Assignment.confirmed_on.is_(None)))
    for lead in leads.all():
        service.confirm_lead(session, lead, basis="纪要", **BY)
    starting.start(session, city.plan, calendar=calendar(session, around=DAY), **BY)


def test_nothing_starts_while_departments_are_asked_and_undecided_comments_only_warn(session, city, round_) -> None:
    say(session, city, round_, CommentKind.OTHER, words="请明确时限")
    with refused("plan.consultation_open"):
        start(session, city)
    consulting.close_round(session, round_, **BY)
    ahead = starting.preview(session, city.plan, today=DAY, calendar=calendar(session, around=DAY))
    assert (ahead.consulting, ahead.undecided) == (False, 1)
    start(session, city)


def test_after_the_start_none_of_this_is_done(session, city, round_) -> None:
    comment, _ = say(session, city, round_, CommentKind.ADD, named="housing")
    consulting.close_round(session, round_, **BY)
    start(session, city)
    body, task, post = city.departments["housing"].id, city.tasks[0], session.scalar(select(Post.id))
    acts = {
        "consult.started": [
            lambda: consulting.open_round(session, city.plan, answer_by=ANSWER_BY, **BY),
            lambda: say(session, city, round_, CommentKind.OTHER, words="晚", late=True),
            lambda: decide(session, comment, CommentDecision.ADOPTED, basis="协商", **BY),
        ],
        "lead.started": [
            lambda: responsibility.lead_by(session, task, body, basis="协商", **BY),
            lambda: responsibility.add_share(session, task, body, basis="协商", **BY),
            lambda: responsibility.end_share(session, task, body, basis="协商", **BY),
        ],
        "lead.basis_missing": [
            lambda: responsibility.set_section(session, the_share(session, city, "energy"), "规划科", **BY),
            lambda: responsibility.put_under(session, task, post, **BY),
        ],
    }
    for key, several in acts.items():
        for act in several:
            with refused(key):
                act()


def test_a_task_is_put_under_a_leader_and_only_a_leader(session, city) -> None:
    leader = session.scalar(select(Post.id).where(Post.kind == PostKind.LEADER))
    clerk = session.scalar(select(Post.id).where(Post.kind == PostKind.OFFICE))
    task = city.tasks[0]
    assert responsibility.put_under(session, task, leader, **BY) and task.leader_post_id == leader
    assert not responsibility.put_under(session, task, leader, **BY)
    with refused("lead.no_leader"):
        responsibility.put_under(session, task, clerk, **BY)
    assert responsibility.put_under(session, task, None, **BY) and task.leader_post_id is None


def test_a_section_is_set_once_and_can_be_taken_away(session, city) -> None:
    share = the_share(session, city, "energy")
    assert responsibility.set_section(session, share, " 规划科 ", **BY) and share.section == "规划科"
    assert not responsibility.set_section(session, share, "规划科", **BY)
    assert responsibility.set_section(session, share, "", **BY) and share.section is None
