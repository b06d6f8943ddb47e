"""Sample papers of a town that does not exist, in the words of a published plan."""

from dataclasses import replace
from datetime import date

from workflow.adapters.official_letter import OfficialLetter, Part, Table

OFFICE = "样张市碳达峰碳中和工作领导小组办公室"
LONG = (
    "统筹煤电发展和电力供应安全，有序发展大容量、高参数、低消耗、少排放煤电机组。有序推进煤电机组“上大压小”，以30万千瓦以下"
    "煤电机组为重点，分类推进落后机组关停淘汰，加快存量煤电机组节能降碳改造、灵活性改造、供热改造“三改联动”。"
)
NOTICE = OfficialLetter(
    organ="样张市人民政府办公室文件",
    number="样政办督〔2026〕7号",
    title="关于督办《样张市碳达峰实施方案》2026年第三季度逾期任务的通知",
    addressed="市能源局，市水务局",
    body=(
        Part(
            0,
            "《样张市碳达峰实施方案》（样政发〔2024〕12号）十五（一）规定，对目标任务推进情况开展督促检查。截至2026年11月20日，"
            "你单位牵头的2项任务逾期，现就有关事项通知如下：",
        ),
        Part(1, "一、逾期任务"),
        Part(
            2,
            "（一）抓好煤炭保供和煤电清洁低碳发展。应于2026年9月30日前完成，已逾期36个工作日；最近一次填报为8月12日。",
        ),
        Part(2, "（二）推进涑水河、姚暹渠流域治理。应于2026年10月15日前完成，已逾期26个工作日，未说明原因。"),
        Part(1, "二、有关要求"),
        Part(3, "1. 请于2026年12月4日前书面报送逾期原因、整改措施和完成时限。"),
        Part(4, "（1）整改措施逐项明确责任人，落实“上大压小”要求。"),
        Part(3, "2. 逾期不报的，将按程序报请市人民政府通报。"),
    ),
    attachments=("逾期任务清单", "整改情况报告（格式）"),
    signed="样张市人民政府办公室",
    dated=date(2026, 11, 29),
    contact="联系人：张三，电话：0000—1234567",
    copies="市委办公室，市人大常委会办公室，市政协办公室，市纪委监委，市发展改革委，市工信局，市生态环境局",
    printed_by="样张市人民政府办公室",
    printed_on=date(2026, 11, 30),
)
DRAFT = replace(NOTICE, number="", dated=None, printed_on=None, draft=True)
REPORT = replace(
    NOTICE,
    organ=OFFICE,
    urgency="特急",
    signer="张三、李四、欧阳某某",
    title=f"{OFFICE}关于《样张市碳达峰实施方案》2026年第三季度重点任务推进情况的报告",
    body=(
        Part(0, LONG),
        Table(
            ("序号", "任务", "牵头单位", "应完成"),
            tuple((str(row), "抓好煤炭保供和煤电清洁低碳发展", "市能源局", "2026年9月30日") for row in range(1, 33)),
            (14, 72, 30, 40),
        ),
        Part(0, LONG * 3),
    ),
)
COORDINATION = OfficialLetter(
    form="letter",
    organ="样张市人民政府办公室",
    number="样政办函〔2026〕12号",
    title="关于商请协助推进《样张市碳达峰实施方案》有关任务的函",
    addressed="国网样张供电公司",
    body=(
        Part(
            0,
            "《样张市碳达峰实施方案》（样政发〔2024〕12号）明确，由市能源局牵头、贵公司配合加快建设新型电力系统。"
            "为按期完成该项任务，现就有关事项商请如下：",
        ),
        Part(1, "一、商请事项"),
        Part(
            0,
            "请贵公司协助提供500千伏变电站扩建、220千伏开关站新建等工程2026年第三季度的进展情况，并说明需要市级层面协调的问题。",
        ),
        Part(1, "二、时间"),
        Part(0, "请于2026年12月11日前函复我办。专此函商，盼予支持。"),
    ),
    attachments=("工程进展情况表",),
    signed="样张市人民政府办公室",
    dated=date(2026, 11, 29),
    contact="联系人：李四，电话：0000—7654321",
    copies="市发展改革委，市能源局",
)
