"""A database of an earlier version, with rows in it, comes through the newer migrations whole."""

import json
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.support import builders
from tests.support.builders import a_plan_under_way
from workflow import migrations
from workflow.adapters.chat import ChatKind
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines.models import Deadline, LadderKind
from workflow.escalation.models import LadderStep
from workflow.escalation.rules import Rung
from workflow.evidence.models import Blob, BlobState, Evidence, Verdict
from workflow.insight.scores.models import ScoreKind, ScoreLine, ScoreRule, ScoreSheet, ScoreState
from workflow.notices.models import Notice
from workflow.notices.reading import unread
from workflow.outbox import choosing, restored
from workflow.outbox.hours import USUAL
from workflow.outbox.models import Attempt, Message, MessageState
from workflow.outbox.robot_models import Robot, RobotMessage, RobotState
from workflow.people import calendar_links
from workflow.people.models import Account, Department, Post, PostKind
from workflow.plans.models import Item
from workflow.reports import unasked
from workflow.reports.models import Report, ReportDraft, ReportRevision, ReportState
from workflow.review.models import Extension
from workflow.tasks.models import Assignment, Milestone, MilestoneSource, Rhythm, Task

DAY, MOMENT = "2026-08-20", "2026-08-20 00:00:00"
OLDER = (
    ("plan", {"id": 1, "title": "旧方案", "state": "in_force", "demo": False, "version": 1}),
    (
        "edition",
        {"id": 1, "plan_id": 1, "ordinal": 1, "title": "旧方案", "file_name": "a.txt", "sha256": "0" * 64}
        | {"original": b"text", "text": "text", "imported_at": MOMENT},
    ),
    (
        "item",
        {"id": 1, "edition_id": 1, "ordinal": 1, "kind": "measure", "number": "二（一）", "path": json.dumps(["二"])}
        | {"heading": "举措", "start": 0, "end": 4, "heading_start": 0, "heading_end": 4},
    ),
    ("department", {"id": 1, "code": "a", "kind": "bureau", "label": "市能源局", "ordinal": 1, "version": 1}),
    (
        "task",
        {"id": 1, "plan_id": 1, "origin": "measure", "ordinal": 1, "number": "二（一）", "chapter": "", "version": 1}
        | {"heading": "举措", "state": "under_way"},
    ),
    ("task_item", {"id": 1, "task_id": 1, "item_id": 1, "from_on": DAY}),
    (
        "assignment",
        {"id": 1, "task_id": 1, "department_id": 1, "role": "lead", "ordinal": 1, "basis": "", "red_run": 0}
        | {"version": 1, "from_on": DAY},
    ),
    (
        "target",
        {"id": 17, "item_id": 1, "ordinal": 1, "kind": "level", "indicator": "装机", "unit": "万千瓦", "firmness": ""}
        | {"hedge": "", "wording": "装机470万千瓦", "start": 0, "end": 4},
    ),
    (
        "deadline",
        {"id": 1, "assignment_id": 1, "department_id": 1, "plan_id": 1, "ladder": "work", "kind": "target"}
        | {"occasion": "target:17", "opens_on": DAY, "due_on": DAY, "original_due_on": DAY, "due_rule": "target.office"}
        | {"version": 1, "rung_override": "urge"},
    ),
    (
        "report",
        {"id": 1, "deadline_id": 1, "assignment_id": 1, "period": "target:17", "state": "filed", "filed_at": MOMENT}
        | {"demo": False, "version": 1},
    ),
    (
        "report_revision",
        {"id": 1, "report_id": 1, "ordinal": 1, "standing": "on_course", "text": "431", "next_step": ""}
        | {"unchanged": False, "author_id": 1, "author": "张三", "at": MOMENT},
    ),
    (
        "extension",
        {"id": 1, "deadline_id": 1, "wanted_on": DAY, "reason": "数据未出", "asked_by": 1, "asked_at": MOMENT}
        | {"asked_late": False, "answer": "", "version": 1},
    ),
    ("post", {"id": 1, "department_id": 1, "kind": "liaison", "title": ""}),
)


DRAFT = {"deadline_id": 1, "words": json.dumps({"text": ["写了一半"]}), "saved_by": 1, "saved_at": MOMENT, "version": 3}


