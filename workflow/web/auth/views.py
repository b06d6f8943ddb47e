"""Pages: the first place, signing in and out, language, help."""

from flask import flash, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.people import holdings, passwords, queries, signing_in
from workflow.people.models import Account, PostKind
from workflow.people.rules import Viewer
from workflow.web import language as languages
from workflow.web.auth import account, links, mailing
from workflow.web.auth.blueprint import pages
from workflow.web.auth.forms import SignInForm
from workflow.web.auth.going import back, first_place, local
from workflow.web.auth.sessions import begin, end
from workflow.web.request import allow, close_session, database, me, not_found, now, public, session, settings, today

__all__ = ["account", "links", "mailing", "pages"]
TOO_MANY = 429
SHOWN = ("energy", "energy-centre", "industry")  # the departments whose demonstration accounts stand on top


@pages.get("/")
def home() -> Response | str:
    viewer = me()
    allow(True)  # everybody has a first place, if only the sentence that there is none
    place = first_place(viewer)
    return redirect(place, 303) if place else render_template("auth/no_post.html")


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response | tuple[str, int]:
    if request.method == "GET" and g.get("viewer"):
        return redirect(local(request.args.get("next")) or url_for("auth.home"), 303)
    form = SignInForm.read(data={"next": request.args.get("next"), "email": request.args.get("email")})
    if form.accepted():
        close_session()  # nothing is locked while the password is looked at
        try:
            viewer, epoch = _admit(form.email.data, form.password.data)
        except Refused as refused:
            form.refuse(refused)
            form.status = TOO_MANY if refused.key == "people.too_many_attempts" else form.status
        else:
            begin(viewer, epoch)
            return redirect(local(form.next.data) or url_for("auth.home"), 303)
    return render_template("auth/sign_in.html", form=form, **_demonstration()), form.status


def _admit(email: str, password: str) -> tuple[Viewer, int]:
    """The person and her epoch, if the password is right. Three short steps, the slow one outside a transaction."""
    address = request.remote_addr or ""
    with database().writing() as writing:
        signing_in.count_attempt(writing, email=email, address=address, at=now())
    with database().reading() as reading:
        found = queries.account_by_email(reading, email)
    usable = found is not None and not found.disabled_at and (settings().demo or not found.demo)
    if not passwords.matches(found.password_hash if found and usable else None, password) or found is None:
        raise Refused("people.wrong_password")
    kept = found.password_hash or ""
    new_hash = passwords.make_hash(password) if passwords.outdated(kept) else None
    with database().writing() as writing:
        viewer = queries.viewer(writing, found.id, epoch=found.epoch, on=today(), demo=settings().demo)
        if viewer is None:
            raise Refused("people.wrong_password")
        same = writing.get_one(Account, found.id)
        signing_in.signed_in(writing, same, address=address, new_hash=new_hash, at=now(), by=viewer)
    if found.locale != "zh":
        cookie.setdefault("locale", found.locale)
    return viewer, found.epoch


@pages.post("/sign-out")
@public
def sign_out() -> Response:
    end()
    flash(_("已退出登录。"))
    return redirect(url_for("auth.sign_in"), 303)


@pages.get("/language/<locale>")
@public
def language(locale: str) -> Response:
    if locale not in languages.LOCALES:
        not_found()
    cookie["locale"] = locale
    return redirect(back(), 303)


@pages.get("/help")
@public
def help_page() -> str:
    viewer: Viewer | None = g.get("viewer")
    asked = holdings.contacts(session(), (PostKind.OFFICE, PostKind.ADMINISTRATOR), on=today()) if viewer else []
    return render_template("auth/help.html", contacts=asked)


def _demonstration() -> dict[str, object]:
    """The accounts of a demonstration; never shown by an installation that is none."""
    if not settings().demo:
        return {}
    rows = holdings.demonstration(session(), on=today())
    ways_in = {PostKind.LIAISON, PostKind.HEAD}
    return {
        "demo_password": passwords.DEMO_PASSWORD,
        "demo_first": [row for row in rows if row.kind not in ways_in or row.code in SHOWN],
        "demo_rest": [row for row in rows if row.kind in ways_in and row.code not in SHOWN],
    }
