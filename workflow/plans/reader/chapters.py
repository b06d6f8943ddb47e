"""What a chapter is about, by the words of its heading."""

import re
from enum import Enum

AIMS = r"(?:总体|主要|工作|发展|行动|奋斗|预期|具体|阶段性?|建设|年度|实施)目标"
GENERAL = re.compile(
    rf"总体(?:要求|思路|部署|考虑|安排|原则)|指导思想|(?:基本|工作"
    rf"|主要|实施|总体)原则|{AIMS}|目标要求|目标任务$|^目标$|(?:工作"
    rf"|基本|发展)思路"
    r"|(?:发展|工作|现实|现状)基础|基础和形势|形势(?:分析|与|和"
    r"|$)|工作背景|发展现状|现状(?:与|和|分析)|重[要大]意义|充分认识"
    r"|适用(?:范围|对象)|总则|附则"
    r"|(?:发展|规划|面临的?|宏观)(?:环境|形势|机遇|条件|背景)|机遇[和与]挑战"
    r"|编制(?:依据|背景|目的)|名词解释|术语|制定依据"
)
GENERAL_ITEM = re.compile(
    rf"^(?:指导思想|总体(?:要求|思路|目标)|(?:基本|工作|主要|实施)原则"
    rf"|{AIMS}|目标要求|(?:发展|工作|现实|现状)基础|发展(?:现状|环境|形势)|面临的?(?:形势|机遇|挑战|环境)|远景目标|战略定位|发展定位|基本要求|工作要求与目标"
    rf"|\d{{4}}年目标)"
)
IMPLEMENTING = re.compile(
    r"组织实施|保障|工作要求|有关要求|相关要求|实施要求|组织领导"
    r"|推进措施|推进机制|工作机制|监督|督导|督促|考核|统筹推进"
    r"|组织推进|抓好落实|工作措施|贯彻落实|附则"
)
LONGEST = 40


class About(Enum):
    GENERAL = "general"
    TASKS = "tasks"
    IMPLEMENTING = "implementing"


def about(heading: str) -> About:
    """What a chapter with this heading holds."""
    words = heading[:LONGEST]
    if GENERAL.search(words) and not re.search(r"任务和|和任务|及任务", words):
        return About.GENERAL
    return About.IMPLEMENTING if IMPLEMENTING.search(words) else About.TASKS


def is_general_item(heading: str) -> bool:
    """Whether an item only states principles or aims."""
    return len(heading) <= LONGEST and bool(GENERAL_ITEM.match(heading))
