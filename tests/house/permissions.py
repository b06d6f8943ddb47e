"""Every door and what it answers to whom.

One entry for each method and endpoint: the status for each role, where the token is right and no field is
filled in. The world is the small city of tests/support/builders.py with a filed report: the liaison and the head are of
市能源局, whose task it is; `other` is the liaison of 市工信局. Who is not signed in is sent to the sign-in page.
"""

ROLES = ("nobody", "liaison", "head", "other", "office", "leader", "administrator", "auditor")
SENT_TO_SIGN_IN = 303
REFUSED = 403

Answers = dict[str, int]


def only(*roles: str, answer: int = 200) -> Answers:
    """These get the answer; everybody else is refused."""
    given = dict.fromkeys(ROLES, REFUSED) | {"nobody": SENT_TO_SIGN_IN}
    return given | dict.fromkeys(roles, answer)


def everyone(answer: int = 200) -> Answers:
    """Also without signing in."""
    return dict.fromkeys(ROLES, answer)


def signed_in(answer: int = 200) -> Answers:
    return only(*ROLES[1:], answer=answer)


TABLE: dict[tuple[str, str], Answers] = {}
