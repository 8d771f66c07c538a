"""What an article says of its origin, with the words that say so."""

from dataclasses import replace

import pytest

from masdar import model
from masdar.trace import claims
from tests.trace import newsroom as room

_MINA = model.Source(
    id=model.SourceId("mina"), name="صحيفة الميناء", home="https://mina.example/", hosts=("mina.example",)
)
_PLAIN = model.Article(
    id=model.ArticleId("a"),
    source=_MINA.id,
    url="https://mina.example/a",
    capture=model.Digest("capture-a"),
    seen=room.NOON,
    language="ar",
    title="ميناء يفتح رصيفا",
)
_NAWRAS = model.Agency(said="النورس", code="NAWRAS")


def of(article: model.Article, lead: model.Lead | None = None) -> list[tuple[str, str, str]]:
    """The claims of an article, but for that of its own publisher: what, whom, on what basis."""
    found = claims.of(article, lead=lead, source=_MINA, directory=room.DIRECTORY)
    return [
        (claim.says.value, claim.value, claim.evidence.basis.value)
        for claim in found
        if claim.says is not model.Says.PUBLISHED_BY
    ]


def test_a_page_is_published_where_it_stands() -> None:
    (claim,) = claims.of(_PLAIN, lead=None, source=_MINA, directory=room.DIRECTORY)

    assert (claim.says, claim.value, claim.url) == (model.Says.PUBLISHED_BY, "mina", _PLAIN.url)
    assert claim.evidence.capture == _PLAIN.capture
    assert not claim.inferred


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            {"dateline": model.Dateline(text="جدة (النورس) -", agencies=(_NAWRAS,)), "agencies": (_NAWRAS,)},
            [("wired_by", "NAWRAS", "dateline")],
            id="dateline",
        ),
        pytest.param({"agencies": (_NAWRAS,)}, [("wired_by", "NAWRAS", "byline")], id="byline"),
        pytest.param(
            {"dateline": model.Dateline(text="", cited=(_NAWRAS,))}, [], id="a quoted agency is no credit"
        ),
        pytest.param(
            {
                "attribution": model.Attribution(
                    form=model.AttributionForm.LINE, publisher="صدى الخليج + رويترز", said="المصدر: ..."
                )
            },
            [("republished_from", "صدى الخليج", "credit_line"), ("wired_by", "REUTERS", "credit_line")],
            id="a credit line of two",
        ),
        pytest.param(
            {"attribution": model.Attribution(form=model.AttributionForm.LINE, publisher="صحيفة الميناء")},
            [],
            id="a credit to itself",
        ),
        pytest.param(
            {
                "attribution": model.Attribution(
                    publisher="وكالة النورس", author="ليلى سالم", site="nawras.example"
                )
            },
            [
                ("first_published_by", "وكالة النورس", "attribution_block"),
                ("first_published_by", "nawras.example", "attribution_block"),
                ("written_by", "ليلى سالم", "attribution_block"),
            ],
            id="block",
        ),
        pytest.param(
            {"attribution": model.Attribution(form=model.AttributionForm.LINE, publisher="متابعات")},
            [],
            id="a credit to no one in particular",
        ),
        pytest.param(
            {"attribution": model.Attribution(author="", site="")}, [], id="a block of empty labels"
        ),
        pytest.param({"end_mark": "--(بترا) أ.ف"}, [("wired_by", "PETRA", "end_mark")], id="end mark"),
        pytest.param({"end_mark": "(انتهى)"}, [], id="an end mark without a name"),
        pytest.param({"bylines": ("ليلى سالم",)}, [("written_by", "ليلى سالم", "byline")], id="writer"),
    ],
)
def test_each_place_that_names_somebody_gives_a_claim(
    change: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    assert of(replace(_PLAIN, **change)) == expected  # type: ignore[arg-type]  # fields by name, in a table


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        pytest.param(
            model.Declaration(
                basis=model.Basis.CANONICAL_LINK, name="canonical", value="https://sada.example/7"
            ),
            [("republished_from", "صدى الخليج", "canonical_link")],
            id="canonical at another publisher",
        ),
        pytest.param(
            model.Declaration(
                basis=model.Basis.CANONICAL_LINK, name="canonical", value="https://www.mina.example/a"
            ),
            [],
            id="canonical at its own house",
        ),
        pytest.param(
            model.Declaration(basis=model.Basis.JSON_LD, name="sourceOrganization", value="وكالة النورس"),
            [("wired_by", "NAWRAS", "json_ld")],
            id="JSON-LD names an agency",
        ),
        pytest.param(
            model.Declaration(basis=model.Basis.JSON_LD, name="provider", value="صحيفة الميناء"),
            [],
            id="JSON-LD names itself",
        ),
        pytest.param(
            model.Declaration(
                basis=model.Basis.META,
                name="syndication-source",
                value="https://far.example/7",
                url="https://far.example/7",
            ),
            [("republished_from", "https://far.example/7", "meta")],
            id="a page at a stranger's",
        ),
        pytest.param(
            model.Declaration(
                basis=model.Basis.JSON_LD, name="copyrightHolder", value="شركة ما", url="https://co.example/"
            ),
            [],
            id="a holder of rights that nobody knows",
        ),
    ],
)
def test_what_a_page_declares_for_machines_counts_across_houses_only(
    declared: model.Declaration, expected: list[tuple[str, str, str]]
) -> None:
    assert of(replace(_PLAIN, declarations=(declared,))) == expected


