"""What the values of the model are called before readers."""

import re
from collections import Counter

from babel import Locale
from markupsafe import Markup

from masdar import model
from masdar.arabic import agencies
from masdar.entities import lexicon
from masdar.press import bidi
from masdar.press.view import View
from masdar.rights.reasons import TAKEN_BACK


def via(view: View, given: model.Via) -> Markup:
    """The way an article came."""
    return {
        model.Via.PAGE: view.say("the page of the article"),
        model.Via.FEED: view.say("a feed"),
        model.Via.FILE: view.say("a file"),
        model.Via.ARCHIVE: view.say("an archive"),
        model.Via.RECORD: view.say("a record of a collection"),
        model.Via.WIRE: view.say("a wire"),
    }[given]


def country(view: View, code: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in the page's language; the code where it has none."""
    return str(Locale.parse(view.language).territories.get(code, code))


def agency(view: View, code: str) -> str:
    """The name of an agency in the page's language; the code of one that the table lacks."""
    entry = agencies.by_code(code)
    return code if entry is None else (entry.name_en if view.language == "en" else entry.name)


def show(view: View, given: model.Show) -> Markup:
    return {
        model.Show.HEADLINE: view.say("headline only"),
        model.Show.EXCERPT: view.say("excerpt"),
        model.Show.FULL: view.say("full text"),
    }[given]


def images(view: View, given: model.Images) -> Markup:
    return {
        model.Images.NONE: view.say("not shown"),
        model.Images.THUMBNAIL: view.say("shown small, from our own address"),
        model.Images.FULL: view.say("shown, from our own address"),
    }[given]


def engines(view: View, given: model.IndexRule) -> Markup:
    """What search engines are told of our copies."""
    return {
        model.IndexRule.NOINDEX: view.say("they are asked not to keep our copies"),
        model.IndexRule.CANONICAL: view.say("they are told to keep the original in the place of our copies"),
        model.IndexRule.INDEX: view.say("they may keep our copies"),
    }[given]


def signals(view: View, given: model.Signals) -> list[Markup]:
    """What a publisher reserves, each in a few words."""
    limit = given.max_snippet
    found = (
        (given.noindex, view.say("no search engines")),
        (given.nosnippet or limit == 0, view.say("no excerpts")),
        (given.noai, view.say("no use by AI")),
        (given.noimageai, view.say("no use of its pictures")),
        (given.tdm_reservation, view.say("no text and data mining")),
    )
    said = [word for holds, word in found if holds]
    if limit:
        said.append(
            view.count("excerpts of %(n)s character at most", "excerpts of %(n)s characters at most", limit)
        )
    return said


def policy(view: View, given: model.Policy) -> Markup:
    """How much is shown, and on what ground."""
    shown = show(view, given.show)
    if not given.ground:
        return shown
    return view.say(
        "%(shown)s, on the ground of: %(ground)s",
        shown=shown,
        ground=quoted(given.ground, view.language),
    )


def quoted(text: str, language: str) -> Markup:
    """Words of others within a sentence of ours, in their own language and direction."""
    return Markup("<bdi {}>{}</bdi>").format(bidi.tongue(text, language), bidi.own(text, language))


def zone_note(view: View, given: model.Moment) -> Markup | None:
    """Where we have the zone from, where the page itself did not print it."""
    match given.zone_from:
        case model.ZoneFrom.ORIGIN:
            return view.say("time zone inferred from the agency's home")
        case model.ZoneFrom.SOURCE:
            return view.say("time zone inferred from the publisher's home")
        case model.ZoneFrom.ASSUMED if given.precision is not model.Precision.DAY:
            return view.say("time zone not stated")
    return None


def kind(view: View, given: model.SourceKind) -> Markup:
    return {
        model.SourceKind.PUBLISHER: view.say("publisher"),
        model.SourceKind.AGENCY: view.say("news agency"),
        model.SourceKind.REPUBLISHER: view.say("republisher"),
        model.SourceKind.ARCHIVE: view.say("archive"),
    }[given]


def role(view: View, given: model.Role) -> Markup:
    return {
        model.Role.ORIGIN: view.say("origin"),
        model.Role.AGENCY: view.say("news agency"),
        model.Role.REPUBLISHER: view.say("republisher"),
    }[given]


def standing(view: View, given: model.Standing) -> Markup:
    """How we know of a hand."""
    return {
        model.Standing.SEEN: view.say("we hold its page"),
        model.Standing.SAID: view.say("named by another hand"),
        model.Standing.INFERRED: view.say("inferred from the text"),
        model.Standing.DISPUTED: view.say("disputed"),
    }[given]


def grade(view: View, given: model.Grade) -> Markup:
    """How well a chain holds, in the words of the discipline of isnad."""
    return {
        model.Grade.CONNECTED: view.say("connected: every link is stated"),
        model.Grade.INFERRED: view.say("inferred: a link is inferred from the text"),
        model.Grade.BROKEN: view.say("broken: a link is missing"),
        model.Grade.UNNAMED: view.say("unnamed: agencies, none of them named"),
        model.Grade.CONFLICTING: view.say("conflicting: claims contradict each other"),
        model.Grade.UNKNOWN: view.say("unknown: nobody says whose text it is"),
    }[given]


def meaning(view: View, given: model.Grade) -> Markup:
    """What a grade means, in plain words."""
    return {
        model.Grade.CONNECTED: view.say(
            "Each hand is named by the next, or we hold its own page. Nothing was inferred."
        ),
        model.Grade.INFERRED: view.say(
            "One hand at least is named by nobody: shared text, or the style of the text, gives it away."
        ),
        model.Grade.BROKEN: view.say(
            "A name stands between that leads nowhere, or we do not know which hand had it from which."
        ),
        model.Grade.UNNAMED: view.say("The page says that agencies sent it, and names none of them."),
        model.Grade.CONFLICTING: view.say(
            "Two statements cannot both hold. Both are kept and shown; we do not decide between them."
        ),
        model.Grade.UNKNOWN: view.say("Neither the page nor any copy of it says whose text it is."),
    }[given]


def doubt(view: View, given: model.Doubt) -> Markup:
    """Where a chain is in doubt; the detail is ours, in English, and stands in the JSON."""
    return {
        model.DoubtKind.CONFLICT: view.say("Statements about the origin contradict each other."),
        model.DoubtKind.SUSPICIOUS: view.say("A name or a time in this chain does not fit the others."),
        model.DoubtKind.MISSING: view.say("A hand is missing, or cannot be found."),
    }.get(given.kind, view.say("Something in this chain is in doubt."))


def level(view: View, given: model.Level) -> Markup:
    """How much of a text two pages share."""
    return {
        model.Level.EXACT: view.say("the same text"),
        model.Level.NEAR: view.say("nearly the same text"),
        model.Level.EDITED: view.say("an edited copy"),
        model.Level.PARTIAL: view.say("shared passages"),
    }[given]


def status(view: View, given: model.ReleaseStatus) -> Markup | None:
    """The label of an article that is not as it first was."""
    match given:
        case model.ReleaseStatus.UPDATED:
            return view.say("Updated at the source")
        case model.ReleaseStatus.CORRECTED:
            return view.say("Corrected")
        case model.ReleaseStatus.WITHDRAWN:
            return view.say("Withdrawn")
    return None


def upstream(view: View, given: model.Upstream | None) -> Markup | None:
    """The label of a copy whose text was altered where it first stood, and not here."""
    if given is None:
        return None
    return {
        model.ReleaseStatus.UPDATED: view.say("Updated at the first source"),
        model.ReleaseStatus.CORRECTED: view.say("Corrected at the first source"),
        model.ReleaseStatus.WITHDRAWN: view.say("Withdrawn at the first source"),
    }[given.status]


def basis(view: View, given: model.Basis) -> Markup:
    """On what a claim rests."""
    return {
        model.Basis.ATTRIBUTION_BLOCK: view.say("source block of the page"),
        model.Basis.CREDIT_LINE: view.say("credit line"),
        model.Basis.BYLINE: view.say("byline"),
        model.Basis.DATELINE: view.say("dateline"),
        model.Basis.END_MARK: view.say("end mark"),
        model.Basis.CANONICAL_LINK: view.say("canonical link"),
        model.Basis.META: view.say("meta data of the page"),
        model.Basis.JSON_LD: view.say("structured data of the page"),
        model.Basis.FEED: view.say("feed"),
        model.Basis.WIRE: view.say("wire"),
        model.Basis.ADDRESS: view.say("address of the page"),
        model.Basis.TEXT_OVERLAP: view.say("shared text"),
        model.Basis.STYLE: view.say("style of the text"),
        model.Basis.CAPTURE_TIME: view.say("time we saw it"),
    }[given]


# a claim's place that says no more than what kind of words it stands in
_PLAIN = frozenset(["address", "byline", "credit line", "dateline", "end mark", "style of the text"])
_COPIED = " of a copy"
_SHARED = re.compile(r"the agency's own page, (\d+)% of the shorter text shared")


def where(view: View, given: model.Evidence) -> Markup | None:
    """Where the words of a claim stand, where that is more than their kind."""
    if given.where in _PLAIN or given.where.startswith("attribution."):
        return None
    if given.where.endswith(_COPIED):
        return view.say("on the page of a copy")
    if shared := _SHARED.fullmatch(given.where):
        return view.say(
            "the agency's own page; %(share)s of the shorter text is shared",
            share=view.percent(int(shared[1])),
        )
    return Markup("<code>{}</code>").format(bidi.code(given.where))


def says(view: View, given: model.Says) -> Markup:
    return {
        model.Says.PUBLISHED_BY: view.say("published by"),
        model.Says.FIRST_PUBLISHED_BY: view.say("first published by"),
        model.Says.FIRST_PUBLISHED_AT: view.say("first published at"),
        model.Says.REPUBLISHED_FROM: view.say("republished from"),
        model.Says.WIRED_BY: view.say("wired by"),
        model.Says.WRITTEN_BY: view.say("written by"),
    }[given]


def why(view: View, release: model.Release) -> list[Markup]:
    """Why an article was withdrawn or is held, where more is known than that it was."""
    reasons: list[Markup] = []
    if TAKEN_BACK in release.why:
        reasons.append(view.say("Its publisher took it back."))
    if release.notice:
        words = bidi.own(release.notice, release.language)
        reasons.append(view.say("In its words: %(words)s", words=words))
    if release.law:
        reasons.append(view.say("A law or a court demands it."))
    if release.reason:
        reasons.append(bidi.own(release.reason, view.language))
    return reasons


def entity(view: View, entity: model.Entity) -> tuple[str, str | None]:
    """Its name on a page, and the office that a person was last called by."""
    if (known := lexicon.by_id().get(entity.id)) is not None:
        return (known.name_en if view.language == "en" else known.name), None
    said = view.reading.entities.names(entity.id)
    # what most articles write; of equals the newest
    names = Counter(name for name, _ in said)
    name = names.most_common(1)[0][0] if names else entity.name
    return name, next((office for _, office in said if office), None)
