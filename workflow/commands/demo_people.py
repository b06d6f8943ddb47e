"""The people of a demonstration: a liaison and a head in every department, the office, a leader and the rest."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit.service import SYSTEM
from workflow.people import accounts, passwords, queries, service
from workflow.people.models import Department, DepartmentKind, PostKind

PASSWORD = passwords.DEMO_PASSWORD  # shown on the sign-in page; these accounts open on a loopback address only
DOMAIN = "demo.invalid"


@dataclass(frozen=True)
class SignIn:
    role: str
    email: str


def people(session: Session, *, since: date, at: datetime) -> None:
    """Make every demonstration account that is not there yet. They share one hash: hashing is slow on purpose."""
    kept = passwords.make_hash(PASSWORD)
    for department in session.scalars(select(Department).order_by(Department.ordinal)):
        for kind in _posts(department.kind):
            email = _email(department.code, kind)
            if queries.account_by_email(session, email) is not None:
                continue
            account = accounts.create(
                session,
                email=email,
                name=_name(department.label, kind),
                phone="0359-2660000",
                password_hash=kept,
                demo=True,
                by=SYSTEM,
                at=at,
            )
            post = service.post_for(session, department, kind, by=SYSTEM, at=at)
            service.hold(session, post, account, from_on=since, by=SYSTEM, at=at)


def _posts(kind: DepartmentKind) -> tuple[PostKind, ...]:
    if kind == DepartmentKind.OFFICE:
        return PostKind.OFFICE, PostKind.ADMINISTRATOR, PostKind.AUDITOR
    if kind == DepartmentKind.GOVERNMENT:
        return (PostKind.LEADER,)
    return PostKind.LIAISON, PostKind.HEAD


SUFFIX = {PostKind.LIAISON: "", PostKind.HEAD: ".head"}
FIXED = {
    PostKind.OFFICE: "office",
    PostKind.ADMINISTRATOR: "admin",
    PostKind.AUDITOR: "auditor",
    PostKind.LEADER: "leader",
}
TITLES = {
    PostKind.LIAISON: "联络员",
    PostKind.HEAD: "负责人",
    PostKind.OFFICE: "领导小组办公室",
    PostKind.ADMINISTRATOR: "系统管理员",
    PostKind.AUDITOR: "审计员",
    PostKind.LEADER: "分管市领导",
}


def _email(code: str, kind: PostKind) -> str:
    return f"{FIXED.get(kind) or code + SUFFIX[kind]}@{DOMAIN}"


def _name(label: str, kind: PostKind) -> str:
    return TITLES[kind] if kind in FIXED else label + TITLES[kind]


def table() -> list[SignIn]:
    """The sign-ins that are printed: two departments, the office, a leader, an administrator, an auditor."""
    shown = [
        ("市能源局 联络员", "energy", PostKind.LIAISON),
        ("市能源局 负责人", "energy", PostKind.HEAD),
        ("市工信局 联络员", "industry", PostKind.LIAISON),
        ("市工信局 负责人", "industry", PostKind.HEAD),
        ("领导小组办公室", "", PostKind.OFFICE),
        ("市领导", "", PostKind.LEADER),
        ("系统管理员", "", PostKind.ADMINISTRATOR),
        ("审计员", "", PostKind.AUDITOR),
    ]
    return [SignIn(role, _email(code, kind)) for role, code, kind in shown]
