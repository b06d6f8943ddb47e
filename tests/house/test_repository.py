"""What the repository holds: a fixed top level, nothing that belongs to one machine, commands that exist."""

import re
import tomllib

import click

from tests.support import sources
from workflow.commands import main

TOP = {
    ".ci",
    ".gitignore",
    "LICENSE",
    "Makefile",
    "README.md",
    "docs",
    "pyproject.toml",
    "requirements.lock",
    "seed",
    "static",
    "templates",
    "tests",
    "workflow",
    "wsgi.py",
}
# Hosts that hand out packages, and folders of one machine; written apart, so that this file names none of them.
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "pypi" + ".tuna",
    "mirrors." + "aliyun",
    "registry.npm" + "js",
    "registry.npm" + "mirror",
    "index" + "-url",
    "/sim" + "ple/",
]
FOLDERS = [r"/home/\w+", r"/Users/\w+", "/ro" + "ot/", "/wo" + "rk/", "/fa" + "rm/", r"[A-Z]:\\\\Users"]


def texts() -> list[tuple[str, str]]:
    return [(sources.name(p), p.read_text("utf-8")) for p in sources.tracked() if p.suffix not in sources.BINARY]


def test_the_top_level_holds_what_it_should() -> None:
    assert {sources.name(path).split("/")[0] for path in sources.tracked()} <= TOP


def test_no_file_names_a_package_registry() -> None:
    named = re.compile("|".join(map(re.escape, REGISTRIES)), re.I)
    ours = "--no-emit-index" + "-url"  # the switch that keeps it out
    assert not [name for name, text in texts() if named.search(text.replace(ours, ""))]


def test_no_file_names_a_folder_of_one_machine() -> None:
    folder = re.compile("|".join(FOLDERS))
    assert not [(name, found.group()) for name, text in texts() if (found := folder.search(text))]


def test_the_commands_of_the_papers_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (sources.ROOT / "Makefile").read_text("utf-8"), re.M))
    papers = [p for p in sources.tracked() if p.suffix == ".md"]
    for paper in papers:
        text = paper.read_text("utf-8")
        shown = set(re.findall(r"(?:^|`|\s{2})make ([a-z]+)", text, re.M))
        assert shown <= targets, sources.name(paper)
        assert set(re.findall(r"(?:^|`|\$ )duban ([a-z-]+)", text, re.M)) <= commands(), sources.name(paper)


def test_links_between_the_papers_lead_somewhere() -> None:
    for paper in (p for p in sources.tracked() if p.suffix == ".md"):
        targets = re.findall(r"\]\(([^)#\s]+)", paper.read_text("utf-8"))
        local = [t for t in targets if not re.match(r"[a-z]+:", t)]
        assert not [t for t in local if not (paper.parent / t).exists()], sources.name(paper)


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((sources.ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(line for extra in project["project"]["optional-dependencies"].values() for line in extra),
        *(d for d in project["dependency-groups"]["dev"] if isinstance(d, str)),
    ]
    names = {re.split(r"[\[<>=,;]", line)[0] for line in wanted}
    paper = (sources.ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert not {name for name in names if f"`{name}`" not in paper}


def commands() -> set[str]:
    return set(main.list_commands(click.Context(main)))
