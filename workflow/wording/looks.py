"""The words of lights as this city prints them. The doors say where they are kept; nothing here asks a second time."""

from collections.abc import Callable
from contextvars import ContextVar

from flask_babel import get_locale

from workflow.lights.look_models import Tone
from workflow.lights.looks import TONES, Looks
from workflow.lights.models import Course
from workflow.lights.rules import Light
from workflow.wording.marks import mark

_KEPT: ContextVar[Callable[[], Looks]] = ContextVar("looks", default=dict)
COURSES: dict[Course, Light] = {
    Course.ON_COURSE: Light.ON_COURSE,
    Course.BEHIND: Light.BEHIND,
    Course.RED: Light.WORK_OVERDUE,
    Course.PROVINCE: Light.PROVINCE,
}
SHORT: dict[Light, str] = {
    Light.ON_COURSE: mark("正常"),
    Light.BEHIND: mark("滞后"),
    Light.WORK_OVERDUE: mark("工逾"),
    Light.FORM_OVERDUE: mark("报逾"),
    Light.PROVINCE: mark("待省"),
    Light.EXTENDED: mark("已延期"),
    Light.CLOSED: mark("已结"),
}
SENTENCES: dict[str, str] = {
    "look.changed": mark("亮灯的用语和颜色刚刚被别人改过，请看过现在的内容后再保存。"),
    "look.word_missing": mark("每一种亮灯都要有用语和简称。"),
    "look.same_word": mark("两种亮灯的用语不能相同，否则看不出是哪一种。"),
    "look.nothing_changed": mark("没有改动。"),
}
ACTS: dict[str, str] = {
    "look.changed": mark("调整亮灯的用语和颜色"),
    "look.reset": mark("恢复亮灯的默认用语和颜色"),
}
THINGS: dict[str, str] = {"light_look": mark("亮灯")}
TONE_LABELS: tuple[tuple[Tone, str], ...] = (
    (Tone.GREEN, mark("绿")),
    (Tone.YELLOW, mark("黄")),
    (Tone.RED, mark("红")),
    (Tone.BLUE, mark("蓝")),
    (Tone.GREY, mark("灰")),
    (Tone.INK, mark("黑")),
    (Tone.PURPLE, mark("紫")),
    (Tone.TEAL, mark("青")),
)


def use(kept: Callable[[], Looks]) -> None:
    """From where the looks of this request, or of this round, come."""
    _KEPT.set(kept)


def own_word(word: object) -> str | None:
    """The city's own word for a light or for the course of a period; None: the catalogue's."""
    if not isinstance(word, Light | Course):
        return None
    light = word if isinstance(word, Light) else COURSES.get(word)
    look = _KEPT.get()().get(light) if light else None
    return (look.zh if _is_chinese() else look.en) if look else None


def own_short(light: Light) -> str | None:
    """The city's own short word, where space is scarce."""
    look = _KEPT.get()().get(light)
    return (look.short_zh if _is_chinese() else look.short_en) if look else None


def tone(light: Light) -> Tone:
    look = _KEPT.get()().get(light)
    return look.tone if look else TONES[light]


def _is_chinese() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "zh"
