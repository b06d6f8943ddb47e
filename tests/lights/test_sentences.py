"""Every light says why in a sentence, in the words of the city."""

import pytest
from flask_babel import force_locale

from tests.lights.test_rules import BEHIND, EXTENDED, HELD, LATE_FORM, LATE_WORK, TODAY, shown
from workflow.lights.models import Course
from workflow.lights.rules import Kept, Waiting
from workflow.tasks.models import TaskState
from workflow.wording.lights import besides, reason, unlit


@pytest.fixture(autouse=True)
def in_chinese(app):
    with app.test_request_context(), force_locale("zh_Hans_CN"):
        yield


LATE = "目标核定应于 2026-11-02，逾期 10 个工作日"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (shown(today=TODAY, closed_on=TODAY), "2026-11-16 办结"),
        (shown(LATE_WORK, today=TODAY), LATE),
        (shown(LATE_WORK, LATE_WORK, today=TODAY), f"{LATE}，逾期共 2 项"),
        (shown(EXTENDED, today=TODAY), "目标核定经批准由 2026-11-02 延期至 2026-11-30"),
        (shown(today=TODAY), "没有逾期事项，尚无审核结论"),
        (shown(today=TODAY, kept=BEHIND), "2026年三季度填报滞后，已审核"),
        (
            shown(today=TODAY, kept=Kept("2026M10", Course.ON_COURSE, "said_on_course")),
            "2026年10月填报正常推进，已审核",
        ),
        (shown(today=TODAY, waiting=Waiting(province=["完成省下达目标"])), "“完成省下达目标”由省下达，等待省级明确"),
        (
            shown(today=TODAY, kept=BEHIND, waiting=Waiting([HELD])),
            "2026年三季度填报滞后，已审核；目标核定暂缓中：等待省级核算方案，自 2026-10-12",
        ),
    ],
)
def test_a_light_says_why(found, said) -> None:
    assert reason(found) == said


def test_what_else_holds_is_said_beside_it() -> None:
    kept = Kept("2026Q3", Course.RED, "late_work", red_run=2)
    found = shown(LATE_WORK, LATE_FORM, EXTENDED, today=TODAY, kept=kept, waiting=Waiting([HELD]))
    assert besides(found) == [
        "2026年三季度进展填报应于 2026-10-15，逾期 22 个工作日",
        "目标核定经批准由 2026-11-02 延期至 2026-11-30",
        "2026年三季度认定时工作已逾期",
        "目标核定暂缓中：等待省级核算方案，自 2026-10-12",
        "连续 2 个季度判为工作逾期，期间逐月填报",
    ]
    assert besides(shown(LATE_WORK, today=TODAY)) == ["尚无审核结论"]


def test_what_shows_no_light_says_so_too() -> None:
    assert unlit(TaskState.STANDING) == "常态化推进，不亮灯"
    assert unlit(TaskState.PROPOSED) == "方案尚未启动，不亮灯"
