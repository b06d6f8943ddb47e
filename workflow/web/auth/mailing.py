"""Page: what one chooses about one's mail."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.outbox import choosing
from workflow.people.models import Account
from workflow.web.auth.account import page
from workflow.web.auth.blueprint import pages
from workflow.web.auth.forms import ChangePasswordForm, MailForm, ProfileForm
from workflow.web.request import allow, me, now, saving, the


@pages.post("/account/mail")
def choose_mail() -> Response | tuple[str, int]:
    viewer = me()
    allow(True)  # one's own
    form = MailForm.read()
    if form.accepted():
        facts = {"digest_at": form.digest_at.data, "muted": form.muted()}
        with saving() as writing:
            choosing.choose(writing, the(Account, viewer.account_id), **facts, by=viewer, at=now())
        flash(_("已保存，从下一封邮件起生效。"))
        return redirect(url_for("auth.account", _anchor="mail"), 303)
    profile = ProfileForm(formdata=None, obj=the(Account, viewer.account_id))
    return page(profile, ChangePasswordForm(formdata=None), form.status, mail=form)