@pytest.mark.parametrize(("via", "basis"), [(model.Via.FEED, "feed"), (model.Via.FILE, "wire")])
def test_the_channel_s_credit_is_the_feed_s_or_the_wire_s(via: model.Via, basis: str) -> None:
    lead = model.Lead(url="https://mina.example/a", seen=room.NOON, credit="رويترز")

    assert of(replace(_PLAIN, via=via), lead) == [("wired_by", "REUTERS", basis)]


def test_a_block_s_time_is_claimed_with_the_reason_for_its_zone() -> None:
    first = model.Moment(
        at=room.NOON, zone_from=model.ZoneFrom.ORIGIN, offset=180, said="2026-01-10 15:00:00"
    )
    found = claims.of(
        replace(_PLAIN, attribution=model.Attribution(first_published=first)),
        lead=None,
        source=_MINA,
        directory=room.DIRECTORY,
    )

    (claim,) = (each for each in found if each.says is model.Says.FIRST_PUBLISHED_AT)
    assert claim.value == "2026-01-10T15:00:00+03:00"
    assert claim.evidence.quote == "2026-01-10 15:00:00"
    assert claim.evidence.where.endswith("zone origin")


def test_the_same_claim_has_the_same_id_wherever_it_is_made() -> None:
    article = replace(_PLAIN, agencies=(_NAWRAS,))
    one = claims.of(article, lead=None, source=_MINA, directory=room.DIRECTORY)
    two = claims.of(article, lead=None, source=_MINA, directory=room.DIRECTORY)

    assert one == two
    assert len({claim.id for claim in one}) == len(one)


def test_copies_give_inferred_claims_weighed_by_what_is_shared() -> None:
    me = room.witness("a", "mina")
    near = room.witness("b", "sada", room.claim("b", model.Says.WIRED_BY, "NAWRAS"))
    far = room.witness("c", "marfa", room.claim("c", model.Says.WIRED_BY, "REUTERS"))
    stranger = room.witness("d", "other", room.claim("d", model.Says.WIRED_BY, "AFP"))

    found = claims.shared(
        me,
        [near, far, stranger],
        [room.overlap("a", "b", 0.9), room.overlap("a", "c", 0.5)],
        room.DIRECTORY,
    )

    weights = {claim.value: claim.weight for claim in found}
    assert set(weights) == {"NAWRAS", "REUTERS"}
    assert weights["NAWRAS"] > weights["REUTERS"]
    assert all(claim.inferred and claim.evidence.other for claim in found)


def test_a_copy_of_a_copy_shares_less() -> None:
    shares = claims.containments(
        model.ArticleId("a"), [room.overlap("a", "b", 0.9), room.overlap("b", "c", 0.8)]
    )

    assert shares == {"b": pytest.approx(0.9), "c": pytest.approx(0.72)}
