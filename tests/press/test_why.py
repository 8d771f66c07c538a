"""Why a related article stands where it stands."""

import re
from dataclasses import replace

from masdar.model import EntityId, EntityKind, Mention, Policy, Show
from masdar.press import why
from masdar.press.api import answers, table
from masdar.stories import why as reasons
from tests import fakes
from tests.press import room


def test_rare_words_are_told_as_they_are_written_and_common_ones_are_not() -> None:
    ours = reasons.Words.of("الجسر الجديد", "عبر الناس الجسر فوق الوادي اليوم 2026.")
    theirs = reasons.Words.of("جسر الوادي", "اليوم")
    stems = reasons.shared(ours, theirs)

    told = reasons.rare(ours, stems, dict.fromkeys(stems, 9.0) | {stems[-1]: 0.3}, articles=10_000)

    assert set(told) == {"الجسر", "الوادي"}
    assert reasons.rare(ours, stems, {}, articles=10_000) == ()


def test_what_is_withheld_is_no_reason(newsroom: room.Room) -> None:
    """Words that one of the two does not show are not told, though the index found them."""
    ours = fakes.article(41, title="خبر", blocks=fakes.paragraphs("زرافة نادرة في المدينة"))
    theirs = fakes.article(42, title="خبر آخر", blocks=fakes.paragraphs("زرافة نادرة في القرية"))
    full, headline = Policy(show=Show.FULL, ground="إذن"), Policy(show=Show.HEADLINE)

    with newsroom.view() as view:
        shown = why.of(view, fakes.release(ours, policy=full), [fakes.release(theirs, policy=full)])
        kept = why.of(view, fakes.release(ours, policy=full), [fakes.release(theirs, policy=headline)])

    assert "زرافة" in shown[0].words
    assert "زرافة" not in kept[0].words


def test_each_related_article_says_why(newsroom: room.Room) -> None:
    text = newsroom.article("near0")
    related = text[text.index('<section class="related"') :]

    reasons_told = re.findall(
        r'<details class="why"><summary>لماذا؟</summary><p>(.*?)</p></details>', related
    )
    assert len(reasons_told) == related.count("<h3>")
    assert reasons_told
    assert all(each.strip() for each in reasons_told)


def test_one_story_and_one_name_are_told(newsroom: room.Room) -> None:
    minister = Mention(entity=EntityId("person.x"), kind=EntityKind.PERSON, name="خالد الحربي")
    told = why.Why(story=True, names=(minister,), words=("الجسر",))

    with newsroom.view() as view:
        line = str(why.said(view, told, "ar"))
        bare = str(why.said(view, replace(told, story=False, names=(), words=()), "ar"))

    assert "تروي القصة نفسها." in line
    assert "<bdi>خالد الحربي</bdi>" in line
    assert "الجسر" in line
    assert bare == "كلماتها قريبة من كلمات هذه المادة."


def test_programs_are_told_the_same(newsroom: room.Room) -> None:
    (endpoint,) = [each for each in table.ENDPOINTS if each.path == "/articles/{id}/related"]

    with newsroom.view() as view:
        body = answers.answer(view, endpoint, endpoint.whole, {"id": newsroom.ids["near0"]}).body

    assert b'"why":{"story":' in body
