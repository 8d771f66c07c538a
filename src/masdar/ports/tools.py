"""Followers of the store, and the tools that touch the world."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from masdar.model import (
    ArticleId,
    Capture,
    EntityKind,
    Fingerprint,
    Found,
    Hit,
    Letter,
    Near,
    NotModified,
    Output,
    Parcel,
    Picture,
    Placed,
    Placement,
    Reason,
    Request,
    StoryId,
    Wanted,
)
from masdar.ports.store import Reading

Kept = TypeVar("Kept", contravariant=True)


class Index(Protocol):
    """Finds articles by words. Follows the change log; acting on a change twice is harmless."""

    def follow(self, reading: Reading, *, limit: int = 2_000) -> int:
        """Take in the next changes and move its own cursor, kept beside it; how many, 0 when up to date."""

    def cursor(self) -> int:
        """How far in the change log it has come; 0 for a new one."""

    def search(self, query: str, *, limit: int = 20, collapse: bool = True) -> tuple[Hit, ...]:
        """Best first. `collapse` leaves one of each group of copies. Never raises on what a reader types."""

    def ask(
        self,
        query: str,
        *,
        limit: int = 20,
        collapse: bool = True,
        newest: bool = False,
        past: Hit | None = None,
        facets: bool = False,
    ) -> Found:
        """A page of the answer, the best or the newest first, that begins after a hit; with counts.

        Never raises on what a reader types. Pages follow one another while nothing is taken in; what is
        taken in meanwhile shows no article twice.
        """

    def explain(self, query: str, id: ArticleId) -> tuple[Reason, ...]:
        """What makes the place of an article in the answer to a question, the worthiest first.

        The worths add up to its score, so far as it is among the best; none where it does not answer.
        """

    def suggest(self, query: str) -> str | None:
        """The question with misspelt words put right; None where there is nothing to put right."""

    def like(self, terms: Sequence[tuple[str, float]], *, limit: int = 100) -> tuple[Hit, ...]:
        """Articles that share weighted index terms, best first, one of each group of copies."""

    def rarity(self, terms: Sequence[str]) -> Mapping[str, float]:
        """Inverse document frequency of index terms, natural logarithm."""

    def rebuild(self, reading: Reading) -> None:
        """Make it anew from the store."""

    def close(self) -> None: ...


class Window(Protocol):
    """The live window: texts and stories near in time. It runs on the articles' own times."""

    def prepare(self, reading: Reading, fingerprints: Sequence[Fingerprint]) -> None:
        """Make sure that the days around these fingerprints are in memory."""

    def near(self, fingerprint: Fingerprint) -> Near:
        """What shares text or story with it. The article itself is never among the answers."""

    def add(self, fingerprint: Fingerprint, placement: Placement) -> None: ...

    def merge(self, one: StoryId, other: StoryId) -> tuple[StoryId, StoryId]:
        """Let two stories be one from now on: which of them ended, and which goes on.

        Both are the same where they were one already.
        """

    def reset(self) -> None:
        """Forget everything: a transaction was undone, and memory must not run ahead of the store."""


class Outlet(Protocol):
    """Hands letters to one kind of recipient."""

    async def hand(self, letter: Letter, *, to: str, key: str) -> str:
        """The receipt: what the other side said. Raises DeliveryError.

        A letter may be handed over twice, if the process ends between its being taken and the receipt
        being kept: its id tells.
        """


class Shelf(Protocol):
    """One kind of another home, in which articles stand and are taken back from."""

    async def put(self, output: Output, parcel: Parcel, *, held: Placed | None) -> Placed:
        """Make it stand there, or bring up to date what stands there under `held`.

        Raises DeliveryError, and Edited where a person altered it there since: then nothing is touched. May
        be called twice with the same parcel.
        """

    async def take(self, output: Output, parcel: Parcel, *, held: Placed) -> Placed | None:
        """Take it back; what is left of it there, if anything is. Twice is harmless. Raises DeliveryError."""


class Fetcher(Protocol):
    """The one way out to the network: guard, robots and pace stand behind it."""

    async def send(self, request: Request) -> Capture | NotModified:
        """Raises FetchError. A status of 400 and above is a Capture, not an error."""


class Records(Protocol):
    """What the domain name system says of a name."""

    async def text(self, name: str) -> tuple[str, ...]:
        """Its TXT records (RFC 1035, 3.3.14); none where there are none or nobody answers."""


class Album(Protocol[Kept]):
    """Keeps pictures of others by the address that each had at its origin."""

    def held(self) -> Mapping[str, Picture]: ...

    def waiting(self) -> dict[str, Wanted]:
        """What is still to be fetched, in the order in which it was put down."""

    def keep(self, made: Mapping[str, tuple[Kept, Wanted]]) -> None:
        """Keep pictures that were made anew, each for the articles that want it."""

    def shown_by(self, shown: Mapping[ArticleId, Iterable[str]]) -> None:
        """Note which pictures these articles show now. What nothing shows any more is removed."""

    def wait(self, waiting: Mapping[str, Wanted]) -> None:
        """Put down what is still to be fetched, in the place of what was put down before."""


class Engine(Protocol):
    """Runs a pure function over many inputs."""

    def map(self, function: Callable[[Any], Any], inputs: Iterable[Any]) -> Iterator[Any]:
        """Results in the order of the inputs, bounded in memory.

        What the function raises, and a worker that is killed or takes too long, is given as the
        exception in its place; the rest goes on.
        """

    def close(self) -> None: ...


class Tagger(Protocol):
    """Names who and what a text speaks of, in a way of its own: a model that is installed beside us."""

    def __call__(self, title: str, text: str) -> Iterable[tuple[EntityKind, str]]:
        """People, places and organisations with their names as written; the same for the same text."""
