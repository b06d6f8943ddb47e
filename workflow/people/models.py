"""Departments, posts and accounts. Names, parents and holdings are dated; nothing that was true is deleted."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column


class DepartmentKind(StrEnum):
    BUREAU = "bureau"
    PARTY = "party"
    VERTICAL = "vertical"
    ENTERPRISE = "enterprise"
    ZONE = "zone"
    COUNTY = "county"
    OFFICE = "office"  # the leading-group office
    GOVERNMENT = "government"  # the city's government itself: its leaders' posts


class NameKind(StrEnum):
    FULL = "full"  # the statutory name
    SHORT = "short"  # as plans print it
    ALIAS = "alias"


class PostKind(StrEnum):
    LIAISON = "liaison"
    HEAD = "head"
    OFFICE = "office"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SECTION = "section"  # 科室经办人: fills in what its section does; `Post.title` names the section


class TokenPurpose(StrEnum):
    INVITE = "invite"
    RESET = "reset"


class Department(Model):
    """A body that can be responsible. `code` is a steady key for seeds and workbooks; `label` repeats the short
    name in force so that lists need no join; renaming writes both."""

    __tablename__ = "department"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[DepartmentKind] = mapped_column(enum_column(DepartmentKind))
    label: Mapped[str] = mapped_column(String(120))
    ordinal: Mapped[int] = mapped_column(default=0)
    abolished_on: Mapped[date | None]
    signs_off: Mapped[bool] = mapped_column(default=False, server_default=false())  # its head signs what leaves it
    version: Mapped[int] = mapped_column(default=1)
    names: Mapped[list["DepartmentName"]] = relationship(back_populates="department")
    __mapper_args__ = {"version_id_col": version}


class DepartmentName(Model):
    __tablename__ = "department_name"
    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    kind: Mapped[NameKind] = mapped_column(enum_column(NameKind))
    name: Mapped[str] = mapped_column(String(120), index=True)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    department: Mapped[Department] = relationship(back_populates="names")


class DepartmentParent(Model):
    __tablename__ = "department_parent"
    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class Succession(Model):
    """One body follows another from a day on."""

    __tablename__ = "succession"
    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    on: Mapped[date]
    basis: Mapped[str]


class Account(Model):
    """A person who can sign in. `epoch` is counted up to end every session of hers at once."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(40), default="")
    password_hash: Mapped[str | None] = mapped_column(String(255))
    locale: Mapped[str] = mapped_column(String(8), default="zh")
    epoch: Mapped[int] = mapped_column(default=1)
    demo: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class AccountToken(Model):
    """A link sent to a person to set her password: kept only as SHA-256 (hex)."""

    __tablename__ = "account_token"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[TokenPurpose] = mapped_column(enum_column(TokenPurpose))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Post(Model):
    """A place in a department that carries rights and mail. `plan_id` is plain: plans stand above people."""

    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    kind: Mapped[PostKind] = mapped_column(enum_column(PostKind))
    plan_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(120), default="")
    ended_on: Mapped[date | None]
    department: Mapped[Department] = relationship()


class Holding(Model):
    """Who holds a post, from day to day (both included); rank 1 is the holder, 2 the deputy."""

    __tablename__ = "holding"
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    rank: Mapped[int] = mapped_column(default=1)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    post: Mapped[Post] = relationship()
    account: Mapped[Account] = relationship()
    __table_args__ = (UniqueConstraint("post_id", "account_id", "from_on"),)


class Absence(Model):
    """A holder is away, from day to day (both included). `substitute_id` is the holding that stands in, if one was
    named; an absence entered by mistake or ended early keeps its row."""

    __tablename__ = "absence"
    id: Mapped[int] = mapped_column(primary_key=True)
    holding_id: Mapped[int] = mapped_column(ForeignKey("holding.id", name="fk_absence_holding_id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(120), default="")
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("holding.id", name="fk_absence_substitute_id"))
    noted_by: Mapped[int | None]
    noted_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    holding: Mapped[Holding] = relationship(foreign_keys=[holding_id])


class SignInAttempt(Model):
    """A sign-in that failed, counted by account and by address."""

    __tablename__ = "sign_in_attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120))  # "account:…" or "address:…"
    at: Mapped[datetime]
    __table_args__ = (Index(None, "key", "at"),)
