"""The terms of a source on its page: what holds, why, and the site's own words with their dates."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from masdar import index, model
from masdar.press import source
from masdar.press.view import View
from masdar.store import open_store
from tests import fakes
from tests.press import room


@contextmanager
def told(
    home: Path, policy: model.Policy, history: Sequence[model.Reservation] = (), *, language: str = "ar"
) -> Iterator[View]:
    with open_store(home) as store, closing(index.open_index(home)) as found:
        with store.writing() as writing:
            writing.put_sources([fakes.source(policy=policy)])
            writing.put_reservations(history)
            writing.put_releases(
                [
                    fakes.release(fakes.article(1)),
                    fakes.release(fakes.article(2), status=model.ReleaseStatus.CORRECTED),
                    fakes.release(fakes.article(3), status=model.ReleaseStatus.WITHDRAWN),
                    fakes.release(fakes.article(4), status=model.ReleaseStatus.WITHDRAWN),
                ]
            )
        with store.reading() as reading:
            yield View(reading=reading, index=found, site=room.SITE, now=room.NOW, language=language)


def terms(view: View) -> str:
    text = source.source(view, id="alwadi").body.decode()
    said = text.partition('aria-labelledby="terms"')[2].partition("</section>")[0]
    return " ".join(re.sub("<[^>]+>", " ", said).split())


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        pytest.param(fakes.policy(), "60 كلمة على الأكثر، أو ربع النص إن كان أقل", id="an excerpt"),
        pytest.param(fakes.policy(words=3), "3 كلمات على الأكثر", id="fewer words"),
        pytest.param(fakes.policy(show=model.Show.HEADLINE), "ولا شيء من النص", id="the headline"),
        pytest.param(room.FULL, "النص كاملًا، بالسند المذكور هنا", id="full text"),
        pytest.param(room.FULL, "إذن مكتوب من الوكالة", id="its ground"),
        pytest.param(
            replace(room.FULL, until=room.NOW + timedelta(days=9)), "حتى 11 يناير 2026", id="its last day"
        ),
        pytest.param(
            replace(room.FULL, until=room.NOW - timedelta(days=1)),
            "انتهى سند النص الكامل في 1 يناير 2026",
            id="that it ended",
        ),
        pytest.param(
            fakes.policy(signals=fakes.signals(nosnippet=True)),
            "الناشر لا يأذن بالمقتطفات",
            id="the stricter",
        ),
        pytest.param(
            fakes.policy(signals=fakes.signals(max_snippet=100)), "ولا يزيد على 100 حرف", id="a limit"
        ),
        pytest.param(fakes.policy(), "التنقيب في النصوص والبيانات محفوظ", id="that mining is reserved"),
        pytest.param(replace(room.FULL, index=model.IndexRule.INDEX), "غير محفوظ", id="that it is not"),
    ],
)
def test_what_holds_is_told_with_its_reason(tmp_path: Path, policy: model.Policy, expected: str) -> None:
    with told(tmp_path, policy) as view:
        assert expected in terms(view)


def test_the_words_of_a_site_stand_with_the_times_at_which_they_were_read(tmp_path: Path) -> None:
    said = fakes.signals(noai=True, said=("robots.txt: Content-Signal: ai-train=no",))
    history = [
        fakes.reservation(fakes.NOON - timedelta(days=3)),
        fakes.reservation(fakes.NOON, signals=said, failure="https://alwadi.example/trust.txt: status 503"),
    ]
    with told(tmp_path, fakes.policy(signals=said), history) as view:
        text = terms(view)

    assert "لا استعمال في الذكاء الاصطناعي robots.txt: Content-Signal: ai-train=no" in text
    assert "كذلك منذ 1 يناير 2026، 15:00" in text
    assert "ما كان يحفظه من قبل كذلك منذ 29 ديسمبر 2025" in text
    assert "فبقي ما سبق ساريًا" in text
    assert "alwadi.example/trust.txt" not in text


def test_a_site_that_was_not_read_is_said_to_be_so(tmp_path: Path) -> None:
    with told(tmp_path, fakes.policy()) as view:
        assert "لم يُقرأ بعد" in terms(view)


def test_changes_are_counted_with_their_plurals(tmp_path: Path) -> None:
    with told(tmp_path, fakes.policy()) as view:
        text = source.source(view, id="alwadi").body.decode()

    assert "مادة واحدة صُحّحت، مادتان سُحبتا" in text


def test_a_licence_is_linked_only_where_it_is_an_address(tmp_path: Path) -> None:
    hostile = fakes.reservation(fakes.NOON, signals=fakes.signals(license="javascript:alert(1)"))
    with told(tmp_path, fakes.policy(), [hostile]) as view:
        text = source.source(view, id="alwadi").body.decode()

    assert "javascript:" not in text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"alwadi", "daily", "courier"}),
        ({"name": "الوادى"}, {"alwadi"}),
        ({"name": "IMAGINARY"}, {"daily", "courier"}),
        ({"name": "courier.example"}, {"courier"}),
        ({"kind": "agency"}, {"alwadi"}),
        ({"name": "daily", "kind": "agency"}, set()),
        ({"name": "<b>"}, set()),
    ],
)
def test_the_table_of_sources_can_be_narrowed(
    newsroom: room.Room, asked: dict[str, str], expected: set[str]
) -> None:
    page = newsroom.page("/sources", name=asked.get("name", ""), kind=asked.get("kind", ""))

    assert set(re.findall('<th scope="row"><a href="/source/([^"]+)"', page.body.decode())) == expected
    assert ("x-robots-tag" in page.headers) is bool(asked)
    assert "<b>" not in page.body.decode()


def test_the_table_tells_what_holds_and_not_what_was_agreed(tmp_path: Path) -> None:
    with told(tmp_path, replace(room.FULL, until=room.NOW)) as view:
        text = source.sources(view).body.decode()

    assert "مقتطف" in text
    assert "نص كامل" not in text
