"""A copy is told what its origin put right, unless it says so itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from masdar.model import Article, ReleaseStatus, Status
from masdar.trace import upstream, wording
from tests import fakes

OPENING = "افتتح رئيس البلدية صباح اليوم جسر المشاة الجديد فوق وادي النخيل بحضور أهالي الحي."
SUM = "وقال المهندس المشرف إن الكلفة بلغت 620 ألف دينار دفعتها البلدية من ميزانية العام الماضي."
RIGHT = "وقال المهندس المشرف إن الكلفة بلغت 260 ألف دينار دفعتها البلدية من ميزانية العام الماضي."
END = "ويتسع الجسر لمئتي شخص في الدقيقة وقد زود بمصاعد لكبار السن."
NOTE = "تصحيح: الكلفة 260 ألف دينار لا 620 ألفا كما ورد أولا."
MORE = "وأضاف أن المرحلة الثانية تبدأ في الربيع المقبل."
NOON = fakes.NOON


def origin(*texts: str, seen: int = 0, **fields: Any) -> Article:
    return fakes.article(1, blocks=fakes.paragraphs(*texts), seen=NOON + timedelta(hours=seen), **fields)


def copy(*texts: str, seen: int = 1) -> Article:
    return fakes.article(
        2,
        title="جسر فوق وادي النخيل",
        blocks=fakes.paragraphs(*texts),
        seen=NOON + timedelta(hours=seen),
        published=None,
    )


FIRST = origin(OPENING, SUM, END)


@pytest.mark.parametrize(
    ("newer", "mine", "status", "stale"),
    [
        pytest.param(origin(OPENING, RIGHT, END, seen=2), copy(OPENING, SUM), ReleaseStatus.UPDATED, True, id="a number put right"),
        pytest.param(
            origin(OPENING, RIGHT, END, NOTE, seen=2), copy(OPENING, SUM), ReleaseStatus.CORRECTED, True, id="with a note on it"
        ),
        pytest.param(
            origin(OPENING, RIGHT, END, seen=2, status=Status.CORRECTED),
            copy(OPENING, SUM),
            ReleaseStatus.CORRECTED,
            True,
            id="a wire's correction",
        ),
        pytest.param(origin(OPENING, SUM, END, MORE, seen=2), copy(OPENING, SUM, END), ReleaseStatus.UPDATED, False, id="more told"),
        pytest.param(origin(OPENING, RIGHT, END, seen=2), copy(OPENING, SUM, seen=5), ReleaseStatus.UPDATED, True, id="copied after it, from before"),
        pytest.param(origin(OPENING, RIGHT, END, seen=2), copy(OPENING), ReleaseStatus.UPDATED, False, id="an excerpt from before"),
        pytest.param(
            replace(FIRST, seen=NOON + timedelta(hours=2), status=Status.CANCELED),
            copy(OPENING, SUM),
            ReleaseStatus.WITHDRAWN,
            True,
            id="taken back",
        ),
    ],
)  # fmt: skip
def test_a_copy_that_repeats_what_was_altered_is_told(
    newer: Article, mine: Article, status: ReleaseStatus, stale: bool
) -> None:
    found = upstream.of(mine, [FIRST, newer])

    assert found is not None
    assert (found.status, found.stale, found.article) == (status, stale, FIRST.id)
    assert found.at == found.seen == newer.seen


@pytest.mark.parametrize(
    ("newer", "mine"),
    [
        pytest.param(FIRST, copy(OPENING, SUM), id="nothing altered"),
        pytest.param(origin(OPENING.replace("افتتح", "إفتتح"), SUM, END, seen=2), copy(OPENING, SUM), id="spelling"),
        pytest.param(origin(OPENING, RIGHT, END, seen=2), copy(OPENING, RIGHT, seen=3), id="copied as it is now"),
        pytest.param(origin(OPENING, RIGHT, END, seen=2), copy(OPENING, seen=3), id="an excerpt from afterwards"),
        pytest.param(origin(OPENING, RIGHT, END, seen=2), FIRST, id="its own older version"),
    ],
)  # fmt: skip
def test_one_that_does_not_is_not(newer: Article, mine: Article) -> None:
    assert upstream.of(mine, [FIRST, newer]) is None


def test_the_time_is_the_one_that_the_origin_prints_where_it_fits() -> None:
    printed = fakes.moment(NOON + timedelta(minutes=90))
    newer = origin(OPENING, RIGHT, END, seen=2, modified=printed)

    found = upstream.of(copy(OPENING, SUM), [FIRST, newer])

    assert found is not None
    assert (found.at, found.seen) == (printed.at, newer.seen)


def test_an_origin_known_from_before_counts_only_for_what_is_plainly_repeated() -> None:
    newer = origin(OPENING, RIGHT, END, seen=2)

    assert upstream.of(copy(OPENING, SUM), [FIRST, newer], certain=False) is not None
    assert upstream.of(copy("نص آخر لا صلة له بالجسر."), [FIRST, newer], certain=False) is None


def test_of_several_alterations_the_last_dates_it_and_the_gravest_names_it() -> None:
    second = origin(OPENING, RIGHT, END, NOTE, seen=2)
    third = origin(OPENING, RIGHT, END, NOTE, MORE, seen=4)

    found = upstream.of(copy(OPENING, SUM, END), [FIRST, second, third])

    assert found is not None
    assert (found.status, found.at) == (ReleaseStatus.CORRECTED, third.seen)


@pytest.mark.parametrize(
    ("said", "corrects"),
    [
        pytest.param("تصحيح: العدد ثلاثة لا خمسة.", True, id="a label"),
        pytest.param("تنويه - جرى تعديل العنوان.", True, id="a label with a dash"),
        pytest.param("تم تعديل هذا الخبر لتصحيح اسم المدينة.", True, id="of this text"),
        pytest.param("والصواب أن القافلة وصلت أمس.", True, id="what is right"),
        pytest.param("Correction: the bridge is 620 metres long.", True, id="English"),
        pytest.param("This story has been corrected to fix the spelling of a name.", True, id="English, of this text"),
        pytest.param("An earlier version of this article misstated the sum.", True, id="English, of the one before"),
        pytest.param("دعا الوزير إلى تصحيح المناهج.", False, id="news of one"),
        pytest.param("تصحيح مسار البورصة يبدأ الأحد.", False, id="a market's"),
        pytest.param("تم تعديل القانون أمس في البرلمان.", False, id="a law's"),
        pytest.param("The report was published in March.", False, id="English news"),
        pytest.param("This story is about a bridge.", False, id="English, of a story"),
    ],
)  # fmt: skip
def test_a_note_that_corrects_is_told_from_news_of_one(said: str, corrects: bool) -> None:
    assert wording.corrected(FIRST, origin(OPENING, SUM, END, said, seen=2)) is corrects
    # what stood there before is no correction of what came after
    assert not wording.corrected(origin(OPENING, said), origin(OPENING, said, END, seen=2))
