"""Nothing leaves but a release, and no release shows more than it may or hides where it comes from."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

import masdar
from masdar.model import (
    Agency,
    Article,
    Attribution,
    Block,
    BlockKind,
    Dateline,
    Directory,
    Grade,
    Image,
    Images,
    Policy,
    Publisher,
    ReleaseStatus,
    Role,
    Show,
    Signals,
    SourceKind,
    Standing,
)
from masdar.rights import policy, release
from tests import fakes

FULL = Policy(show=Show.FULL, ground="عقد نشر", images=Images.FULL)
WORDS = some.sampled_from(["خبر", "جسر", "نهر.", "سوق؟", "«باب»", "د.", "a@b.example", "وقال:", "7", "…"])
TEXT = some.lists(WORDS, max_size=40).map(" ".join)
BLOCKS = some.lists(
    some.builds(
        Block, text=TEXT, kind=some.sampled_from([BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.HEADING])
    )
    | some.builds(Block, items=some.lists(TEXT, max_size=3).map(tuple), kind=some.just(BlockKind.LIST))
    | some.just(fakes.figure()),
    max_size=8,
).map(tuple)
POLICIES = some.builds(
    Policy,
    show=some.sampled_from(Show),
    words=some.integers(-5, 200),
    images=some.sampled_from(Images),
    ground=some.sampled_from(["", "عقد"]),
    until=some.none() | some.just(fakes.NOON) | some.just(fakes.NOON + timedelta(days=9)),
)
SIGNALS = some.builds(
    Signals,
    nosnippet=some.booleans(),
    noimageai=some.booleans(),
    max_snippet=some.none() | some.integers(0, 300),
)


def shown_words(made: Any) -> int:
    return len(f"{made.summary or ''} {' '.join(block.plain for block in made.blocks)}".split())


@given(BLOCKS, some.none() | TEXT, POLICIES, SIGNALS)
def test_no_release_shows_more_than_its_policy(
    blocks: tuple[Block, ...], summary: str | None, agreed: Policy, signals: Signals
) -> None:
    article = fakes.article(
        1, blocks=blocks, summary=summary, image=Image(url="https://alwadi.example/1.jpg")
    )
    source = fakes.source(policy=agreed)
    held = policy.of(source, signals=signals, now=fakes.NOON)

    made = fakes.release(article, policy=held, source=source)

    total = len(article.body.split())
    match made.policy.show:
        case Show.HEADLINE:
            assert (made.blocks, made.summary, made.dateline) == ((), None, None)
        case Show.EXCERPT:
            assert shown_words(made) <= min(made.policy.words, 60)
            assert not total or shown_words(made) <= total / 4
            assert not any(block.kind is BlockKind.FIGURE for block in made.blocks)
            if signals.max_snippet is not None:
                text = "".join((made.summary or "", *(block.plain for block in made.blocks)))
                assert len(text) <= signals.max_snippet
        case Show.FULL:
            assert agreed.show is Show.FULL
            assert agreed.ground
            assert not signals.nosnippet
    if made.policy.images is Images.NONE:
        assert made.image is None or (made.image.url == "" and made.policy.show is Show.FULL)
        assert not any(block.image for block in made.blocks)


@given(POLICIES)
def test_a_policy_made_by_hand_cannot_show_too_much_either(given_policy: Policy) -> None:
    made = fakes.release(policy=given_policy)

    if made.policy.show is not Show.FULL:
        assert shown_words(made) <= 60
    else:
        assert given_policy.ground


@given(POLICIES, some.sampled_from(ReleaseStatus))
def test_no_release_lacks_its_origin(given_policy: Policy, status: ReleaseStatus) -> None:
    made = fakes.release(policy=given_policy, status=status)

    assert made.origin.publisher == made.credit.publisher == "وكالة الوادي"
    assert made.credit.original_url == "https://alwadi.example/news/1"
    assert made.credit.author != ""


@pytest.mark.parametrize("publisher", ["", "  "])
def test_without_an_origin_there_is_no_release(publisher: str) -> None:
    article = fakes.article()

    with pytest.raises(ValueError, match="origin"):
        fakes.release(article, chain=fakes.chain(article, fakes.link(publisher)))
    with pytest.raises(ValueError, match="origin"):
        fakes.release(article, chain=replace(fakes.chain(article), links=()))


def test_the_chain_of_another_article_makes_no_release() -> None:
    with pytest.raises(ValueError, match="the chain is that of"):
        fakes.release(fakes.article(1), chain=fakes.chain(fakes.article(2)))


def test_no_other_room_makes_or_alters_a_release() -> None:
    root = Path(masdar.__file__).parent
    makers = re.compile(
        r"(?<![\w.])(?:model\.)?Release\(|replace\(\s*(?:each_|the_)?release\b|Unpack\(Release\)"
    )
    allowed = {"rights/release.py", "model/releases.py", "ports/store.py", "store/releases.py"}

    found = [
        str(path.relative_to(root))
        for path in sorted(root.rglob("*.py"))
        if makers.search(path.read_text("utf-8")) and str(path.relative_to(root)) not in allowed
    ]

    assert found == [], "only rights.release may do that: `clear` makes one, `pictured` moves its picture"
    # the store gives back what was cleared; it neither makes nor alters one
    assert "replace(" not in (root / "store/releases.py").read_text("utf-8")


def test_a_picture_can_be_moved_or_taken_off_but_not_added() -> None:
    policy = Policy(images=Images.THUMBNAIL)
    shown = fakes.release(
        fakes.article(image=Image(url="https://alwadi.example/1.jpg", alt="جسر")), policy=policy
    )

    assert release.pictured(shown, "/p/1.webp").image == Image(url="/p/1.webp", alt="جسر")
    assert release.pictured(shown, None).image is None
    assert release.pictured(fakes.release(), "/p/1.webp").image is None


# --- what is shown -------------------------------------------------------------------------------


def test_a_headline_shows_no_text() -> None:
    article = fakes.article(summary="ملخص", image=Image(url="https://a.example/1.jpg", caption="شرح طويل"))

    made = fakes.release(article, policy=Policy(show=Show.HEADLINE, images=Images.THUMBNAIL))

    assert (made.title, made.blocks, made.summary, made.shortened) == (article.title, (), None, True)
    assert made.image == Image(url="https://a.example/1.jpg")
    assert made.why == ("text withheld: policy headline",)


def test_an_excerpt_ends_with_a_sentence_within_a_quarter() -> None:
    sentence = "جاء الخبر من المدينة اليوم."
    article = fakes.article(blocks=fakes.paragraphs(*[f"{sentence} {sentence}"] * 4))

    made = fakes.release(article)

    assert made.blocks == fakes.paragraphs(f"{sentence} {sentence}")
    assert made.shortened
    assert made.why == ("text shortened: excerpt of at most 60 words or a quarter",)


def test_the_whole_text_stands_with_its_figures() -> None:
    article = fakes.article(blocks=(*fakes.paragraphs(fakes.FIRST), fakes.figure()), summary="ملخص")

    made = fakes.release(article, policy=FULL, source=fakes.source(policy=FULL))

    assert (made.blocks, made.summary, made.shortened, made.why) == (article.blocks, "ملخص", False, ())


def test_figures_are_withheld_with_their_captions() -> None:
    article = fakes.article(blocks=(*fakes.paragraphs(fakes.FIRST), fakes.figure()))

    made = fakes.release(article, policy=replace(FULL, images=Images.NONE))

    assert made.blocks == fakes.paragraphs(fakes.FIRST)
    assert made.why == ("pictures withheld: policy none",)


def test_a_summary_is_shown_where_both_stay_within_the_budget() -> None:
    long = "جاء الخبر من المدينة القديمة صباح اليوم. " * 60

    short = fakes.release(fakes.article(blocks=fakes.paragraphs(long), summary="ملخص من أربع كلمات"))
    wordy = fakes.release(fakes.article(blocks=fakes.paragraphs(long), summary="كلمة " * 40))

    assert short.summary == "ملخص من أربع كلمات"
    assert wordy.summary is None


def test_a_summary_without_a_body_is_cut_to_the_words_of_the_policy() -> None:
    article = fakes.article(blocks=(), summary="جاء الخبر اليوم. وذهب الناس.")

    assert fakes.release(article).summary == article.summary
    assert fakes.release(article, policy=Policy(words=3)).summary == "جاء الخبر اليوم."


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(("المدينة (وكالة الوادي) - افتتح الجسر اليوم.",), id="in front of the first paragraph"),
        pytest.param(("المدينة (وكالة الوادي) -", "افتتح الجسر اليوم."), id="a paragraph of its own"),
    ],
)
def test_the_dateline_stands_apart_from_the_text(first: tuple[str, ...]) -> None:
    dateline = Dateline(text="المدينة (وكالة الوادي) -", places=("المدينة",))
    article = fakes.article(dateline=dateline, blocks=fakes.paragraphs(*first, fakes.SECOND))

    made = fakes.release(article, policy=FULL)

    assert made.dateline == dateline
    assert made.blocks == fakes.paragraphs("افتتح الجسر اليوم.", fakes.SECOND)
    assert not made.shortened


@pytest.mark.parametrize(
    "last",
    [
        pytest.param((f"{fakes.SECOND} (انتهى)",), id="at the end of the last paragraph"),
        pytest.param((fakes.SECOND, "(انتهى)"), id="a paragraph of its own"),
    ],
)
def test_the_end_mark_is_not_printed(last: tuple[str, ...]) -> None:
    article = fakes.article(end_mark="(انتهى)", blocks=fakes.paragraphs(fakes.FIRST, *last))

    assert fakes.release(article, policy=FULL).blocks == fakes.paragraphs(fakes.FIRST, fakes.SECOND)


def test_personal_addresses_are_hidden_everywhere() -> None:
    personal = "layla.salem@alwadi.example"
    article = fakes.article(
        title=f"خبر {personal}",
        summary=f"ملخص {personal}",
        blocks=(
            *fakes.paragraphs(f"نص {personal} هنا.", personal),
            Block(kind=BlockKind.LIST, items=(personal,)),
        ),
        image=Image(url="https://alwadi.example/1.jpg", caption=f"شرح {personal}", credit=personal),
        bylines=(f"ليلى {personal}",),
    )

    made = fakes.release(article, policy=FULL)

    assert "layla.salem" not in repr(made)
    assert len(made.blocks) == 1


def test_a_withdrawn_release_keeps_its_title_and_origin_alone() -> None:
    article = fakes.article(summary="ملخص", image=Image(url="https://alwadi.example/1.jpg"))

    made = fakes.release(article, policy=FULL, status=ReleaseStatus.WITHDRAWN)

    assert (made.title, made.blocks, made.summary, made.image) == (article.title, (), None, None)
    assert made.why == ("text and picture withheld: withdrawn",)


# --- the source block ----------------------------------------------------------------------------


def reprint(**fields: Any) -> Article:
    """A page of the market's site, which took its text from an agency."""
    return fakes.article(1, source="souq", **fields)


