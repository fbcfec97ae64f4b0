"""The sketch of a text. The sentences are our own."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from extraction.works.reuse import sketch

SENTENCES = [f"全市第{n}季度开展行政执法检查{n * 37}次，整改问题{n * 11}个。" for n in range(1, 60)]


def near(one: str, other: str) -> bool:
    return bool(set(sketch(one).bands) & set(sketch(other).bands))


def test_punctuation_and_notation_make_no_other_sentence() -> None:
    one = "全市共有执法人员1,234人，持证率95％，全部通过考试。"
    other = "全市共有执法人员1234人、持证率95%，全部通过考试！"
    assert sketch(one) == sketch(other)
    assert sketch(one) != sketch(other.replace("1234", "1235"))


def test_short_sentences_and_repetitions_do_not_count() -> None:
    assert sketch("一、主要做法\n坚持依法行政。全面推进改革。") == sketch("") and not sketch("").bands
    assert len(sketch(SENTENCES[0] * 3 + "一二三四五六七八九十一。").sentences) == 1
    assert len(sketch("一二三四五六七八九十一二。").sentences) == 1


def test_near_copies_share_a_band_and_strangers_do_not() -> None:
    text = "".join(SENTENCES)
    assert near(text, "\n".join([*SENTENCES[:40], "镇村普法宣传活动形式不够丰富多样。"]))
    assert not near("".join(SENTENCES[:30]), "".join(SENTENCES[30:]))


@given(st.lists(st.sampled_from(SENTENCES), min_size=1), st.randoms(use_true_random=False))
def test_the_order_of_sentences_does_not_matter(said: list[str], chance: Random) -> None:
    shuffled = said.copy()
    chance.shuffle(shuffled)
    assert sketch("".join(shuffled)) == sketch("\n".join(said))
