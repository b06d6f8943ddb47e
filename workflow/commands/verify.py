"""`duban verify`: the chained history, the papers that must never change, and every file."""

from collections import Counter
from collections.abc import Sequence

import click
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore
from workflow.adapters.stores import store_of
from workflow.audit import sealing
from workflow.commands.ground import Ground, ground
from workflow.evidence import checking
from workflow.insight import findings
from workflow.insight.vouching import Checked, Fault

WORDS = {
    Fault.CONTENT: "内容与校验值不符",
    Fault.HISTORY: "校验值与历史记录不符",
    Fault.SCAN_CHANGED: "扫描件被改动",
    Fault.SCAN_GONE: "扫描件缺失",
}
KINDS = {"paper": "文书", "circular": "季度通报", "score_sheet": "考核评分表", "edition": "方案原文"}
SHOWN = 50


@click.command("verify")
def verify() -> None:
    """Chain what is not chained yet and walk the whole chain; hold every issued paper and every file against its
    checksum. Names what is broken (status 1); the page on the state of the system shows it too."""
    here = ground()
    store = store_of(here.settings)
    _seal(here)
    if broken := [*issued(here, store), *files(here, store)]:
        raise click.ClickException("\n".join(broken))


def _seal(here: Ground) -> None:
    sealed = True
    while sealed:
        with here.database.writing() as session:
            sealed = bool(sealing.seal(session, at=here.clock.now()))


def issued(here: Ground, store: FileStore) -> list[str]:
    """Sentences on what does not fit, in the history and in what was issued; kept for the page."""
    with here.database.reading() as session:
        walked = sealing.verify(session)
        broken = _history(walked)
        checked = list(findings.vouched(session, store))
    unfit = [one for one in checked if one.faults]
    with here.database.writing() as session:
        findings.keep(session, [*findings.of_history(walked), *unfit], at=here.clock.now())
    return broken + _papers(checked, unfit)


def _history(found: sealing.Finding) -> list[str]:
    if found.first_broken is not None:
        return [f"历史不完整：第 {found.first_broken} 条被改动、删除或错位（此前 {found.rows} 条完好）。"]
    click.echo(f"历史完好：{found.rows} 条已链接，{found.unsealed} 条未链接。末条摘要 {found.digest}")
    click.echo("请把摘要记在系统之外：以后核对时，它能证明此前的记录没有被整体改写。")
    return []


def _papers(checked: Sequence[Checked], unfit: Sequence[Checked]) -> list[str]:
    n = Counter(one.thing for one in checked)
    counted = f"已印发 {n['paper']} 件，定稿季度通报 {n['circular']} 期，考核评分表 {n['score_sheet']} 张"
    click.echo(f"文书核对：{counted}，方案原文 {n['edition']} 份，不符 {len(unfit)} 件。")
    return [
        f"{KINDS[one.thing]}不符：{one.number}《{one.title}》：{'、'.join(WORDS[fault] for fault in one.faults)}。"
        for one in unfit
    ]


def files(here: Ground, store: FileStore) -> list[str]:
    """Read every file; sentences on what is missing or altered."""
    checked = checking.go_round(here.database, store, here.clock.now, since=here.clock.now())
    click.echo(f"文件核对：{checked.files:,} 个，{checked.size / 1024**2:,.1f} MB，缺失或被改动 {checked.broken} 个。")
    with here.database.reading() as session:
        return _broken(session)


def _broken(session: Session) -> list[str]:
    rows = checking.broken(session, most=SHOWN + 1)
    said = [f"文件{'缺失' if row.fault == 'missing' else '被改动'}：{row.name or '—'}（{row.sha256}）" for row in rows]
    return said[:SHOWN] + (["……"] if len(said) > SHOWN else [])
