"""A task's words in their place: targets marked, the clause set apart, doubtful words masked."""

from types import SimpleNamespace

from workflow.plans.rules import MASK
from workflow.web.tasks.source import Manner, paragraphs

TEXT = "(一)发展风电。到2025年,装机达到430万千瓦。某站推进。(市能源局负责)\n第二段。\n"
START = 100


def place(words: str, **facts):
    at = START + TEXT.index(words)
    return SimpleNamespace(start=at, end=at + len(words), **facts)


def read(**spans):
    given = {"targets": [], "clauses": [], "taints": [], **spans}
    found = paragraphs(TEXT, START, **given)
    return [[(passage.words, passage.manner) for passage in passages] for passages in found]


def test_targets_are_marked_and_the_clause_is_set_apart() -> None:
    first, second = read(targets=[place("装机达到430万千瓦")], clauses=[place("(市能源局负责)")])
    assert first == [
        ("(一)发展风电。到2025年,", Manner.PLAIN),
        ("装机达到430万千瓦", Manner.MARKED),
        ("。某站推进。", Manner.PLAIN),
        ("(市能源局负责)", Manner.CLAUSE),
    ]
    assert second == [("第二段。", Manner.PLAIN)]


def test_nothing_of_the_text_is_lost_and_nothing_is_added() -> None:
    spans = {"targets": [place("装机达到430万千瓦"), place("达到430万千瓦")], "clauses": [place("(市能源局负责)")]}
    assert "".join(words for passages in read(**spans) for words, _ in passages) == TEXT.replace("\n", "")


def test_doubtful_words_are_masked_once_and_never_shown() -> None:
    doubtful = place("某站", typed=None, confirmed=False)
    words = "".join(words for passages in read(taints=[doubtful]) for words, _ in passages)
    assert "某站" not in words and words.count(MASK) == 1


def test_doubtful_words_across_a_mark_are_masked_in_both_parts() -> None:
    doubtful = place("430万千瓦。某站", typed=None, confirmed=False)
    words = "".join(
        w for passages in read(targets=[place("装机达到430万千瓦")], taints=[doubtful]) for w, _ in passages
    )
    assert "430" not in words and "某站" not in words


def test_words_cleared_by_two_persons_are_shown_mended_once() -> None:
    cleared = place("430万千瓦。某站", typed="430万千瓦。各县", confirmed=True)
    marked = read(targets=[place("装机达到430万千瓦")], taints=[cleared])
    words = "".join(words for passages in marked for words, _ in passages)
    assert words.count("各县") == 1
