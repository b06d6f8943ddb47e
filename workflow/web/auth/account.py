"""Pages: one's own account: name, telephone, language, password, sessions."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.outbox import choosing, hours
from workflow.outbox.models import Reminder
from workflow.people import accounts, calendar_links, holdings, passwords, signing_in
from workflow.people.models import Account
from workflow.web import language
from workflow.web.auth.blueprint import pages
from workflow.web.auth.forms import ChangePasswordForm, MailForm, ProfileForm
from workflow.web.auth.sessions import begin
from workflow.web.numbers import whole
from workflow.web.request import allow, close_session, database, me, now, saving, session, settings, the

AT_FIELD = {"people.current_password_wrong": "current", "people.too_many_attempts": "current"}


def page(
    profile: ProfileForm, password: ChangePasswordForm, status: int = 200, *, mail: MailForm | None = None
) -> tuple[str, int]:
    own = the(Account, me().account_id)
    held = holdings.holdings_of(session(), account_id=own.id)
    forms: Any = {"profile": profile, "password": password, "mail": mail or as_chosen()}
    quiet = hours.kept(session()).quiet
    return render_template("auth/account.html", own=own, **forms, held=held, quiet=quiet, **_calendar()), status


def _calendar() -> dict[str, object]:
    """The link of a calendar of her own, where there are such links and she owes something or has one already."""
    link = calendar_links.good(session(), me().account_id) if settings().calendar_feed else None
    owes = settings().calendar_feed and bool(me().departments or me().sections)
    return {"calendar_link": link, "may_have_calendar": owes or link is not None}


def as_chosen() -> MailForm:
    """The choices of mail as they stand."""
    now = choosing.chosen(session(), me().account_id)
    kinds = [one.value for one in Reminder if one not in now.muted]
    return MailForm(formdata=None, data={"digest_at": now.digest_at, "kinds": kinds})


@pages.get("/account")
def account() -> tuple[str, int]:
    own = the(Account, me().account_id)
    allow(True)  # one's own
    profile = ProfileForm.read(obj=own)
    profile.locale.data = language.current()  # what is read now, whether chosen here or by the browser
    return page(profile, ChangePasswordForm.read())


@pages.post("/account")
def save_own_account() -> Response | tuple[str, int]:
    own = the(Account, me().account_id)
    allow(True)  # one's own
    form = ProfileForm.read()
    if form.accepted():
        try:
            with saving() as writing:
                _save(form, own)
                writing.flush()
        except Refused as refused:
            form.refuse(refused)
        else:
            cookie["locale"] = form.locale.data
            flash(_("已保存。"))
            return redirect(url_for("auth.account"), 303)
    return page(form, ChangePasswordForm(formdata=None), form.status)


def _save(form: ProfileForm, own: Account) -> None:
    version = whole(form.version.data) or 0
    facts = {"name": form.name.data, "email": own.email, "phone": form.phone.data or ""}
    accounts.edit(session(), own, **facts, version=version, by=me(), at=now())
    accounts.choose_locale(session(), own, form.locale.data)


@pages.post("/account/password")
def change_password() -> Response | tuple[str, int]:
    viewer = me()
    allow(True)  # one's own
    form = ChangePasswordForm.read()
    if form.accepted():
        close_session()  # nothing is locked while passwords are hashed
        try:
            new_hash = _checked(viewer.account_id, form.current.data, form.password.data)
            with saving() as writing:
                own = writing.get_one(Account, viewer.account_id)
                accounts.set_password(writing, own, password_hash=new_hash, by=viewer, at=now())
                epoch = own.epoch
        except Refused as refused:
            form.refuse(refused, AT_FIELD.get(refused.key, "password"))
        else:
            begin(viewer, epoch)
            flash(_("口令已修改，其他地方的登录已全部退出。"))
            return redirect(url_for("auth.account"), 303)
    return page(ProfileForm(formdata=None, obj=the(Account, viewer.account_id)), form, form.status)


def _checked(account_id: int, current: str, new: str) -> str:
    with database().writing() as writing:
        own = writing.get_one(Account, account_id)
        signing_in.count_attempt(writing, email=own.email, address=request.remote_addr or "", at=now())
    if not passwords.matches(own.password_hash, current):
        raise Refused("people.current_password_wrong")
    passwords.check(new, email=own.email)
    return passwords.make_hash(new)


@pages.post("/account/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    own = the(Account, me().account_id)
    allow(True)  # one's own
    with saving() as writing:
        accounts.sign_out_everywhere(writing, own, by=me(), at=now())
    flash(_("已退出所有登录，请重新登录。"))
    return redirect(url_for("auth.sign_in"), 303)
