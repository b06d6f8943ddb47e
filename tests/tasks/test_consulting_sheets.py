"""The table of responsibilities goes out as a file, is filled in, and comes back as the same comments."""

import io
import zipfile
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.support.builders import at
from tests.tasks.consulting import DAY, filled, written
from workflow.adapters.official_papers import PaperColumn, official_table
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.plans.rules import MASK
from workflow.tasks.consulting import Change
from workflow.tasks.consulting_free import apart
from workflow.tasks.consulting_matching import Known
from workflow.tasks.consulting_models import Comment, CommentDecision, CommentKind, Consultation
from workflow.tasks.consulting_reading import Reading, check
from workflow.tasks.consulting_rules import Said
from workflow.tasks.consulting_sheet import LARGEST, Sheet, read
from workflow.tasks.consulting_tokens import Origin
from workflow.tasks.leads import Share, Shares
from workflow.web.consulting.tables import PAPER, Table, workbook
from workflow.wording.consulting import HEADS, KIND_WORDS

NAMES = {"市能源局": 1, "市工信局": 2, "市住建局": 3, "市住房和城乡建设局": 3, "市财政局": 4}
WORDS = {kind: word for word, kind in KIND_WORDS.items()}
OWN = 1


def a_task(key: int, number: str, heading: str, lead: int, *others: int) -> Shares:
    labels = {value: name for name, value in reversed(NAMES.items())}
    shares = [Share(key * 10 + body, labels[body], False, "", body, "") for body in (lead, *others)]
    return Shares(key, number, heading, "二、能源", None, shares[0], shares[1:], True)


TASKS = [
    a_task(11, "二（一）", "抓好煤炭保供", 1, 2),
    a_task(12, "二（二）", "推动光伏发电", 2, 1, 3),
    a_task(13, "三（一）", f"推动{MASK}达峰", 1),
    a_task(14, "三（二）", "=2+3 推广绿色建材", 3, 1),
]


def a_table(said: list[Comment] | None = None, *, body: int | None = OWN, ordinal: int = 1) -> Table:
    plan = Plan(id=7, title="测试市碳达峰实施方案", doc_number="测政发〔2026〕1号")
    department = Department(id=body, label="市能源局") if body else None
    asked = Consultation(ordinal=ordinal, answer_by=date(2026, 11, 30))
    return Table(plan, asked, department, TASKS, {}, said or [], sorted(NAMES))


def known(*kept: Comment, own: bool = True) -> Known:
    tasks = {task.task_id: task for task in TASKS}
    mine = frozenset(key for key, task in tasks.items() if task.of(OWN))
    return Known(OWN, tasks, NAMES, KIND_WORDS, list(kept), mine if own else None)


def back(content: bytes, *kept: Comment) -> Reading:
    sheet = read(content, heads=HEADS)
    lines = [apart(line, KIND_WORDS) for line in sheet.lines] if sheet.free else sheet.lines
    return check(lines, known(*kept))


def filled_in(cells: dict[tuple[int, str], object]) -> Reading:
    return back(filled(workbook(a_table()), cells))


def doubts(reading: Reading) -> list[tuple[int, str, str]]:
    return [(one.line, HEADS[one.column], one.key) for one in reading.doubts]


def paper() -> bytes:
    rows = [
        [str(n), task.number + task.heading, task.lead.department if task.lead else "", "", "", "", ""]
        for n, task in enumerate(TASKS, start=1)
    ]
    columns = [PaperColumn(head, width) for head, width in PAPER]
    table = a_table()
    return official_table(table.title, "〔2026〕1号", ["说明"], columns, rows, mark=table.origin.mark, at=at(DAY))


def test_the_workbook_holds_text_only_and_keeps_masked_words_masked() -> None:
    sheet = load_workbook(io.BytesIO(workbook(a_table()))).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["B7"].value == "=2+3 推广绿色建材" and sheet["B6"].value == f"推动{MASK}达峰"


def test_only_the_answers_can_be_written_and_the_marks_are_hidden() -> None:
    sheet = load_workbook(io.BytesIO(workbook(a_table()))).worksheets[0]
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[4]] == [True] * 5 + [False] * 4 + [True]
    assert sheet.column_dimensions["J"].hidden
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == {"G4:G8", "H4:H8"}


