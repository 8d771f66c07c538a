"""No surface shows more than the policy allows, and none hides whose text it is."""

import html
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from masdar import model
from masdar.formats import rss_out
from masdar.press import article, links
from tests import fakes
from tests.press import room

POLICIES = st.builds(
    model.Policy,
    show=st.sampled_from(model.Show),
    words=st.integers(0, 60),
    images=st.sampled_from(model.Images),
    index=st.sampled_from(model.IndexRule),
    ground=st.sampled_from(["", "إذن مكتوب"]),
    signals=st.builds(
        model.Signals,
        noindex=st.booleans(),
        nosnippet=st.booleans(),
        noai=st.booleans(),
        max_snippet=st.none() | st.integers(0, 200),
    ),
)
# each word of a text is one of its kind, so that it can be found wherever it comes to stand
LENGTHS = st.lists(st.integers(1, 40), min_size=1, max_size=5)
_WORD = re.compile(r"كلمة\d+ة")


def _article(lengths: list[int]) -> model.Article:
    count = iter(range(10_000))
    texts = [" ".join(f"كلمة{next(count)}ة" for _ in range(length)) + "." for length in lengths]
    return fakes.article(9, blocks=fakes.paragraphs(*texts), summary=None)


@settings(max_examples=60)
@given(lengths=LENGTHS, policy=POLICIES)
def test_a_page_shows_no_word_that_was_not_released(
    newsroom: room.Room, lengths: list[int], policy: model.Policy
) -> None:
    release = fakes.release(_article(lengths), policy=policy)
    allowed = set(_WORD.findall(" ".join(block.plain for block in release.blocks) + (release.summary or "")))

    with newsroom.view() as view:
        page = article.shown(view, release).body.decode()
    feed = rss_out.write([release], title="t", link="l", own="o", page=links.article).decode()

    assert set(_WORD.findall(page)) <= allowed
    assert set(_WORD.findall(html.unescape(feed))) <= allowed
    if policy.show is model.Show.HEADLINE:
        assert allowed == set()


@settings(max_examples=30)
@given(policy=POLICIES, status=st.sampled_from(model.ReleaseStatus), url=st.booleans())
def test_no_page_is_without_its_origin(
    newsroom: room.Room, policy: model.Policy, status: model.ReleaseStatus, url: bool
) -> None:
    release = fakes.release(_article([5]), policy=policy, status=status)
    if not url:
        release = replace(release, credit=replace(release.credit, original_url=None))

    with newsroom.view() as view:
        page = article.shown(view, release).body.decode()
    source = page.partition('<section class="source"')[2].partition("</section>")[0]

    assert "عن <b><bdi>وكالة الوادي</bdi></b>" in page
    assert "وكالة الوادي" in source
    assert ("https://alwadi.example/news/9" if url else "غير معروف") in source
