"""A table of hostile files and what each gets; docs/files.md shows it."""

import pytest

from tests.evidence import hostile
from tests.evidence.hostile import HOSTILE, Hostile
from tests.support import files_page
from workflow.errors import Refused
from workflow.evidence import inspecting
from workflow.wording.refusals import SENTENCES, spoken


@pytest.mark.parametrize("one", HOSTILE, ids=lambda one: f"{one.what}-{one.key.rpartition('.')[2]}")
def test_each_gets_what_the_table_says(one: Hostile, tmp_path) -> None:
    path = tmp_path / "arrived"
    path.write_bytes(one.make())
    if one.key.startswith("evidence."):
        with pytest.raises(Refused) as refused:
            inspecting.inspect(path, one.name)
        assert refused.value.key == one.key
        assert "没有上传" in spoken(refused.value)
        return
    seen = inspecting.inspect(path, one.name)
    assert [f"doubt.{doubt.value}" for doubt, _ in seen.doubts] == ([one.key] if one.key else [])


def test_every_sentence_for_a_hostile_file_is_shown_by_one() -> None:
    shown = {one.key for one in HOSTILE}
    others = {"evidence.name_missing", "evidence.too_large", "evidence.secrecy_mark", "evidence.identities"}
    others |= {"evidence.inner_too_large", "evidence.too_heavy"}
    from workflow.wording import incoming

    assert set(incoming.SENTENCES) - shown - others == set()
    assert {key for key in shown if key.startswith("evidence.")} <= set(SENTENCES)
    assert len(HOSTILE) >= 40


def test_the_page_of_files_shows_the_table_as_it_is() -> None:
    assert files_page.PAGE.read_text("utf-8") == files_page.page(), "run: python -m tests.support.files_page"
    assert hostile.HOSTILE[0].what in files_page.page()
