"""A simulated week of the real desk: politeness, and delay against requests.

    python -m benchmarks.week [--channels N] [--hosts N] [--days D] [--seed S] [--curve] [--draw]

The harvest, the client with its pace and its robots.txt, the rhythm and the store are those of the product;
the network is invented (`publishers`), and the clock leaps. Every request is looked at: whether its host was
being asked already, whether the pause was kept, whether a Retry-After ran, whether it carried validators.
`--curve` asks the rhythm alone what it would cost to be quicker or slower, and draws it with `--draw`.
"""

import argparse
import asyncio
import bisect
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

import numpy

from benchmarks.publishers import DAY, Publisher, publishers
from masdar.desk import harvest
from masdar.fetch.client import Client
from masdar.fetch.guard import Guard
from masdar.fetch.pace import Pace
from masdar.fetch.transport import Answer, Limits
from masdar.model import (
    ArticleId,
    Channel,
    ChannelId,
    ChannelKind,
    Host,
    Request,
    Source,
    SourceId,
    Visit,
    Watch,
)
from masdar.ports import Store
from masdar.sources import pulse, rhythm
from masdar.store import open_store
from tests import leaping

DELAY = 1.0
# entries that a feed shows
SHOWN = 20
_RESULTS = Path(__file__).parent / "results"
_DRAWING = Path(__file__).parents[1] / "docs" / "images" / "delay.svg"


@dataclass(slots=True)
class Seen:
    """What the network saw."""

    requests: Counter[str] = field(default_factory=Counter)
    overlapping: int = 0
    hurried: int = 0
    broken: int = 0
    later: int = 0
    repeats: int = 0
    conditional: int = 0
    delays: list[float] = field(default_factory=list)


class Network:
    """A transport: three hundred servers with the feeds of the publishers. Time is the loop's."""

    def __init__(self, channels: Sequence[Publisher], hosts: int, seed: int) -> None:
        self.seen = Seen()
        self._random = numpy.random.default_rng(seed)
        # a few hosts have many channels, most have a few
        shares = 1 / numpy.arange(1, hosts + 1) ** 0.7
        places = self._random.choice(hosts, size=len(channels), p=shares / shares.sum())
        self.host_of = {each.number: int(place) for each, place in zip(channels, places, strict=True)}
        self._channels = {each.number: each for each in channels}
        self._busy: set[str] = set()
        self._last: dict[str, float] = {}
        self._shut: dict[str, float] = {}
        self._given: dict[int, int] = {}
        self._known: set[int] = set()

    def url(self, number: int) -> str:
        return f"https://host{self.host_of[number]}.example/feed/{number}"

    async def close(self) -> None:
        pass

    async def ask(self, _: Request, url: str, headers: dict[str, str], __: int | None) -> Answer:
        parts = urlsplit(url)
        host = parts.hostname or ""
        at = asyncio.get_running_loop().time()
        self.seen.overlapping += host in self._busy
        self.seen.hurried += at < self._last.get(host, -DAY) + DELAY - 1e-6
        self.seen.broken += at < self._shut.get(host, 0.0) - 1e-6
        self._busy.add(host)
        await asyncio.sleep(float(self._random.uniform(0.05, 0.6)))
        self._busy.discard(host)
        self._last[host] = asyncio.get_running_loop().time()
        return self._answer(parts.path, host, headers)

    def _answer(self, path: str, host: str, headers: Mapping[str, str]) -> Answer:
        _, kind, *rest = path.split("/")
        self.seen.requests[kind] += 1
        if kind == "robots.txt":
            return Answer(status=404)
        number = int(rest[0])
        if kind == "feed" and number in self._known:
            self.seen.repeats += 1
            self.seen.conditional += "If-None-Match" in headers
        if self._random.random() < 0.002:
            return self._refusal(host)
        if kind != "feed":
            return Answer(status=200, body=b"<p>.")
        return self._feed(number, headers)

    def _refusal(self, host: str) -> Answer:
        """A host that has had enough: its wait in seconds or as a date."""
        self.seen.later += 1
        wait = int(self._random.integers(300, 7200))
        self._shut[host] = asyncio.get_running_loop().time() + wait
        said = str(wait)
        if self._random.random() < 0.5:
            at = (_now() + timedelta(seconds=wait)).replace(microsecond=0)
            self._shut[host] = (at - leaping.START).total_seconds()
            said = format_datetime(at, usegmt=True)
        return Answer(status=int(self._random.choice([429, 503])), headers={"retry-after": said})

    def _feed(self, number: int, headers: Mapping[str, str]) -> Answer:
        channel = self._channels[number]
        now = asyncio.get_running_loop().time()
        count = bisect.bisect(channel.times, now)
        etag = f'"{count}"'
        if headers.get("If-None-Match") == etag:
            return Answer(status=304)
        self._known.add(number)
        before = self._given.get(number)
        # what came before the first second was not ours to be quick about
        start = bisect.bisect(channel.times, 0.0) if before is None else before
        self.seen.delays += [now - each for each in channel.times[start:count]]
        self._given[number] = count
        items = "".join(
            f"<item><title>خبر {place}</title><link>https://host{self.host_of[number]}.example/item/{number}/{place}</link>"
            + (f"<pubDate>{format_datetime(_at(channel.times[place]))}</pubDate>" if channel.dated else "")
            + "</item>"
            for place in range(count - 1, max(-1, count - SHOWN - 1), -1)
        )
        body = f'<rss version="2.0"><channel><title>قناة {number}</title>{items}</channel></rss>'
        return Answer(status=200, headers={"etag": etag}, body=body.encode())


