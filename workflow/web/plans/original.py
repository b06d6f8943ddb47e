"""The document as it was handed in, byte for byte, only ever as a download."""

from io import BytesIO

from flask import Response, send_file

from workflow import permits as may
from workflow.plans import queries
from workflow.plans.models import Edition
from workflow.web.evidence.sending import SANDBOX
from workflow.web.plans.views import pages
from workflow.web.request import allow, me, session, the


@pages.get("/editions/<int:edition_id>/original")
def original(edition_id: int) -> Response:
    edition = the(Edition, edition_id)
    allow(may.may_take_original(me(), masked=queries.is_masked(session(), edition.id)))
    answer = send_file(
        BytesIO(edition.original),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=edition.file_name,
        etag=edition.sha256,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
