"""`duban import`: read a published plan and propose its tasks; `duban read`: show what the reader finds."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from workflow import migrations
from workflow.adapters.clock import day_of
from workflow.audit.service import SYSTEM, Actor
from workflow.commands.ground import ground
from workflow.errors import Refused
from workflow.people import queries as people
from workflow.plans import queries, service
from workflow.plans.desk import confirming
from workflow.plans.desk.matching import Names
from workflow.plans.desk.sheet import sheet_of
from workflow.plans.models import Edition, ItemKind
from workflow.plans.reader import read as read_plan
from workflow.plans.reader.score_form import score_form
from workflow.tasks import importing


def import_bytes(
    session: Session, source: service.Source, *, demo: bool, by: Actor, at: datetime
) -> tuple[Edition, bool]:
    """The edition of these bytes, and whether it is new."""
    known = service.known(session, source.data)
    if known is not None:
        return known, False
    draft = read_plan(source.data, source.name)
    sheet = sheet_of(draft, Names.of(people.by_printed_name(session, on=day_of(at))))
    confirming.refuse_unknown(sheet)
    edition = service.take_in(session, sheet, source, plan=None, demo=demo, by=by, at=at)
    importing.propose_all(session, edition, at=at)
    return edition, True


def summary(session: Session, edition: Edition) -> str:
    """The counters that must add up, in one line."""
    kinds: Counter[ItemKind] = queries.counts(session, edition.id)
    measures, standing, general = (kinds[k] for k in (ItemKind.MEASURE, ItemKind.STANDING, ItemKind.GENERAL))
    valued, goals = queries.target_counts(session, edition.id)
    doubtful = len(queries.taints(session, edition.id))
    return (
        f"{measures + standing + general} 个编号条目 = "
        f"{measures} 有责任分工 + {standing} 保障措施 + {general} 总体要求; "
        f"量化目标 {valued}, 定性目标 {goals}; 疑似篡改文字 {doubtful} 处（已屏蔽）"
    )


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_plan(file: Path) -> None:
    """Read a published plan (FILE) and propose its tasks. The same file twice changes nothing."""
    here = ground()
    migrations.upgrade(here.database)
    source = service.Source(file.read_bytes(), file.name)
    try:
        with here.database.writing() as session:
            edition, new = import_bytes(session, source, demo=here.settings.demo, by=SYSTEM, at=here.clock.now())
            click.echo(f"{edition.title}\n{summary(session, edition)}")
            if not new:
                click.echo("这份文件已经导入过，没有改动。")
    except Refused as refused:
        raise click.ClickException(_said(refused)) from None


@click.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def read_file(file: Path, as_json: bool) -> None:
    """Show what the reader finds in a document, without keeping anything."""
    try:
        draft = read_plan(file.read_bytes(), file.name)
    except Refused as refused:
        raise click.ClickException(_said(refused)) from None
    if as_json:
        click.echo(json.dumps(score_form(draft), ensure_ascii=False, indent=1, default=str))
        return
    click.echo(f"{draft.title} {draft.doc_number or ''}")
    for item in draft.items:
        bodies = "、".join(body.name for clause in item.clauses for body in clause.bodies)
        click.echo(f"{''.join(item.path)}\t{item.kind.value}\t{item.heading}\t{bodies}")


def _said(refused: Refused) -> str:
    from workflow.wording.refusals import spoken

    return spoken(refused)
