"""Who and what is found in a text, by invented news."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.entities import find, lexicon, people
from masdar.model import EntityId, EntityKind, Mention, Policy, Show
from masdar.sources import catalogue
from tests import fakes

NAMES = catalogue.built_in().by_name
PERSON, PLACE, BODY = EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION


def told(text: str, title: str = "") -> tuple[Mention, ...]:
    return find.told(title, text, names=NAMES)


def persons(text: str) -> list[tuple[str, str | None]]:
    return [(each.name, each.office) for each in told(text) if each.kind is PERSON]


def others(text: str, kind: EntityKind) -> set[str]:
    return {each.name for each in told(text) if each.kind is kind}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            "أكد وزير الخارجية جو تيه-يول أن المحادثات ستستمر",
            [("جو تيه-يول", "وزير الخارجية")],
            id="a name that no list knows, behind an office",
        ),
        pytest.param(
            "وقال وزير الدفاع، أفيغدور ليبرمان، الخميس إنه باق",
            [("أفيغدور ليبرمان", "وزير الدفاع")],
            id="behind a comma",
        ),
        pytest.param(
            "استقبل ولي العهد الأمير سلطان بن سعود الوفد",
            [("سلطان بن سعود", "ولي العهد")],
            id="a form of address is no office",
        ),
        pytest.param(
            "وأوضح المتحدث باسم وزارة الصحة خالد الحربي أن الحالات قليلة",
            [("خالد الحربي", "المتحدث باسم وزارة الصحة")],
            id="a spokesman",
        ),
        pytest.param("وسجل أحمد الشهري هدفين", [("أحمد الشهري", None)], id="a given name and a family's"),
        pytest.param(
            "حضر اللقاء أحمد الشناوي ومحمد صلاح", [("أحمد الشناوي", None), ("محمد صلاح", None)], id="two"
        ),
        pytest.param("التقى عبد الله بن زايد نظيره", [("عبد الله بن زايد", None)], id="a name in two words"),
        pytest.param("وصل إلى مطار الملك خالد الدولي", [], id="an airport is nobody"),
        pytest.param("في شارع الأمير سلطان بن عبدالعزيز", [], id="nor is a street"),
        pytest.param("قال الوزير اليوم إنه سيعود", [], id="an office alone"),
        pytest.param("على محمد أن يعود", [], id="a given name alone"),
        pytest.param("شهد ملعب المدينة حضورا كبيرا", [], id="a verb that is a name too"),
        pytest.param("رئيس الوزراء يزور المدينة غدا", [], id="a verb behind an office"),
    ],
)
def test_people_are_those_whom_news_introduces(said: str, expected: list[tuple[str, str | None]]) -> None:
    assert persons(said) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("الرئيس دونالد ترامب", "الرئيس دونالد ترمب", id="a loan heard alike"),
        pytest.param("فلاديمير بوتين يزور", "فلاديمير بوتن يزور", id="a vowel more"),
        pytest.param("أحمد الشهري يفوز", "احمد الشهرى يفوز", id="letters that fold"),
        pytest.param("عبدالله بن زايد يزور", "عبد الله بن زايد يزور", id="in one word or two"),
        pytest.param("الأمير سلطان بن سعود", "الأمير سلطان بن سعود بن فهد", id="a prince with a grandfather"),
    ],
)
def test_one_person_is_one_however_the_name_is_spelt(one: str, other: str) -> None:
    assert [each.entity for each in told(one)] == [each.entity for each in told(other)]


def test_names_that_only_sound_alike_in_arabic_stay_two() -> None:
    assert told("حسن الشهري يفوز")[0].entity != told("حسين الشهري يفوز")[0].entity


def test_who_is_called_by_the_last_name_is_whoever_was_named_in_full() -> None:
    (found,) = [
        each
        for each in told("أعلن الرئيس دونالد ترامب القرار. وقال ترامب إنه نهائي. وأضاف الرئيس ترامب أنه راض.")
        if each.kind is PERSON
    ]

    assert (found.name, found.times) == ("دونالد ترامب", 3)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("عاد الوفد إلى الرياض والدوحة", {"الرياض", "الدوحة"}, id="a conjunction before it"),
        pytest.param("في زيارة للسعودية وبمصر", {"السعودية", "مصر"}, id="prepositions before it"),
        pytest.param("في الولايات المتحدة الأميركية", {"الولايات المتحدة"}, id="the longest name"),
        pytest.param(
            "زار السلطنة والتقى في مسقط وزير عمان", {"مسقط", "سلطنة عمان"}, id="what the text tells"
        ),
        pytest.param("وصل من الأردن إلى عمان", {"الأردن", "عمّان"}, id="and tells otherwise"),
        pytest.param("وصل إلى عمان مساء", set(), id="and does not tell"),
        pytest.param("سيول وادي السدر تجرف الطرق", set(), id="floods are no city"),
        pytest.param("سيول عاصمة كوريا الجنوبية", {"سيول", "كوريا الجنوبية"}, id="a city is"),
        pytest.param("خبير مالي يشرح الأزمة", set(), id="finance is no country"),
        pytest.param("عاد إلى مسقط رأسه", set(), id="where he was born"),
        pytest.param("خسر نادي روما المباراة", set(), id="a club"),
        pytest.param("سافر مع جده وأبيه", set(), id="his grandfather"),
        pytest.param("سافر إلى جدة", {"جدة"}, id="the city"),
        pytest.param("ذهب دوما وحده", set(), id="always"),
    ],
)
def test_places_are_those_of_the_list_where_they_are_meant(said: str, expected: set[str]) -> None:
    assert others(said, PLACE) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("طالبت منظمة الأمم المتحدة بالهدوء", {"الأمم المتحدة"}, id="by another name"),
        pytest.param(
            "قالت وزارة الصحة السعودية إن", {"وزارة الصحة السعودية"}, id="a ministry with its nation"
        ),
        pytest.param("قالت وزارة الصحة إن", set(), id="a ministry of nobody knows where"),
        pytest.param("في جامعة الملك سعود اليوم", {"جامعة الملك سعود"}, id="a university called by a king"),
        pytest.param("ذكرت صحيفة عكاظ أن", {"عكاظ"}, id="a paper that is called so"),
        pytest.param("دافع عن الوطن والأرض", set(), id="the homeland"),
    ],
)
def test_organisations_say_what_they_are_or_are_known(said: str, expected: set[str]) -> None:
    assert others(said, BODY) == expected


def test_what_is_named_in_passing_is_left_out_and_the_title_counts() -> None:
    passing = "كلمة " * 80 + "ثم ذهب إلى تونس."
    release = fakes.release(
        fakes.article(title="قمة في الدوحة", blocks=fakes.paragraphs(f"اجتمع الوزراء في الكويت. {passing}"))
    )

    found = {each.name: each.title for each in find.of(release, catalogue.built_in())}

    assert found == {"الدوحة": True, "الكويت": False}


def test_a_tagger_adds_what_was_not_found_and_doubles_nothing() -> None:
    release = fakes.release(fakes.article(title="أحمد الشهري في الرياض", blocks=fakes.paragraphs("نص قصير.")))

    def tagger(title: str, text: str) -> list[tuple[EntityKind, str]]:
        return [(PERSON, "أحمد الشهري"), (PLACE, "الرياض"), (PERSON, "زيغلر المتخيل"), (PLACE, "")]

    found = find.of(release, catalogue.built_in(), tagger=tagger)

    assert [each.name for each in found] == ["أحمد الشهري", "الرياض", "زيغلر المتخيل"]


def test_the_words_of_a_text_that_is_kept_back_name_nobody() -> None:
    article = fakes.article(title="خبر قصير", blocks=fakes.paragraphs("قال أحمد الشهري إن الأمر قريب."))

    whole = fakes.release(article, policy=Policy(show=Show.FULL, ground="إذن"))
    assert [each.name for each in find.of(whole, catalogue.built_in())] == ["أحمد الشهري"]
    headline = fakes.release(article, policy=Policy(show=Show.HEADLINE))
    assert find.of(headline, catalogue.built_in()) == ()


@given(
    st.text(max_size=200), st.lists(st.sampled_from(["الرئيس", "محمد", "بن", "،", "عبد", "آل", "وزير", "و"]))
)
def test_no_text_is_too_odd(text: str, words: list[str]) -> None:
    found = told(f"{text} {' '.join(words)}", " ".join(words))

    assert len({each.entity for each in found}) == len(found)
    assert all(each.name for each in found)


def test_every_id_of_the_lists_is_one_and_every_hint_leads_somewhere() -> None:
    known = lexicon.by_id()

    assert len(known) > 700
    for senses in lexicon.doubtful().values():
        assert {id for id, _ in senses if id} <= set(known)


def test_an_id_is_made_of_the_name_alone() -> None:
    (found,) = told("أحمد الشهري يفوز")

    assert found.entity == people.id_of(("احمد", "الشهري"))
    assert EntityId(found.entity).startswith("person.")
