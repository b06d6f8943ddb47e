"""Plain text in any usual encoding."""

from collections.abc import Iterable

from workflow.plans.reader.formats.unreadable import Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(content: bytes, name: str, declared: Iterable[str] = ()) -> str:
    """BOM first, then what the document declares, UTF-8, UTF-16 without a BOM by its zero bytes, GB18030."""
    encodings = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    encodings += [*declared, "utf-8", *unmarked_utf16(content), "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if is_words(text):
            return text
    raise Unreadable("reader.not_text", name=name)


def unmarked_utf16(content: bytes) -> list[str]:
    """UTF-16 shows in ASCII line ends and spaces: a zero beside them, always on the same side."""
    sample = content[:65536]
    if len(content) % 2:
        return []
    after, before = sample[1::2].count(0), sample[0::2].count(0)
    if max(after, before) * 200 < len(sample):
        return []
    return ["utf-16-le"] if after > before else ["utf-16-be"]


def is_words(text: str) -> bool:
    """Whether decoded text is writing and not chance: hardly any control characters or private signs."""
    sample = text[:65536]
    odd = sum(1 for sign in sample if (sign < " " and sign not in "\t\r\n\x0b\x0c") or "\ue000" <= sign <= "\uf8ff")
    return odd * 50 <= len(sample)
