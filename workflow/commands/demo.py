"""`duban demo`: a whole demonstration on this machine: database, plan, people, some weeks of past, served."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import migrations
from workflow.adapters.clock import StoppedClock, at_hour
from workflow.adapters.mail import FolderMailer
from workflow.adapters.stores import store_of
from workflow.audit.service import SYSTEM
from workflow.commands import demo_people, demo_stage, demo_supervision, demo_work, seed
from workflow.commands.demo_past import past_of
from workflow.commands.ground import Ground, ground, seed_folder
from workflow.commands.import_plan import import_bytes, summary
from workflow.commands.serve import run
from workflow.deadlines import periods
from workflow.jobs.day import Worker
from workflow.jobs.letters import press
from workflow.jobs.round import run_round
from workflow.plans.models import Plan, PlanState
from workflow.plans.service import Source
from workflow.workdays.queries import calendar

PLAN = "yuncheng.txt"
ROUNDS = 8
_PLAN = select(Plan).where(Plan.demo).order_by(Plan.id).limit(1)


@click.command("demo")
@click.option("--prepare-only", is_flag=True, help="Prepare the database and stop.")
def demo(prepare_only: bool) -> None:
    """Prepare the demonstration and serve it on a loopback address. Run again: nothing is lost, nothing doubled."""
    here = ground()
    if not here.settings.demo:
        raise click.ClickException("DUBAN_DEMO=1 is wanted: demonstration accounts are for a loopback address only.")
    prepare(here)
    if not prepare_only:
        _print_sign_ins(here)
        run(here, scheduler=True)


def prepare(here: Ground) -> None:
    """Everything a demonstration stands on; what is there already is left alone."""
    migrations.upgrade(here.database)
    with here.database.writing() as session:
        click.echo(_seed(session, here))
    with here.database.writing() as session:
        begun = _start(session, here)
    if begun:
        _past_rounds(here)


def _seed(session: Session, here: Ground) -> str:
    """Calendar, departments, the plan and the people. Returns the counts of the plan."""
    folder = seed_folder()
    today = here.clock.today()
    seed.load(session, at=here.clock.now(), folder=folder)
    past = past_of(today, calendar(session, around=today))
    begun = at_hour(past.started_on, 8)
    source = Source((folder / PLAN).read_bytes(), PLAN)
    edition, _ = import_bytes(session, source, demo=True, by=SYSTEM, at=begun)
    demo_people.people(session, since=past.started_on.replace(day=1, month=1), at=begun)
    return f"{edition.title}\n{summary(session, edition)}"


def _start(session: Session, here: Ground) -> bool:
    """Start the plan some weeks back, unless that was done before."""
    today = here.clock.today()
    days = calendar(session, around=today)
    plan = session.scalars(_PLAN).first()
    begins = plan is not None and plan.state == PlanState.DRAFT
    if plan is not None and begins:
        demo_work.play(session, plan, past_of(today, days), store_of(here.settings))
        click.echo("演示：方案已按过去的日期启动；任务原文中有疑似被篡改的文字，继续屏蔽，未由机器改动。")
    periods.open_reports(session, today=today, calendar=days)
    return begins


def _past_rounds(here: Ground) -> None:
    """The last working days: the morning round, so that what was told can be seen (into the outbox folder only), then
    what people did on that day."""
    today = here.clock.today()
    with here.database.reading() as session:
        days = calendar(session, around=today)
    letters = press(here.settings)
    mailer = FolderMailer(here.settings.outbox_folder, here.settings.mail.sender)
    for back in range(ROUNDS, 0, -1):
        clock = StoppedClock(at_hour(days.add(today, -back), 8, 30))
        run_round(Worker(here.database, clock, letters, lambda: mailer), clock.today())
        with here.database.writing() as session:
            scene = demo_stage.stage(session, session.scalars(_PLAN).one(), past_of(today, days))
            demo_supervision.act(scene, store_of(here.settings), back)


def _print_sign_ins(here: Ground) -> None:
    click.echo(f"\n演示登录（只在本机有效；密码均为 {demo_people.PASSWORD}）")
    for row in demo_people.table():
        click.echo(f"  {row.email:28}{row.role}")
    click.echo(f"\n地址 {here.settings.base_url}    邮件存入 {here.settings.outbox_folder}")
