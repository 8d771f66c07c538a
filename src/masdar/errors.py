"""What can go wrong.

Each error is a value with fields; the sentence names the thing, why, and what to do now. The code
stands in logs, pages and answers of the API alike.

MasdarError
├── ConfigError            settings or a command that cannot be used
├── FetchError             an address that gave nothing: url
│   ├── Refused            robots, or an address that we do not visit
│   ├── TooLarge           the answer passed its limit
│   └── Unreachable        no answer, or one cut short
├── ReadError              bytes that are not what they claim to be
│   ├── NotAnArticle       a page without an article
│   └── NotAFeed           a document that is no feed
├── QueryError             a question to the index that cannot be asked
└── StoreError             the home cannot do what was asked
    ├── NotFound           no such thing
    ├── Busy               another process is writing
    └── WrongVersion       the home was written by another version
"""


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
