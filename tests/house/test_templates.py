"""Templates carry no code and no style of their own, and no word that cannot be translated."""

import re
from pathlib import Path

from jinja2 import Environment
from jinja2.lexer import TOKEN_DATA

from tests.support import sources

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.S),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I | re.S),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "something from another host": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I
    ),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
# Names that are the same in every language.
SAME = {"督办"}
# Shown to builders of pages only: examples in the words of the document.
SHOWN = {"templates/styleguide.html"}
KEYS = re.compile(r"form_keys\(\)|csrf_token")

PAGES = sorted(sources.TEMPLATES.rglob("*.html"))
MAILS = sources.TEMPLATES / "mail"


def markup(path: Path) -> str:
    """The template's text outside of its expressions, each of which leaves a mark."""
    parts = Environment(extensions=["jinja2.ext.i18n"]).lex(path.read_text("utf-8"))
    return "".join(
        text if kind == TOKEN_DATA else "·" for _, kind, text in parts if kind == TOKEN_DATA or "begin" in kind
    )


def test_templates_carry_no_code_and_no_style() -> None:
    faults = []
    for path in (p for p in PAGES if MAILS not in p.parents):
        source = markup(path)
        faults += [f"{sources.name(path)}: {fault}" for fault, pattern in INLINE.items() if pattern.search(source)]
    assert not faults


def test_templates_say_nothing_that_cannot_be_translated() -> None:
    said = {sources.name(path): set(CHINESE.findall(markup(path))) - SAME for path in PAGES}
    assert not {name: sorted(words) for name, words in said.items() if words and name not in SHOWN}


def test_every_form_that_changes_something_carries_its_keys() -> None:
    bare = []
    for path in PAGES:
        forms = re.findall(r"<form\b[^>]*method=[\"']post[\"'].*?(?=</form>|\Z)", path.read_text("utf-8"), re.S | re.I)
        bare += [sources.name(path) for form in forms if not KEYS.search(form)]
    assert not bare


def test_every_page_says_that_this_is_no_system_for_classified_matters() -> None:
    whole = {path: path.read_text("utf-8") for path in PAGES if MAILS not in path.parents}
    whole = {path: text for path, text in whole.items() if re.search(r"<html\b", text)}
    assert sources.TEMPLATES / "base.html" in whole
    assert not [sources.name(path) for path, text in whole.items() if "本系统为非涉密系统" not in text]
