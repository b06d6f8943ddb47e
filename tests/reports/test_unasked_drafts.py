"""Words typed for what no deadline asks (an update, a share, a correction) are kept like any others."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.deadlines import changing
from workflow.deadlines.models import DeadlineKind
from workflow.errors import Stale
from workflow.people.queries import actor
from workflow.reports import carrying, service, sharing, unasked, updating
from workflow.reports.models import Report, ReportDraft, Standing, UnaskedDraft
from workflow.review import service as review
from workflow.tasks.models import Assignment
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Period

FILED, DAY = date(2026, 10, 12), date(2026, 11, 16)
AT = builders.at(DAY)
WORDS = {"standing": ["behind"], "text": ["写了一半"]}
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def city(database, clock):
    clock.set(DAY)
    with database.writing() as session:
        return builders.a_plan_under_way(session)


@pytest.fixture
def accepted(database, city) -> int:
    """A report of the third quarter that the office accepted."""
    with database.writing() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")
        said = {"standing": Standing.ON_COURSE, "text": "装机 431 万千瓦"}
        report = service.file(session, owed, **said, by=actor(city.accounts["liaison"]), at=builders.at(FILED))
        review.accept(session, report, by=actor(city.accounts["office"]), at=builders.at(FILED))
        return report.id


def share_of(database, city, department: str, task: int = 0) -> int:
    with database.reading() as session:
        return builders.the_share(session, city, department, task=task).id


def kept(database) -> list[tuple[str, str, int]]:
    with database.reading() as session:
        rows = session.scalars(select(UnaskedDraft).order_by(UnaskedDraft.occasion))
        return [(one.occasion, "".join(one.words["text"]), one.version) for one in rows]


def typed(client, page: str, **changed) -> dict[str, str]:
    client.get(page)
    fields = {**client.page.fields(page), **changed}
    fields.pop("once")
    return fields


def test_an_update_that_was_begun_is_there_again_and_its_draft_gone_once_it_is_said(client, city, database) -> None:
    liaison = client.sign_in(city.accounts["liaison"])
    page = f"/assignments/{share_of(database, city, 'energy')}/update"
    answer = liaison.post(f"{page}/draft", data=typed(liaison, page, text="写了一半", standing="behind"))
    assert answer.status_code == 303 and answer.location.endswith(page)
    again = typed(liaison, page)
    assert (again["text"], again["standing"], again["version"]) == ("写了一半", "behind", "1")
    assert "草稿保存于 2026-11-16" in liaison.page.text
    assert liaison.post(page, data=again).status_code == 303
    assert kept(database) == []


def test_a_correction_that_was_begun_is_there_again_with_its_reason(client, city, database, accepted) -> None:
    liaison = client.sign_in(city.accounts["liaison"])
    page = f"/reports/{accepted}/correct"
    begun = typed(liaison, page, text="装机 413 万千瓦", reason="笔误")
    told = liaison.post(f"{page}/draft", data=begun, headers=SCRIPT).get_json()
    assert told["version"] == 1
    again = typed(liaison, page)
    assert (again["text"], again["reason"]) == ("装机 413 万千瓦", "笔误")
    assert liaison.post(page, data=again).status_code == 303
    assert kept(database) == []


def test_words_for_a_share_are_kept_whichever_period_it_will_be_said_for(client, city, database) -> None:
    other = client.sign_in(city.accounts["other"])
    page = f"/assignments/{share_of(database, city, 'industry')}/share"
    other.post(f"{page}/draft", data=typed(other, page, text="完成审批 12 件"))
    with database.writing() as session:  # the lead reports: from now on a share is said for the next quarter
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
        said = {"standing": Standing.ON_COURSE, "text": "已汇总"}
        service.file(session, owed, **said, by=actor(city.accounts["liaison"]), at=AT)
    assert typed(other, page)["text"] == "完成审批 12 件"


@pytest.mark.parametrize(("account", "what"), [("liaison", "update"), ("other", "share")])
def test_a_colleagues_later_words_are_not_overwritten_and_stand_beside_ours(
    client, city, database, account, what
) -> None:
    me = client.sign_in(city.accounts[account])
    share = share_of(database, city, "energy" if what == "update" else "industry")
    page = f"/assignments/{share}/{what}"
    mine = typed(me, page, text="我写的", standing="behind")
    with database.writing() as session:
        held, by = session.get_one(Assignment, share), actor(city.accounts["head"])
        words = {"standing": ["behind"], "text": ["同事写的"]}
        unasked.save(session, held, what, words=words, by=by, at=AT)
    told = me.post(f"{page}/draft", data=mine, headers=SCRIPT)
    assert (told.status_code, "同事刚刚保存了另一份草稿" in told.get_json()["message"]) == (409, True)
    for address in (f"{page}/draft", page):
        assert me.post(address, data=mine).status_code == 409
        assert "同事写的" in me.page.text and me.page.fields(page)["text"] == "我写的"
    assert kept(database) == [(what, "同事写的", 1)]
    again = me.page.fields(page)
    again.pop("once")
    assert me.post(page, data=again).status_code == 303, "seen, and sent all the same"


def test_what_was_typed_for_a_share_is_the_draft_of_what_the_office_then_asks_for(database, city) -> None:
    with database.writing() as session:
        by, period = actor(city.accounts["other"]), Period(2026, 3)
        share = builders.the_share(session, city, "industry")
        for text in ("一", "二"):
            sharing.keep(session, share, period, words={"text": [text]}, by=by, at=AT)
        asked = {"by": actor(city.accounts["office"]), "at": AT, "calendar": calendar(session, around=DAY)}
        sharing.ask(session, share.task, period, **asked)
        draft = sharing.typed(session, share, period)
        assert isinstance(draft, ReportDraft)
        assert (draft.words, draft.version) == ({"text": ["二"]}, 2)
        assert session.scalars(select(UnaskedDraft)).all() == []
        later = sharing.keep(session, share, period, words={"text": ["三"]}, by=by, at=AT, expected_version=2)
        assert later.version == 3, "whoever was typing goes on"


def test_words_typed_unasked_follow_the_department_to_the_share_that_it_has_now(database, city) -> None:
    with database.writing() as session:
        lead = builders.the_share(session, city, "energy")
        updating.keep(session, lead, words=WORDS, by=actor(city.accounts["liaison"]), at=AT)
        how = {"basis": "会议纪要", "by": actor(city.accounts["office"]), "at": AT}
        how["calendar"] = calendar(session, around=DAY)
        industry = city.departments["industry"].id
        changing.change_lead(session, lead.task, industry, stays=True, **how)
        carrying.carry(session, lead.task_id)
        now = builders.the_share(session, city, "energy")
        assert now.id != lead.id
        draft = unasked.draft(session, now.id, unasked.SHARE)
        assert draft is not None and draft.words == WORDS


def test_words_that_cannot_follow_stay_readable_to_the_department(database, city) -> None:
    with database.writing() as session:
        share = builders.the_share(session, city, "industry")
        sharing.keep(session, share, Period(2026, 3), words=WORDS, by=actor(city.accounts["other"]), at=AT)
        share.to_on = DAY
        carrying.carry(session, share.task_id)
        left = carrying.left(session, share.task_id, frozenset({share.department_id}))
        assert [(one.department, one.kind, one.words) for one in left] == [("市工信局", DeadlineKind.SHARE, WORDS)]
        assert carrying.left(session, share.task_id, frozenset({city.departments["energy"].id})) == []


def test_a_correction_is_not_kept_once_one_was_asked(database, city, accepted, client) -> None:
    liaison = client.sign_in(city.accounts["liaison"])
    page = f"/reports/{accepted}/correct"
    begun = typed(liaison, page, text="装机 413 万千瓦", reason="笔误")
    assert liaison.post(page, data=begun).status_code == 303
    assert liaison.post(f"{page}/draft", data=begun, headers=SCRIPT).status_code == 409
    assert kept(database) == []


def test_the_hand_over_list_names_what_was_begun_of_ones_own_accord(client, city, database, accepted) -> None:
    liaison = client.sign_in(city.accounts["liaison"])
    update, correct = f"/assignments/{share_of(database, city, 'energy')}/update", f"/reports/{accepted}/correct"
    liaison.post(f"{update}/draft", data=typed(liaison, update, text="写了一半"))
    liaison.post(f"{correct}/draft", data=typed(liaison, correct, text="装机 413 万千瓦", reason="笔误"))
    liaison.get(f"/departments/{city.departments['energy'].id}/handover")
    assert "写了一半的草稿 2" in liaison.page.text
    assert "动态更新" in liaison.page.text and "申请更正：2026年三季度" in liaison.page.text


def test_nothing_is_kept_for_a_task_that_one_only_shares_in(client, city, database) -> None:
    other = client.sign_in(city.accounts["other"])
    share = share_of(database, city, "industry")
    told = other.post(f"/assignments/{share}/update/draft", data={"text": "x"}, headers=SCRIPT)
    assert told.status_code == 409 and kept(database) == []


def test_two_first_drafts_at_once_are_one_and_the_second_is_told(database, city) -> None:
    with database.writing() as session:
        lead, by = builders.the_share(session, city, "energy"), actor(city.accounts["liaison"])
        updating.keep(session, lead, words=WORDS, by=by, at=AT, expected_version=0)
        with pytest.raises(Stale):
            updating.keep(session, lead, words=WORDS, by=by, at=AT, expected_version=0)
        assert session.scalars(select(Report)).all() == []
