"""How lights are printed in this city: kept words and colours, where they differ from those that come with Duban."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.lights.look_models import LightLook, Tone
from workflow.lights.rules import Light

TONES: dict[Light, Tone] = {
    Light.ON_COURSE: Tone.GREEN,
    Light.BEHIND: Tone.YELLOW,
    Light.WORK_OVERDUE: Tone.RED,
    Light.FORM_OVERDUE: Tone.RED,
    Light.PROVINCE: Tone.GREY,
    Light.EXTENDED: Tone.BLUE,
    Light.CLOSED: Tone.INK,
}
THING = "light_look"


@dataclass(frozen=True)
class Look:
    """The words of a light in both languages, its short words, its colour."""

    zh: str
    en: str
    short_zh: str
    short_en: str
    tone: Tone


Looks = Mapping[Light, Look]


def kept(session: Session) -> dict[Light, Look]:
    """The lights that are printed otherwise than by default: one statement."""
    rows = session.scalars(select(LightLook).execution_options(populate_existing=True))
    return {row.light: Look(row.zh, row.en, row.short_zh, row.short_en, row.tone) for row in rows}


def mark(looks: Looks) -> str:
    """A mark of what a form showed."""
    return sha256(repr([(light, looks.get(light)) for light in Light]).encode()).hexdigest()[:16]


def keep(session: Session, wanted: Looks, defaults: Looks, *, seen: str, by: audit.Actor, at: datetime) -> int:
    """Print the lights so from now on. Two of them may not bear the same word. Returns how many changed."""
    before = kept(session)
    if seen != mark(before):
        raise Stale("look.changed")
    for words in ("zh", "en", "short_zh", "short_en"):
        said = [getattr(look, words).casefold() for look in wanted.values()]
        if "" in said:
            raise Refused("look.word_missing")
        if len(set(said)) < len(said):
            raise Refused("look.same_word")
    changed = [light for light in wanted if wanted[light] != before.get(light, defaults[light])]
    if not changed:
        raise Refused("look.nothing_changed")
    session.execute(delete(LightLook))
    for light, look in wanted.items():
        if look != defaults[light]:
            session.add(LightLook(light=light, **vars(look)))
    session.flush()
    facts = {"name": "、".join(wanted[light].zh for light in changed), "was": _said(changed, before, defaults)}
    audit.record(session, "look.changed", THING, by=by, at=at, **facts)  # type: ignore[arg-type] # words by name
    return len(changed)


def _said(changed: list[Light], before: Looks, defaults: Looks) -> str:
    return "、".join(before.get(light, defaults[light]).zh for light in changed)


def reset(session: Session, *, by: audit.Actor, at: datetime) -> None:
    """Back to the words and colours that come with Duban."""
    if not kept(session):
        raise Refused("look.nothing_changed")
    session.execute(delete(LightLook))
    audit.record(session, "look.reset", THING, by=by, at=at)