def test_a_workbook_that_nobody_filled_in_says_nothing() -> None:
    assert back(workbook(a_table())).empty


def test_each_kind_of_answer_is_understood() -> None:
    reading = filled_in(
        {
            (0, "意见"): "调整牵头单位",
            (0, "建议单位"): "市工信局",
            (0, "理由"): "职责所在",
            (1, "意见"): "退出责任单位",
            (2, "意见"): "增加责任单位",
            (2, "建议单位"): "市财政局、市住房和城乡建设局",
            (2, "理由"): "涉及资金",
            (3, "意见"): "无意见",
            (4, "意见"): "其他意见",
            (4, "理由"): "请统一口径",
        }
    )
    assert not reading.doubts and reading.agreed == 1 and not reading.agrees
    assert [one.said for one in reading.understood] == [
        Said(11, CommentKind.LEAD, 2, "职责所在"),
        Said(12, CommentKind.DROP),
        Said(13, CommentKind.ADD, 4, "市财政局、市住房和城乡建设局。涉及资金"),
        Said(None, CommentKind.OTHER, None, "请统一口径"),
    ]


def test_one_row_without_objection_agrees_to_the_whole_table() -> None:
    assert filled_in({(1, "意见"): "无意见"}).agrees


def test_a_department_names_its_own_section() -> None:
    reading = filled_in({(1, "责任科室"): "规划科"})
    assert reading.sections == [(121, "规划科")] and not reading.understood


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        ({(0, "意见"): "调整牵头单位", (0, "建议单位"): "市不存在局"}, (4, "建议单位", "consult.cell_unit")),
        ({(0, "意见"): "调整牵头单位"}, (4, "建议单位", "consult.unit_missing")),
        ({(0, "意见"): "调整牵头单位", (0, "建议单位"): "市能源局"}, (4, "建议单位", "consult.leads_already")),
        ({(0, "意见"): "调整牵头单位", (0, "建议单位"): "市工信局、市财政局"}, (4, "建议单位", "consult.one_unit")),
        ({(1, "意见"): "增加责任单位", (1, "建议单位"): "市住建局"}, (5, "建议单位", "consult.shares_already")),
        ({(0, "意见"): "退出责任单位"}, (4, "意见", "consult.lead_stays")),
        ({(0, "意见"): "不同意"}, (4, "意见", "consult.cell_kind")),
        ({(0, "理由"): "应由工信局牵头"}, (4, "意见", "consult.cell_no_kind")),
        ({(0, "意见"): "无意见", (0, "理由"): "但是"}, (4, "意见", "consult.cell_agrees_but")),
        ({(0, "意见"): "其他意见"}, (4, "理由", "consult.words_missing")),
        ({(0, "意见"): "其他意见", (0, "理由"): "=1+1"}, (4, "理由", "consult.cell_formula")),
        ({(0, "责任科室"): "=A1"}, (4, "责任科室", "consult.cell_formula")),
        ({(0, "责任科室"): "科" * 121}, (4, "责任科室", "consult.cell_long")),
        ({(0, "意见"): "其他意见", (0, "理由"): "话", (0, "编号"): "二（二）"}, (4, "编号", "consult.cell_shifted")),
        ({(0, "意见"): "其他意见", (0, "理由"): "话", (0, "行标记"): "d1-x"}, (4, "编号", "consult.cell_mark")),
        (
            {(0, "意见"): "其他意见", (0, "理由"): "话", (0, "行标记"): "d1-7-1-1-99-00000000"},
            (4, "编号", "consult.cell_task"),
        ),
        (
            {(0, "意见"): "其他意见", (0, "理由"): "话", (0, "行标记"): "d1-7-1-2-11-00000000"},
            (4, "编号", "consult.cell_other"),
        ),
        ({(9, "编号"): "九（九）", (9, "意见"): "其他意见", (9, "理由"): "话"}, (13, "编号", "consult.cell_task")),
        (
            {
                (0, "意见"): "其他意见",
                (0, "理由"): "话",
                (9, "编号"): "二（一）",
                (9, "意见"): "其他意见",
                (9, "理由"): "又",
            },
            (13, "意见", "consult.cell_twice"),
        ),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_with_its_row_and_column(cells, doubt) -> None:
    assert doubts(filled_in(cells)) == [doubt]


