"""Captures: the bytes as they came, compressed, under their digest."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy import Row as SqlRow

from masdar.model import Capture, Digest, Via
from masdar.store.packing import Unpack, pack, squeeze, unsqueeze
from masdar.store.sql import insert, moment, portions, ticks
from masdar.store.tables import captures

_GET = select(captures).where(captures.c.digest == bindparam("digest"))
_AFTER = (
    select(captures)
    .where(captures.c.digest > bindparam("digest"))
    .order_by(captures.c.digest)
    .limit(bindparam("limit"))
)
_HELD = select(captures.c.digest).where(captures.c.digest.in_(bindparam("digests", expanding=True)))
_PUT = insert(captures).on_conflict_do_nothing()

_headers: Unpack[dict[str, str]] = Unpack(dict[str, str])


class Captures:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, digest: Digest) -> Capture | None:
        row = self._connection.execute(_GET, {"digest": digest}).one_or_none()
        return _capture(row) if row is not None else None

    def after(self, digest: Digest | None, *, limit: int) -> tuple[Capture, ...]:
        rows = self._connection.execute(_AFTER, {"digest": digest or "", "limit": limit})
        return tuple(map(_capture, rows))

    def held(self, digests: Sequence[Digest]) -> frozenset[Digest]:
        return frozenset(
            Digest(digest)
            for some in portions(list(dict.fromkeys(digests)))
            for digest in self._connection.scalars(_HELD, {"digests": some})
        )


def _capture(row: "SqlRow[Any]") -> Capture:
    return Capture(
        url=row.url,
        final_url=row.final_url,
        at=moment(row.at),
        body=unsqueeze(row.body),
        status=row.status,
        headers=_headers(row.headers),
        digest=Digest(row.digest),
        via=Via(row.via),
        record=row.record,
    )


def put(connection: Connection, given: Sequence[Capture]) -> None:
    """Keep what is not yet held; the first coming of the same bytes stays."""
    fresh: dict[str, Capture] = {}
    for capture in given:
        fresh.setdefault(capture.digest, capture)
    for digests in portions(list(fresh)):
        for digest in connection.scalars(_HELD, {"digests": digests}):
            del fresh[digest]
    if fresh:
        connection.execute(
            _PUT,
            [
                {
                    "digest": capture.digest,
                    "url": capture.url,
                    "final_url": capture.final_url,
                    "at": ticks(capture.at),
                    "status": capture.status,
                    "headers": pack(dict(capture.headers)),
                    "via": capture.via.value,
                    "record": capture.record,
                    "size": len(capture.body),
                    "body": squeeze(capture.body),
                }
                for capture in fresh.values()
            ],
        )
