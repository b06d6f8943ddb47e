"""From bytes to text: the one place where the format of a document is chosen."""

from workflow.errors import Refused

LARGEST = 20 * 1024 * 1024
SIGNATURES = (
    (b"%PDF-", "reader.pdf"),
    (b"PK\x03\x04", "reader.packed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "reader.old_office"),
    (b"{\\rtf", "reader.rtf"),
    (b"\x89PNG", "reader.picture"),
    (b"\xff\xd8\xff", "reader.picture"),
    (b"GIF8", "reader.picture"),
    (b"Rar!", "reader.packed"),
    (b"7z\xbc\xaf\x27\x1c", "reader.packed"),
)
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Unreadable(Refused):
    """The bytes are no document that the reader takes; the key says what they are."""


def text_of(content: bytes, name: str) -> str:
    """The whole text of a document, exactly as decoded. `name` is its file name, told back in a refusal."""
    if len(content) > LARGEST:
        raise Unreadable("reader.too_large", name=name, megabytes=LARGEST // 1024 // 1024)
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("reader.empty", name=name)
    for signature, key in SIGNATURES:
        if content.startswith(signature):
            raise Unreadable(key, name=name)
    text = decoded(content, name)
    if looks_like_html(text):
        raise Unreadable("reader.html", name=name)
    return text


def decoded(content: bytes, name: str) -> str:
    """BOM first, then UTF-8, UTF-16 without a BOM by its zero bytes, GB18030; else refused."""
    encodings = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    encodings += ["utf-8", *unmarked_utf16(content), "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
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


def looks_like_html(text: str) -> bool:
    head = text.lstrip("\ufeff \t\r\n")[:200].lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<?xml"))
