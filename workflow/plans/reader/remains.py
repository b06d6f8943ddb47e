"""What a website leaves among the words of a plan: menus, buttons, its own footer."""

import re
from collections.abc import Iterator

MENU = (
    "网站首页|首页|政务公开|政府信息公开|信息公开|政务服务|互动交流|政民互动|新闻中心|新闻动态|要闻动态|政策文件|解读回应"
    "|政策解读|数据开放|专题专栏|公共服务|办事服务|通知公告|公示公告|机构设置|领导之窗"
)
BUTTONS = "打印(?:本页|文章)?|关闭(?:窗口|本页)?|分享|收藏|纠错|返回(?:顶部|列表)|复制链接|转发"
REMAINS = re.compile(
    rf"(?:(?:您|你)?(?:现在|当前)?的?(?:所在)?位置:)?(?:首页|网站首页)[>|/·\-]{{0,3}}(?:(?:{MENU})[>|/·\-]{{0,3}})+"
    rf"|(?:(?:{MENU})[>|/·\-]{{0,3}}){{3,}}"
    rf"|\[?(?:{BUTTONS})\]?(?:[|/\[\]]{{0,2}}(?:{BUTTONS})\]?)+"
    r"|当前位置:[^。;\n]{0,40}|打印本页|关闭(?:窗口|本页)|返回顶部|设为首页|加入收藏|您访问的链接即将离开"
    r"|\[?字[体号]:?\[?大(?:[|/\]\[]{0,2}中)?(?:[|/\]\[]{0,2}小)?\]?"
    r"|(?:浏览|阅读|点击)(?:次数|量):\d*|分享(?:到|至):?(?=微信|微博|新浪|QQ|朋友圈|\n|$)|责任编辑:[^。;\n]{0,10}"
    r"|扫一扫[,]?(?:在手机|用手机|分享|打开|关注)[^。;\n]{0,20}|[上下]一[篇条]:[^。;\n]{0,60}"
    r"|版权所有[^。;\n]{0,30}|网站标识码:?[A-Za-z0-9]{0,16}|[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新蒙]"
    r"(?:ICP备|公网安备)[\d\-号]{0,24}|网站地图(?=联系我们|关于我们|\n|$)",
    re.I,
)


def website_remains(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of such words in a stretch of the flat text."""
    for found in REMAINS.finditer(flat, start, end):
        yield found.span()
