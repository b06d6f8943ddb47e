"""`duban move-files`: every file to another store, while people work; nothing is taken from where it was."""

import click

from workflow.adapters.files import FileStore, FolderStore
from workflow.adapters.stores import in_bucket, store_of
from workflow.backup import moving
from workflow.backup.moving import Moved
from workflow.commands.backup import told
from workflow.commands.ground import Ground, ground
from workflow.errors import Refused
from workflow.settings import BadSetting, bucket_at
from workflow.wording.refusals import spoken

FOLDER = "folder"
ENDS = """\
以后改用那里的文件：
  1. 停止所有进程，再运行一次本命令，补上刚才新上传的；
  2. 把 {setting}；
  3. 启动，运行 duban verify。没有问题以后，再自行删除 {place} 里的文件。"""


@click.command("move-files")
@click.argument("to")
def move_files(to: str) -> None:
    """Copy every file TO another store: s3://bucket/prefix (with DUBAN_S3_…), or `folder`. It may be interrupted and
    goes on where it stopped; all of it is read again there; nothing is deleted here."""
    here = ground()
    source, target = store_of(here.settings), _store(here, to)
    try:
        moved = moving.move(here.database, source, target, told())
    except Refused as refused:
        raise click.ClickException(spoken(refused)) from None
    _say(moved, source, target)
    click.echo(ENDS.format(setting=_setting(target), place=source.place))


def _store(here: Ground, to: str) -> FileStore:
    if to == FOLDER:
        return FolderStore(here.settings.files)
    try:
        return in_bucket(bucket_at(to), here.settings.folder)
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from None


def _say(moved: Moved, source: FileStore, target: FileStore) -> None:
    copied = moved.copied
    click.echo(f"{source.place} → {target.place}")
    click.echo(f"文件 {moved.files:,} 个，本次复制 {copied.files:,} 个 {copied.size / 1024**2:,.1f} MB，全部核对无误。")
    if moved.uploads:
        click.echo(f"未完成的上传 {moved.uploads} 个也已复制。")
    if moved.left_out:
        click.echo(f"有 {moved.left_out} 个文件早已缺失或被改动，没有复制。请看“系统状态”。")


def _setting(target: FileStore) -> str:
    if isinstance(target, FolderStore):
        return "DUBAN_FILES 去掉"
    return f"DUBAN_FILES 设为 {target.place}（DUBAN_S3_ENDPOINT、DUBAN_S3_KEY、DUBAN_S3_SECRET 与现在相同）"
