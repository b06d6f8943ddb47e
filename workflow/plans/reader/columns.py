"""What a column of a table of measures holds, by its name."""

import re
from enum import Enum


class Column(Enum):
    NUMBER = "number"
    TASK = "task"
    DETAIL = "detail"
    LEAD = "lead"
    CO = "co"
    BODIES = "bodies"
    DUE = "due"
    GROUP = "group"
    OTHER = "other"


HEADINGS = (
    (re.compile(r"序号?|编号|项次"), Column.NUMBER),
    (re.compile(r".*(?:配合|协助|协办|参与|参加|协同|支持)(?:单位|部门|机关|机构)?"), Column.CO),
    (re.compile(r".*(?:牵头|主办|主责|第一责任)(?:单位|部门|机关|机构)?(?:\(.*\))?"), Column.LEAD),
    (
        re.compile(
            r".*(?:责任|负责|指导|实施|落实|承担|主管|承办|组织|分工)(?:单位|部门|主体|机关|机构)(?:\(.*\))?|.*责任分工"
        ),
        Column.BODIES,
    ),
    (re.compile(r".*(?:时限|时间|期限|进度|节点)(?:要求|安排)?"), Column.DUE),
    (re.compile(r"(?:具体|主要|重点|工作|目标)*(?:任务|举措|措施|事项)(?:名称)?"), Column.TASK),
    (re.compile(r".*(?:类别|领域|分类|方面|类型|板块)"), Column.GROUP),
    (re.compile(r".*(?:内容|具体|目标|要求|说明|成果|标准|范围|路径|做法|抓手).*"), Column.DETAIL),
    (re.compile(r".*(?:任务|举措|措施|事项|项目|工作|名称|行动|政策|改革|指标).*"), Column.TASK),
)


def columns_of(line: str) -> list[Column]:
    """The columns of a header line; empty where the line is none."""
    cells = line.split("\t")
    if len(cells) < 3 or any(len(cell) > 20 for cell in cells):
        return []
    columns = settled([column_of(cell) for cell in cells])
    return columns if {Column.BODIES, Column.LEAD} & set(columns) else []


def column_of(cell: str) -> Column:
    return next((column for shape, column in HEADINGS if shape.fullmatch(cell)), Column.OTHER)


def settled(columns: list[Column]) -> list[Column]:
    """A second column of tasks holds the details of the first; where no column holds tasks, a group is one."""
    tasks = [index for index, column in enumerate(columns) if column is Column.TASK]
    groups = [index for index, column in enumerate(columns) if column is Column.GROUP]
    settled = list(columns)
    if len(tasks) > 1 and Column.DETAIL not in columns:
        settled[tasks[1]] = Column.DETAIL
    if groups and not tasks and Column.DETAIL not in columns:
        settled[groups[0]] = Column.TASK
    return settled
