"""Words for what is counted as burden."""

from workflow.insight.burden import Burden
from workflow.wording.marks import mark

LABELS: tuple[tuple[Burden, str], ...] = (
    (Burden.FORMS, mark("应报表（份）")),
    (Burden.FILLED, mark("其中已报（份）")),
    (Burden.FIELDS, mark("填写栏目（项）")),
    (Burden.QUESTIONS, mark("询问和核对（次）")),
    (Burden.RETURNS, mark("退回（次）")),
    (Burden.URGES, mark("催办催报（次）")),
    (Burden.NOTICES, mark("提醒（条）")),
    (Burden.MAILS, mark("邮件（封）")),
    (Burden.PAPERS, mark("文件（份）")),
)
