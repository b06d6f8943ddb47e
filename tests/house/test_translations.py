"""Every word on a screen or in a mail has its English, and the compiled catalogue is the written one."""

import ast
import re
from pathlib import Path

from babel.messages.catalog import Message

from tests.support import catalogue, sources

PLACE = re.compile(r"%\((\w+)\)[sd]")
# The name of a language in that language; the parts of a Chinese date.
SAME = {"中文", "月", "日"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def messages() -> list[Message]:
    return [message for message in catalogue.kept() if message.id]


def test_every_message_is_translated() -> None:
    english = {message.id: message for message in messages()}
    bare = [m for m in catalogue.said() if m.id and not _whole(english.get(m.id))]
    assert not [(message.id, message.locations[0][0]) for message in bare]


def test_the_catalogue_holds_no_word_that_nobody_says() -> None:
    said = {message.id for message in catalogue.said()}
    assert not [message.id for message in messages() if message.id not in said]


def test_a_translation_keeps_the_facts_of_its_message() -> None:
    wrong = [m.id for m in messages() for given in _strings(m.string) if _facts(given) != _facts(_strings(m.id)[-1])]
    assert not wrong


def test_a_translation_is_english() -> None:
    quoted = re.compile(r"[“‘\"（(《].*?[”’\"）)》]")  # names in their own script may stand in quotation marks
    assert not [m.id for m in messages() for given in _strings(m.string) if CHINESE.search(quoted.sub("", given))]


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert catalogue.ENGLISH.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.kept())


def _whole(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(_strings(message.string))


def _strings(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _facts(text: str) -> set[str]:
    return set(PLACE.findall(text))


def test_the_doors_for_people_say_nothing_that_cannot_be_translated() -> None:
    doors = [p for p in sources.modules() if {"web", "wording"} & set(p.relative_to(sources.PACKAGE).parts)]
    assert not [f"{sources.name(path)}:{line}" for path in doors for line in _unmarked(path)]


def _unmarked(path: Path) -> list[int]:
    """Lines with Chinese in a string that is neither a docstring nor given to the catalogue."""
    marked: set[int] = set()
    for node in ast.walk(sources.tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in catalogue.KEYWORDS:
            marked |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
        if isinstance(node, ast.Expr):
            marked.add(id(node.value))
    strings = [n for n in ast.walk(sources.tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [n.lineno for n in strings if id(n) not in marked and n.value not in SAME and CHINESE.search(n.value)]
