"""Answers when something is refused or fails: a clear sentence, the right status, a way back."""

from http import HTTPStatus

from flask import Flask, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, SecurityError
from werkzeug.wrappers import Response as BaseResponse

from workflow.errors import Refused, Stale
from workflow.web.request import SignInFirst, close_session, settings
from workflow.wording.refusals import sentence

Answer = tuple[str, int] | BaseResponse


def _page(status: int, words: str, advice: str = "") -> Answer:
    g.permission_asked = True
    return render_template("errors/error.html", status=status, sentence=words, advice=advice), status


def sign_in_first(error: SignInFirst) -> Answer:
    g.permission_asked = True
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=back if back != "/" else None), 303)


def refused(error: Refused) -> Answer:
    if error.key == "form.once" and request.referrer and request.referrer.startswith(request.host_url):
        flash(sentence(error), "note")
        g.permission_asked = True
        return redirect(request.referrer, 303)
    status = HTTPStatus.CONFLICT if isinstance(error, Stale) or error.key == "form.once" else 422
    return _page(int(status), sentence(error))


def too_large(error: RequestEntityTooLarge) -> Answer:
    limit = settings().upload_limit // 1024 // 1024
    return _page(413, _("文件太大：单个文件不超过 %(limit)s MB。", limit=limit), _("请压缩或拆分后再上传。"))


def token_gone(error: CSRFError) -> Answer:
    return _page(400, _("页面停留过久，请重新提交。"), _("请返回上一页，刷新后再提交；已经自动保存的内容不会丢失。"))


def unknown_host(error: SecurityError) -> Answer:
    """A demonstration asked for under another name than this machine's: no page is made, for no address is known."""
    return Response(_("演示环境只能在本机打开。"), 400, mimetype="text/plain")


def http(error: HTTPException) -> Answer:
    words = {
        400: _("提交的内容不完整，无法处理。"),
        403: _("您没有打开这一页的权限。"),
        404: _("没有这一页，或者它已经移走。"),
        405: _("不能这样打开这一页。"),
        429: _("尝试次数过多，请稍后再试。"),
    }
    return _page(error.code or 500, words.get(error.code or 500, _("系统无法处理这一请求。")))


def impossible(error: DataError | OverflowError) -> Answer:
    """An address or form that no page of ours sends: a number or a sign in it that no database keeps."""
    current_app.logger.warning("what was sent cannot be kept: %s", type(getattr(error, "orig", error)).__name__)
    close_session()
    return http(BadRequest())


def broken(error: Exception) -> Answer:
    current_app.logger.exception("a page failed")
    close_session()
    return _page(500, _("系统出了问题，已经记录下来。"), _("您填写的内容请先留存，稍后再试。"))


def unasked(response: Response) -> Response:
    """The rule that no answer leaves unless a permission was asked for."""
    view = request.url_rule and _view()
    asked = g.get("permission_asked") or getattr(view, "public", False) or request.endpoint == "static"
    asked = asked or request.method == "OPTIONS"  # which methods there are; no view is run for it
    if not asked and response.status_code < 400:
        raise PermissionError(f"{request.endpoint} answered without asking for a permission")
    return response


def _view() -> object:
    return current_app.view_functions.get(request.endpoint or "")


def install(app: Flask) -> None:
    app.register_error_handler(SignInFirst, sign_in_first)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(RequestEntityTooLarge, too_large)
    app.register_error_handler(CSRFError, token_gone)
    app.register_error_handler(SecurityError, unknown_host)
    app.register_error_handler(DataError, impossible)
    app.register_error_handler(OverflowError, impossible)
    app.register_error_handler(HTTPException, http)
    if not app.testing:
        app.register_error_handler(Exception, broken)
    app.after_request(unasked)
