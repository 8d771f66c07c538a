"""Notices, times, datelines and bodies of wire texts."""

import pytest

from masdar.formats.wire import blocks, datelines, notices, times
from masdar.formats.wire.item import Notice


@pytest.mark.parametrize(
    ("headline", "notice"),
    [
        ("CORRECTED-Road opened", Notice.CORRECTION),
        ("REFILE/CORRECTED-Road opened", Notice.CORRECTION),
        ("UPDATE 2-CORRECTED-Road opened", Notice.CORRECTION),
        ("UPDATE 1-Road opened", Notice.UPDATE),
        ("BULLETIN KILL: Road", Notice.KILL),
        ("WITHDRAWN-Road opened", Notice.KILL),
        ("HOLD - Road opened", Notice.HOLD),
        ("تصويب - فتح طريق الميناء", Notice.CORRECTION),
        ("إلغاء: فتح طريق الميناء", Notice.KILL),
        ("تعليق نشر: فتح طريق الميناء", Notice.HOLD),
        ("عاجل: فتح طريق الميناء", Notice.UPDATE),
        ("إلغاء رحلات الطيران بسبب الضباب", None),
        ("تصحيح مسار الأسعار في السوق", None),
        ("تعليق الدراسة غدا", None),
        ("Kill switch found", None),
        ("HOLDING company grows", None),
        ("Corrected figures please the market", None),
        (None, None),
    ],
)
def test_a_headline_announces_only_when_set_off(headline: str | None, notice: Notice | None) -> None:
    assert notices.read(headline) is notice


def test_a_clock_is_no_dateline() -> None:
    assert datelines.made("2014-07-17 00:24:11 GMT+00:00") is None
    assert datelines.made("  ") is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("20140829T134951+0000", "2014-08-29T13:49:51+00:00"),
        ("20140829", "2014-08-29"),
        ("2019-04-15T13:49:15", "2019-04-15T13:49:15"),
        ("2017-01-30T18:54:14.000Z", "2017-01-30T18:54:14+00:00"),
        ("20020226T093000-0500", "2002-02-26T09:30:00-05:00"),
        ("131137 GMT Nov 13", "2013-11-13T11:37:00+00:00"),
        ("071341 GMT Okt 15", "2015-10-07T13:41:00+00:00"),
        ("211259 Nov 18", "2018-11-21T12:59:00"),
        ("010900 GMT يناير 26", "2026-01-01T09:00:00+00:00"),
        ("20261399", None),
        ("soon", None),
        (None, None),
    ],
)
def test_times_become_iso(said: str | None, expected: str | None) -> None:
    assert times.iso(said) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<p>a\n\n b</p>", ["a", "b"], id="a blank line parts"),
        pytest.param("<p>a\n   b\n   c</p>", ["a b c"], id="layout of a program"),
        pytest.param("<p>a\n   b goes\non\n   c</p>", ["a", "b goes on", "c"], id="layout of a writer"),
        pytest.param("<p>a<br/>b</p>", ["a", "b"], id="line breaks"),
        pytest.param("<p>o&amp;#39;clock &amp;quot;x&amp;quot;</p>", ['o\'clock "x"'], id="escaped twice"),
        pytest.param(
            "<table><tr><td>a</td><td>1</td></tr><tr><th>b</th></tr></table>", ["a 1", "b"], id="rows"
        ),
        pytest.param("<header><h1>x</h1></header><p>a</p><script>s</script>", ["a"], id="what is no text"),
        pytest.param("<pre>a\n\nb</pre>", ["a", "b"], id="preformatted"),
        pytest.param("800&lt;endash&gt;-&lt;/endash&gt;1", ["800\u20131"], id="a dash as a tag"),
    ],
)
def test_markup_becomes_blocks(text: str, expected: list[str]) -> None:
    assert [each.plain for each in blocks.of_markup(text)] == expected


def test_columns_stay_lines_and_points_a_list() -> None:
    found = blocks.of_lines("Results\nAlpha   2 Beta   0\nGamma   1 Delta  1\n\n * one\n * two\n\nEnd")

    assert [(each.kind.value, each.plain) for each in found] == [
        ("paragraph", "Results"),
        ("paragraph", "Alpha 2 Beta 0"),
        ("paragraph", "Gamma 1 Delta 1"),
        ("list", "one\ntwo"),
        ("paragraph", "End"),
    ]
