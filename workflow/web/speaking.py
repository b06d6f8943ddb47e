"""Words and addresses for templates. Fifty rows ask for a thousand of them, so each way is looked up once."""

from collections.abc import Callable, Hashable
from typing import Any, cast

from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import get_translations
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from workflow.lights.looks import Looks
from workflow.lights.looks import kept as kept_looks
from workflow.lights.rules import Light
from workflow.web.request import session
from workflow.wording import looks
from workflow.wording.labels import label

STAND_IN = 900_000_000_000  # a number that stands for another one in an address


def install(app: Flask) -> None:
    """Give templates these in place of the libraries' own, which they equal."""
    app.extensions["duban.addresses"] = {}
    quick = {"_": translated, "gettext": translated, "url_for": address, "csrf_token": token, "kept": kept}
    quick |= {"light_word": light_word, "light_short": light_short, "light_tone": light_tone}
    app.jinja_env.globals.update(quick)
    app.before_request(lambda: looks.use(of_this_request))


def translated(message: str, /, **facts: object) -> Markup:
    """The message in the reader's language, its facts escaped."""
    try:
        words = Markup(g.catalogue(message))
    except AttributeError:
        g.catalogue = get_translations().ugettext
        words = Markup(g.catalogue(message))
    return words % facts if facts or "%" in message else words


def kept(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    """What a macro makes of these values, made once a page: many rows show the same few lights and days."""
    if "kept" not in g:
        g.kept = {}
    made: dict[object, Markup] = g.kept
    key = (macro, *values)
    if key not in made:
        made[key] = macro(*values)
    return made[key]


def light_word(kind: str) -> str:
    """The printed word of a light: this city's, else the catalogue's."""
    return label(Light(kind))


def light_short(kind: str) -> str:
    """This city's short word, where it has one."""
    return looks.own_short(Light(kind)) or ""


def light_tone(kind: str) -> str:
    return looks.tone(Light(kind)).value


def of_this_request() -> Looks:
    """The lights that are printed in the city's own way, asked for once a page that shows any."""
    if not has_request_context():  # the same thread writes a mail
        return {}
    if "looks" not in g:
        g.looks = kept_looks(session())
    return cast(Looks, g.looks)


def token() -> str:
    """The session's token against forgery, signed once a request."""
    if "token" not in g:
        g.token = generate_csrf()
    return cast(str, g.token)


def address(endpoint: str, **values: Any) -> str:
    """`url_for`, remembering the shape of addresses in which only whole numbers change, and those of static files."""
    kept: dict[object, str] = current_app.extensions["duban.addresses"]
    if endpoint == "static" and len(values) == 1:
        key: tuple[object, ...] = (request.script_root, *values.values())
        if key not in kept:
            kept[key] = url_for(endpoint, **values)
        return kept[key]
    if not values or endpoint[0] == "." or any(type(value) is not int for value in values.values()):
        return url_for(endpoint, **values)
    key = (request.script_root, endpoint, *values)
    shape = kept.get(key)
    if shape is None:
        shape = kept[key] = _shape(endpoint, list(values))
    return shape.format(**values)


def _shape(endpoint: str, names: list[str]) -> str:
    stand_ins: dict[str, Any] = {name: STAND_IN + place for place, name in enumerate(names)}
    found = url_for(endpoint, **stand_ins).replace("{", "{{").replace("}", "}}")
    for name, number in stand_ins.items():
        found = found.replace(str(number), "{" + name + "}")
    return found