def test_a_doubt_stops_its_own_row_only() -> None:
    reading = filled_in({(0, "意见"): "不同意", (2, "意见"): "其他意见", (2, "理由"): "请明确时限"})
    assert len(reading.doubts) == 1 and [one.said.task_id for one in reading.understood] == [13]


def test_a_row_whose_mark_is_gone_is_found_by_its_number() -> None:
    cells = {(1, "行标记"): None, (1, "编号"): "二(二)", (1, "意见"): "其他意见", (1, "理由"): "话"}
    assert [one.said.task_id for one in filled_in(cells).understood] == [12]


def test_a_row_of_a_task_that_has_changed_since_is_taken_and_says_so() -> None:
    cells = {(0, "意见"): "其他意见", (0, "理由"): "话", (0, "行标记"): "d1-7-1-1-11-00000000"}
    assert [one.moved_on for one in filled_in(cells).understood] == [True]


def test_a_department_speaks_only_of_the_tasks_it_leads_or_shares_in() -> None:
    book = filled(workbook(a_table()), {(0, "意见"): "其他意见", (0, "理由"): "话"})
    other = Known(3, known().tasks, NAMES, KIND_WORDS, [], frozenset({12}))
    line = read(book, heads=HEADS).lines[0]
    line = type(line)(line.line, number=line.number, opinion=line.opinion, reason=line.reason)
    assert [one.key for one in check([line], other).doubts] == ["consult.cell_not_yours"]


def comment(said: Said, *, decision: CommentDecision | None = None) -> Comment:
    return Comment(task_id=said.task_id, kind=said.kind, named_id=said.named_id, words=said.words, decision=decision)


def test_what_was_said_already_stands_in_the_next_file_and_comes_back_as_the_same() -> None:
    kept = [
        comment(Said(11, CommentKind.LEAD, 2, "职责所在"), decision=CommentDecision.ADOPTED),
        comment(Said(11, CommentKind.OTHER, None, "另请明确时限")),
        comment(Said(None, CommentKind.OTHER, None, "统一口径")),
    ]
    kept[0].named = Department(id=2, label="市工信局")
    again = back(workbook(a_table(kept)), *kept)
    assert [one.change for one in again.understood] == [Change.SAME] * 3 and not again.doubts


def test_another_answer_to_the_same_task_is_shown_beside_the_first_until_it_is_decided() -> None:
    cells = {(0, "意见"): "其他意见", (0, "理由"): "新话"}
    kept = comment(Said(11, CommentKind.OTHER, None, "旧话"))
    book = filled(workbook(a_table()), cells)
    (one,) = back(book, kept).understood
    assert one.change == Change.CHANGED and one.kept is kept
    decided = comment(Said(11, CommentKind.OTHER, None, "旧话"), decision=CommentDecision.DECLINED)
    assert doubts(back(book, decided)) == [(4, "意见", "consult.decided_already")]


def test_a_document_comes_back_with_its_sentences_taken_apart() -> None:
    words = {
        0: "调整牵头单位：市工信局，职责所在",
        1: "无意见。",
        2: "增加责任单位：市财政局、市住建局。涉及资金",
        3: "建议明确到年度",
    }
    reading = back(written(paper(), words))
    assert not reading.doubts and reading.agreed == 1
    assert [one.said for one in reading.understood] == [
        Said(11, CommentKind.LEAD, 2, "职责所在"),
        Said(13, CommentKind.ADD, 4, "市财政局、市住建局。涉及资金"),
        Said(14, CommentKind.OTHER, None, "建议明确到年度"),
    ]


def test_a_document_names_the_cell_that_is_not_understood() -> None:
    reading = back(written(paper(), {0: "调整牵头单位：市不存在局"}))
    assert doubts(reading) == [(2, "建议单位", "consult.cell_unit")]


def test_both_files_say_for_whom_they_were_made() -> None:
    for content in (workbook(a_table()), paper()):
        assert read(content, heads=HEADS).origin == Origin(7, 1, OWN)
    assert read(workbook(a_table(body=None)), heads=HEADS).origin == Origin(7, 1, 0)


