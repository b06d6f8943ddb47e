"""The one 意见 column of a document: a sentence, taken apart into kind, body and reason where it says them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from workflow.tasks.consulting_models import CommentKind
from workflow.tasks.consulting_rules import NAMING
from workflow.tasks.consulting_sheet import Line

NOTHING = frozenset({"无", "同意", "没有意见"})
END = " \t\r\n，,。；;：:"


def apart(line: Line, kinds: Mapping[str, CommentKind]) -> Line:
    """The row as a workbook would have it: a word of `kinds`, the body, the reason. What begins with no such word is
    said in full, as another comment."""
    sentence = line.opinion.strip()
    if not sentence:
        return line
    word = next((word for word in sorted(kinds, key=len, reverse=True) if sentence.startswith(word)), None)
    rest = sentence.removeprefix(word or "").strip(END)
    if sentence.strip(END) in NOTHING or (word and kinds[word] == CommentKind.AGREE and not rest):
        return replace(line, opinion=_word(kinds, CommentKind.AGREE))
    if word is None or kinds[word] == CommentKind.AGREE:
        return replace(line, opinion=_word(kinds, CommentKind.OTHER), reason=sentence)
    if kinds[word] not in NAMING:
        return replace(line, opinion=word, reason=rest)
    unit, _, reason = re.sub(r"[，,；;。\n]", "\0", rest, count=1).partition("\0")
    return replace(line, opinion=word, unit=unit.strip(END), reason=reason.strip())


def _word(kinds: Mapping[str, CommentKind], kind: CommentKind) -> str:
    return next(word for word, found in kinds.items() if found == kind)