def an_older_database(database: Database) -> None:
    """As the first version laid it, with a row of every table that a later migration changes."""
    migrations.upgrade(database, to="0001")
    with database.engine.execution_options(writing=True).begin() as connection:
        for table, row in (*OLDER, ("report_draft", DRAFT)):
            columns = ", ".join(f'"{name}"' for name in row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)


def test_rows_of_the_first_version_are_all_there_after_every_later_migration(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database)
    with empty_database.reading() as session:
        item, task, share = session.get(Item, 1), session.get(Task, 1), session.get(Assignment, 1)
        assert item is not None and (item.heading, item.predecessor_id) == ("举措", None)
        assert task is not None and (task.number, task.leader_post_id) == ("二（一）", None)
        assert share is not None and (share.department.label, share.section) == ("市能源局", None)


def test_what_older_rows_said_in_other_columns_stands_in_the_new_ones(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        deadline, asked = session.get_one(Deadline, 1), session.get_one(Extension, 1)
        assert (deadline.target_id, deadline.milestone_id) == (17, None)
        assert deadline.rung_override is None  # nobody could set one, or say why
        assert asked.signed_at == asked.asked_at
        assert (asked.ordinal, asked.progress, asked.approver) == (1, "", "")
        assert session.get_one(Department, 1).signs_off is False
        assert session.get_one(Task, 1).rhythm == Rhythm.QUARTERLY


def test_columns_of_older_rows_take_the_words_that_came_later(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        report = session.get_one(Report, 1)
        report.state = ReportState.TO_SIGN
        session.add(Post(id=2, department_id=1, kind=PostKind.SECTION, title="新能源科"))
        session.add(LadderStep(plan_id=1, ladder=LadderKind.WORK, rung=Rung.NOTICE_CONDITIONS, days=8))
    with empty_database.reading() as session:
        assert session.get_one(Report, 1).state == ReportState.TO_SIGN
        assert session.get_one(ReportRevision, 1).report_id == 1


def test_a_draft_of_before_stays_and_what_nobody_asked_for_can_be_kept_beside_it(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        share, by = session.get_one(Assignment, 1), SYSTEM
        unasked.save(session, share, unasked.UPDATE, words={"text": ["新的"]}, by=by, at=builders.at(date(2026, 8, 21)))
        asked = session.get_one(Extension, 1)
        assert (asked.scan_id, asked.signed_on) == (None, None)
    with empty_database.reading() as session:
        draft = session.get_one(ReportDraft, 1)
        assert (draft.words, draft.version) == ({"text": ["写了一半"]}, 3)
        beside = unasked.draft(session, 1, unasked.UPDATE)
        assert beside is not None and (beside.words, beside.version) == ({"text": ["新的"]}, 1)


def test_reports_and_steps_of_the_third_version_are_there_after_instructions_came(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database, to="0003")
    step = {"id": 1, "assignment_id": 1, "source": "office", "words": "开工", "basis": "纪要", "set_at": MOMENT}
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        columns, values = ", ".join(step), ", ".join(f":{name}" for name in step)
        connection.execute(text(f"INSERT INTO milestone ({columns}) VALUES ({values})"), step)
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        report, kept = session.get_one(Report, 1), session.get_one(Milestone, 1)
        assert (report.period, kept.words) == ("target:17", "开工")
        report.period = "instruction:123456:3:2"  # longer than it was
        kept.source = MilestoneSource.LEADER
    with empty_database.reading() as session:
        assert session.get_one(Milestone, 1).source == MilestoneSource.LEADER


def test_a_word_that_no_list_holds_is_still_refused(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database)
    with empty_database.engine.execution_options(writing=True).connect() as connection:
        with pytest.raises(IntegrityError):
            connection.execute(text("UPDATE report SET state = 'lost'"))
        connection.rollback()


def test_a_database_brought_up_in_steps_takes_work_like_a_new_one(empty_database: Database) -> None:
    migrations.upgrade(empty_database, to="0001")
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        assert len(a_plan_under_way(session).tasks) == 4


def test_which_older_days_of_verification_follow_the_calendar_is_told_by_their_rule(empty_database: Database) -> None:
    an_older_database(empty_database)
    june = {"id": 2, "kind": "completion", "occasion": "completion", "opens_on": "2025-12-31", "due_on": "2026-06-30"}
    row = dict(OLDER)["deadline"] | june | {"original_due_on": "2026-06-30"}
    names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        connection.execute(text(f"INSERT INTO deadline ({names}) VALUES ({values})"), row)
    migrations.upgrade(empty_database)
    with empty_database.reading() as session:
        assert session.get_one(Deadline, 1).due_rule == "target.office"
        assert session.get_one(Deadline, 2).due_rule == "target.published"
        assert session.get_one(Deadline, 2).handed_on is None


DATED = (  # id, kind, occasion, when it opens, when it was written down
    (1, "target", "target:17", "2030-12-31", "2026-09-01"),  # at the start of the plan
    (2, "report", "2026Q3", "2026-09-30", "2026-09-01"),
    (3, "report", "2026Q4", "2026-12-31", "2026-10-01"),  # as the period begins
    (4, "report", "2026M11", "2026-11-30", "2026-11-01"),
    (5, "acknowledge", "start", "2026-09-04", "2026-09-04"),
)


def test_when_older_deadlines_were_written_down_is_found_from_what_is_known(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database, to="0003")
    name, older = OLDER[8]
    assert name == "deadline"
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE plan SET started_on = '2026-09-01'"))
        connection.execute(text("UPDATE deadline SET opens_on = '2030-12-31'"))
        for number, kind, occasion, opens_on, _ in DATED[1:]:
            row = older | {"id": number, "kind": kind, "occasion": occasion, "opens_on": opens_on}
            columns, values = ", ".join(f'"{key}"' for key in row), ", ".join(f":{key}" for key in row)
            connection.execute(text(f"INSERT INTO deadline ({columns}) VALUES ({values})"), row)
    migrations.upgrade(empty_database)
    with empty_database.reading() as session:
        found = {one.id: str(one.made_on) for one in session.query(Deadline)}
    assert found == {number: made_on for number, *_, made_on in DATED}


def test_an_older_database_with_rows_takes_a_score_sheet_and_keeps_one_for_a_period(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database, to="0009")
    migrations.upgrade(empty_database)
    facts = {"plan_id": 1, "period": "2026", "as_of": date(2026, 12, 31), "co_weight": Decimal("0.3")}
    facts |= {"objection_days": 5, "ranked": False, "drafted_by": "陈办", "drafted_at": builders.at(date(2027, 1, 5))}
    with empty_database.writing() as session:
        sheet = ScoreSheet(**facts, state=ScoreState.DRAFT)
        rule = ScoreRule(sheet=sheet, ordinal=1, name="按期", kind=ScoreKind.IN_TIME, full=Decimal(100), basis="纪要")
        rule.times, rule.partial = Decimal(1), Decimal(0)
        session.add(ScoreLine(sheet=sheet, rule=rule, department_id=1, marks=Decimal("82.5"), facts={"rows": []}))
    with empty_database.reading() as session:
        assert session.query(ScoreLine).one().marks == Decimal("82.5")
        assert session.get_one(Deadline, 1).target_id == 17
    with pytest.raises(IntegrityError), empty_database.writing() as session:
        session.add(ScoreSheet(**facts, state=ScoreState.CIRCULATED))


def test_notices_and_messages_of_before_are_there_and_can_be_read_and_sent_again(empty_database: Database) -> None:
    an_older_database(empty_database)
    account = {"id": 1, "email": "a@city.test", "name": "张三", "phone": "", "locale": "zh", "epoch": 1, "demo": False}
    message = {"id": 1, "account_id": 1, "day": DAY, "kind": "digest", "mail_id": "1@x", "address": "a@city.test"}
    message |= {"subject": "提醒", "body_text": "t", "body_html": "h", "state": "refused", "written_at": MOMENT}
    notice = {"id": 1, "account_id": 1, "deadline_id": 1, "due_on": DAY, "rung": "due", "why": "owes", "posted_on": DAY}
    rows = {
        "account": account | {"created_at": MOMENT, "version": 1},
        "message": message | {"next_try_at": MOMENT, "tries": 1, "last_reply": ""},
        "notice": notice | {"message_id": 1},
    }
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        for table, row in rows.items():
            columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)
    migrations.upgrade(empty_database)
    with empty_database.reading() as session:
        kept, sent = session.get_one(Notice, 1), session.get_one(Message, 1)
        assert (kept.message_id, kept.at_once, kept.muted_on, kept.read_at) == (1, False, None, None)
        assert (sent.subject, sent.resent_at) == ("提醒", None)
        assert unread(session, 1) == 1
        assert choosing.chosen(session, 1) == choosing.Chosen(USUAL.digests)


def test_an_older_database_with_rows_takes_robots_and_a_calendars_link(empty_database: Database) -> None:
    an_older_database(empty_database)
    account = {"id": 1, "email": "a@city.test", "name": "张三", "phone": "", "locale": "zh", "epoch": 1, "demo": False}
    account |= {"created_at": MOMENT, "version": 1}
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        columns, values = ", ".join(account), ", ".join(f":{name}" for name in account)
        connection.execute(text(f"INSERT INTO account ({columns}) VALUES ({values})"), account)
    migrations.upgrade(empty_database, to="0012")
    migrations.upgrade(empty_database)
    then = builders.at(date(2026, 12, 1))
    facts = {"day": then.date(), "written_at": then, "next_try_at": then, "words": "1 项", "state": RobotState.WAITING}
    with empty_database.writing() as session:
        session.add(Robot(id=1, department_id=1, kind=ChatKind.WECOM, name="群", address="https://a/x", added_at=then))
        session.flush()
        session.add(RobotMessage(robot_id=1, **facts))
        first = calendar_links.make(session, session.get_one(Account, 1), by=SYSTEM, at=then)
        second = calendar_links.make(session, session.get_one(Account, 1), by=SYSTEM, at=then)
    with empty_database.reading() as session:
        assert session.get_one(Robot, 1).department.label == "市能源局"
        found = [calendar_links.whose(session, calendar_links.digest(token)) for token in (first, second)]
        assert found == [None, 1]
    with pytest.raises(IntegrityError), empty_database.writing() as session:
        session.add(RobotMessage(robot_id=1, **facts))


def test_files_of_before_are_looked_at_by_the_age_of_their_last_look_and_messages_can_be_held(
    empty_database: Database,
) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database, to="0012")
    account = {"id": 1, "email": "a@city.test", "name": "张三", "phone": "", "locale": "zh", "epoch": 1, "demo": False}
    message = {"id": 1, "account_id": 1, "day": DAY, "kind": "digest", "mail_id": "1@x", "address": "a@city.test"}
    message |= {"subject": "提醒", "body_text": "t", "body_html": "h", "state": "waiting", "written_at": MOMENT}
    rows = {
        "account": account | {"created_at": MOMENT, "version": 1},
        "message": message | {"next_try_at": MOMENT, "tries": 0, "last_reply": ""},
        "attempt": {"id": 1, "message_id": 1, "started_at": MOMENT, "reply": ""},
        "blob": {"sha256": "a" * 64, "size": 3, "state": "stored", "renewed_at": MOMENT},
    }
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        for table, row in rows.items():
            columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        blob = session.get_one(Blob, "a" * 64)
        assert (blob.checked_at, blob.broken_since, blob.fault) == (blob.renewed_at, None, None)
        facts = {"backup": "x", "backup_at": blob.renewed_at, "at": blob.renewed_at}
        assert restored.begin(session, **facts, by=SYSTEM) == 1  # type: ignore[arg-type] # as named
    with empty_database.reading() as session:
        assert session.get_one(Attempt, 1).message.state == MessageState.HELD


def test_files_of_before_are_first_versions_on_which_no_word_was_said(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database, to="0015")
    blob = {"sha256": "a" * 64, "size": 3, "state": "stored", "renewed_at": MOMENT, "checked_at": MOMENT}
    evidence = {"id": 1, "department_id": 1, "sha256": "a" * 64, "name": "说明.txt", "media_type": "text/plain"}
    rows = {
        "blob": blob,
        "evidence": evidence | {"kind": "", "version": 1, "put_by": 1, "put_at": MOMENT, "demo": False},
    }
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        for table, row in rows.items():
            columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        one = session.get_one(Evidence, 1)
        assert (one.name, one.version, one.replaces_id, one.judged, one.withdrawn_for) == (
            "说明.txt",
            1,
            None,
            None,
            "",
        )
        assert one.blob.state == BlobState.STORED
        one.blob.state = BlobState.DESTROYED
        one.judged = Verdict.REJECTED
