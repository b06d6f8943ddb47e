"""Two editions side by side: what continues what, and what changed in its words."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.plans.comparing import Continues, Pair, Passage, compare, differences

OLD = [
    Passage(1, "二（一）", "发展光伏", "（一）发展光伏。到2025年，光伏装机达到470万千瓦左右。（市能源局负责）"),
    Passage(2, "二（二）", "发展风电", "（二）发展风电。因地制宜开发风电，有序推进老旧风场改造。（市能源局负责）"),
    Passage(3, "三（一）", "钢铁达峰", "（一）钢铁达峰。严格执行产能置换，推动短流程炼钢。（市工信局负责）"),
    Passage(4, "三（二）", "取暖清洁", "（二）取暖清洁。巩固散煤清零成果，发展集中供热。（市住建局负责）"),
]
NEW = [
    Passage("a", "二（一）", "发展风电", "（一）发展风电。因地制宜开发风电，有序推进老旧风场改造。（市能源局负责）"),
    Passage(
        "b", "二（二）", "发展光伏", "（二）发展光伏。到2025年，光伏装机达到500万千瓦左右。（市能源局、市住建局负责）"
    ),
    Passage("c", "二（三）", "发展氢能", "（三）发展氢能。布局加氢站，推进焦炉煤气制氢示范。（市发展改革委负责）"),
    Passage("d", "三（一）", "钢铁达峰", "（一）钢铁达峰。严格执行产能置换，推动短流程炼钢。（市工信局负责）"),
]


def test_an_item_is_found_again_though_its_number_or_its_words_changed() -> None:
    assert compare(OLD, NEW) == [
        Pair(Continues.MOVED, 2, "a"),
        Pair(Continues.CHANGED, 1, "b"),
        Pair(Continues.NEW, None, "c"),
        Pair(Continues.SAME, 3, "d"),
        Pair(Continues.GONE, 4, None),
    ]


def test_what_a_person_decided_stands_before_what_looks_alike() -> None:
    pairs = compare(OLD, NEW, decided=[(4, "c"), (None, "b")])
    assert Pair(Continues.CHANGED, 4, "c") in pairs
    assert Pair(Continues.NEW, None, "b") in pairs
    assert Pair(Continues.GONE, 1, None) in pairs


def test_differences_are_told_in_whole_numbers_and_words() -> None:
    told = differences("光伏装机达到470万千瓦左右", "光伏装机达到500万千瓦以上")
    assert [(one.words, one.gone, one.added) for one in told] == [
        ("光伏装机达到", False, False),
        ("470", True, False),
        ("500", False, True),
        ("万千瓦", False, False),
        ("左右", True, False),
        ("以上", False, True),
    ]


@given(st.text(alphabet="甲乙丙丁12，。 ", max_size=40), st.text(alphabet="甲乙丙丁12，。 ", max_size=40))
def test_both_texts_can_be_read_back_from_their_differences(old: str, new: str) -> None:
    told = differences(old, new)
    assert "".join(one.words for one in told if not one.added) == old
    assert "".join(one.words for one in told if not one.gone) == new


@given(st.permutations(NEW), st.sets(st.integers(0, 3)))
def test_every_item_of_both_editions_comes_up_once(new: list[Passage[str]], left_out: set[int]) -> None:
    old = [one for place, one in enumerate(OLD) if place not in left_out]
    pairs = compare(old, new)
    assert sorted(p.new for p in pairs if p.new is not None) == sorted(one.key for one in new)
    assert sorted(p.old for p in pairs if p.old is not None) == sorted(one.key for one in old)
