"""Words of 签发: sentences for what may not be signed, and acts of the history."""

from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "signing.words_missing": mark("请写明退回的意见。"),
    "signing.signer_missing": mark("请填写签批人姓名。"),
    "signing.day_to_come": mark("签批日期 %(on)s 还没有到，请核对。"),
    "signing.scan_missing": mark("线下签批须附签批件扫描件。"),
    "signing.one_scan": mark("签批件扫描件只能附一个文件。多页请合成一个文件。"),
    "signing.newer_revision": mark("您打开之后，经办人又改过这份填报。请看过新的内容再签发。"),
    "signing.signed_already": mark("这份填报已经签发报送。"),
    "signing.sent_back_already": mark("这份填报已经退回经办人。"),
    "signing.withdrawn": mark("经办人已撤回这份填报。"),
    "signing.superseded": mark("这件应办事项已经结束，或已转由其他单位办理，不用再签发。请撤回这份填报，内容会保留。"),
    "signing.newer_request": mark("您打开之后，这项申请又改过或已处理。请看过新的内容再签发。"),
    "signing.nothing_chosen": mark("没有勾选，请先勾选。"),
    "signing.no_head": mark("这个单位现在没有负责人任职，无人可以签发。请先登记负责人，再启用。"),
    "report.waits_already": mark("这一期已提交负责人签发。要修改请先撤回。"),
}
ACTS: dict[str, str] = {
    "department.sign_off_begun": mark("启用负责人签发"),
    "department.sign_off_ended": mark("停用负责人签发"),
}
