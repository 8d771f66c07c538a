"""What the values of the desk are called before those who sit at it."""

from markupsafe import Markup

from masdar import errors, model
from masdar.errors import MasdarError
from masdar.press import bidi
from masdar.press.view import View
from masdar.sources import health


def stand(view: View, given: model.Stand) -> Markup:
    return {
        model.Stand.NEW: view.say("New"),
        model.Stand.LOOK: view.say("Needs a look"),
        model.Stand.SCHEDULED: view.say("Scheduled"),
        model.Stand.PUBLISHED: view.say("Published"),
        model.Stand.HELD: view.say("Held back"),
        model.Stand.WITHDRAWN: view.say("Withdrawn"),
    }[given]


def ground(view: View, given: model.Ground) -> Markup:
    """Why an article stands where it stands."""
    return {
        model.Ground.CANCELED: view.say("Its publisher took it back"),
        model.Ground.WITHHELD: view.say("The agency withholds it"),
        model.Ground.SAID: view.say("Its page seems to say that it was taken back"),
        model.Ground.BARRED: view.say("Its publisher opted out"),
        model.Ground.DESK: view.say("The desk decided so"),
        model.Ground.MISSING: view.say("Its page was missing several times in a row"),
        model.Ground.REVIEW: view.say("Its source is reviewed before it is shown"),
        model.Ground.DUE: view.say("Its time has not come"),
        model.Ground.CHANGED: view.say("It changed since it was looked at"),
        model.Ground.NAMELESS: view.say("Nobody says whose text it is"),
        model.Ground.UPSTREAM: view.say("Its first source corrected it or took it back"),
        model.Ground.CONFLICT: view.say("Statements about its origin contradict each other"),
    }[given]


def rank(view: View, given: model.Rank) -> Markup:
    return {
        model.Rank.READER: view.say("reader"),
        model.Rank.EDITOR: view.say("editor"),
        model.Rank.PUBLISHER: view.say("publishing editor"),
        model.Rank.ADMIN: view.say("administrator"),
        model.Rank.AUDITOR: view.say("auditor"),
    }[given]


def deed(view: View, given: str) -> Markup:
    """A deed as the log tells it."""
    return {
        "welcome": view.say("chose a password"),
        "sign_in": view.say("signed in"),
        "invite": view.say("invited"),
        "account": view.say("altered an account"),
        "seen": view.say("looked at it"),
        "hold": view.say("held it back"),
        "publish": view.say("published it"),
        "withdraw": view.say("withdrew it"),
        "correct": view.say("wrote a correction"),
        "amend": view.say("put right what was misread"),
        "review": view.say("set whether it is reviewed"),
        "policy": view.say("altered what may be shown"),
        "enable": view.say("switched it on or off"),
        "add_source": view.say("added a source"),
        "bar": view.say("barred a host or set it free"),
        "open_case": view.say("took a request"),
        "note_case": view.say("wrote in a case"),
        "close_case": view.say("decided a case"),
        "erase_case": view.say("erased what a case was about"),
        "alert": view.say("altered a search that watches"),
        "story": view.say("altered a story"),
        "output": view.say("altered an output"),
        "resend": view.say("sent again"),
    }.get(given, Markup("<code>{}</code>").format(bidi.code(given)))


def verdict(view: View, given: health.Verdict) -> Markup:
    """How a channel is doing."""
    return {
        health.Verdict.UNVISITED: view.say("not yet visited"),
        health.Verdict.GOOD: view.say("good"),
        health.Verdict.SILENT: view.say("brings nothing new"),
        health.Verdict.SHAKY: view.say("failed the last time"),
        health.Verdict.FAILING: view.say("failing"),
        health.Verdict.DEAD: view.say("dead"),
        health.Verdict.GONE: view.say("gone for good"),
        health.Verdict.CLOSED: view.say("closed to us"),
        health.Verdict.WAITING: view.say("wants to be left alone for now"),
        health.Verdict.PAUSED: view.say("paused"),
        health.Verdict.RETIRED: view.say("retired"),
        health.Verdict.POOR: view.say("most of its pages give no article"),
        health.Verdict.QUIET: view.say("silent for too long"),
        health.Verdict.FLOOD: view.say("far more than usual"),
    }[given]


