"""What an honest reader asks: about figures beside what is known, and about numbers in the words."""

from datetime import date
from decimal import Decimal

import pytest

from workflow.plans.models import TargetKind
from workflow.reports.models import Standing
from workflow.review import in_words
from workflow.review.questions import questions
from workflow.review.rules import Around, Elsewhere, Figure, Measure, Question, Told

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)
POWER = Measure("光伏发电装机容量", "万千瓦", TargetKind.LEVEL, ((Decimal(500), date(2026, 12, 31)),))
SHARE = Measure("非化石能源占比", "%", TargetKind.LEVEL)


def asked(now, last=None, measure=POWER, *, text="推进", elsewhere=()):
    told = Told(Standing.BEHIND, text, {1: Figure(Decimal(now), SEPTEMBER, "统计局")})
    before = None
    if last is not None:
        before = Told(Standing.BEHIND, "以前", {1: Figure(Decimal(last), JUNE, "统计局")})
    around = Around(measures={1: measure}, elsewhere={1: list(elsewhere)})
    return {one.question: one.facts for one in questions(told, before, around)}


@pytest.mark.parametrize(
    ("now", "last", "measure", "leaps"),
    [
        ("413", "210", POWER, True),
        ("413", "400", POWER, False),
        ("4", "1", POWER, False),  # small whole numbers double easily
        ("0.9", "0.3", POWER, True),
        ("12", "0", POWER, False),  # from nothing there is no share
        ("45", "20", SHARE, True),  # percentages by points
        ("30", "18", SHARE, True),
        ("5.1", "2.6", SHARE, False),
        ("80", "61", SHARE, False),
        ("30", "-18", SHARE, False),  # turned, which is asked instead
    ],
)
def test_a_jump_is_measured_as_its_unit_wants(now, last, measure, leaps) -> None:
    assert (Question.LEAP in asked(now, last, measure)) is leaps


def test_a_jump_names_its_numbers() -> None:
    assert asked("413", "210")[Question.LEAP] == {"now": 413, "last": 210, "percent": 97}
    assert asked("45", "20", SHARE)[Question.LEAP]["points"] == 25


def test_a_turned_sign_is_asked_and_not_as_a_jump_too() -> None:
    found = asked("-3", "12")
    assert Question.TURNED in found and Question.LEAP not in found
    assert Question.TURNED not in asked("-1", "2", Measure("增速", "%", TargetKind.CHANGE))


def test_a_cumulative_value_that_falls_is_asked() -> None:
    assert Question.FALLS in asked("90", "100", Measure("改造面积", "万平方米", TargetKind.CUMULATIVE))
    assert Question.FALLS in asked("90", "100", Measure("累计改造面积", "万平方米"))
    assert Question.FALLS not in asked("90", "100")


def test_a_value_equal_to_the_target_is_asked_until_its_day() -> None:
    assert Question.AT_TARGET in asked("500")
    assert Question.AT_TARGET not in asked("500.1")
    assert Question.AT_TARGET not in asked("500", "500")  # it was, last time
    past = Measure("光伏发电装机容量", "万千瓦", TargetKind.LEVEL, ((Decimal(500), date(2025, 12, 31)),))
    assert Question.AT_TARGET not in asked("500", measure=past)
    full = Measure("处理率", "%", TargetKind.LEVEL, ((Decimal(100), date(2026, 12, 31)),))
    assert Question.AT_TARGET not in asked("100", measure=full)


def test_departments_that_differ_are_asked_but_not_for_rounding() -> None:
    found = asked("413", elsewhere=[Elsewhere("市统计局", Decimal("413.2")), Elsewhere("市发改委", Decimal(398))])
    assert found[Question.OTHERS_DIFFER] == {"now": 413, "theirs": 398, "department": "市发改委"}
    assert Question.OTHERS_DIFFER not in asked("413", elsewhere=[Elsewhere("市统计局", Decimal("413.2"))])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("光伏发电装机容量达到431万千瓦。", "431万千瓦"),
        ("光伏装机达４３１ 万千瓦，同比增长5%。", "431 万千瓦"),
        ("装机容量4310000千瓦。", "4310000千瓦"),
        ("装机 4.31 吉瓦。", "4.31 吉瓦"),
        ("光伏发电装机容量达到413万千瓦，其中分布式120万千瓦。", ""),
        ("光伏发电装机容量达到4130000千瓦。", ""),
        ("装机约413.2万千瓦。", ""),  # rounded in the field
        ("本季度新增20万千瓦。", ""),  # a change
        ("目标500万千瓦。", ""),
        ("发电量431万千瓦时。", ""),  # another unit
        ("风电300万千瓦，火电700万千瓦。", ""),  # several, and the indicator is not named
        ("推进顺利。", ""),
    ],
)
def test_a_number_in_the_words_is_compared_only_where_it_is_surely_meant(text, found) -> None:
    said = in_words.other_number(text, Decimal(413), unit=POWER.unit, indicator=POWER.indicator)
    assert said == found


def test_a_number_that_belongs_to_another_field_or_to_an_unnamed_percentage_is_left() -> None:
    said = {"unit": "万千瓦", "indicator": "风电装机"}
    assert in_words.other_number("装机431万千瓦。", Decimal(200), others=[Decimal(431)], **said) == ""
    assert in_words.other_number("增长5%，达48%。", Decimal(46), unit="%", indicator="占比") == ""
    assert in_words.other_number("占比48%，增长5%。", Decimal(46), unit="%", indicator="占比") == "48%"


LONG = "三季度，垣曲县20万千瓦项目已并网；闻喜县项目正在办理用地手续，已完成投资3.2亿元。"


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        (LONG, True),
        (LONG.replace("三季度", "2026年第四季度").replace("；", "。"), True),
        (LONG.replace("已完成投资3.2亿元", "用地手续已于8月办结，年底前开工建设"), False),
        ("推进中。", False),
    ],
)
def test_words_copied_from_last_period_are_known_under_another_period(text, copied) -> None:
    assert (in_words.alike(text, LONG) >= in_words.ALIKE) is copied


def test_long_texts_of_the_same_signs_in_another_order_are_compared_quickly() -> None:
    assert in_words.alike("甲乙丙丁" * 1000, "丁丙乙甲" * 1000) < in_words.ALIKE
