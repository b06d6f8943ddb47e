"""Advertising among the words of a plan, and the words of policy that only look like it."""

import pytest

from tests.plans.readings import plan

PLAN = (
    "某市关于推进工业的实施方案\n一、重点任务\n（一）推进改造。{}（市工信局负责）\n（二）推进转型。（市商务局负责）\n"
)


def tainted(sentence: str) -> list[str]:
    return [taint.quote for taint in plan(PLAN.format(sentence)).taints]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("推进改造，澳门新葡京官网提升能效。", "澳门新葡京官网"),
        ("推进改造kok体育官网app下载提升能效。", "kok体育官网app下载"),
        ("用好皇冠体育开户资源。", "皇冠体育开户"),
        ("发展棋牌下载平台。", "棋牌下载平台"),
        ("推进bet365改造。", "bet365"),
        ("推进365bet体育在线改造。", "365bet体育在线"),
        ("推进pg电子游戏官网入口改造。", "pg电子游戏官网入口"),
        ("推进彩票投注平台注册开户改造。", "彩票投注平台注册开户"),
        ("推进时时彩改造。", "时时彩"),
        ("推进改造加微信abc12345提升能效。", "加微信abc12345"),
        ("推进无抵押贷款咨询QQ：123456789办理。", "无抵押贷款咨询QQ：123456789"),
        ("提供外围女服务。", "外围女"),
        ("推进改造www.xyz88.com提升能效。", "www.xyz88.com"),
        ("以澳门威尼斯人新时代中国特色社会主义思想为指导。", "澳门威尼斯人"),
        ("以万博体育总书记讲话为指导。", "万博体育"),
    ],
)
def test_advertising_is_found_by_its_shape_and_nothing_around_it(sentence: str, words: str) -> None:
    assert tainted(sentence) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "用好体育彩票公益金、体彩公益金和福利彩票公益金，规范彩票投注站管理。",
        "开展互联网+体育、5G+电子竞技游戏，推广APP、LNG、CCUS、VOCs治理，建设AI体育平台和AR体育APP下载服务。",
        "登录全国12315平台（www.12315.cn），下载地址为http://www.abc.com/view，邮箱为abc@163.com。",
        "严厉打击网络赌博、跨境投注、六合彩、赌场，整治棋牌室和裸聊敲诈。",
        "简化登记办证程序，推广无抵押贷款，税务机关代开发票，开展外围护结构改造。",
        "建设国际体育中心、2025国际娱乐中心、皇冠国际酒店、银河国际社区。",
        "办理PCT国际注册，推进企业注册登记、银行开户便利化，打造游戏网站注册实名制。",
        "关注微信公众号abcdef，加入工作QQ群：123456789。",
        "发展文化娱乐、体育旅游、电竞产业，规范体育娱乐场所注册登记。",
    ],
)
def test_words_of_policy_are_no_advertising(sentence: str) -> None:
    assert tainted(sentence) == []
