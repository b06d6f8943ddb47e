"""What in a file a person must be asked about: marks of secrecy, and lists of identity numbers."""

import re
import unicodedata

from workflow.evidence.inspecting import Doubt

# A mark stands alone or with its term: 机密★10年; or behind the words that announce it. Running text that speaks of
# secrets (保守国家秘密, 商业秘密, 机密性) is none.
# Every run of spaces has a limit and stands behind a sign of its own: no text, however made, takes long to search.
LEVEL = r"(?:[绝机秘]\s{0,9}密)"
STAR = r"[★☆✩⭐✭]"
TERM = r"(?:长期|[0-9〇一二三四五六七八九十]{1,4}\s{0,4}(?:年|个月|天|日))"
MARKS = re.compile(
    rf"{LEVEL}\s{{0,20}}{STAR}"
    rf"|(?:密级|[秘保]密等级)\s{{0,20}}(?:和保密期限\s{{0,20}})?(?:[:︰]\s{{0,20}})?(?:[\[【(〔]\s{{0,9}})?{LEVEL}(?![级文性])"
    rf"|(?m:^[^\S\n]{{0,60}}[\[【(〔]?{LEVEL}[\]】)〕]?(?:[^\S\n]{{0,9}}{TERM})?[^\S\n]{{0,60}}$)"
)
NAMED = re.compile(
    rf"{LEVEL}\s{{0,20}}{STAR}|(?:^|[\s\[【(〔_\-—.,、]){LEVEL}(?:件|级)?(?:$|[\s\]】)〕_\-—.,、0-9])|绝\s{0, 9}密"
)
NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
MANY, AROUND = 5, 12  # numbers that make a list; characters around a mark that are told


def doubts(name: str, words: str) -> tuple[tuple[Doubt, str], ...]:
    """What gave rise to each: the words around a mark; how many numbers, never the numbers."""
    name, words = unicodedata.normalize("NFKC", name), unicodedata.normalize("NFKC", words).replace("\r", "\n")
    found: list[tuple[Doubt, str]] = []
    stem = name.rpartition(".")[0] or name
    if mark := NAMED.search(stem):
        found.append((Doubt.SECRECY_MARK, _around(stem, mark)))
    elif mark := MARKS.search(words):
        found.append((Doubt.SECRECY_MARK, _around(words, mark)))
    count = len({number.upper() for number in NUMBER.findall(words) if is_right(number.upper())})
    if count >= MANY:
        found.append((Doubt.IDENTITIES, str(count)))
    return tuple(found)


def is_right(number: str) -> bool:
    """Whether the last digit is that which the others demand (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return CHECKS[total % 11] == number[17]


def _around(words: str, mark: re.Match[str]) -> str:
    """Numbers of persons that stand beside a mark are not told."""
    covered = NUMBER.sub("…" * 18, words)  # as long as before: else the end of a number would be told
    said = covered[max(0, mark.start() - AROUND) : mark.end() + AROUND]
    return re.sub("…+", "…", " ".join(said.split()))


def folded(words: str, *, most: int) -> str:
    """As the search compares them; a database's text takes no NUL."""
    said = unicodedata.normalize("NFKC", words[: most * 4]).lower().replace("\x00", " ")
    said = said.encode("utf-8", "ignore").decode()
    return " ".join(said.split())[:most]
