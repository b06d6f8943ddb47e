"""文件存储: what is kept where, by department; its quotas; the same as a workbook."""

from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from werkzeug.wrappers import Response
from wtforms import IntegerField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from workflow import permits as may
from workflow.adapters import sheets
from workflow.errors import Refused
from workflow.evidence import quotas
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.box_models import Quota
from workflow.people.models import Department
from workflow.web.escalation import state
from workflow.web.forms import PageForm
from workflow.web.request import allow, me, now, saving, session, settings, the, today
from workflow.wording import storage as words

pages = Blueprint("storage", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SWEEP = "sweep"
USUAL, OWN = "usual", "own"


class QuotaForm(PageForm):
    """The usual quota, or one of its own."""

    which = RadioField(
        _l("限额"),
        choices=[SelectChoice(value=USUAL, label=_l("按通常的限额")), SelectChoice(value=OWN, label=_l("单独设定"))],
    )
    megabytes = IntegerField(_l("单独设定为（MB）"), [Optional(), NumberRange(0, message=_l("请填 0 或更大的整数。"))])

    def wanted(self) -> int | None:
        if self.which.data == OWN and self.megabytes.data is None:
            raise Refused("quota.missing")
        return self.megabytes.data if self.which.data == OWN else None


@pages.get("/system/files")
def show() -> str:
    allow(may.may_see_system(me()))
    rows = quotas.use(session())
    files, size = quotas.kept(session())
    standing = dict(session().execute(select(Upload.state, func.count()).group_by(Upload.state)).all())
    return render_template(
        "storage/show.html",
        rows=rows,
        files=files,
        size=size,
        usual=settings().quota,
        limit=_limit,
        place=settings().place,
        bucket=settings().bucket,
        sweep=state.last_run(session(), SWEEP),
        quarantined=standing.get(UploadState.QUARANTINED, 0),
        asked=standing.get(UploadState.ASKED, 0),
        megabytes=words.megabytes,
    )


def _limit(own: int | None) -> int:
    """MB that a department may keep; 0: as much as it wants."""
    return settings().quota if own is None else own


@pages.get("/system/files.xlsx")
def export() -> Response:
    allow(may.may_see_system(me()))
    head = [_("单位"), _("文件数"), _("已用（MB）"), _("限额（MB）"), _("限额来源")]
    rows: list[list[sheets.Cell]] = [
        [row.label, int(row.files), round(int(row.size) / quotas.MEGABYTE, 1), *_quota_cells(row.own)]
        for row in quotas.use(session())
    ]
    notes = [_("截至 %(day)s。同一单位内容相同的文件只计一次；已撤下的仍保存，计算在内。", day=today().isoformat())]
    book = sheets.workbook(_("文件存储"), head, rows, notes=notes)
    name = _("文件存储") + f"-{today().isoformat()}.xlsx"
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=name)


def _quota_cells(own: int | None) -> list[sheets.Cell]:
    return [_limit(own) or _("不限"), _("通常") if own is None else _("单独设定")]


@pages.route("/system/files/<int:department_id>", methods=["GET", "POST"])
def quota(department_id: int) -> tuple[str, int] | Response:
    department = the(Department, department_id)
    allow(may.may_administer(me()))
    own = session().get(Quota, department_id)
    stood = {"which": OWN if own else USUAL, "megabytes": own.megabytes if own else None}
    form = QuotaForm.read(data=stood)
    if form.accepted():
        try:
            with saving() as writing:
                quotas.set_quota(writing, department, form.wanted(), by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "megabytes")
        else:
            flash(_("%(name)s的限额已经改好。", name=department.label))
            return redirect(url_for("storage.show"), 303)
    used = quotas.used(session(), department_id)
    facts = {"department": department, "used": used, "usual": settings().quota, "megabytes": words.megabytes}
    return render_template("storage/quota.html", form=form, **facts), form.status
