"""Papers of a demonstration: the province's value and a change of a target, each with its paper, and files behind a
report. They are made here, small and whole, and say on every page that they are simulated (演示)."""

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from workflow.adapters.clock import day_of
from workflow.adapters.files import FileStore
from workflow.adapters.sheets import workbook
from workflow.audit.service import Actor
from workflow.commands.demo_stage import Stage
from workflow.evidence import describing, versions
from workflow.evidence import service as evidence
from workflow.evidence.describing import Proves
from workflow.evidence.models import Evidence, Verdict
from workflow.evidence.rules import EvidenceKind
from workflow.people.models import Department, DepartmentKind
from workflow.plans.models import TargetKind
from workflow.reports import updating
from workflow.reports.models import Standing
from workflow.reports.rules import Said
from workflow.review import settling
from workflow.tasks.models import Assignment

LIMIT = 1024 * 1024
FONT = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>"
GLYPHS = (  # a font that every reader of Chinese papers has: nothing is carried along
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
)
LOOKS = (
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
    b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
)


def file_papers(scene: Stage, store: FileStore) -> None:
    """Papers came in of late; they were entered on the day on which they came."""
    _province(scene, store)
    _change(scene, store)
    _behind_a_report(scene, store)


def _province(scene: Stage, store: FileStore) -> None:
    lead = scene.lead("六（一）")
    target = next(one for one in scene.targets(lead.task_id) if one.kind == TargetKind.PROVINCE)
    lines = ["（演示）关于下达铁路能耗下降目标的通知", "2030 年铁路单位换算周转量综合能耗比 2020 年下降 4.5%。"]
    paper = put(scene, store, _office(scene), "（演示）省下达目标通知.pdf", printed(lines), by=scene.office, back=18)
    settling.hand_down(
        scene.session,
        target,
        value=Decimal("4.5"),
        due_on=None,
        words="（演示）" + lines[1],
        basis="（演示）省交通运输厅目标分解通知",
        evidence_id=paper,
        by=scene.office,
        at=scene.at(scene.past.day(18), 10),
        calendar=scene.past.calendar,
    )


def _change(scene: Stage, store: FileStore) -> None:
    target = scene.target("二（三）", "550")
    lines = ["（演示）关于调整风电装机目标的批复", "2030 年风电装机容量目标由 550 万千瓦调整为 560 万千瓦左右。"]
    paper = put(scene, store, _office(scene), "（演示）调整目标批复.pdf", printed(lines), by=scene.office, back=16)
    settling.change(
        scene.session,
        target,
        value=Decimal(560),
        due_on=None,
        words="（演示）" + lines[1],
        basis="（演示）市政府常务会议批复",
        evidence_id=paper,
        by=scene.office,
        at=scene.at(scene.past.day(16), 10),
        calendar=scene.past.calendar,
    )


def _behind_a_report(scene: Stage, store: FileStore) -> None:
    """Something new between two periods, with a list and a paper that prove it."""
    lead = scene.lead("二（三）")
    by, on = scene.liaisons[lead.department_id], scene.past.day(7)
    rows = [("（演示）闻喜风电二期", 6.0, "已并网"), ("（演示）绛县风电一期", 6.5, "已并网")]
    table = workbook("并网项目", ("项目", "装机（万千瓦）", "状态"), rows, notes=["（演示）数据为模拟"])
    lines = ["（演示）风电项目并网验收意见", "两个项目合计 12.5 万千瓦，验收合格，同意并网。"]
    files = [
        put(scene, store, lead.department, "（演示）并网项目清单.xlsx", table, by=by, back=7),
        put(scene, store, lead.department, "（演示）并网验收意见.pdf", printed(lines), by=by, back=7),
    ]
    _describe(scene, lead, files, by=by, at=scene.at(on, 9))
    said = Said(Standing.ON_COURSE, "（演示）又有两个风电项目并网，合计 12.5 万千瓦，清单和验收意见附后。", demo=True)
    said, signature = replace(said, evidence_ids=files), scene.signed(lead.department, on)
    updating.update(scene.session, lead, said, by=by, at=scene.at(on, 10), signature=signature)


def _describe(scene: Stage, lead: Assignment, files: list[int], *, by: Actor, at: datetime) -> None:
    """What the list and the paper are and prove; the office has accepted the paper, not yet the list."""
    for number, kind in zip(files, (EvidenceKind.STATISTICS, EvidenceKind.INSPECTION), strict=True):
        file, on = scene.session.get_one(Evidence, number), day_of(at)
        describing.describe(scene.session, file, kind=kind, dated_on=on, today=on, by=by, at=at)
        claim = "（演示）两个项目合计 12.5 万千瓦并网"
        describing.prove(scene.session, file, Proves(lead.task_id, claim=claim), by=by, at=at)
    accepted = scene.session.get_one(Evidence, files[1])
    versions.judge(scene.session, accepted, Verdict.ACCEPTED, reason="", by=scene.office, at=at)


def _office(scene: Stage) -> Department:
    return scene.session.scalars(select(Department).where(Department.kind == DepartmentKind.OFFICE)).one()


def put(scene: Stage, store: FileStore, body: Department, name: str, content: bytes, *, by: Actor, back: int) -> int:
    """A file of a department, put in some working days ago as a form would."""
    at = scene.at(scene.past.day(back), 9)
    received = evidence.receive(store, io.BytesIO(content), name=name, limit=LIMIT)
    evidence.expect(scene.session, received, at=at)
    store.keep(received)
    kept = evidence.put(scene.session, received, name=name, department_id=body.id, by=by, at=at, demo=True)
    return kept.id


def printed(lines: list[str]) -> bytes:
    """A PDF of one page with some lines on it."""
    drawn = b"BT /F 16 Tf 72 760 Td 30 TL " + b" ".join(
        b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj T*" for line in lines
    )
    page = drawn + b" ET"
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        FONT,
        GLYPHS,
        LOOKS,
    )


def _pdf(*things: bytes) -> bytes:
    kept, places = io.BytesIO(), []
    kept.write(b"%PDF-1.4\n")
    for number, thing in enumerate(things, start=1):
        places.append(kept.tell())
        kept.write(b"%d 0 obj\n%s\nendobj\n" % (number, thing))
    start, count = kept.tell(), len(things) + 1
    kept.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    kept.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    kept.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start))
    return kept.getvalue()
