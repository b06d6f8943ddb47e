"""What may become of a report, and by which act."""

from enum import StrEnum

from workflow.reports.models import ReportState
from workflow.states import Moves


class ReportAct(StrEnum):
    """Who does it: the department up to `withdraw`, its head signs and sends back, the office from `ask` on."""

    SUBMIT = "submit"  # to the head, where she signs what leaves the department
    FILE = "file"
    SIGN = "sign"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    WITHDRAW_CORRECTION = "withdraw_correction"  # of a report that was returned: it is owed again as returned
    ASK = "ask"
    ACCEPT = "accept"
    GIVE_BACK = "give_back"
    CORRECT = "correct"  # of a closed period: appended beside what it corrects


S, A = ReportState, ReportAct
MOVES: Moves[ReportState, ReportAct] = Moves(
    "report",
    begins=frozenset({S.TO_SIGN, S.FILED}),
    table={
        (S.TO_SIGN, A.SIGN): S.FILED,
        (S.TO_SIGN, A.SEND_BACK): S.SENT_BACK,
        (S.TO_SIGN, A.WITHDRAW): S.WITHDRAWN,
        (S.SENT_BACK, A.SUBMIT): S.TO_SIGN,
        (S.SENT_BACK, A.FILE): S.FILED,
        (S.WITHDRAWN, A.SUBMIT): S.TO_SIGN,
        (S.WITHDRAWN, A.FILE): S.FILED,
        (S.FILED, A.WITHDRAW): S.WITHDRAWN,
        (S.FILED, A.WITHDRAW_CORRECTION): S.RETURNED,
        (S.FILED, A.ASK): S.UNDER_REVIEW,
        (S.FILED, A.ACCEPT): S.ACCEPTED,
        (S.FILED, A.GIVE_BACK): S.RETURNED,
        (S.UNDER_REVIEW, A.ASK): S.UNDER_REVIEW,
        (S.UNDER_REVIEW, A.ACCEPT): S.ACCEPTED,
        (S.UNDER_REVIEW, A.GIVE_BACK): S.RETURNED,
        (S.RETURNED, A.SUBMIT): S.TO_SIGN,
        (S.RETURNED, A.FILE): S.FILED,
        (S.ACCEPTED, A.CORRECT): S.ACCEPTED,
    },
    said={
        (S.WITHDRAWN, A.ACCEPT): "review.withdrawn",
        (S.WITHDRAWN, A.GIVE_BACK): "review.withdrawn",
        (S.WITHDRAWN, A.ASK): "review.withdrawn",
        (S.ACCEPTED, A.ACCEPT): "review.reviewed_already",
        (S.ACCEPTED, A.GIVE_BACK): "review.reviewed_already",
        (S.ACCEPTED, A.ASK): "review.reviewed_already",
        (S.RETURNED, A.ACCEPT): "review.reviewed_already",
        (S.RETURNED, A.GIVE_BACK): "review.reviewed_already",
        (S.RETURNED, A.ASK): "review.reviewed_already",
        (S.FILED, A.SIGN): "signing.signed_already",
        (S.UNDER_REVIEW, A.SIGN): "signing.signed_already",
        (S.ACCEPTED, A.SIGN): "signing.signed_already",
        (S.SENT_BACK, A.SIGN): "signing.sent_back_already",
        (S.WITHDRAWN, A.SIGN): "signing.withdrawn",
        (S.FILED, A.SEND_BACK): "signing.signed_already",
        (S.WITHDRAWN, A.SEND_BACK): "signing.withdrawn",
        (S.SENT_BACK, A.SEND_BACK): "signing.sent_back_already",
        (S.UNDER_REVIEW, A.WITHDRAW): "report.under_review",
        (S.UNDER_REVIEW, A.WITHDRAW_CORRECTION): "report.under_review",
        (S.ACCEPTED, A.WITHDRAW): "report.under_review",
        (S.RETURNED, A.WITHDRAW): "report.under_review",
    },
)
