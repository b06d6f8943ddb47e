"""`duban init`, `migrate`, `settings`: the ground of an installation."""

import click
from sqlalchemy.orm import Session

from workflow import migrations
from workflow.adapters.chat import Chat
from workflow.audit.service import SYSTEM
from workflow.commands.ground import Ground, ground, load_workdays, seed_folder
from workflow.errors import Refused
from workflow.people import accounts, passwords, queries, seeding
from workflow.people.loading import ADDRESS, take_post
from workflow.people.models import Department, DepartmentKind, PostKind
from workflow.settings import Settings
from workflow.wording.refusals import spoken


@click.command("init")
@click.option("--email", envvar="DUBAN_ADMIN_EMAIL", help="The first administrator's address [DUBAN_ADMIN_EMAIL].")
@click.option("--name", envvar="DUBAN_ADMIN_NAME", help="Her name [DUBAN_ADMIN_NAME].")
@click.option("--password", envvar="DUBAN_ADMIN_PASSWORD", help="Better by prompt or [DUBAN_ADMIN_PASSWORD].")
def init(email: str | None, name: str | None, password: str | None) -> None:
    """Lay the tables and make the first administrator. Run again, it says what is there."""
    here = ground()
    migrations.upgrade(here.database)
    with here.database.writing() as session:
        load_workdays(session, at=here.clock.now())
    with here.database.reading() as session:
        there = queries.administrators(session, on=here.clock.today())
    if there:
        click.echo(f"已有系统管理员 {len(set(there))} 人，未作改动。({here.database.engine.url.render_as_string()})")
        return
    email = (email or click.prompt("系统管理员邮箱")).strip().lower()
    if not ADDRESS.fullmatch(email):
        raise click.ClickException(f"不是有效的邮箱：{email}")
    name = (name or click.prompt("姓名")).strip()
    password = password or click.prompt("口令（至少 10 个字符）", hide_input=True, confirmation_prompt="再输一次")
    try:
        _make(here, email=email, name=name, password=password)
    except Refused as refused:
        raise click.ClickException(spoken(refused)) from None
    click.echo(f"已建立系统管理员 {name} <{email}>。登录地址：{here.settings.base_url}/sign-in")


def _make(here: Ground, *, email: str, name: str, password: str) -> None:
    passwords.check(password, email=email)
    kept = passwords.make_hash(password)
    at, on = here.clock.now(), here.clock.today()
    with here.database.writing() as session:
        account = accounts.create(session, email=email, name=name, password_hash=kept, by=SYSTEM, at=at)
        office = _office(session, here)
        take_post(session, office.id, PostKind.ADMINISTRATOR, account, by=SYSTEM, at=at, on=on)


def _office(session: Session, here: Ground) -> Department:
    """The leading-group office: the one that is there, else the seed's, with its names."""
    found = queries.first_of_kind(session, DepartmentKind.OFFICE)
    if found:
        return found
    with (seed_folder() / "departments.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in seeding.rows_of(file) if row.kind == DepartmentKind.OFFICE]
    seeding.load_departments(session, rows, at=here.clock.now())
    office = queries.first_of_kind(session, DepartmentKind.OFFICE)
    assert office is not None
    return office


@click.command("migrate")
def migrate() -> None:
    """Bring the database to the newest revision."""
    here = ground()
    before, newest = migrations.standing(here.database)
    migrations.upgrade(here.database)
    click.echo(f"{before or '空库'} → {newest}" if before != newest else f"已是最新：{newest}")


@click.command("settings")
def show_settings() -> None:
    """Print the settings in force, without secrets."""
    here = ground()
    settings, mail = here.settings, here.settings.mail
    server = f"{mail.host}:{mail.port} {mail.security}" if mail.host else f"folder {settings.outbox_folder}"
    lines = {
        "DUBAN_DATA": settings.folder,
        "DUBAN_DATABASE_URL": here.database.engine.url.render_as_string(hide_password=True),
        "DUBAN_SECRET_KEY": "set",
        "DUBAN_URL": settings.base_url,
        "DUBAN_HOST, PORT": f"{settings.host}:{settings.port}",
        "DUBAN_SMTP_…": server,
        "DUBAN_SMTP_USER": mail.user or "-",
        "DUBAN_SMTP_PASSWORD": "set" if mail.password else "-",
        "DUBAN_MAIL_FROM": mail.sender,
        "DUBAN_MAIL_DOMAINS": ", ".join(sorted(mail.domains)) or "(none: only counts and a link leave)",
        "DUBAN_CHAT_HOSTS": ", ".join(Chat(settings.chat).hosts) or "(none: no robots)",
        "DUBAN_CALENDAR_FEED": settings.calendar_feed,
        "DUBAN_DEMO": settings.demo,
        "DUBAN_DEMO_TODAY": settings.demo_today or "-",
        "DUBAN_ALLOW_PLAIN_HTTP": settings.plain_http,
        "DUBAN_IDLE_MINUTES": settings.idle_minutes,
        "DUBAN_UPLOAD_MB": settings.upload_limit // 1024 // 1024,
        **_kept_where(settings),
        "DUBAN_TRUSTED_PROXIES": settings.trusted_proxies,
        "DUBAN_BACKUP": settings.backup or "(none: no nightly backup)",
        "DUBAN_BACKUP_KEEP": settings.backup_keep,
        "DUBAN_PG_PROGRAMS": settings.pg_programs or "(on PATH)",
    }
    for name, value in lines.items():
        click.echo(f"{name:25} {value}")


def _kept_where(settings: Settings) -> dict[str, object]:
    """Where files are and how much a department may keep."""
    bucket = settings.bucket
    said: dict[str, object] = {"DUBAN_FILES": settings.place}
    if bucket:
        said |= {"DUBAN_S3_ENDPOINT": bucket.endpoint, "DUBAN_S3_REGION": bucket.region}
        said |= {"DUBAN_S3_KEY": bucket.key, "DUBAN_S3_SECRET": "set"}
    return said | {"DUBAN_DEPARTMENT_QUOTA_MB": settings.quota or "(none: as much as it wants)"}
