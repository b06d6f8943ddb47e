"""The rooms import in one direction, and know nothing of the frameworks of the doors."""

import subprocess
import sys
from pathlib import Path

from tests.support import sources


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=sources.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