def images(view: View, given: model.Images) -> Markup:
    return {
        model.Images.NONE: view.say("no pictures"),
        model.Images.THUMBNAIL: view.say("small pictures"),
        model.Images.FULL: view.say("pictures"),
    }[given]


def index(view: View, given: model.IndexRule) -> Markup:
    return {
        model.IndexRule.NOINDEX: view.say("kept from search engines"),
        model.IndexRule.CANONICAL: view.say("search engines are led to the original"),
        model.IndexRule.INDEX: view.say("open to search engines"),
    }[given]


def home(view: View, given: model.Home) -> Markup:
    return {
        model.Home.WORDPRESS: view.say("WordPress site"),
        model.Home.TELEGRAM: view.say("Telegram channel"),
        model.Home.WEBHOOK: view.say("webhook"),
    }[given]


def channel(view: View, given: model.ChannelKind) -> Markup:
    """How a source's news is heard."""
    return {
        model.ChannelKind.FEED: view.say("feed"),
        model.ChannelKind.SITEMAP: view.say("sitemap"),
        model.ChannelKind.SECTION: view.say("page with links"),
    }.get(given, Markup("<code>{}</code>").format(bidi.code(given.value)))


def way(view: View, given: model.Way) -> Markup:
    """How a search that watches is told."""
    return {
        model.Way.FEED: view.say("feed"),
        model.Way.MAIL: view.say("mail"),
        model.Way.WEBHOOK: view.say("webhook"),
    }[given]


def posted(view: View, given: model.Posted) -> Markup:
    """What became of an article in another home."""
    return {
        model.Posted.WAITING: view.say("waits"),
        model.Posted.STANDS: view.say("stands there"),
        model.Posted.GONE: view.say("taken back"),
        model.Posted.EDITED: view.say("edited there by a person"),
        model.Posted.UNCLEAR: view.say("sent, but it is unclear whether it came"),
        model.Posted.FAILED: view.say("failed"),
    }[given]


def known(said: str) -> str:
    """A sentence that is translated where it is shown."""
    return said


# what the deeds of the desk refuse, in their own words
_WRONG = (
    known("Telegram needs the chat, such as @name"),
    known("WordPress needs the name of a user beside the application password"),
    known("a correction says what was wrong and what is right"),
    known("a decision needs its ground, which whoever asked may read"),
    known("a name has letters, digits, blanks, and . _ - between them"),
    known("a note has words"),
    known("a withdrawal needs its reason, which readers find in the article's place"),
    known("an output needs a name and its secret"),
    known("between two messages there are 0 to 10080 minutes"),
    known("choose an article first"),
    known("its words were erased when a request was granted; nothing is left to show"),
    known("name a host, such as news.example"),
    known("name the story by its number or by the address of its page"),
    known("name the article by its number or by the address of its page"),
    known("name the host of the publisher, such as news.example"),
    known("no such deed is known"),
    known("no such kind of output is known"),
    known("no such output is known"),
    known("no such role is known"),
    known("nothing was withdrawn by this case, or it is erased already"),
    known("only an article of the story can be taken out of it"),
    known("only an article of the story can stand for it"),
    known("a story cannot be merged with itself"),
    known("a story is called after its first article: take the others out instead"),
    known("the search asks for nothing; name a word that must be there"),
    known("this article founded a story before; it cannot found it twice"),
    known("one administrator at least must stay"),
    known("say in some words what is asked for, and why"),
    known("say what is asked for: a correction, a removal, or an opt-out"),
    known("the address of an output begins with https://"),
    known("the feed and the home page are addresses that begin with https://"),
    known("the policy names something that is not known"),
    known("the publisher needs a name"),
    known("the site took too long to look at; name its feed yourself"),
    known("the short name has Latin letters, digits and hyphens alone"),
    known("the whole text needs a ground: a permission, a licence, or that it is our own"),
    known("this case is about no article"),
    known("this is no day and no time; write 2026-01-31 or 2026-01-31T18:30"),
    known("this link was used already, or its time is over; ask for another"),
    known("this name is taken"),
    known("this password is too easy to guess"),
)


def wrong(view: View, error: MasdarError) -> Markup | str:
    """What went wrong, in the page's language: the sentences of the desk, or what errors of its kind mean."""
    said = str(error)
    if said in _WRONG:
        return view.say(said)
    return errors.told(error, "ar" if view.language == "ar" else "en")
