"""`duban restore`: a backup into an empty place, all of it compared; mail waits until somebody says so."""

import sys
from pathlib import Path

import click

from workflow import migrations
from workflow.adapters.stores import store_of
from workflow.audit.service import SYSTEM
from workflow.backup import folders, manifest, restoring
from workflow.backup.manifest import Manifest
from workflow.commands.backup import told
from workflow.commands.ground import Ground, ground
from workflow.commands.verify import files, issued
from workflow.errors import Refused
from workflow.evidence import destroying
from workflow.outbox import restored
from workflow.wording.refusals import spoken

NOT_DONE = "恢复没有完成。清空数据库和 {files}，删除 {mark}，再重新恢复。"


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--check-only", is_flag=True, help="Only check the backup; nothing is restored.")
def restore(folder: Path, check_only: bool) -> None:
    """Check a backup, put it into an EMPTY database and data folder, and compare every row and file."""
    here, folder = ground(restoring=True), folder.resolve()
    try:
        known = manifest.read(folder)
        if not check_only:
            _must_be_possible(here, known)
        gone = restoring.check(folder, known, told())
        click.echo(f"备份完好：数据库和 {len(known.files) - len(gone):,} 个文件与清单一致。")
        if not check_only:
            _restore(here, folder, known, gone)
    except Refused as refused:
        raise click.ClickException(spoken(refused)) from None


def _must_be_possible(here: Ground, known: Manifest) -> None:
    if here.settings.restoring.exists():
        raise click.ClickException(_not_done(here))
    restoring.must_fit(here.database, known)
    if not migrations.is_known(here.database, known.revision):
        raise Refused("restore.newer", version=known.version, revision=known.revision)
    restoring.must_be_empty(here.database, store_of(here.settings))


def _restore(here: Ground, folder: Path, known: Manifest, gone: frozenset[str]) -> None:
    """While the mark lies there nothing else runs on what is only half there."""
    store, mark = store_of(here.settings), here.settings.restoring
    mark.write_text(str(folder), "utf-8")
    try:
        restoring.put_files_back(folder, store, known, gone, told())
        restoring.put_database_back(here.database, folder, known, told(), here.settings.pg_programs)
        click.echo(f"数据库：{len(known.tables)} 张表、{sum(known.tables.values()):,} 行与清单一致。")
        migrations.upgrade(here.database)
        with here.database.writing() as session:
            kept_gone = folders.nameless(folder.parent)
            destroying.keep_gone(session, kept_gone, by=SYSTEM, at=here.clock.now())
        _hold_mail(here, folder, known)
    except BaseException:
        click.echo(_not_done(here), err=True)
        raise
    broken = [*files(here, store), *issued(here, store)]
    mark.unlink()
    _say(known, gone)
    if broken:
        click.echo("\n".join(broken), err=True)
        sys.exit(1)


def _hold_mail(here: Ground, folder: Path, known: Manifest) -> None:
    facts = {"backup": folder.name, "backup_at": known.at}
    with here.database.writing() as session:
        held = restored.begin(session, **facts, by=SYSTEM, at=here.clock.now())  # type: ignore[arg-type] # as named
    click.echo(f"邮件已暂停发出；备份时待发的 {held} 封由办公室决定是否重发。")


def _say(known: Manifest, gone: frozenset[str]) -> None:
    if gone:
        click.echo(f"按销毁清单没有恢复的文件：{len(gone)} 个。")
    if known.left_out:
        click.echo(f"备份时已缺失或被改动的文件：{len(known.left_out)} 个。")
    click.echo("恢复完成。启动系统后，请在“系统状态”（或用 duban resume-mail）确认已告知到哪一天，再恢复发送邮件。")


def _not_done(here: Ground) -> str:
    return NOT_DONE.format(files=here.settings.place, mark=here.settings.restoring)
