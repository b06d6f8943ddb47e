"""The words of the box: a file's kind, how it stands, what it proves."""

from typing import Any

from flask_babel import gettext as _

from workflow.evidence.models import BlobState
from workflow.evidence.rules import EvidenceKind
from workflow.wording.labels import label
from workflow.wording.occasions import period


def kind_of(kind: str) -> str:
    return label(EvidenceKind(kind)) if kind in set(EvidenceKind) else ""


def standing_of(row: Any) -> str:
    """Of a row of the list."""
    return standing(row, row.state, of_office=row.of_office)


def standing(file: Any, state: BlobState, *, of_office: bool) -> str:
    """Gone, withdrawn, or the office's word; on the office's own files there is none."""
    if state == BlobState.DESTROYED:
        return str(_("已清除"))
    if file.withdrawn_at is not None:
        return str(_("已撤下"))
    if file.judged:
        return label(file.judged)
    return str(_("办公室存档") if of_office else _("待审核"))


def proved(proof: Any) -> str:
    """Of which task what: 二（二）推动光伏… · 光伏发电装机容量… · 2026年三季度 · claim."""
    parts = [f"{proof.number} {proof.heading}".strip(), proof.wording or "", period(proof.period), proof.claim]
    return " · ".join(part for part in parts if part)
