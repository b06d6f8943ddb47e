"""`duban verify`: issued papers, their scans and frozen circulars are held against their checksums, and named."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from tests.evidence.making import pdf
from tests.insight.test_circular import drafted, frozen
from tests.papers.stage import AT, BY, Stage
from workflow.adapters.files import FolderStore
from workflow.commands import main
from workflow.escalation.papers import signing
from workflow.escalation.papers.models import Paper, PaperState
from workflow.evidence import service as evidence
from workflow.insight import vouching
from workflow.insight.vouching import Fault


@pytest.fixture
def store(environment: dict[str, str]) -> FolderStore:
    return FolderStore(Path(environment["DUBAN_DATA"]) / "files")


@pytest.fixture
def paper(stage: Stage, store: FolderStore) -> Paper:
    """Issued, and its stamped scan filed."""
    paper = stage.paper(PaperState.ISSUED)
    received = evidence.receive(store, io.BytesIO(pdf(words="red")), name="盖章.pdf", limit=2000)
    evidence.expect(stage.session, received, at=AT)
    store.keep(received)
    office = stage.city.departments["office"].id
    scan = evidence.put(stage.session, received, name="盖章.pdf", department_id=office, by=BY, at=AT)
    signing.file_stamped(stage.session, paper, scan.id, office_id=office, by=BY, at=AT)
    stage.session.flush()
    return paper


DISABLED = "DISABLE TRIGGER USER"


def scan_of(store: FolderStore) -> Path:
    return next(path for path in store.root.rglob("*") if path.is_file())


def past_the_triggers(stage: Stage, change: str) -> None:
    """As somebody with the database's password would do it."""
    postgres = stage.session.get_bind().dialect.name == "postgresql"
    stage.session.execute(
        text("ALTER TABLE paper DISABLE TRIGGER USER" if postgres else "DROP TRIGGER paper_no_update")
    )
    stage.session.execute(text(f"UPDATE paper SET {change}"))
    stage.session.expire_all()


def faults(stage: Stage, store: FolderStore) -> set[Fault]:
    return {fault for one in vouching.papers(stage.session, store) for fault in one.faults}


def test_what_was_issued_and_withdrawn_and_filed_fits(stage: Stage, store: FolderStore, paper: Paper) -> None:
    stage.paper(PaperState.WITHDRAWN)
    stage.paper(PaperState.SIGNED)
    checked = list(vouching.papers(stage.session, store))
    assert [(one.title, one.faults) for one in checked] == [(paper.title, ())] * 2
    assert checked[0].number == paper.number


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("title = title || '。'", {Fault.CONTENT}),
        ("content = REPLACE(CAST(content AS text), '5', '6')", {Fault.CONTENT}),
        ("checksum = 'x' || SUBSTR(checksum, 2)", {Fault.CONTENT, Fault.HISTORY}),
    ],
)
def test_a_byte_changed_in_a_frozen_row_is_found(
    stage: Stage, store: FolderStore, paper: Paper, change: str, found: set[Fault]
) -> None:
    if stage.session.get_bind().dialect.name == "postgresql":
        change = change.replace("'6')", "'6')::json")
    past_the_triggers(stage, change)
    assert faults(stage, store) == found


def test_a_content_written_anew_with_its_checksum_is_found_by_the_history(
    stage: Stage, store: FolderStore, paper: Paper
) -> None:
    past_the_triggers(stage, "title = '另一标题'")
    assert paper.content is not None
    paper.content = paper.content | {"title": "另一标题"}
    paper.checksum = vouching.issuing.rules.checksum(paper.content)
    stage.session.flush()
    assert faults(stage, store) == {Fault.HISTORY}


def test_a_scan_changed_on_the_disk_and_one_that_is_gone_are_found(
    stage: Stage, store: FolderStore, paper: Paper
) -> None:
    scan_of(store).write_bytes(pdf(words="rad"))
    assert faults(stage, store) == {Fault.SCAN_CHANGED}
    scan_of(store).unlink()
    assert faults(stage, store) == {Fault.SCAN_GONE}


def test_a_frozen_circular_is_held_against_its_digest(stage: Stage) -> None:
    circular = frozen(stage.session, drafted(stage.session, stage.city))
    stage.session.expire_all()
    assert [one.faults for one in vouching.circulars(stage.session)] == [()]
    assert circular.said is not None
    circular.said = circular.said | {"base": 99}
    stage.session.flush()
    found = list(vouching.circulars(stage.session))
    assert [(one.number, one.faults) for one in found] == [("2026Q3", (Fault.CONTENT,))]


def test_the_command_counts_the_papers_and_names_each_that_does_not_fit(
    environment: dict[str, str], stage: Stage, store: FolderStore, paper: Paper
) -> None:
    stage.session.commit()
    clean = CliRunner().invoke(main, ["verify"], env=environment)
    assert (
        clean.exit_code == 0
        and "已印发 1 件，定稿季度通报 0 期，考核评分表 0 张，方案原文 1 份，不符 0 件" in clean.output
    )
    scan_of(store).unlink()
    found = CliRunner().invoke(main, ["verify"], env=environment)
    assert found.exit_code == 1 and f"文书不符：{paper.number}《{paper.title}》：扫描件缺失" in found.output