def chained(article: Article, **fields: Any) -> Any:
    agency = fakes.link("وكالة الجبل", **({"home": None, "standing": Standing.SAID} | fields))
    return fakes.chain(article, agency, fakes.link("السوق", role=Role.REPUBLISHER, url=article.url))


def test_the_source_block_names_the_first_hand() -> None:
    stated = Attribution(
        publisher="وكالة الجبل",
        author="سالم",
        original_url="https://jabal.example/9",
        first_published=fakes.moment(fakes.NOON),
        said="المصدر: وكالة الجبل",
    )
    article = reprint(attribution=stated)

    made = fakes.release(article, chain=chained(article), source=fakes.source("souq", name="السوق"))

    credit = made.credit
    assert (credit.publisher, credit.author, credit.said) == ("وكالة الجبل", "سالم", "المصدر: وكالة الجبل")
    assert credit.original_url == "https://jabal.example/9"
    assert credit.first_published == made.first_published == fakes.moment(fakes.NOON)
    assert (credit.taken_from, credit.taken_url) == ("السوق", article.url)
    assert "وكالة الجبل" in credit.rights


def test_an_original_that_nobody_gives_is_unknown_and_not_our_own_copy() -> None:
    article = reprint()

    made = fakes.release(article, chain=chained(article))

    assert made.credit.original_url is None
    assert made.first_published == article.published


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"attribution": Attribution(author="سالم")}, "سالم", id="stated"),
        pytest.param(
            {"attribution": Attribution(author=""), "bylines": ("ليلى",)}, "ليلى", id="an empty label"
        ),
        pytest.param({"bylines": ("ليلى", "سالم")}, "ليلى، سالم", id="two"),
        pytest.param({"bylines": ("وكالة الوادي",)}, None, id="the publisher is no author"),
        pytest.param(
            {"bylines": ("وكالات",), "agencies": (Agency(said="وكالات"),)}, None, id="an agency is no author"
        ),
        pytest.param({"bylines": ()}, None, id="none"),
        pytest.param({}, None, id="unknown"),
    ],
)
def test_an_author_is_named_or_left_out(fields: dict[str, Any], expected: str | None) -> None:
    assert fakes.release(fakes.article(**fields)).credit.author == expected


