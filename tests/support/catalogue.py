"""The words of screens and mails: what the sources say, and the one English catalogue of it.

`make words` brings the catalogue up to date (new words stand in it without a translation) and compiles it.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.support import sources

ENGLISH = sources.PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"jinja2": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "_l": None,
    "_n": (1, 2),
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "mark": None,  # workflow/wording/marks.py: said later, where the reader's language is known
}


def said() -> Catalog:
    """Every message of the sources, with the files that say it."""
    found = Catalog(project="duban", charset="utf-8")
    for folder in (sources.PACKAGE, sources.TEMPLATES):
        options = {pattern: OPTIONS.get(method, {}) for pattern, method in METHODS}
        words = extract_from_dir(str(folder), METHODS, options, keywords=KEYWORDS, strip_comment_tags=True)
        for file, _line, message, comments, context in words:
            place = (folder / file).relative_to(sources.ROOT).as_posix()
            found.add(message, None, [(place, None)], auto_comments=comments, context=context)
    return found


def kept() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def compiled(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def renew() -> None:
    """New words are added, gone ones are dropped, the rest stays; then the catalogue is compiled."""
    catalogue = kept() if ENGLISH.exists() else Catalog(locale="en", project="duban", charset="utf-8")
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True, ignore_obsolete=True, omit_header=False)
    ENGLISH.with_suffix(".mo").write_bytes(compiled(kept()))
    bare = [str(message.id) for message in kept() if message.id and not message.string]
    print(f"{len(kept())} messages in {Path(ENGLISH).relative_to(sources.ROOT)}, {len(bare)} without a translation")


if __name__ == "__main__":
    renew()
