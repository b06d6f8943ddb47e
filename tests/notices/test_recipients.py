"""Who is told: pure rules over who holds which post."""

from workflow.escalation.rules import Rung
from workflow.notices.models import Why
from workflow.notices.rules import Recipient, audience, told_in_section, told_to
from workflow.people.models import PostKind
from workflow.people.rules import Seat

ENERGY, INDUSTRY, OFFICE = 1, 2, 9
LIAISON, DEPUTY, HEAD, CLERK = 11, 12, 13, 19
SECTION, SECTION_POST = 14, 5
THE_OFFICE = Seat(OFFICE, PostKind.OFFICE, CLERK, 1)
THE_LIAISON = Seat(ENERGY, PostKind.LIAISON, LIAISON, 1)
THE_DEPUTY = Seat(ENERGY, PostKind.LIAISON, DEPUTY, 2)
THE_HEAD = Seat(ENERGY, PostKind.HEAD, HEAD, 1)
THE_CLERK = Seat(ENERGY, PostKind.SECTION, SECTION, 1, post_id=SECTION_POST)


def nearest(*held: Seat) -> list[tuple[int, Why]]:
    return [(told.account_id, told.why) for told in audience(held, [ENERGY]).nearest]


def test_the_liaison_is_told_and_not_her_deputy() -> None:
    held = [THE_LIAISON, THE_DEPUTY, THE_OFFICE]
    assert nearest(*held) == [(LIAISON, Why.OWES)]


def test_the_deputy_is_told_when_nobody_is_liaison() -> None:
    held = [THE_DEPUTY, THE_HEAD, THE_OFFICE]
    assert nearest(*held) == [(DEPUTY, Why.OWES)]


def test_the_head_stands_in_when_the_department_has_no_liaison() -> None:
    assert nearest(THE_HEAD, THE_OFFICE) == [(HEAD, Why.SUBSTITUTE)]


def test_the_leading_group_office_stands_in_when_nobody_holds_a_post() -> None:
    assert nearest(THE_OFFICE) == [(CLERK, Why.SUBSTITUTE)]


def test_a_department_of_which_nobody_would_hear_is_named() -> None:
    assert audience([Seat(INDUSTRY, PostKind.LIAISON, LIAISON, 1)], [ENERGY, INDUSTRY]).unheard == (ENERGY,)


def test_leaders_and_auditors_are_never_told() -> None:
    told = audience([Seat(ENERGY, PostKind.LEADER, 21, 1), Seat(ENERGY, PostKind.AUDITOR, 22, 1), THE_OFFICE], [ENERGY])
    assert told.nearest == (Recipient(ENERGY, CLERK, Why.SUBSTITUTE),)
    assert told.heads == ()


def test_heads_and_office_are_told_only_of_what_is_serious() -> None:
    neither, head, both = (False, False), (True, False), (True, True)
    assert {rung: told_to(rung) for rung in Rung} == {
        Rung.REMIND_10: neither,
        Rung.REMIND_3: neither,
        Rung.REMIND_1: neither,
        Rung.DUE: neither,
        Rung.PRESS_FORM: neither,
        Rung.PRESS_FORM_AGAIN: both,
        Rung.URGE: head,
        Rung.NOTICE_CONDITIONS: both,
        Rung.CIRCULAR_CONDITIONS: both,
        Rung.INTERVIEW_CONDITIONS: both,
    }
    assert told_to("urge:17") == head
    assert told_to("return:5") == neither


def away(seat: Seat) -> Seat:
    return seat._replace(away=True)


def test_the_deputy_is_told_for_a_liaison_who_is_away() -> None:
    told = audience([away(THE_LIAISON), THE_DEPUTY, THE_HEAD], [ENERGY])
    assert told.nearest == (Recipient(ENERGY, DEPUTY, Why.SUBSTITUTE),)
    assert told.instead == {(ENERGY, DEPUTY): (LIAISON,)}


def test_whoever_was_named_is_told_before_a_deputy_of_longer_standing() -> None:
    named = Seat(ENERGY, PostKind.LIAISON, 15, 2, named=True)
    assert nearest(away(THE_LIAISON), THE_DEPUTY, named) == [(15, Why.SUBSTITUTE)]


def test_a_liaison_who_is_away_is_told_when_nobody_else_of_the_chain_is_there() -> None:
    assert nearest(away(THE_LIAISON), away(THE_DEPUTY), THE_HEAD, THE_OFFICE) == [(HEAD, Why.SUBSTITUTE)]
    assert nearest(away(THE_LIAISON), away(THE_HEAD), THE_OFFICE) == [(CLERK, Why.SUBSTITUTE)]
    assert nearest(away(THE_LIAISON), away(THE_HEAD), away(THE_OFFICE)) == [(LIAISON, Why.OWES)]


def test_a_head_who_is_away_is_told_through_her_deputy_or_else_herself() -> None:
    deputy = Seat(ENERGY, PostKind.HEAD, 16, 2)
    assert [one.account_id for one in audience([away(THE_HEAD), deputy], [ENERGY]).heads] == [16]
    assert [one.account_id for one in audience([away(THE_HEAD)], [ENERGY]).heads] == [HEAD]


def test_a_section_is_heard_only_while_somebody_holds_it_and_is_there() -> None:
    told = audience([THE_LIAISON, THE_CLERK], [ENERGY])
    assert told.sections == (Recipient(ENERGY, SECTION, Why.SECTION, SECTION_POST),)
    assert audience([THE_LIAISON, away(THE_CLERK)], [ENERGY]).sections == ()
    stand_in = Seat(ENERGY, PostKind.SECTION, 17, 2, post_id=SECTION_POST, named=True)
    told = audience([THE_LIAISON, away(THE_CLERK), stand_in], [ENERGY])
    assert told.sections == (Recipient(ENERGY, 17, Why.SUBSTITUTE, SECTION_POST),)


def test_what_waits_for_a_signature_is_no_longer_the_sections() -> None:
    assert not told_in_section("sign:5")
    assert told_in_section(Rung.DUE) and told_in_section("return:5") and told_in_section("urge:7")
