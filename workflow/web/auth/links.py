"""Pages: setting a password by a link that an administrator gave."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.people import accounts, passwords
from workflow.people.models import TokenPurpose
from workflow.web.auth.blueprint import pages
from workflow.web.auth.forms import NewPasswordForm
from workflow.web.request import close_session, database, now, public, saving
from workflow.wording.refusals import sentence

GONE = 410


@pages.route("/invite/<token>", methods=["GET", "POST"])
@public
def invite(token: str) -> Response | tuple[str, int]:
    return _set_password(token, TokenPurpose.INVITE)


@pages.route("/reset/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> Response | tuple[str, int]:
    return _set_password(token, TokenPurpose.RESET)


def _set_password(token: str, purpose: TokenPurpose) -> Response | tuple[str, int]:
    close_session()  # nothing is locked while the password is hashed
    form = NewPasswordForm.read()
    try:
        with database().reading() as reading:
            account = accounts.account_of(reading, token, purpose, at=now())
            name, email = account.name, account.email
        if form.accepted() and _taken(form, token, purpose, email):
            flash(_("口令已设置，请登录。"))
            return redirect(url_for("auth.sign_in", email=None), 303)
    except Refused as gone:
        return render_template("auth/link_gone.html", sentence=sentence(gone)), GONE
    return render_template("auth/new_password.html", form=form, name=name, email=email, purpose=purpose), form.status


def _taken(form: NewPasswordForm, token: str, purpose: TokenPurpose, email: str) -> bool:
    """Whether the new password was taken; one that is too easy is told at its field."""
    try:
        passwords.check(form.password.data, email=email)
    except Refused as easy:
        form.refuse(easy, "password")
        return False
    new_hash = passwords.make_hash(form.password.data)
    with saving() as writing:
        accounts.redeem(writing, token, purpose, password_hash=new_hash, at=now())
    return True
