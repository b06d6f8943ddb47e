"""The file box in a browser: chosen, dropped and pasted files go up at once and go on after a cut line."""

import base64

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.evidence import making
from tests.support import builders
from tests.support.browser import Complaints, accessible
from tests.support.web import Served
from workflow.deadlines.models import DeadlineKind
from workflow.evidence.box_models import Proof
from workflow.evidence.models import Evidence
from workflow.reports.models import ReportEvidence

PDF = making.padded(5000)
BIG = making.padded(17 * 1024 * 1024)  # three pieces
GIVE = """([kind, name, data]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const basket = new DataTransfer();
  basket.items.add(new File([bytes], name, { type: kind === "paste" ? "image/png" : "application/pdf" }));
  const at = kind === "paste" ? document.body : document.querySelector("[data-uploads]");
  const how = { bubbles: true, cancelable: true };
  const what = kind === "paste" ? new ClipboardEvent("paste", { clipboardData: basket, ...how })
    : new DragEvent("drop", { dataTransfer: basket, ...how });
  at.dispatchEvent(what);
}"""
PNG = base64.b64encode(making.picture()).decode()


@pytest.fixture
def form(served: Served, city, page: Page) -> Page:
    """The liaison's form of a report, open."""
    with served.database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id
    client = served.app.test_client()
    with client.session_transaction() as kept:
        kept.update(_user_id=f"{city.accounts['liaison'].id}:{city.accounts['liaison'].epoch}", _fresh=True)
    cookie = client.get_cookie("duban")
    assert cookie is not None
    page.context.add_cookies([{"name": "duban", "value": cookie.value, "url": served.url}])
    page.goto(f"{served.url}/deadlines/{owed}/report")
    return page


def ticked(page: Page, name: str):
    return page.locator("[data-files] .choice", has_text=name).locator("input")


def test_files_are_chosen_dropped_and_pasted_and_a_cut_line_goes_on(
    form: Page, served: Served, city, complaints: Complaints
) -> None:
    page, cut = form, []

    def route(way) -> None:
        if not cut and way.request.headers.get("upload-offset", "0") != "0":
            cut.append(way.request.url)
            way.abort()
        else:
            way.continue_()

    page.route("**/uploads/*", route)
    page.set_input_files("#files", [{"name": "大文件.pdf", "mimeType": "application/pdf", "buffer": BIG}])
    page.evaluate(GIVE, ["drop", "会议纪要.pdf", base64.b64encode(PDF).decode()])
    page.evaluate(GIVE, ["paste", "image.png", PNG])
    page.check("input[name=standing][value=on_course]")
    page.fill("textarea[name=text]", "已并网。")
    page.get_by_role("button", name="报送", exact=True).click()  # waits for the files
    page.wait_for_url("**/desk**")
    assert cut
    with served.database.reading() as session:
        filed = select(Evidence.name).join(ReportEvidence, ReportEvidence.evidence_id == Evidence.id)
        names = set(session.scalars(filed))
        proofs = session.scalars(select(Proof)).all()
    assert {"大文件.pdf", "会议纪要.pdf"} < names and any(name.startswith("截图 ") for name in names)
    assert {(one.task_id, one.period) for one in proofs} == {(city.tasks[1].id, "2026Q3")} and len(proofs) == 3
    complaints.said = [said for said in complaints.said if "ERR_FAILED" not in said]  # the line that was cut


def test_on_a_phone_a_stopped_file_is_asked_about_and_an_earlier_one_chosen(
    form: Page, served: Served, complaints: Complaints
) -> None:
    page = form
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_input_files("#files", [{"name": "早先.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    ticked(page, "早先.pdf").uncheck()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_text("从已有材料中选").click()
    page.get_by_placeholder("按文件名查找").fill("没有这个")
    expect(page.locator(".earlier")).to_contain_text("没有找到")
    page.get_by_placeholder("按文件名查找").fill("早先")
    page.locator(".earlier .choice", has_text="早先.pdf").click()
    expect(ticked(page, "早先.pdf")).to_be_checked()
    page.set_input_files("#files", [{"name": "机密.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    expect(page.locator(".file-told")).to_contain_text("需要您确认")
    accessible(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="查看并确认").click()
    asking = opened.value
    accessible(asking)
    asking.fill("textarea[name=reason]", "公开发布的文件，已解密")
    asking.get_by_role("button", name="确认不涉密").click()
    expect(asking.locator(".flash")).to_contain_text("已收下")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(ticked(page, "机密.pdf")).to_be_checked()
    page.set_input_files("#files", [{"name": "程序.exe", "mimeType": "application/pdf", "buffer": PDF}])
    expect(page.locator(".file-told")).to_contain_text("不在允许之列")
    expect(page.get_by_role("button", name="重试 程序.exe")).to_have_count(0)  # it would be refused again
    page.get_by_role("button", name="移除 程序.exe").click()
    expect(page.locator(".file-told")).to_have_count(0)
    complaints.said = [said for said in complaints.said if "422" not in said]  # the file of a kind that is refused


def test_leaving_in_the_middle_is_warned_of_and_the_same_file_goes_on_where_it_stopped(
    form: Page, tmp_path, complaints: Complaints
) -> None:
    page, sent, asked = form, list[str](), list[str]()
    file = tmp_path / "大文件.pdf"
    file.write_bytes(BIG)
    hung = True

    def route(way) -> None:
        if way.request.method == "PATCH":
            if hung and way.request.headers["upload-offset"] != "0":
                return  # the second piece never gets there
            sent.append(way.request.headers["upload-offset"])
        way.continue_()

    page.route("**/uploads/*", route)
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with page.expect_request(lambda one: one.headers.get("upload-offset", "0") != "0"):
        page.set_input_files("#files", str(file))
    page.reload()
    assert asked == ["beforeunload"]
    hung = False
    page.set_input_files("#files", str(file))
    expect(ticked(page, "大文件.pdf")).to_be_checked(timeout=30_000)
    assert sent == ["0", str(8 * 1024 * 1024), str(16 * 1024 * 1024)]  # no piece twice


def test_a_photo_of_the_telephones_camera_gets_a_name_and_a_place(form: Page) -> None:
    camera = form.locator("[data-camera]")
    assert camera.get_attribute("capture") == "environment" and camera.get_attribute("accept") == "image/*"
    photo = {"name": "image.jpg", "mimeType": "image/jpeg", "buffer": making.picture("JPEG")}
    camera.set_input_files([photo])
    expect(ticked(form, "照片 20")).to_be_checked()
