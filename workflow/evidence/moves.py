"""What may become of a file on its way in."""

from enum import StrEnum

from workflow.evidence.arriving_models import UploadState
from workflow.states import Moves


class UploadAct(StrEnum):
    """`confirm` and `give_up` are the person's, `destroy` the administrator's, the rest follow from what is found."""

    ASK = "ask"
    CONFIRM = "confirm"  # it may be here, and why
    QUARANTINE = "quarantine"
    TAKE = "take"
    REFUSE = "refuse"
    GIVE_UP = "give_up"
    DESTROY = "destroy"


S, A = UploadState, UploadAct
OVER, WAITS = "upload.over", "upload.quarantined"
MOVES: Moves[UploadState, UploadAct] = Moves(
    "upload",
    begins=frozenset({S.ARRIVING}),
    table={
        (S.ARRIVING, A.ASK): S.ASKED,
        (S.ARRIVING, A.QUARANTINE): S.QUARANTINED,
        (S.ARRIVING, A.TAKE): S.TAKEN,
        (S.ARRIVING, A.REFUSE): S.REFUSED,
        (S.ARRIVING, A.GIVE_UP): S.GIVEN_UP,
        (S.ASKED, A.CONFIRM): S.ARRIVING,
        (S.ASKED, A.GIVE_UP): S.GIVEN_UP,
        (S.QUARANTINED, A.DESTROY): S.REFUSED,
    },
    said={
        **{(state, act): OVER for state in (S.TAKEN, S.REFUSED, S.GIVEN_UP) for act in UploadAct},
        **{(S.QUARANTINED, act): WAITS for act in UploadAct if act != A.DESTROY},
    },
)