def test_the_document_is_an_official_sheet_across_with_its_head_on_every_page() -> None:
    made = docx.Document(io.BytesIO(paper()))
    section, head = made.sections[0], made.tables[0].rows[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert [cell.text for cell in head.cells] == [head for head, _ in PAPER]
    assert "w:tblHeader" in head._tr.xml and MASK in made.tables[0].rows[3].cells[1].text
    assert made.core_properties.author == "" and made.paragraphs[0].text.endswith("任务分工表")


def packed(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return kept.getvalue()


def another_workbook() -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.append(["姓名", "电话"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def empty_document() -> bytes:
    kept = io.BytesIO()
    docx.Document().save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "consult.file_empty"),
        (b"x" * (LARGEST + 1), "consult.file_large"),
        (b"not a package", "consult.file_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office", "consult.file_unreadable"),
        (packed(other=b"<a/>"), "consult.file_unreadable"),
        (packed(xl__workbook=b"<broken"), "consult.file_unreadable"),
        (packed(word__document=b"<broken"), "consult.file_unreadable"),
        (packed(xl__workbook=b"0" * (31 * 1024 * 1024)), "consult.file_large"),
        (another_workbook(), "consult.file_columns"),
        (empty_document(), "consult.file_columns"),
    ],
)
def test_a_file_that_is_no_filled_table_is_refused_in_words(content, key) -> None:
    with pytest.raises(Refused, match=key):
        read(content, heads=HEADS)


def test_a_workbook_cut_short_anywhere_is_read_or_refused_but_never_breaks() -> None:
    whole = workbook(a_table())
    for length in range(0, len(whole), len(whole) // 40):
        try:
            assert isinstance(read(whole[:length], heads=HEADS), Sheet)
        except Refused:
            continue


SAYABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="=_"), max_size=60
).map(str.strip)
FREE = {0: (3, 4), 1: (4,), 2: (2, 3, 4), 3: (2, 4)}  # who does not share in the task yet
LABELS = {2: "市工信局", 3: "市住建局", 4: "市财政局"}


@st.composite
def answers(draw: st.DrawFn) -> dict[int, Said]:
    """For some of the tasks, what a department may well say of it."""
    found = {}
    for place in draw(st.sets(st.integers(0, 3))):
        kinds = [CommentKind.ADD, CommentKind.OTHER] + ([CommentKind.DROP] if place in (1, 3) else [])
        kind = draw(st.sampled_from(kinds))
        named = draw(st.sampled_from(FREE[place])) if kind == CommentKind.ADD else None
        words = draw(SAYABLE.filter(bool) if kind == CommentKind.OTHER else SAYABLE)
        found[place] = Said(TASKS[place].task_id, kind, named, words)
    return found


@given(answers())
def test_a_workbook_filled_in_comes_back_as_what_was_written(said: dict[int, Said]) -> None:
    cells: dict[tuple[int, str], object] = {}
    for place, one in said.items():
        cells[place, "意见"], cells[place, "理由"] = WORDS[one.kind], one.words or None
        cells[place, "建议单位"] = LABELS[one.named_id] if one.named_id else None
    reading = filled_in(cells)
    assert not reading.doubts
    assert {one.said for one in reading.understood} == set(said.values())
    kept = [comment(one) for one in said.values()]
    for one in kept:
        one.named = Department(id=one.named_id, label=LABELS[one.named_id]) if one.named_id else None
    again = back(workbook(a_table(kept)), *kept)
    assert {one.change for one in again.understood} <= {Change.SAME} and len(again.understood) == len(kept)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 6), st.sampled_from(["编号", "意见", "建议单位", "理由", "行标记"])), SAYABLE
    )
)
def test_whatever_stands_in_the_cells_every_row_is_understood_or_doubted(cells) -> None:
    reading = filled_in(dict(cells))
    rows = {one.line for one in [*reading.understood, *reading.doubts]}
    answered = {row + 4 for (row, head), words in cells.items() if words and head in ("意见", "建议单位", "理由")}
    assert rows <= set(range(4, 11)) and len(answered - rows) <= reading.agreed
