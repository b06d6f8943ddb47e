"""`duban verify`: the chained history, and the papers that must never change."""

from collections.abc import Iterable

import click
from sqlalchemy.orm import Session

from workflow.adapters.files import FolderStore
from workflow.audit import sealing
from workflow.commands.ground import Ground, ground
from workflow.insight import vouching
from workflow.insight.vouching import Checked, Fault

WORDS = {
    Fault.CONTENT: "内容与校验值不符",
    Fault.HISTORY: "校验值与历史记录不符",
    Fault.SCAN_CHANGED: "扫描件被改动",
    Fault.SCAN_GONE: "扫描件缺失",
}


@click.command("verify")
def verify() -> None:
    """Chain what is not chained yet and walk the whole chain; hold every issued paper against its checksums. Names
    what is broken (status 1)."""
    here = ground()
    _seal(here)
    with here.database.reading() as session:
        broken = [*_history(session), *_papers(session, FolderStore(here.settings.files))]
    if broken:
        raise click.ClickException("\n".join(broken))


def _seal(here: Ground) -> None:
    sealed = True
    while sealed:
        with here.database.writing() as session:
            sealed = bool(sealing.seal(session, at=here.clock.now()))


def _history(session: Session) -> list[str]:
    found = sealing.verify(session)
    if found.first_broken is not None:
        return [f"历史不完整：第 {found.first_broken} 条被改动、删除或错位（此前 {found.rows} 条完好）。"]
    click.echo(f"历史完好：{found.rows} 条已链接，{found.unsealed} 条未链接。末条摘要 {found.digest}")
    click.echo("请把摘要记在系统之外：以后核对时，它能证明此前的记录没有被整体改写。")
    return []


def _papers(session: Session, store: FolderStore) -> list[str]:
    papers, circulars = list(vouching.papers(session, store)), list(vouching.circulars(session))
    sheets = list(vouching.score_sheets(session, store))
    unfit = [*_unfit("文书", papers), *_unfit("季度通报", circulars), *_unfit("考核评分表", sheets)]
    counted = f"已印发 {len(papers)} 件，定稿季度通报 {len(circulars)} 期，考核评分表 {len(sheets)} 张"
    click.echo(f"文书核对：{counted}，不符 {len(unfit)} 件。")
    return unfit


def _unfit(kind: str, checked: Iterable[Checked]) -> list[str]:
    return [
        f"{kind}不符：{one.number}《{one.title}》：{'、'.join(WORDS[fault] for fault in one.faults)}。"
        for one in checked
        if one.faults
    ]
