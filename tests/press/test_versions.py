"""The versions of an article, and what parts them, within what may be shown."""

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from masdar import index, model
from masdar.desk import publish
from masdar.press import versions
from masdar.press.view import View
from masdar.store import open_store
from tests import fakes
from tests.press import room
from tests.press.test_leaks import POLICIES

FULL = room.FULL
_WORD = re.compile(r"كلمة\d+ة")


@contextmanager
def told(home: Path, texts: Sequence[str], policy: model.Policy, **fields: str) -> Iterator[View]:
    """A view of a home in which one article was seen with these texts, one after the other."""
    drafts = [
        fakes.draft(
            1,
            blocks=fakes.paragraphs(*text.split("\n")),
            capture=model.digest(text.encode()),
            seen=fakes.NOON + number * fakes.HOUR,
            **fields,
        )
        for number, text in enumerate(texts)
    ]
    with open_store(home) as store, closing(index.open_index(home)) as found:
        for each in drafts:
            with store.writing() as writing:
                writing.put_sources([fakes.source(policy=policy)])
                writing.keep([each], **fakes.kept([each]))
        publish.follow(store, directory=model.Directory(), now=room.NOW)
        with store.reading() as reading:
            yield View(reading=reading, index=found, site=room.SITE, now=room.NOW)


def page(view: View, **asked: str) -> str:
    return versions.versions(view, id=fakes.article(1).id, **asked).body.decode()


def test_the_last_two_are_compared_and_any_two_can_be(tmp_path: Path) -> None:
    texts = ["طول الجسر 820 مترا.", "طول الجسر 620 مترا.", "طول الجسر 620 مترا، وعرضه 14 مترا."]
    with told(tmp_path, texts, FULL) as view:
        last, first, odd = page(view), page(view, old="1", new="2"), page(view, old="7", new="x")

    assert "من الصيغة 2 إلى الصيغة 3" in last
    assert "<del><span" in first
    assert re.search(r"<del><span class=\"unseen\">\[حُذف: </span>820<", first)
    assert re.search(r"<ins><span class=\"unseen\">\[أُضيف: </span>620<", first)
    assert odd == last
    assert re.findall(r"<h3>(الصيغة \d)</h3>", last) == ["الصيغة 3", "الصيغة 2", "الصيغة 1"]
    assert "أُضيفت 3 كلمات" in last


def test_a_slip_of_the_pen_is_listed_and_carries_no_label(tmp_path: Path) -> None:
    with told(tmp_path, ["افتتح الجسر امس في الوادي.", "افتتح الجسر أمس في الوادي."], FULL) as view:
        release = view.reading.releases.get(fakes.article(1).id)
        text = page(view)

    assert release is not None
    assert release.status is model.ReleaseStatus.USABLE
    assert "الإملاء وحده" in text


def test_what_changed_in_substance_is_labelled(tmp_path: Path) -> None:
    with told(tmp_path, ["طول الجسر 820 مترا.", "طول الجسر 620 مترا."], FULL) as view:
        release = view.reading.releases.get(fakes.article(1).id)

    assert release is not None
    assert release.status is model.ReleaseStatus.UPDATED


def test_one_version_alone_is_said_to_stand(tmp_path: Path) -> None:
    with told(tmp_path, ["طول الجسر 820 مترا."], FULL) as view:
        text = page(view)

    assert "لم يتغيّر النص عند مصدره" in text
    assert "<del>" not in text


def test_what_an_origin_closed_later_is_closed_in_its_older_versions(tmp_path: Path) -> None:
    policy = replace(FULL, signals=fakes.signals(nosnippet=True))
    with told(tmp_path, ["طول الجسر 820 مترا.", "طول الجسر 620 مترا."], policy) as view:
        text = page(view, old="1", new="2")

    assert "820" not in text
    assert "620" not in text
    assert "حُذفت كلمة واحدة" in text
    assert "لا تسمح شروط الناشر بعرض النص" in text


LENGTHS = st.lists(st.integers(1, 40), min_size=1, max_size=4)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(old=LENGTHS, new=LENGTHS, policy=POLICIES)
def test_a_difference_shows_no_more_words_than_the_article_would(
    tmp_path_factory: pytest.TempPathFactory, old: list[int], new: list[int], policy: model.Policy
) -> None:
    """No word that neither version shows, and not more words of both together than of one alone."""
    count = iter(range(10_000))
    texts = [
        "\n".join(" ".join(f"كلمة{next(count)}ة" for _ in range(size)) + "." for size in sizes)
        for sizes in (old, new)
    ]
    with told(tmp_path_factory.mktemp("home"), texts, policy) as view:
        text = html.unescape(page(view))
        release = view.reading.releases.get(fakes.article(1).id)
    assert release is not None
    sizes = [sum(each) for each in (old, new)]
    found = _WORD.findall(text)

    if release.policy.show is model.Show.HEADLINE:
        assert found == []
    elif release.policy.show is model.Show.EXCERPT:
        assert len(found) <= min(policy.words, max(sizes) // 4)
        limit = release.policy.signals.max_snippet
        assert limit is None or sum(map(len, found)) <= limit
    else:
        assert len(found) == sum(sizes)
