"""The people of a demonstration: a liaison and a head in every department, a section's clerk, a body below a
department, the office, a leader and the rest."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit.service import SYSTEM
from workflow.people import accounts, bodies, parents, passwords, queries, sections, service
from workflow.people.models import Account, Department, DepartmentKind, Post, PostKind

PASSWORD = passwords.DEMO_PASSWORD  # shown on the sign-in page; these accounts open on a loopback address only
DOMAIN = "demo.invalid"
ABOVE, SECTION = "energy", "新能源科"
BELOW, BELOW_LABEL = "energy-centre", "市节能服务中心（演示）"


@dataclass(frozen=True)
class SignIn:
    role: str
    email: str


def people(session: Session, *, since: date, at: datetime) -> None:
    """Make every demonstration account that is not there yet. They share one hash: hashing is slow on purpose."""
    kept = passwords.make_hash(PASSWORD)
    _body_below(session, since=since, at=at)
    for department in session.scalars(select(Department).order_by(Department.ordinal, Department.id)):
        for kind in _posts(department.kind):
            email = _email(department.code, kind)
            if queries.account_by_email(session, email) is None:
                account = _account(session, email, _name(department.label, kind), kept, at=at)
                post = service.post_for(session, department, kind, by=SYSTEM, at=at)
                service.hold(session, post, account, from_on=since, by=SYSTEM, at=at)
    _clerk(session, kept, since=since, at=at)


def _account(session: Session, email: str, name: str, kept: str, *, at: datetime) -> Account:
    facts = {"email": email, "name": name, "phone": "0359-2660000", "password_hash": kept}
    return accounts.create(session, **facts, demo=True, by=SYSTEM, at=at)


def _body_below(session: Session, *, since: date, at: datetime) -> None:
    """An institute below a department, which the city does not have: its name says so."""
    if session.scalar(select(Department).where(Department.code == BELOW)) is not None:
        return
    above = session.scalars(select(Department).where(Department.code == ABOVE)).one()
    kind, ordinal = DepartmentKind.BUREAU, above.ordinal + 1
    made = bodies.create(session, code=BELOW, kind=kind, label=BELOW_LABEL, ordinal=ordinal, by=SYSTEM, at=at)
    parents.put_below(session, made, above, from_on=since, by=SYSTEM, at=at)


def _clerk(session: Session, kept: str, *, since: date, at: datetime) -> None:
    """A section of the department above, with the person who fills in what it does."""
    email = _email(ABOVE, PostKind.SECTION)
    if queries.account_by_email(session, email) is not None:
        return
    above = session.scalars(select(Department).where(Department.code == ABOVE)).one()
    account = _account(session, email, f"{above.label}{SECTION}经办人", kept, at=at)
    section: Post = sections.open_section(session, above, SECTION, by=SYSTEM, at=at)
    service.hold(session, section, account, from_on=since, by=SYSTEM, at=at)


def _posts(kind: DepartmentKind) -> tuple[PostKind, ...]:
    if kind == DepartmentKind.OFFICE:
        return PostKind.OFFICE, PostKind.ADMINISTRATOR, PostKind.AUDITOR
    if kind == DepartmentKind.GOVERNMENT:
        return (PostKind.LEADER,)
    return PostKind.LIAISON, PostKind.HEAD


SUFFIX = {PostKind.LIAISON: "", PostKind.HEAD: ".head", PostKind.SECTION: ".section"}
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
    """The sign-ins that are printed: two departments, a section, a body below, the office and the rest."""
    shown = [
        ("市能源局 联络员", "energy", PostKind.LIAISON),
        ("市能源局 负责人", "energy", PostKind.HEAD),
        ("市能源局 新能源科", ABOVE, PostKind.SECTION),
        (f"{BELOW_LABEL} 联络员", BELOW, PostKind.LIAISON),
        ("市工信局 联络员", "industry", PostKind.LIAISON),
        ("市工信局 负责人", "industry", PostKind.HEAD),
        ("领导小组办公室", "", PostKind.OFFICE),
        ("市领导", "", PostKind.LEADER),
        ("系统管理员", "", PostKind.ADMINISTRATOR),
        ("审计员", "", PostKind.AUDITOR),
    ]
    return [SignIn(role, _email(code, kind)) for role, code, kind in shown]
