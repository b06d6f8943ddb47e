"""Where a person goes: only to pages of this installation, and first to the place of her post."""

from urllib.parse import urlsplit

from flask import request, url_for

from workflow.people.rules import Viewer


def local(path: str | None) -> str | None:
    """The path, if it leads to a page here and nowhere else."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path:
        return None
    if any(ord(sign) < 0x20 or ord(sign) == 0x7F for sign in path):
        return None
    parts = urlsplit(path)
    return None if parts.scheme or parts.netloc else path


def back() -> str:
    """The page from which this one was asked for, if it is ours."""
    asked = local(request.args.get("next"))
    if asked:
        return asked
    came = urlsplit(request.referrer or "")
    if came.netloc == request.host:
        return local(came.path + (f"?{came.query}" if came.query else "")) or "/"
    return "/"


def first_place(viewer: Viewer) -> str | None:
    """The page with which this person's day begins; None without a post."""
    if viewer.departments or viewer.sections:
        return url_for("desk.show")
    if viewer.is_office:
        return url_for("escalation.show")
    if viewer.is_leader:
        return url_for("leader.show")
    if viewer.is_administrator:
        return url_for("people.accounts")
    if viewer.is_auditor:
        return url_for("history.index")
    return None
