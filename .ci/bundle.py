"""`make bundle`: everything an installation needs, in one file that installs without internet.

The wheels of the run-time libraries are those of requirements.lock, checked by hash, for this
machine's kind of system and Python.
"""

import re
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"^([A-Za-z0-9._-]+)==", re.M)
INSTALL = """Duban {version}: installing without internet
===========================================

These wheels are for {system} and Python {python}. On such a machine, in this folder:

    python3 -m venv /opt/duban
    /opt/duban/bin/pip install --no-index --find-links wheels --require-hashes -r requirements.txt
    /opt/duban/bin/pip install --no-index --no-deps wheels/{wheel}

Then lay the tables and make the first administrator, and serve:

    export DUBAN_DATA=/var/lib/duban DUBAN_URL=https://duban.example.gov.cn
    /opt/duban/bin/duban init
    /opt/duban/bin/duban serve

The same with a web server of your own (any WSGI server) and a separate worker:

    /opt/duban/bin/waitress-serve --listen=127.0.0.1:8000 wsgi:app
    /opt/duban/bin/python -m workflow

All settings are variables of the environment: docs/settings.md.
To try it out first: DUBAN_DEMO=1 /opt/duban/bin/duban demo (answers on this machine only).
"""


def main() -> None:
    dist = ROOT / "dist"
    own = distribution("duban")
    folder = dist / f"duban-{own.version}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    (folder / "requirements.txt").write_text(locked(closure("duban", frozenset({"pdf"})) - {"duban"}), "utf-8")
    hashes = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--requirement", folder / "requirements.txt"]
    pip("download", *hashes, "--dest", wheels)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels, ROOT)
    (folder / "INSTALL.txt").write_text(told(own.version, next(wheels.glob("duban-*.whl")).name), "utf-8")
    (folder / "docs").mkdir()
    for paper in (ROOT / "docs").glob("*.md"):
        shutil.copy(paper, folder / "docs")
    for paper in ("LICENSE", "README.md"):
        shutil.copy(ROOT / paper, folder)
    packed = dist / f"{folder.name}.tar.gz"
    with tarfile.open(packed, "w:gz") as archive:
        archive.add(folder, folder.name)
    shutil.rmtree(folder)
    print(f"{packed.relative_to(ROOT)}: {packed.stat().st_size / 1e6:.1f} MB")


def closure(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """The name and all that it needs here, as installed."""
    found, waiting = set(), [(name, extras)]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found.add(name)
        for line in distribution(name).requires or []:
            need = Requirement(line)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras or {""}):
                waiting.append((canonicalize_name(need.name), frozenset(need.extras)))
    return found


def locked(names: set[str]) -> str:
    """The part of the lock that names these."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text("utf-8"))
    wanted = [block for block in blocks if (m := NAME.match(block)) and canonicalize_name(m[1]) in names]
    lines = [line for block in wanted for line in block.rstrip().splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines) + "\n"


def told(version: str, wheel: str) -> str:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return INSTALL.format(version=version, wheel=wheel, python=python, system=sys.platform)


def pip(*words: object) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, words)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
