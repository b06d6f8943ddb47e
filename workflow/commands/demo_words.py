"""What the departments of a demonstration say. All of it is simulated, and says so (演示)."""

from datetime import date, timedelta

from workflow.reports.models import Standing
from workflow.reports.rules import BlockerSaid

WEEK = timedelta(days=7)
BASIS = "演示：按文件所列第一位确认"
COURSE = (
    "（演示）年度实施计划已经印发，工作任务分解到县（市、区），建立了按月调度机制。",
    "（演示）重点项目按计划开工，县（市、区）报来进度符合时间要求，未出现影响全年的事项。",
    "（演示）上半年任务过半，现场核查了 6 个项目，发现的 3 个小问题已经整改完毕。",
    "（演示）本季度重点项目按计划建设，完成全年任务的七成以上，年底前可以完成。",
)
BEHIND = (
    "（演示）总体推进，但部分项目前期手续办理慢于计划，已列出清单逐个销号。",
    "（演示）完成量比计划少约一成，主要受用地和设备到货影响，已制定赶进度的措施。",
    "（演示）进度仍慢于计划约 8%，两个重点项目 8 月才能开工，已约谈责任单位。",
    "（演示）重点项目前期手续办理较慢，完成量比计划少约一成，四季度按旬调度。",
)
BLOCKED = "（演示）本季度有关工作受阻，需要上级明确政策口径后才能继续。"
NEXT = "（演示）下季度集中推进剩余项目，按月调度。"
SHARED = "（演示）按职责配合推进，本季度办理有关手续 4 件，无新增问题。"
OWN = {
    ("二（一）", 3): "（演示）完成 2 台机组节能改造，供电煤耗降到 299.4 克标准煤/千瓦时；剩余 1 台年底停机改造。",
    ("二（二）", 2): "（演示）垣曲县 20 万千瓦光伏项目并网，装机达到 463 万千瓦；闻喜县项目用地手续正在办理。",
    ("二（三）", 3): "（演示）风电装机 446 万千瓦。平陆、芮城两个项目送出线路未建成，新增容量少于计划。",
    ("三（一）", 3): "（演示）能耗降幅累计 16.4%，产能置换指标未落实，两座高炉改造没有开工。",
    ("五（一）", 3): "（演示）人均公园绿地 12.8 平方米，老城区三处口袋公园拆迁未完成，进度慢于计划。",
    ("九（四）", 3): "（演示）资源化利用率 55.8%，厨余垃圾处理二期设备未到货，投运推迟到明年一季度。",
}
SLOW = ("二（三）", "三（一）", "五（一）", "九（四）")  # behind in every quarter
STUCK = {
    "二（三）": ("coordination", "（演示）送出线路工程未核准", "请市发展改革委加快送出线路核准"),
    "三（一）": ("province", "（演示）产能置换指标未明确", "请市政府向省里协调钢铁产能置换指标"),
    "五（一）": ("land", "（演示）老城区三处地块拆迁未完成", "请市规划和自然资源局加快用地审查"),
    "九（四）": ("funds", "（演示）二期设备款未到位", "请市财政局落实二期设备资金"),
}


def standing(number: str, ordinal: int, place: int) -> Standing:
    """How a task stands in a quarter (0 to 3)."""
    if number in SLOW or (ordinal + place) % 9 == 2:
        return Standing.BEHIND
    return Standing.BLOCKED if place == 3 and ordinal % 22 == 4 else Standing.ON_COURSE


def text(number: str, standing: Standing, place: int) -> str:
    if (number, place) in OWN:
        return OWN[number, place]
    if standing == Standing.BLOCKED:
        return BLOCKED
    return (BEHIND if standing == Standing.BEHIND else COURSE)[place]


def blockers(number: str, standing: Standing, on: date) -> list[BlockerSaid]:
    if number in STUCK:
        kind, words, asked = STUCK[number]
        return [BlockerSaid(kind, words, asked, on - 10 * WEEK)]
    if standing == Standing.BLOCKED:
        return [BlockerSaid("province", "（演示）省级指标尚未下达", "请市政府向省里协调明确", on - 3 * WEEK)]
    if standing == Standing.BEHIND:
        return [BlockerSaid("land", "（演示）用地手续尚未办结", "", on - WEEK)]
    return []
