"""签发 in the doors: a head who files herself signs with it; on paper, the scan and who signed when are entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, HiddenField, MultipleFileField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from workflow import permits as may
from workflow.errors import Refused
from workflow.evidence.queries import listed
from workflow.people.models import Department
from workflow.reports.models import Manner
from workflow.reports.rules import Signature, check_signature
from workflow.web.evidence.receiving import take
from workflow.web.forms import PageForm, stripped
from workflow.web.request import me, session, today
from workflow.wording.refusals import sentence

ON_PAPER = "paper"  # what the button of 线下签批 sends as "manner"


def own(department_id: int) -> Signature | None:
    """The viewer's own signature where she heads the department, else None: it waits for the head's."""
    return Signature(me().name, today()) if may.may_sign(me(), department_id) else None


def waits(department: Department) -> bool:
    """Whether what this person files waits for the head's signature."""
    return department.signs_off and not may.may_sign(me(), department.id)


class PaperForm(PageForm):
    """Who signed on paper, and when; the scan is taken in with the other files."""

    signer = StringField(_l("签批人"), [DataRequired(_l("请填写签批人姓名。")), Length(max=100)], filters=[stripped])
    signed_on = DateField(_l("签批日期"), [InputRequired(_l("请填写签批日期。"))])
    scan = MultipleFileField(_l("签批件扫描件"))
    scan_kept = HiddenField()


@dataclass(frozen=True)
class Paper:
    """What was entered of a signature on paper. `kept` is the scan, taken in once and carried along."""

    form: PaperForm
    wanted: bool
    kept: int | None
    name: str
    refused: tuple[str, ...] = ()

    def holds(self) -> bool:
        """Nothing was signed on paper, or all of it was entered."""
        if not self.wanted:
            return True
        holds = self.form.validate() and not self.refused
        for words in self.refused:
            self.form.scan.errors = [*self.form.scan.errors, words]
        if holds:
            try:
                check_signature(self.on_paper(), today=today())
            except Refused as error:
                at = {"signing.scan_missing": "scan", "signing.day_to_come": "signed_on"}
                self.form.refuse(error, at.get(error.key, "signer"))
                return False
        return holds

    def signature(self, department_id: int) -> Signature | None:
        """As entered, else the viewer's own."""
        return self.on_paper() if self.wanted else own(department_id)

    def on_paper(self) -> Signature:
        """As entered; asked for only when it `holds`."""
        return Signature(self.form.signer.data or "", self.form.signed_on.data or today(), Manner.PAPER, self.kept)


def blank(words: dict[str, list[str]] | None = None) -> Paper:
    """Nothing entered yet, or what a draft kept of it."""
    kept = [(name, one) for name, many in (words or {}).items() for one in many]
    return Paper(PaperForm(formdata=MultiDict(kept)), False, None, "")


def facts(body: Department, paper: Paper | None, words: dict[str, list[str]] | None = None) -> dict[str, Any]:
    """What a form says of signing: whether it waits for the head, and what was entered from paper."""
    return {"waits": waits(body), "paper": paper or blank(words)}


def read(department_id: int, *, wanted: bool = False) -> Paper:
    """What was sent; `wanted` where nothing but a signature on paper can be meant.

    A scan is taken in first, which gives the request's own transaction up."""
    uploads = [one for one in request.files.getlist("scan") if one.filename]
    wanted = wanted or request.form.get("manner") == ON_PAPER or bool(uploads)
    taken: Sequence[int] = ()
    refused: list[str] = []
    if len(uploads) > 1:
        refused.append(sentence(Refused("signing.one_scan")))
    elif uploads:
        taken, refused = take(uploads, department_id)
    number = taken[0] if taken else request.form.get("scan_kept", type=int)
    file = _of(number, department_id)
    form = PaperForm.read()
    form.scan_kept.data = str(file.id) if file else ""
    return Paper(form, wanted, file.id if file else None, file.name if file else "", tuple(refused))


def _of(evidence_id: int | None, department_id: int) -> Any:
    """The scan, when it is one of the department's files."""
    return next(iter(listed(session(), [evidence_id], department_id=department_id)), None) if evidence_id else None
