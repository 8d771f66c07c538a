"""What can go wrong, and how it is told.

Each error is a value with fields; its sentence names the thing, and why. `WORDS` adds what it means,
why such errors happen and what to do now, in both languages, and `told` puts the three together, alike
for terminals, logs, pages and answers of the API:

    >>> told(Busy("process 71 does"), "en")
    'The home is being written to: process 71 does. Wait until the other process has ended. [MSD-5002]'

MasdarError
├── ConfigError            settings or a command that cannot be used
├── FetchError             an address that gave nothing: url
│   ├── Refused            robots, or an address that we do not visit
│   ├── TooLarge           the answer passed its limit
│   └── Unreachable        no answer, or one cut short
│       └── Later          the host, or its robots.txt, asks us to come another time: seconds
├── ReadError              bytes that are not what they claim to be
│   ├── NotAnArticle       a page without an article
│   └── NotAFeed           a document that is no feed
├── QueryError             a question to the index that cannot be asked
├── StoreError             the home cannot do what was asked
│   ├── NotFound           no such thing
│   ├── Busy               another process is writing
│   └── WrongVersion       the home was written by another version
├── Forbidden              a deed that an account may not do
├── WorkerLost             a worker died or hung on an input
├── DeliveryError          a message was not taken: to, why
│   └── Edited             a person altered the article in the other home
└── AskedError             a program asked us for what it cannot have
    ├── Malformed          a parameter that cannot be used: parameter
    ├── Withdrawn          an article that was taken back
    ├── KeyNeeded          a key is needed, or the one shown is not known
    └── TooMany            it asks too often: seconds
"""

from masdar.errors.words import WORDS as WORDS
from masdar.errors.words import Language as Language
from masdar.errors.words import Words as Words


class MasdarError(Exception):
    """Anything masdar says went wrong; `str(error)` tells what, why and what now."""

    code = "MSD-0000"


class ConfigError(MasdarError):
    """Settings or arguments that cannot be used."""

    code = "MSD-1000"


class FetchError(MasdarError):
    """An address that gave nothing."""

    code = "MSD-2000"

    def __init__(self, url: str, why: str = "") -> None:
        super().__init__(f"{url}: {why}" if why else url)
        self.url = url
        self.why = why


class Refused(FetchError):
    """We do not go there: robots.txt forbids it, or the address is not public."""

    code = "MSD-2001"


class TooLarge(FetchError):
    """The answer is larger than its limit."""

    code = "MSD-2002"


class Unreachable(FetchError):
    """No answer came, or it was cut short."""

    code = "MSD-2003"


class Later(Unreachable):
    """The host wants to be left alone for a while. `seconds` says for how long."""

    code = "MSD-2004"

    def __init__(self, url: str, why: str = "", *, seconds: float = 0.0) -> None:
        super().__init__(url, why)
        self.seconds = seconds


class ReadError(MasdarError):
    """Bytes that are not what they claim to be."""

    code = "MSD-3000"


class NotAnArticle(ReadError):
    """A page in which no article stands."""

    code = "MSD-3001"


class NotAFeed(ReadError):
    """A document that is no feed."""

    code = "MSD-3002"


class QueryError(MasdarError):
    """A question that the index cannot answer."""

    code = "MSD-4000"


class StoreError(MasdarError):
    """The home cannot do what was asked of it."""

    code = "MSD-5000"


class NotFound(StoreError):
    """No such article, source or story."""

    code = "MSD-5001"


class Busy(StoreError):
    """Another process is writing to this home."""

    code = "MSD-5002"


class WrongVersion(StoreError):
    """The home was written by another version of masdar."""

    code = "MSD-5003"


class Forbidden(MasdarError):
    """An account asks for a deed that its role does not allow."""

    code = "MSD-8000"


class WorkerLost(MasdarError):
    """A worker died or hung on this input."""

    code = "MSD-6001"


class DeliveryError(MasdarError):
    """A message that the other side did not take; `final` if it never will."""

    code = "MSD-7000"

    def __init__(self, to: str, why: str = "", *, final: bool = False) -> None:
        super().__init__(f"{to}: {why}" if why else to)
        self.to = to
        self.why = why
        self.final = final


class Edited(DeliveryError):
    """A person altered the article in the other home: it is not written over."""

    code = "MSD-7001"


class AskedError(MasdarError):
    """A program asked us for what it cannot have."""

    code = "MSD-9000"


class Malformed(AskedError):
    """A parameter that cannot be used."""

    code = "MSD-9001"

    def __init__(self, parameter: str, why: str = "") -> None:
        super().__init__(f"{parameter}: {why}" if why else parameter)
        self.parameter = parameter


class Withdrawn(AskedError):
    """An article that was taken back: id."""

    code = "MSD-9002"

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id


class KeyNeeded(AskedError):
    """What is asked for is not public, and no key that is known was shown."""

    code = "MSD-9003"


class TooMany(AskedError):
    """More was asked than one may ask in a while; after `seconds` it is answered again."""

    code = "MSD-9004"

    def __init__(self, why: str = "", *, seconds: int = 60) -> None:
        super().__init__(why)
        self.seconds = seconds


def words(error: MasdarError, language: Language) -> Words:
    """What is said of an error of this kind, or of the nearest kind above that the table knows."""
    codes = (getattr(kind, "code", "") for kind in (error, *type(error).__mro__))
    return next(WORDS[code][language] for code in codes if code in WORDS)


def told(error: MasdarError, language: Language) -> str:
    """What went wrong, why, what to do now, and the code: one line.

    The error's own sentence, which is English, tells why; in Arabic it stands isolated behind the reason
    that errors of its kind have.
    """
    what, usual, now = words(error, language)
    own = " ".join(str(error).split()).removesuffix(".")
    why = own or usual
    if own and language == "ar":
        # FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE
        why = f"{usual} (\u2068{own}\u2069)"
    stop = "" if why.endswith(("?", "!", "…")) else "."
    return f"{what}: {why}{stop} {now} [{error.code}]"