def test_the_home_of_an_agency_comes_from_the_directory() -> None:
    article = reprint()
    jabal = Publisher(name="وكالة الجبل", code="JBL", hosts=("jabal.example",))

    made = release.clear(
        article,
        chain=chained(article, code="JBL"),
        policy=Policy(),
        source=fakes.source("souq"),
        directory=Directory(publishers=(jabal,), by_code={"JBL": jabal}),
        version=1,
        taken=article.seen,
        checked=article.seen,
    )

    assert made.credit.publisher_url == "https://jabal.example/"


def test_why_says_that_a_permission_ended() -> None:
    ended = replace(FULL, until=fakes.NOON)
    source = fakes.source(policy=ended)
    article = fakes.article(image=Image(url="https://alwadi.example/1.jpg"))

    held = policy.of(source, signals=Signals(noimageai=True, noindex=True), now=fakes.NOON)
    made = fakes.release(article, policy=held, source=source)

    assert made.why == (
        "text shortened: excerpt of at most 60 words or a quarter",
        "full text withheld: its ground has ended",
        "pictures withheld: the origin reserves them",
        "kept from search engines: the origin says noindex",
    )


def test_the_digest_is_that_of_the_whole_text() -> None:
    article = fakes.article()

    assert fakes.release(article).digest == fakes.release(article, policy=FULL).digest
    assert fakes.release(article).digest != fakes.release(fakes.article(blocks=())).digest


