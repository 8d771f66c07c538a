"""Who said it first, hand by hand."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar import model
from masdar.trace import chain, explain, export
from tests.trace import newsroom as room

WIRED, FROM, FIRST = model.Says.WIRED_BY, model.Says.REPUBLISHED_FROM, model.Says.FIRST_PUBLISHED_BY
BLOCK = model.Basis.ATTRIBUTION_BLOCK


def built(me: model.Witness, *others: model.Witness, overlaps: tuple[model.Overlap, ...] = ()) -> model.Chain:
    if not overlaps:
        overlaps = tuple(room.overlap(me.article, other.article) for other in others)
    return chain.build(me, others, overlaps, room.DIRECTORY)


def hands(found: model.Chain) -> list[tuple[str, str]]:
    return [(link.publisher, link.standing.value) for link in found.links]


def test_a_credited_agency_is_the_origin_and_is_said() -> None:
    me = room.witness("a", "mina", room.claim("a", WIRED, "NAWRAS"))

    found = built(me)

    assert hands(found) == [("وكالة النورس", "said"), ("صحيفة الميناء", "seen")]
    assert found.grade is model.Grade.CONNECTED
    assert found.origin.role is model.Role.AGENCY
    assert export.origin_of(found) == {
        "origin": "NAWRAS",
        "publisher": "وكالة النورس",
        "confidence": 0.9,
        "basis": "dateline",
    }


def test_an_origin_whose_own_page_we_hold_is_seen_with_address_and_time() -> None:
    me = room.witness("a", "mina", room.claim("a", WIRED, "NAWRAS"))
    wire = room.witness("w", "nawras", published=room.NOON)

    origin = built(me, wire).origin

    assert (origin.standing, origin.article, origin.url) == (model.Standing.SEEN, "w", wire.url)
    assert origin.at == wire.published
    assert origin.confidence > 0.9


def test_a_portal_that_names_a_site_which_credits_an_agency_makes_three_hands() -> None:
    me = room.witness(
        "a", "marfa", room.claim("a", FIRST, "sada.example", basis=BLOCK, where="attribution.site")
    )
    daily = room.witness("b", "sada", room.claim("b", WIRED, "NAWRAS"))

    found = built(me, daily)

    assert hands(found) == [("وكالة النورس", "said"), ("صدى الخليج", "seen"), ("بوابة المرفأ", "seen")]
    assert [link.role.value for link in found.links] == ["agency", "republisher", "republisher"]


def test_unnamed_agencies_stand_before_the_site_that_a_block_names() -> None:
    me = room.witness(
        "a",
        "marfa",
        room.claim("a", FIRST, "sada.example", basis=BLOCK, where="attribution.site"),
        room.claim("a", FIRST, "وكالات أنباء", basis=BLOCK, where="attribution.publisher"),
    )

    found = built(me)

    assert [link.code or link.publisher for link in found.links] == ["AGENCIES", "صدى الخليج", "بوابة المرفأ"]
    assert found.grade is model.Grade.UNNAMED


def test_the_agency_that_copies_credit_stands_before_a_site_whose_page_we_lack() -> None:
    me = room.witness("a", "marfa", room.claim("a", FROM, "صدى الخليج"))
    copy = room.witness("b", "mina", room.claim("b", WIRED, "NAWRAS"))

    found = built(me, copy)

    assert hands(found) == [("وكالة النورس", "inferred"), ("صدى الخليج", "said"), ("بوابة المرفأ", "seen")]
    assert found.grade is model.Grade.INFERRED


def test_a_publisher_that_nobody_knows_has_no_slug_and_keeps_its_name() -> None:
    me = room.witness("a", "mina", room.claim("a", FROM, "جهة مجهولة"))

    told = export.origin_of(built(me))

    assert (told["origin"], told["publisher"]) == (None, "جهة مجهولة")


def test_a_copy_that_credits_nobody_gets_the_origin_that_its_copies_credit() -> None:
    me = room.witness("a", "mina")
    other = room.witness("b", "sada", room.claim("b", WIRED, "NAWRAS"))

    found = built(me, other)

    assert hands(found) == [("وكالة النورس", "inferred"), ("صحيفة الميناء", "seen")]
    assert found.grade is model.Grade.INFERRED
    assert 0.3 < found.origin.confidence < 0.9
    evidence = found.origin.claims[0].evidence
    assert (evidence.basis, evidence.other) == (model.Basis.TEXT_OVERLAP, "b")


def test_the_page_of_an_agency_among_the_copies_speaks_for_the_agency() -> None:
    found = built(room.witness("a", "mina"), room.witness("w", "nawras"))

    assert (found.origin.code, found.origin.standing) == ("NAWRAS", model.Standing.INFERRED)
    assert found.origin.url == "https://nawras.example/w"


def test_unnamed_agencies_stay_unnamed_where_no_copy_names_one() -> None:
    me = room.witness("a", "mina", room.claim("a", WIRED, "AGENCIES"))

    found = built(me, room.witness("b", "sada"))

    assert found.grade is model.Grade.UNNAMED
    assert found.origin.code == "AGENCIES"


def test_unnamed_agencies_are_named_by_a_copy() -> None:
    me = room.witness("a", "mina", room.claim("a", WIRED, "AGENCIES"))
    other = room.witness("b", "sada", room.claim("b", WIRED, "NAWRAS"))

    found = built(me, other)

    assert (found.origin.code, found.grade) == ("NAWRAS", model.Grade.INFERRED)
    assert any(claim.value == "AGENCIES" for claim in found.origin.claims)


@pytest.mark.parametrize(
    ("bylines", "others", "grade"),
    [
        pytest.param(("ليلى سالم",), (), model.Grade.CONNECTED, id="its writer is named"),
        pytest.param(None, (), model.Grade.UNKNOWN, id="nobody is named and nothing is shared"),
        pytest.param(None, ("b",), model.Grade.UNKNOWN, id="shared, and nobody credits anyone"),
    ],
)
def test_a_text_that_credits_nobody_is_its_own_origin_or_unknown(
    bylines: tuple[str, ...] | None, others: tuple[str, ...], grade: model.Grade
) -> None:
    me = room.witness("a", "mina", bylines=bylines)

    found = built(me, *(room.witness(each, "sada") for each in others))

    assert (hands(found), found.grade) == ([("صحيفة الميناء", "seen")], grade)


def test_an_uncredited_shared_text_has_no_origin_in_the_export() -> None:
    found = built(room.witness("a", "mina"), room.witness("b", "sada"))

    assert export.origin_of(found)["origin"] is None


def test_being_published_first_proves_nothing() -> None:
    early = room.witness("a", "mina", published=room.NOON - timedelta(hours=3))
    late = room.witness("b", "sada", published=room.NOON)

    assert built(late, early).origin.source == "sada"
    assert built(late, early).grade is model.Grade.UNKNOWN


def test_a_text_that_its_copies_credit_is_the_origin() -> None:
    me = room.witness("a", "mina")
    other = room.witness("b", "sada", room.claim("b", FROM, "صحيفة الميناء"))

    found = built(me, other)

    assert (hands(found), found.grade) == ([("صحيفة الميناء", "seen")], model.Grade.CONNECTED)


def test_two_agencies_named_in_two_places_conflict_and_both_are_kept() -> None:
    me = room.witness(
        "a",
        "mina",
        room.claim("a", WIRED, "NAWRAS"),
        room.claim("a", WIRED, "REUTERS", basis=model.Basis.CREDIT_LINE, where="credit line"),
    )

    found = built(me)

    assert found.grade is model.Grade.CONFLICTING
    assert {link.code for link in found.links[:-1]} == {"NAWRAS", "REUTERS"}
    assert all(link.standing is model.Standing.DISPUTED for link in found.links[:-1])
    assert any(doubt.kind is model.DoubtKind.CONFLICT for doubt in found.doubts)


def test_two_agencies_of_one_dateline_share_the_credit() -> None:
    me = room.witness("a", "mina", room.claim("a", WIRED, "NAWRAS"), room.claim("a", WIRED, "REUTERS"))

    assert built(me).grade is model.Grade.CONNECTED


def test_copies_that_credit_two_agencies_alike_leave_it_disputed() -> None:
    one = room.witness("b", "sada", room.claim("b", WIRED, "NAWRAS"))
    two = room.witness("c", "marfa", room.claim("c", WIRED, "REUTERS"))

    found = built(room.witness("a", "mina"), one, two)

    assert found.grade is model.Grade.CONFLICTING
    assert found.origin.standing is model.Standing.DISPUTED
    assert found.origin.confidence < 0.5


def test_a_deep_link_of_the_block_is_the_address_of_the_original() -> None:
    url = "https://sada.example/news/7"
    me = room.witness(
        "a", "marfa", room.claim("a", FIRST, "sada.example", basis=BLOCK, where="attribution.site", url=url)
    )

    assert chain.original_url(built(me)) == url


def test_a_bare_site_is_no_address_of_an_original() -> None:
    me = room.witness(
        "a",
        "marfa",
        room.claim(
            "a", FIRST, "sada.example", basis=BLOCK, where="attribution.site", url="https://sada.example/"
        ),
    )

    found = built(me)

    assert (chain.original_url(found), found.origin.home) == (None, "https://sada.example/")


def test_the_time_that_a_block_states_is_the_time_of_the_origin() -> None:
    me = room.witness(
        "a",
        "marfa",
        room.claim("a", FIRST, "nawras.example", basis=BLOCK, where="attribution.site"),
        room.claim(
            "a",
            model.Says.FIRST_PUBLISHED_AT,
            "2026-01-10T09:30:00+03:00",
            basis=BLOCK,
            where="attribution.first_published, zone origin",
        ),
    )

    at = built(me).origin.at

    assert at is not None
    assert (at.iso(), at.zone_from) == ("2026-01-10T09:30:00+03:00", model.ZoneFrom.ORIGIN)


def test_an_explained_chain_is_plain_json() -> None:
    found = built(room.witness("a", "mina", room.claim("a", WIRED, "NAWRAS")))

    told = json.loads(json.dumps(explain.lines(found)))

    assert told["links"][0]["claims"][0]["quote"] == "NAWRAS"
    assert [link["role"] for link in told["links"]] == ["agency", "republisher"]


_CLAIMS = some.lists(
    some.builds(
        room.claim,
        some.just("x"),
        some.sampled_from([WIRED, FROM, FIRST]),
        some.sampled_from(["NAWRAS", "REUTERS", "AGENCIES", "صدى الخليج", "sada.example", "جهة مجهولة"]),
        where=some.sampled_from(["dateline", "credit line", "attribution.site", "attribution.publisher"]),
        weight=some.sampled_from([0.5, 0.85, 0.9]),
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)


@given(some.data())
def test_the_chain_does_not_depend_on_the_order_of_anything(data: some.DataObject) -> None:
    sources = ["mina", "nawras", "sada", "marfa", "other"]
    names = [f"n{at}" for at in range(data.draw(some.integers(1, 5)))]
    all_ = [room.witness(name, data.draw(some.sampled_from(sources)), *data.draw(_CLAIMS)) for name in names]
    overlaps = [
        room.overlap(a, b, data.draw(some.sampled_from([0.5, 0.7, 0.9, 1.0])))
        for at, a in enumerate(names)
        for b in names[at + 1 :]
        if data.draw(some.booleans())
    ]
    me, others = all_[0], all_[1:]
    shuffled = model.Witness(
        article=me.article,
        source=me.source,
        url=me.url,
        title=me.title,
        published=me.published,
        seen=me.seen,
        claims=tuple(data.draw(some.permutations(me.claims))),
    )

    one = chain.build(me, others, overlaps, room.DIRECTORY)
    two = chain.build(
        shuffled, data.draw(some.permutations(others)), data.draw(some.permutations(overlaps)), room.DIRECTORY
    )

    assert one == two
    assert one.links[-1].article == me.article
    assert all(0 <= link.confidence <= 1 for link in one.links)


def _named(name: str) -> model.Claim:
    return room.claim(
        "a",
        model.Says.REPUBLISHED_FROM,
        name,
        basis=model.Basis.CREDIT_LINE,
        where="credit line",
        weight=0.85,
    )


def test_a_name_that_leads_nowhere_between_known_hands_breaks_the_chain() -> None:
    me = room.witness("a", "mina", room.claim("a", model.Says.WIRED_BY, "NAWRAS"), _named("موقع الشاطئ"))

    found = built(me)

    assert found.grade is model.Grade.BROKEN
    assert [link.publisher for link in found.links] == ["وكالة النورس", "موقع الشاطئ", "صحيفة الميناء"]
    assert any("موقع الشاطئ" in doubt.detail for doubt in found.doubts)


def test_sites_of_unknown_order_break_the_chain() -> None:
    found = built(room.witness("a", "mina", _named("صدى الخليج"), _named("بوابة المرفأ")))

    assert found.grade is model.Grade.BROKEN


def test_a_known_site_between_known_hands_breaks_nothing() -> None:
    me = room.witness("a", "mina", room.claim("a", model.Says.WIRED_BY, "NAWRAS"), _named("صدى الخليج"))

    assert built(me).grade is model.Grade.CONNECTED
