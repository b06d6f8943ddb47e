"""`duban backup`: the database, then the files, while people work; and the list of what there is."""

from pathlib import Path

import click

from workflow.adapters.clock import CITY
from workflow.adapters.stores import store_of
from workflow.audit.service import SYSTEM
from workflow.backup import folders, kept, making
from workflow.backup.folders import Backup
from workflow.backup.making import Made, Target
from workflow.backup.watching import Watch
from workflow.commands.ground import Ground, ground
from workflow.errors import Refused
from workflow.wording.refusals import spoken

STAGES = {"database": "数据库", "files": "文件", "checked": "核对文件"}
MEGABYTE = 1024**2


@click.command("backup")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder [DUBAN_BACKUP].")
@click.option("--keep", type=click.IntRange(1), help="How many backups stay [DUBAN_BACKUP_KEEP].")
@click.option("--list", "listed", is_flag=True, help="Only list the backups that are there.")
def backup(to: Path | None, keep: int | None, listed: bool) -> None:
    """Make a backup beside those that are there; only files that no backup has yet are copied."""
    here = ground()
    root = to.resolve() if to else here.settings.backup
    if root is None:
        raise click.UsageError("Where to? Name a folder with --to, or set DUBAN_BACKUP.")
    if listed:
        click.echo("\n".join(_line(one) for one in folders.complete(root)) or f"{root} 里没有备份。")
        return
    _prepare(root)
    target = Target(root, keep or here.settings.backup_keep, here.settings.pg_programs)
    store, watch, at = store_of(here.settings), told(), here.clock.now()
    try:
        made = making.make(here.database, store, target, at=at, watch=watch)
    except Refused as refused:
        raise click.ClickException(spoken(refused)) from None
    _record(here, made)
    _say(here, made)


def _prepare(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise click.ClickException(f"{root}: {error.strerror}") from None


def _record(here: Ground, made: Made) -> None:
    with here.database.writing() as session:
        kept.keep(session, made, by=SYSTEM, at=here.clock.now())


def _say(here: Ground, made: Made) -> None:
    manifest, copied = made.manifest, made.copied
    click.echo(f"备份完成：{made.folder}")
    click.echo(f"  数据库 {manifest.dump.size / MEGABYTE:,.1f} MB，{sum(manifest.tables.values()):,} 行")
    click.echo(f"  文件 {len(manifest.files):,} 个，本次新增 {copied.files:,} 个 {copied.size / MEGABYTE:,.1f} MB")
    if manifest.left_out:
        click.echo(f"  有 {len(manifest.left_out)} 个文件早已缺失或被改动，没有可备份的内容。请看“系统状态”。")
    if made.pruned:
        click.echo(f"  清理旧备份 {made.pruned} 份")
    if here.settings.folder.stat().st_dev == made.folder.stat().st_dev:
        click.echo("  注意：备份和数据在同一块磁盘上，磁盘损坏时会一起丢失。")


def _line(one: Backup) -> str:
    if one.manifest is None:
        return f"{one.folder.name}  清单已损坏"
    found = one.manifest
    at = found.at.astimezone(CITY).strftime("%Y-%m-%d %H:%M")
    left_out = f"  缺 {len(found.left_out)}" if found.left_out else ""
    size = f"{found.size / MEGABYTE:,.1f} MB"
    return f"{one.folder.name}  {at}  {found.kind}  {size}  文件 {len(found.files):,}{left_out}"


def told() -> Watch:
    """Tell on the terminal how far it is, at every tenth."""
    last: dict[str, int] = {}

    def tell(stage: str, done: int, total: int) -> None:
        tenth = done * 10 // total if total else 10
        if last.get(stage) != tenth:
            last[stage] = tenth
            click.echo(f"{STAGES[stage]} {tenth * 10}%", err=True)

    return Watch(told=tell)
