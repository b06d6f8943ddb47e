"""docs/files.md, written from the table of hostile files: python -m tests.support.files_page"""

import unicodedata
from pathlib import Path

from tests.evidence.hostile import HOSTILE, Hostile
from workflow.evidence import rules
from workflow.evidence.inspecting import Doubt
from workflow.wording.incoming import SENTENCES

PAGE = Path(__file__).parents[2] / "docs" / "files.md"
HEAD = """# What becomes of a file that comes in

What a file is, is decided by its content; its ending must agree. Taken are: {kinds}. Everything else is refused
with a sentence that says what to do.

Files are looked into in a process of its own (`workflow/evidence/apart.py`), with bounds on memory, processor
time, time on the wall, and no leave to write a file. Texts of up to 1 MB need none. Where that process fails or
comes to its bounds before it has said that a file may be taken, the file is refused; where it fails afterwards,
over the words or the picture, the file is taken and has none.

What looks like a secret or like a list of people is not refused but asked about: a person must say that it may
be here. A scanner (`DUBAN_CLAMD`, see [settings.md](settings.md)) comes beside all this, not in its place: it
knows what is known.

What this does not see: the text of a scanned page, and so a mark on it; macros in kinds that are not looked
into (an archive within an archive of another make); what is packed as an object into a document of the older
kind of Word, Excel and PowerPoint, whose own text is read.

## Hostile files, and what each got

Written from `tests/evidence/hostile.py` by `python -m tests.support.files_page`; a test makes every file and holds this
page to it. {count} files.

| file | what it tries | what it got |
|---|---|---|
"""

ASKED = {Doubt.SECRECY_MARK: "asked about: a mark of secrecy", Doubt.IDENTITIES: "asked about: identity numbers"}


def page() -> str:
    """The whole page."""
    kinds = ", ".join(f"`{kind}`" for kind in rules.KINDS)
    return HEAD.format(kinds=kinds, count=len(HOSTILE)) + "".join(_row(one) for one in HOSTILE)


def _row(one: Hostile) -> str:
    return f"| `{_shown(one.name)}` | {one.what} | {_got(one)} |\n"


def _shown(name: str) -> str:
    name = name if len(name) < 40 else name[:8] + "…" + name[-5:]
    hidden = {"Cc", "Cf", "Mn"}
    return "".join(f"\\u{ord(char):04x}" if unicodedata.category(char) in hidden else char for char in name)


def _got(one: Hostile) -> str:
    if not one.key:
        return f"taken as `{rules.clean_name(one.name)}`"
    if one.key.startswith("doubt."):
        return {
            Doubt.SECRECY_MARK: "asked about: a mark of secrecy",
            Doubt.IDENTITIES: "asked about: identity numbers",
        }[Doubt(one.key.removeprefix("doubt."))]
    facts = {"name": "…", "limit": "…", "inner": "…", "said": "…"}
    return f"refused: {SENTENCES[one.key] % facts}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