NOBODY = Attribution(publisher=None, author="", site="", said="المصدر الكاتب: الموقع :")


@pytest.mark.parametrize(
    ("kind", "stated", "grade", "shown"),
    [
        pytest.param(SourceKind.REPUBLISHER, NOBODY, Grade.UNKNOWN, Show.HEADLINE, id="empty block"),
        pytest.param(SourceKind.REPUBLISHER, None, Grade.UNKNOWN, Show.HEADLINE, id="no block on a portal"),
        pytest.param(SourceKind.PUBLISHER, NOBODY, Grade.UNKNOWN, Show.HEADLINE, id="empty block on a paper"),
        pytest.param(
            SourceKind.PUBLISHER, None, Grade.UNKNOWN, Show.FULL, id="a paper's text without a byline"
        ),
        pytest.param(SourceKind.REPUBLISHER, NOBODY, Grade.CONNECTED, Show.FULL, id="with a byline"),
    ],
)
def test_a_text_of_others_that_names_nobody_is_shown_by_its_headline(
    kind: SourceKind, stated: Attribution | None, grade: Grade, shown: Show
) -> None:
    article = fakes.article(attribution=stated, image=Image(url="https://alwadi.example/1.jpg"))

    made = fakes.release(
        article, policy=FULL, chain=fakes.chain(article, grade=grade), source=fakes.source(kind=kind)
    )

    withheld = shown is Show.HEADLINE
    assert made.policy.show is shown
    assert (made.blocks == (), made.image is None) == (withheld, withheld)
    assert [doubt.field for doubt in made.doubts] == (["origin"] if withheld else [])
    assert ("الحقوق محفوظة" in made.credit.rights) is not withheld
    assert made.credit.original_url == (None if withheld else article.url)
    assert made.credit.taken_url == article.url
