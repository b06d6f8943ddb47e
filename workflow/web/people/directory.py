"""Pages: people: the list, an invitation, one person, her links, and whether she may sign in."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters import sheets
from workflow.errors import Refused
from workflow.people import accounts, holdings, lists
from workflow.people.loading import take_post
from workflow.people.models import Account, TokenPurpose
from workflow.web.numbers import whole
from workflow.web.people.blueprint import pages
from workflow.web.people.choosing import bodies, here, turned
from workflow.web.people.forms import AccountFilterForm, InviteForm, PersonForm
from workflow.web.request import allow, me, now, saving, session, settings, the, today
from workflow.wording.labels import label

EXPORTED = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filter() -> tuple[AccountFilterForm, lists.AccountFilter]:
    form = AccountFilterForm(request.args)
    form.department.choices = bodies(_("全部"))
    form.validate()
    facts = form.facts()
    return form, lists.AccountFilter(q=facts["q"], state=facts["state"], department_id=facts["department"])


@pages.get("/people", endpoint="accounts")
def show_accounts() -> str:
    allow(may.may_administer(me()))
    form, wanted = _filter()
    page = lists.accounts(session(), wanted, on=today(), after=here("after"), before=here("before"))
    held = holdings.held_by(session(), [row.id for row in page.rows], on=today())
    total = lists.count_accounts(session(), wanted, on=today())
    return render_template("people/accounts.html", form=form, rows=page.rows, held=held, **turned(page, total))


@pages.get("/people/export.xlsx")
def export_accounts() -> Response:
    allow(may.may_administer(me()))
    _form, wanted = _filter()
    page = lists.accounts(session(), wanted, on=today(), limit=EXPORTED)
    held = holdings.all_held(session(), on=today())
    rows = (
        (
            row.name,
            row.email,
            row.phone,
            _("；").join(f"{post.department} {label(post.kind)}" for post in held.get(row.id, ())),
            _("已停用") if row.disabled_at else _("已邀请，未设口令") if row.invited else _("在用"),
        )
        for row in page.rows
    )
    book = sheets.workbook(_("人员"), (_("姓名"), _("邮箱"), _("电话"), _("岗位"), _("状态")), rows)
    name = _("人员") + f"-{today().isoformat()}.xlsx"
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=name)


@pages.route("/people/new", methods=["GET", "POST"])
def new_account() -> tuple[str, int]:
    """The answer to the POST is the page itself: the link is shown this once and kept nowhere."""
    allow(may.may_administer(me()))
    form = InviteForm.read(data={"department": here("department")})
    form.department.choices = bodies(_("暂不安排"))
    if form.accepted() and _placed(form):
        try:
            with saving() as writing:
                account = accounts.create(
                    writing, email=form.email.data, name=form.name.data, phone=form.phone.data or "", by=me(), at=now()
                )
                if form.kind.data:
                    body, kind = form.department.data, form.kind.data
                    section = form.section.data or ""
                    take_post(writing, body, kind, account, section=section, by=me(), at=now(), on=today())
                token = accounts.issue_link(writing, account, TokenPurpose.INVITE, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "email" if refused.key == "people.email_taken" else None)
        else:
            return _link(account, TokenPurpose.INVITE, token)
    return render_template("people/new_account.html", form=form), form.status


def _placed(form: InviteForm) -> bool:
    """A post needs a body, and a body a post."""
    if bool(form.department.data) == bool(form.kind.data):
        return True
    field = form.kind if form.department.data else form.department
    field.errors = [_("单位和岗位要么都选，要么都不选。")]
    form.status = 422
    return False


def _link(account: Account, purpose: TokenPurpose, token: str) -> tuple[str, int]:
    url = settings().base_url + url_for(f"auth.{purpose.value}", token=token)
    days = accounts.LIFETIME[purpose].days
    return render_template("people/link.html", account=account, purpose=purpose.value, url=url, days=days), 200


@pages.route("/people/<int:account_id>", methods=["GET", "POST"])
def account(account_id: int) -> Response | tuple[str, int]:
    person = the(Account, account_id)
    allow(may.may_administer(me()))
    form = PersonForm.read(obj=person)
    if form.accepted():
        version = whole(str(form.version.data or "")) or 0
        facts = {"name": form.name.data, "email": form.email.data, "phone": form.phone.data or ""}
        try:
            with saving() as writing:
                accounts.edit(writing, person, **facts, version=version, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "email" if refused.key == "people.email_taken" else None)
        else:
            flash(_("已保存。"))
            return redirect(url_for("people.account", account_id=person.id), 303)
        person = the(Account, account_id)
    held = holdings.holdings_of(session(), account_id=account_id)
    return render_template("people/account.html", form=form, person=person, held=held), form.status


@pages.post("/people/<int:account_id>/reset")
def reset_link(account_id: int) -> tuple[str, int]:
    """Shown this once, like the invitation; who has no password yet gets an invitation again."""
    person = the(Account, account_id)
    allow(may.may_administer(me()))
    purpose = TokenPurpose.RESET if person.password_hash else TokenPurpose.INVITE
    with saving() as writing:
        token = accounts.issue_link(writing, person, purpose, by=me(), at=now())
    return _link(person, purpose, token)


@pages.post("/people/<int:account_id>/disable")
def disable(account_id: int) -> Response:
    person = the(Account, account_id)
    allow(may.may_administer(me()))
    with saving() as writing:
        accounts.disable(writing, person, by=me(), at=now())
    flash(_("%(name)s 的账号已停用，登录已退出。", name=person.name))
    return redirect(url_for("people.account", account_id=account_id), 303)


@pages.post("/people/<int:account_id>/enable")
def enable(account_id: int) -> Response:
    person = the(Account, account_id)
    allow(may.may_administer(me()))
    with saving() as writing:
        accounts.enable(writing, person, by=me(), at=now())
    flash(_("%(name)s 的账号已启用。", name=person.name))
    return redirect(url_for("people.account", account_id=account_id), 303)
