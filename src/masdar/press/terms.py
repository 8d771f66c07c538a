"""On what terms a source is shown, in words that its publisher and its readers can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from masdar import model
from masdar.press import bidi, labels, links, times
from masdar.press.view import View
from masdar.rights import policy as rights
from masdar.rights.policy import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """What a site reserved, from when on, and its own words."""

    since: times.Written
    read: times.Written | None
    what: list[Markup]
    words: list[Markup]
    license: str | None
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds now of a source, and why it is less than what was agreed, if it is."""

    shown: Markup
    rule: Markup
    pictures: Markup
    engines: Markup
    mining: Markup
    ground: Markup | None
    until: times.Written | None
    because: list[Markup]
    now: Reserved | None
    before: list[Reserved]


def of(view: View, source: model.Source, history: Sequence[model.Reservation]) -> Terms:
    """The terms of a source as they stand now."""
    agreed = source.policy
    held = rights.of(source, signals=model.Signals(), now=view.now)
    grounded = agreed.show is model.Show.FULL and agreed.ground
    read = [_reserved(view, each) for each in history]
    return Terms(
        shown=labels.show(view, held.show),
        rule=_rule(view, held),
        pictures=labels.images(view, held.images),
        engines=labels.engines(view, held.index),
        mining=_mining(view, held),
        ground=labels.quoted(agreed.ground, view.language) if grounded else None,
        until=times.day(view, agreed.until) if grounded and agreed.until else None,
        because=[
            _because(view, each, agreed.until)
            for each in rights.limits(source, signals=model.Signals(), now=view.now)
        ],
        now=read[0] if read else None,
        before=read[1:],
    )


def _rule(view: View, held: model.Policy) -> Markup:
    match held.show:
        case model.Show.HEADLINE:
            return view.say("The headline and a link to the original; nothing of the text.")
        case model.Show.FULL:
            return view.say("The whole text, on the ground that is named here.")
    said = view.count(
        "The beginning, to the end of a sentence: at most %(n)s word, or a quarter if that is less.",
        "The beginning, to the end of a sentence: at most %(n)s words, or a quarter if that is less.",
        held.words,
    )
    limit = held.signals.max_snippet
    if limit is None:
        return said
    more = view.count("Never more than %(n)s character.", "Never more than %(n)s characters.", limit)
    return Markup("{} {}").format(said, more)


def _mining(view: View, held: model.Policy) -> Markup:
    """Whether text and data mining and training are reserved on our pages."""
    if held.signals.noai:
        return view.say("reserved, and use by AI is refused")
    if held.signals.tdm_reservation or held.index is not model.IndexRule.INDEX:
        return view.say("reserved")
    return view.say("not reserved")


def _because(view: View, limit: Limit, until: datetime | None) -> Markup:
    match limit:
        case Limit.NO_GROUND:
            return view.say("Full text was asked for without a ground; excerpts are shown.")
        case Limit.ENDED:
            assert until is not None
            return view.say("The ground for full text ended on %(day)s.", day=times.day(view, until).text)
        case Limit.NO_SNIPPET:
            return view.say("The publisher allows no excerpts.")
        case Limit.SHORT_SNIPPET:
            return view.say("The publisher limits excerpts.")
        case Limit.NO_PICTURES:
            return view.say("The publisher reserves its pictures.")
        case Limit.NO_INDEX:
            return view.say("The publisher keeps its pages from search engines.")


def _reserved(view: View, given: model.Reservation) -> Reserved:
    return Reserved(
        since=times.instant(view, given.since),
        read=times.instant(view, given.read) if given.read else None,
        what=labels.signals(view, given.signals),
        words=[bidi.code(each) for each in given.signals.said],
        license=links.web(given.signals.license),
        failed=given.failure is not None,
    )
