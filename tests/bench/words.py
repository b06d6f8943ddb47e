"""Words to fill a database with: bodies, people, headings and reports as a city writes them."""

from itertools import product

COUNTIES = (
    "盐湖区", "永济市", "河津市", "绛县", "夏县", "新绛县", "稷山县", "芮城县", "临猗县", "万荣县", "闻喜县",
    "垣曲县", "平陆县", "开发区",
)  # fmt: skip
BUREAUS = (
    "能源局", "工信局", "发展改革局", "住建局", "交通运输局", "农业农村局", "生态环境局", "自然资源局", "财政局",
    "教育局", "科技局", "商务局", "文化和旅游局", "市场监管局", "统计局", "林业局", "水务局", "应急管理局",
    "行政审批局", "人社局", "机关事务服务中心",
)  # fmt: skip
OTHERS = ("国网运城供电公司", "运城银保监分局", "人行运城市分行", "市邮政管理局")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = tuple(a + b for a, b in product("建志晓文海国丽春玉永", "军华明芳平强梅涛"))
CHAPTERS = (
    "二、加快能源结构调整，夯实低碳发展基础",
    "三、推进工业领域绿色低碳转型",
    "四、推进城乡建设绿色低碳发展",
    "五、加快交通运输绿色低碳转型",
    "六、大力发展循环经济",
    "七、提升生态系统碳汇能力",
)
HEADINGS = (
    "抓好煤炭保供和煤电清洁低碳发展", "推动光伏发电高质量发展", "提升风电开发利用水平",
    "积极发展抽水蓄能和新型储能", "有序推进生物质能开发利用", "因地制宜发展地热能、氢能等可再生能源",
    "加快建立新型电力系统", "推动钢铁行业碳达峰", "推动焦化行业碳达峰", "推动有色金属行业碳达峰",
    "推动建材行业碳达峰", "坚决遏制高耗能、高排放、低水平项目盲目发展", "推动城乡建设绿色低碳转型",
    "加快提升建筑能效水平", "加快优化建筑用能结构", "推进农村建设和用能低碳转型", "推动运输工具装备低碳转型",
    "构建绿色高效交通运输体系", "加快绿色交通基础设施建设", "推进产业园区循环化发展", "加强大宗固废综合利用",
    "健全资源循环利用体系", "巩固生态系统固碳作用", "提升生态系统碳汇能力", "推进农业农村减排固碳",
)  # fmt: skip
SENTENCES = (
    "本季度按计划完成集中式光伏项目备案三项，合计装机容量二十六万千瓦，施工单位已进场。",
    "组织召开专题调度会两次，协调解决用地、接网等问题七个，其余问题已列入清单逐项销号。",
    "完成重点企业节能诊断十二家，提出改造建议四十六条，预计年节约标准煤一万八千吨。",
    "累计完成既有建筑节能改造十四万平方米，占年度任务的百分之七十二。",
    "新增新能源公交车八十五辆，建成公共充电桩三百一十个，中心城区服务半径进一步缩小。",
    "受产能置换指标未明确影响，部分项目前期手续办理进度滞后，已向上级主管部门专题请示。",
    "完成营造林三万二千亩，森林抚育五万亩，碳汇计量监测样地布设工作全部结束。",
    "下一步将紧盯年度目标，倒排工期、挂图作战，确保各项任务按时保质完成。",
)
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


def bodies(count: int) -> list[str]:
    """Names of departments, none twice."""
    names = [*OTHERS, *(county + bureau for bureau, county in product(BUREAUS, COUNTIES))]
    return names[:count]


def person(n: int) -> str:
    return SURNAMES[n % len(SURNAMES)] + GIVEN[n // len(SURNAMES) % len(GIVEN)]


def said(n: int) -> str:
    """What a department says in a report: three or four sentences, about a hundred and fifty characters."""
    return "".join(SENTENCES[(n + 3 * k) % len(SENTENCES)] for k in range(3 + n % 2))


def number_of(ordinal: int) -> tuple[str, str, str]:
    """The number of a plan's nth task (二（三）), its parts as printed, and its chapter's heading."""
    chapter, place = divmod(ordinal, 11)
    numeral = CHAPTERS[chapter % len(CHAPTERS)].partition("、")[0]
    return f"{numeral}（{NUMERALS[place]}）", NUMERALS[place], CHAPTERS[chapter % len(CHAPTERS)]
