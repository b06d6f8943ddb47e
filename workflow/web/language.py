"""Chinese first; English for a person or a browser that asks for it."""

from flask import g, request
from flask import session as cookie

LOCALES = ("zh", "en")


def choose() -> str:
    """The locale of this request: the person's choice, else the browser's, else Chinese."""
    chosen = cookie.get("locale")
    if chosen in LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(LOCALES, "zh") or "zh"


def current() -> str:
    if "locale" not in g:
        g.locale = choose()
    return str(g.locale)
