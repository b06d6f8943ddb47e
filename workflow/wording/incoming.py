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
}
