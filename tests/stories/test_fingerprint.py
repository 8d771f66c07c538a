import subprocess
import sys
from dataclasses import replace

import numpy
from hypothesis import given
from hypothesis import strategies as st

from masdar.stories import fingerprint
from tests import fakes

WORDS = st.lists(st.text(alphabet="ابتثجحخد", min_size=1, max_size=6), max_size=60)


def test_a_spelling_does_not_change_the_text() -> None:
    plain = fakes.article(1, blocks=fakes.paragraphs(f"{fakes.FIRST} {fakes.SECOND}"))
    marked = fakes.article(
        2, blocks=fakes.paragraphs(fakes.FIRST.replace("ال", "ا\u0640ل"), fakes.SECOND + " !")
    )

    ours, theirs = fingerprint.of(plain), fingerprint.of(marked)

    assert (ours.digest, ours.shingles, ours.size) == (theirs.digest, theirs.shingles, theirs.size)


def test_another_word_is_another_text() -> None:
    one = fakes.article(1)
    other = fakes.article(2, blocks=fakes.paragraphs(fakes.FIRST, fakes.SECOND, fakes.THIRD + " غدا"))

    assert fingerprint.of(one).digest != fingerprint.of(other).digest


def test_a_body_of_one_word_is_compared_with_its_title() -> None:
    one = fakes.article(1, title="افتتاح الجسر", blocks=fakes.paragraphs("فيديو"))
    other = fakes.article(2, title="إغلاق السوق", blocks=fakes.paragraphs("فيديو"))

    assert fingerprint.of(one).digest != fingerprint.of(other).digest


def test_an_article_without_words_has_an_empty_fingerprint() -> None:
    mark = fingerprint.of(fakes.article(title="", blocks=()))

    assert (mark.size, mark.shingles, mark.terms) == (0, b"", ())


def test_terms_count_stems_of_title_and_body() -> None:
    mark = fingerprint.of(fakes.article(title="الوزير", blocks=fakes.paragraphs("وزير للوزير")))

    assert mark.title == ("وزير",)
    assert mark.terms == (("وزير", 3),)


def test_a_bag_tells_how_often_a_term_is_said_and_how_often_in_the_title() -> None:
    mark = replace(
        fingerprint.of(fakes.article()),
        terms=(("جسر", 3), ("واد", 900)),
        title=("جسر", "جسر", "سوق"),
    )

    rows = numpy.frombuffer(fingerprint.bag(mark).words, dtype=fingerprint.WORDS)

    # what no title and no text says so often is told as often as a byte can
    assert dict(zip(rows["word"].tolist(), zip(rows["count"], rows["title"], strict=True), strict=True)) == {
        int(number): said
        for number, said in zip(
            fingerprint.numbers(("جسر", "واد", "سوق")), ((3, 2), (255, 0), (0, 1)), strict=True
        )
    }


def test_an_empty_fingerprint_has_an_empty_bag() -> None:
    assert fingerprint.bag(fingerprint.of(fakes.article(title="", blocks=()))).words == b""


def test_hashes_are_the_same_on_every_machine() -> None:
    # little-endian SplitMix64 over BLAKE2b of the words: kept fingerprints depend on it
    assert [hex(each) for each in fingerprint.shingles(["one", "two", "three", "four", "five"]).tolist()] == [
        "0x4c1936ace61e6fb9"
    ]


def test_another_process_finds_the_same_hashes() -> None:
    code = (
        "from masdar.stories import fingerprint; import sys;"
        "sys.stdout.write(fingerprint.shingles('a b c d e f g'.split()).tobytes().hex())"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
    )

    assert done.stdout == fingerprint.shingles(["a", "b", "c", "d", "e", "f", "g"]).tobytes().hex()


@given(WORDS)
def test_there_is_at_most_one_shingle_for_each_run_of_five_words(words: list[str]) -> None:
    runs = {tuple(words[start : start + 5]) for start in range(len(words) - 4)}

    hashes = fingerprint.shingles(words)

    assert len(hashes) == len(runs)
    assert numpy.all(hashes[1:] > hashes[:-1])


@given(WORDS, WORDS)
def test_shared_counts_the_common_runs(ours: list[str], theirs: list[str]) -> None:
    one, other = fingerprint.shingles(ours), fingerprint.shingles(theirs)

    assert fingerprint.shared(one, other) == len(set(one.tolist()) & set(other.tolist()))
