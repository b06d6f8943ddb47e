"""python -m workflow.plans.reader FILE: the reading of one file as JSON."""

import json
import sys
from pathlib import Path

from workflow.errors import Refused
from workflow.plans.reader import read
from workflow.plans.reader.score_form import score_form


def main() -> int:
    path = Path(sys.argv[1])
    try:
        draft = read(path.read_bytes(), path.name)
    except Refused as refusal:
        print(refusal.key, refusal.facts, file=sys.stderr)
        return 1
    json.dump(score_form(draft), sys.stdout, ensure_ascii=False, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