def _now() -> datetime:
    return leaping.START + timedelta(seconds=asyncio.get_running_loop().time())


def _at(seconds: float) -> datetime:
    return leaping.START + timedelta(seconds=seconds)


class Takes:
    """Notes the address of every page as known, and keeps nothing else."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, triples: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
        with self._store.writing() as writing:
            writing.name(ArticleId("known"), addresses=[capture.url for capture, _, _ in triples])
        return {}


def live(
    channels: Sequence[Publisher],
    *,
    hosts: int,
    days: float,
    seed: int,
    home: Path,
    every: float = 60.0,
    bounds: rhythm.Bounds = rhythm.DEFAULT,
) -> Seen:
    """Let the desk watch the channels for some days, a round each `every` seconds, as `masdar run` does."""
    network = Network(channels, hosts, seed)

    async def main(loop: leaping.Leaping) -> None:
        noted: dict[str, Host] = {}
        with open_store(home) as store:
            with store.writing() as writing:
                writing.put_sources(_sources(network, channels))
            while loop.time() < days * DAY:
                # each round with a client of its own, that goes on from what the one before noted
                client = _client(network, loop)
                client.recall(noted.values())
                await harvest.round(
                    store, client, now=loop.now, take=Takes(store), lasting=every, bounds=bounds
                )
                noted.update((each.name, each) for each in client.noted())
                if loop.time() % DAY < every:
                    with store.writing() as writing:
                        writing.drop_visits(before=loop.now() - timedelta(days=1))
                await asyncio.sleep(every - loop.time() % every)

    leaping.run(main)
    return network.seen


def _client(network: Network, loop: leaping.Leaping) -> Client:
    return Client(
        now=loop.now,
        agent="masdar",
        pace=Pace(delay=DELAY),
        limits=Limits(),
        guard=Guard(),
        transport=network,
    )


def _sources(network: Network, channels: Iterable[Publisher]) -> list[Source]:
    made = []
    for each in channels:
        source = SourceId(f"s{each.number}")
        channel = Channel(
            id=ChannelId(f"{source}/all"),
            source=source,
            kind=ChannelKind.FEED,
            where=network.url(each.number),
        )
        made.append(Source(id=source, name=source, channels=(channel,)))
    return made


# --- the curve: the rhythm alone -------------------------------------------------------------------


def alone(channel: Publisher, bounds: rhythm.Bounds, days: float) -> tuple[int, list[float]]:
    """Requests and delays of one channel under the rhythm, with nothing but time between visits."""
    watch = Watch(channel=ChannelId(str(channel.number)))
    at, end = channel.number * 37 % 1800 * 1.0, days * DAY
    requests, known = 0, 0
    delays: list[float] = []
    last: float | None = None
    while at < end:
        requests += 1
        count = bisect.bisect(channel.times, at)
        start = max(0, count - SHOWN) if last is None else known
        first = bisect.bisect(channel.times, 0.0) if last is None else known
        delays += [at - each for each in channel.times[first:count]]
        found = channel.times[start:count]
        now = _at(at)
        since: datetime | None = None if last is None else _at(last)
        times = [_at(each) for each in found] if channel.dated else []
        if not channel.dated and since is not None:
            times = pulse.spread(len(found), since=since, now=now) if found else []
        if found or watch.pulse.at is None or now - watch.pulse.at >= timedelta(days=1):
            watch = replace(watch, pulse=pulse.learn(watch.pulse, times, since=since, now=now))
        visit = Visit(channel=watch.channel, at=now, status=200, fresh=len(found))
        due = rhythm.after(watch, visit, every=timedelta(minutes=30), bounds=bounds)
        last, known, at = at, count, (due - leaping.START).total_seconds()
    return requests, delays


def fixed(channels: Sequence[Publisher], minutes: float, days: float) -> dict[str, float]:
    """What polling at a fixed pace costs and gives."""
    step, delays = minutes * 60, []
    for channel in channels:
        phase = channel.number * 37 % step
        delays += [(phase - each) % step for each in channel.times if each >= 0]
    return told(len(channels) * int(days * DAY / step), delays)


def told(requests: int, delays: Sequence[float]) -> dict[str, float]:
    """Requests, and delays in minutes."""
    return {
        "requests": requests,
        "median": float(numpy.median(delays)) / 60,
        "mean": float(numpy.mean(delays)) / 60,
        "p90": float(numpy.percentile(delays, 90)) / 60,
    }


PATIENCE = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
PACES = (5.0, 10.0, 15.0, 20.0, 30.0, 60.0)


def curve(
    channels: Sequence[Publisher], days: float, patiences: Sequence[float] = PATIENCE
) -> dict[str, dict[str, dict[str, float]]]:
    """Delay against requests: of the rhythm at several patiences, and of fixed paces."""
    made: dict[str, dict[str, dict[str, float]]] = {"rhythm": {}, "fixed": {}}
    for minutes in PACES:
        made["fixed"][f"{minutes:g}"] = fixed(channels, minutes, days)
    for patience in patiences:
        requests, delays = 0, []
        for channel in channels:
            n, waited = alone(channel, rhythm.Bounds(patience=patience), days)
            requests += n
            delays += waited
        made["rhythm"][f"{patience * 60:g}"] = told(requests, delays)
    return made


def at_equal(made: Mapping[str, Mapping[str, Mapping[str, float]]], what: str, minutes: str = "10") -> float:
    """Requests of the rhythm where its delay is that of a fixed pace, as a share of that pace's."""
    goal = made["fixed"][minutes]
    rows = sorted(made["rhythm"].values(), key=lambda row: row[what])
    logs = numpy.interp(goal[what], [row[what] for row in rows], [numpy.log(row["requests"]) for row in rows])
    return float(numpy.exp(logs)) / goal["requests"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--channels", type=int, default=2_000)
    parser.add_argument("--hosts", type=int, default=300)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--curve", action="store_true", help="the rhythm alone, at several patiences")
    parser.add_argument("--draw", action="store_true", help="draw the curve into docs/images/delay.svg")
    parser.add_argument("--keep", action="store_true", help="keep the figures in benchmarks/results")
    asked = parser.parse_args()
    made = publishers(asked.channels, days=asked.days, seed=asked.seed)
    started = time.process_time()
    if asked.curve or asked.draw:
        found = curve(made, asked.days)
        for name, rows in found.items():
            for key, row in rows.items():
                print(name, f"{key:>5} min", {word: round(n, 1) for word, n in row.items()})
        shares = {what: round(at_equal(found, what), 3) for what in ("median", "mean")}
        print("requests at the delay of fixed ten minutes, as a share of theirs:", shares)
        result: object = {"curve": found, "shares": shares}
        if asked.draw:
            from benchmarks.draw_delay import drawing

            _DRAWING.write_text(drawing(found), encoding="utf-8")
    else:
        shared = Path("/dev/shm")
        with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
            seen = live(made, hosts=asked.hosts, days=asked.days, seed=asked.seed, home=Path(folder) / "home")
        polls = fixed(made, 10, asked.days)
        result = {
            **told(seen.requests["feed"], seen.delays),
            "fixed_ten_minutes": polls,
            "share": seen.requests["feed"] / polls["requests"],
            "pages": seen.requests["item"],
            "robots": seen.requests["robots.txt"],
            "overlapping": seen.overlapping,
            "hurried": seen.hurried,
            "retry_after_given": seen.later,
            "retry_after_broken": seen.broken,
            "conditional": seen.conditional / max(1, seen.repeats),
            "articles": len(seen.delays),
        }
        print(json.dumps(result, indent=1))
    print(f"{time.process_time() - started:,.0f} s of processor time")
    if asked.keep:
        kind = "curve" if asked.curve or asked.draw else "week"
        said = {"channels": asked.channels, "hosts": asked.hosts, "days": asked.days, "seed": asked.seed}
        (_RESULTS / f"{kind}.json").write_text(
            json.dumps({**said, "found": result}, indent=1) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
