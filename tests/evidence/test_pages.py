"""Files put in with a report and taken out again: whole, as downloads, by whoever may see the report."""

import io
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.evidence.making import pdf, picture
from tests.support import builders
from workflow.deadlines.models import DeadlineKind
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.reports.models import Report, ReportEvidence

PDF = pdf(words="x" * 1500)
SAID = {"standing": "on_course", "text": "已并网"}


@pytest.fixture
def owed(database, city):
    with database.reading() as session:
        return builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id


def sent(client, owed, *files: tuple[bytes, str], **more):
    data = {**SAID, "files": [(io.BytesIO(data), name) for data, name in files], **more}
    return client.post(f"/deadlines/{owed}/report", data=data)


def status(client, evidence: Evidence) -> int:
    with client.get(f"/evidence/{evidence.id}") as answer:
        return answer.status_code


def only(database) -> Evidence:
    with database.reading() as session:
        return session.scalars(select(Evidence)).one()


def test_files_are_put_in_with_the_report(liaison, owed, database, app) -> None:
    assert sent(liaison, owed, (PDF, "并网证明.pdf"), (PDF, "并网证明.pdf")).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(Evidence.name)).all() == ["并网证明.pdf", "并网证明.pdf"]
        blob = session.scalars(select(Blob)).one()
        assert (blob.size, blob.state) == (len(PDF), BlobState.STORED)
        assert session.scalar(select(func.count()).select_from(ReportEvidence)) == 2
    assert app.extensions["duban.files"].size(blob.sha256) == len(PDF)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "空.pdf", "文件“空.pdf”是空的（0 字节），没有上传。"),
        (b"<html>", "页.html", "类型不在允许之列"),
        (b"MZ", "进展.pdf", "是程序或脚本"),
        (PDF, "绝密.pdf", "带有密级标志"),
    ],
)
def test_a_file_that_is_not_taken_gets_a_sentence_and_the_words_stay(liaison, owed, database, data, name, said) -> None:
    answer = sent(liaison, owed, (data, name), (PDF, "好的.pdf"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page and "已并网" in page and "好的.pdf" in page
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_a_file_once_taken_need_not_be_chosen_again(liaison, owed, database) -> None:
    sent(liaison, owed, (PDF, "好的.pdf"), text="")
    assert "好的.pdf" in liaison.page.text
    assert sent(liaison, owed, evidence=str(only(database).id)).status_code == 303
    with database.reading() as session:
        assert session.scalar(select(ReportEvidence.evidence_id)) == only(database).id


def test_a_file_too_large_gets_a_sentence_and_the_words_stay(app, liaison, owed) -> None:
    app.extensions["duban.settings"] = replace(app.extensions["duban.settings"], upload_limit=1000)
    answer = sent(liaison, owed, (PDF, "大.pdf"))
    assert answer.status_code == 422
    assert "文件“大.pdf”超过 0 MB" in liaison.page.text and "已并网" in answer.get_data(as_text=True)


def test_a_form_far_too_large_is_not_read(app, liaison, owed) -> None:
    app.extensions["duban.settings"] = replace(app.extensions["duban.settings"], upload_limit=1000)
    assert sent(liaison, owed, (PDF * 10, "大.pdf")).status_code == 413
    assert "文件太大" in liaison.page.h1


def test_another_departments_file_is_not_cited(client, city, owed, database) -> None:
    client.sign_in(city.accounts["liaison"])
    sent(client, owed, (PDF, "我的.pdf"))
    with database.reading() as session:
        other = builders.the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2, occasion="2026Q3").id
    client.sign_in(city.accounts["other"])
    answer = client.post(f"/deadlines/{other}/report", data={**SAID, "evidence": str(only(database).id)})
    assert answer.status_code == 422
    assert "所附材料不是本单位的" in client.page.text and "我的.pdf" not in client.page.text


def test_a_file_leaves_only_as_a_download_that_can_do_nothing(liaison, owed, database) -> None:
    sent(liaison, owed, (PDF, "并网 证明(一).pdf"))
    with liaison.get(f"/evidence/{only(database).id}") as answer:
        assert (answer.status_code, answer.data) == (200, PDF)
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert "filename*=UTF-8''%E5%B9%B6%E7%BD%91%20%E8%AF%81%E6%98%8E" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Content-Length"] == str(len(PDF))


@pytest.mark.parametrize(
    ("data", "name", "inline", "policy"),
    [
        (picture(), "现场.png", True, "sandbox; default-src 'none'"),
        (PDF, "证明.pdf", True, "default-src 'none'"),
        ("名单".encode(), "名单.txt", False, "sandbox; default-src 'none'"),
    ],
)
def test_pictures_and_documents_are_looked_at_in_place_and_everything_else_is_taken_out(
    liaison, owed, database, data, name, inline, policy
) -> None:
    sent(liaison, owed, (data, name))
    with liaison.get(f"/evidence/{only(database).id}/view") as answer:
        assert (answer.status_code, answer.data) == (200, data)
        assert ("attachment" not in answer.headers.get("Content-Disposition", "")) is inline
        assert answer.headers["Content-Security-Policy"] == policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("head", 200),
        ("office", 200),
        ("leader", 200),
        ("auditor", 200),
        ("other", 403),
        ("third", 403),
        ("administrator", 403),
    ],
)
def test_a_file_is_given_to_whoever_may_see_the_report_that_cites_it(
    client, city, owed, database, name, expected
) -> None:
    sent(client.sign_in(city.accounts["liaison"]), owed, (PDF, "证明.pdf"))
    assert status(client.sign_in(city.accounts[name]), only(database)) == expected


def test_the_lead_opens_what_a_share_cites(client, city, database) -> None:
    client.sign_in(city.accounts["other"])
    with database.reading() as session:
        held = builders.the_share(session, city, "industry", task=1).id
    data = {**SAID, "files": (io.BytesIO(PDF), "分工.pdf")}
    assert client.post(f"/assignments/{held}/share", data=data).status_code == 303
    assert status(client.sign_in(city.accounts["liaison"]), only(database)) == 200
    assert status(client.sign_in(city.accounts["third"]), only(database)) == 403


@pytest.mark.parametrize("change", ["missing", "shorter", "altered"])
def test_a_missing_or_altered_file_is_never_sent(liaison, owed, database, app, change) -> None:
    sent(liaison, owed, (PDF, "证明.pdf"))
    evidence = only(database)
    path = app.extensions["duban.files"].root / evidence.sha256[:2] / evidence.sha256[2:4] / evidence.sha256
    if change == "missing":
        path.unlink()
    else:
        path.write_bytes(PDF[:-1] + (b"" if change == "shorter" else b"y"))
    answer = liaison.get(f"/evidence/{evidence.id}")
    assert answer.status_code == 500
    assert "这份材料不能下载" in liaison.page.h1 and evidence.sha256 in liaison.page.text
