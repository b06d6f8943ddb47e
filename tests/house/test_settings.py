"""Every setting is read in one file and told in docs/settings.md."""

import re

from tests.support import sources

VARIABLE = re.compile(r"\b(DUBAN_[A-Z_]+|PORT)\b")
READ = re.compile(r"""["']((?:DUBAN_[A-Z_]+)|PORT)["']""")
# Read outside settings.py, each with its reason.
ELSEWHERE = {
    "workflow/commands": "the first administrator may be given to `duban init` in the environment",
}


def test_the_paper_tells_every_setting_and_no_other() -> None:
    paper = (sources.ROOT / "docs" / "settings.md").read_text("utf-8")
    told = set(re.findall(r"^\| `((?:DUBAN_[A-Z_]+)|PORT)`", paper, re.M))
    read = {name for path in sources.modules() for name in READ.findall(path.read_text("utf-8"))}
    assert told == read


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        sources.name(path)
        for path in sources.modules()
        if re.search(r"\bos\.environ|\bgetenv\(", path.read_text("utf-8"))
    }
    stray = {name for name in readers if not name.startswith(tuple(ELSEWHERE))}
    assert stray <= {"workflow/settings.py"}
