"""Who is told: pure rules over who holds which post."""

from workflow.escalation.rules import Rung
from workflow.notices.models import Why
from workflow.notices.rules import Recipient, audience, told_to
from workflow.people.models import PostKind

ENERGY, INDUSTRY, OFFICE = 1, 2, 9
LIAISON, DEPUTY, HEAD, CLERK = 11, 12, 13, 19
THE_OFFICE = (OFFICE, PostKind.OFFICE, CLERK, 1)


def nearest(*held: tuple[int, PostKind, int, int]) -> list[tuple[int, Why]]:
    return [(told.account_id, told.why) for told in audience(held, [ENERGY]).nearest]


def test_the_liaison_is_told_and_not_her_deputy() -> None:
    held = [(ENERGY, PostKind.LIAISON, LIAISON, 1), (ENERGY, PostKind.LIAISON, DEPUTY, 2), THE_OFFICE]
    assert nearest(*held) == [(LIAISON, Why.OWES)]


def test_the_deputy_is_told_when_nobody_is_liaison() -> None:
    held = [(ENERGY, PostKind.LIAISON, DEPUTY, 2), (ENERGY, PostKind.HEAD, HEAD, 1), THE_OFFICE]
    assert nearest(*held) == [(DEPUTY, Why.OWES)]


def test_the_head_stands_in_when_the_department_has_no_liaison() -> None:
    assert nearest((ENERGY, PostKind.HEAD, HEAD, 1), THE_OFFICE) == [(HEAD, Why.SUBSTITUTE)]


def test_the_leading_group_office_stands_in_when_nobody_holds_a_post() -> None:
    assert nearest(THE_OFFICE) == [(CLERK, Why.SUBSTITUTE)]


def test_a_department_of_which_nobody_would_hear_is_named() -> None:
    assert audience([(INDUSTRY, PostKind.LIAISON, LIAISON, 1)], [ENERGY, INDUSTRY]).unheard == (ENERGY,)


def test_leaders_and_auditors_are_never_told() -> None:
    told = audience([(ENERGY, PostKind.LEADER, 21, 1), (ENERGY, PostKind.AUDITOR, 22, 1), THE_OFFICE], [ENERGY])
    assert told.nearest == (Recipient(ENERGY, CLERK, Why.SUBSTITUTE),)
    assert told.heads == ()


def test_heads_and_office_are_told_only_of_what_is_serious() -> None:
    neither, head, both = (False, False), (True, False), (True, True)
    assert {rung: told_to(rung) for rung in Rung} == {
        Rung.REMIND_10: neither,
        Rung.REMIND_3: neither,
        Rung.DUE: neither,
        Rung.PRESS_FORM: neither,
        Rung.PRESS_FORM_AGAIN: both,
        Rung.URGE: head,
        Rung.NOTICE_CONDITIONS: both,
        Rung.CIRCULAR_CONDITIONS: both,
    }
    assert told_to("urge:17") == head
    assert told_to("return:5") == neither
