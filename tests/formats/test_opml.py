"""Lists of subscriptions, written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.errors import NotAFeed
from masdar.formats import opml
from masdar.formats.opml import Outline

_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn")),
    min_size=1,
    max_size=12,
)


@given(
    st.lists(
        st.builds(
            Outline,
            text=_WORDS,
            feed=st.integers(0, 50).map("https://a.example/{}".format),
            category=st.lists(_WORDS, max_size=2).map(tuple),
        ),
        unique_by=lambda each: each.feed,
        max_size=6,
    )
)
def test_what_is_written_is_read_again(outlines: list[Outline]) -> None:
    found = opml.read(opml.write("قائمة", outlines).encode())

    assert sorted(found, key=lambda each: each.feed) == sorted(outlines, key=lambda each: each.feed)


def test_a_list_as_readers_write_it() -> None:
    data = """<?xml version="1.0"?><opml version="1.0"><body><outline text="أخبار">
      <outline type="rss" text="الوادي" xmlUrl="https://alwadi.example/rss" htmlUrl="https://alwadi.example/"/>
      <outline text="again" xmlUrl="https://alwadi.example/rss"/>
      <outline text="bad" xmlUrl="file:///etc/passwd"/>
    </outline></body></opml>""".encode()

    assert opml.read(data) == (
        Outline(
            text="الوادي",
            feed="https://alwadi.example/rss",
            home="https://alwadi.example/",
            category=("أخبار",),
        ),
    )


def test_a_feed_is_no_list() -> None:
    with pytest.raises(NotAFeed):
        opml.read(b"<rss/>")
