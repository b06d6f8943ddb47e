"""Sentences for files that are not taken in."""

from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "evidence.name_missing": mark("文件没有名称，请重新命名后再上传。"),
    "evidence.empty": mark("文件“%(name)s”是空的（0 字节），没有上传。"),
    "evidence.too_large": mark("文件“%(name)s”超过 %(limit)s MB，没有上传。请压缩或拆分。"),
    "evidence.kind_refused": mark(
        "文件“%(name)s”的类型不在允许之列，没有上传。"
        "可以上传 PDF、OFD、Word、Excel、PPT、WPS 文档，图片，文本，邮件和 ZIP 压缩包。"
    ),
    "evidence.disguised": mark("文件“%(name)s”的内容与扩展名不符，没有上传。请用原来的格式另存后再上传。"),
    "evidence.broken": mark("文件“%(name)s”已损坏，无法打开，没有上传。"),
    "evidence.macros": mark("文件“%(name)s”含有宏，没有上传。请另存为不含宏的文档。"),
    "evidence.secrecy_mark": mark(
        "文件“%(name)s”的名称或内容带有密级标志（%(said)s），已停止上传。本系统为非涉密系统，涉密文件不得上传。"
    ),
    "evidence.identities": mark(
        "文件“%(name)s”中有 %(said)s 个居民身份证号码，已停止上传。请删去或遮盖身份证号码后再上传。"
    ),
    "evidence.name_tricks": mark("文件“%(name)s”的名称含有看不见的控制字符，没有上传。请重新命名后再上传。"),
    "evidence.name_device": mark("“%(name)s”是 Windows 保留的设备名，不能用作文件名，没有上传。请重新命名后再上传。"),
    "evidence.name_too_long": mark("文件名“%(name)s”超过 %(limit)s 个字，没有上传。请缩短名称后再上传。"),
    "evidence.program": mark("“%(name)s”是程序或脚本，没有上传。请去掉程序，只上传文档、图片等材料。"),
    "evidence.page": mark("“%(name)s”的内容是网页或 SVG 图形，可能带有脚本，没有上传。请另存为 PDF 或图片后再上传。"),
    "evidence.two_in_one": mark("文件“%(name)s”里还夹带了另一个文件，没有上传。请用原来的软件打开，另存一份后再上传。"),
    "evidence.controls": mark("文件“%(name)s”含有 ActiveX 控件，没有上传。请去掉控件，或另存为 PDF 后再上传。"),
    "evidence.fetched": mark(
        "文件“%(name)s”打开时会从别处取模板或内容，没有上传。请断开外部模板和链接，或另存为 PDF 后再上传。"
    ),
    "evidence.packed_within": mark("文件“%(name)s”里附带了其他文件，没有上传。请取出附带的文件，分别上传。"),
    "evidence.script": mark("文件“%(name)s”含有脚本或启动程序的动作，没有上传。请用“打印为 PDF”另存一份后再上传。"),
    "evidence.locked": mark("文件“%(name)s”设有密码，没有上传。请去掉密码后再上传。"),
    "evidence.bomb": mark("文件“%(name)s”解压后大得不正常，没有上传。请重新压缩，或不压缩、分别上传。"),
    "evidence.too_deep": mark("文件“%(name)s”里压缩包套了超过 %(limit)s 层，没有上传。请解开后分别上传。"),
    "evidence.too_many_inside": mark("文件“%(name)s”里的文件超过 %(limit)s 个，没有上传。请分成几个压缩包上传。"),
    "evidence.inner_too_large": mark("“%(name)s”超过 %(limit)s MB，在压缩包或邮件里无法检查，没有上传。请单独上传。"),
    "evidence.packed_oddly": mark("文件“%(name)s”用了少见的压缩方式，没有上传。请用普通的 ZIP 格式重新压缩。"),
    "evidence.outside": mark(
        "压缩包“%(name)s”里有不安全的文件名（%(inner)s），没有上传。请用普通的文件名重新压缩，不要带快捷方式。"
    ),
    "evidence.too_many_pixels": mark("图片“%(name)s”超过 %(limit)s 百万像素，没有上传。请缩小后再上传。"),
    "evidence.too_heavy": mark("文件“%(name)s”太复杂，无法在规定时间内检查完，没有上传。请拆分，或另存为 PDF。"),
}
