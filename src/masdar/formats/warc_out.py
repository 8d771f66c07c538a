"""Captures as a web archive: WARC 1.1 (ISO 28500:2017), each record a gzip member of its own.

What came from a server is a `response` with its head; what came as a file is a `resource`. A body is written
as it was received and unpacked, so that a reader needs to undo nothing.
"""

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus

from masdar.model import Capture, Via

# what was undone when the body was received, or speaks of the line it came on
_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"})
_ANSWERS = frozenset({Via.PAGE, Via.ARCHIVE})
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:masdar:capture")


def write(captures: Iterable[Capture], *, software: str, at: datetime) -> Iterator[bytes]:
    """The archive, piece by piece: first what made it and when, then the captures in the order given."""
    info = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    stamp = _date(at)
    yield _record("warcinfo", f"{software} {stamp}", info, {"Content-Type": "application/warc-fields"}, at)
    for capture in captures:
        yield _capture(capture)


def _capture(capture: Capture) -> bytes:
    url = capture.final_url or capture.url
    fields = {"WARC-Target-URI": url or f"urn:masdar:capture:{capture.digest}"}
    if capture.url and capture.url != url:
        # the address that was asked for, where another one answered
        fields["X-Masdar-Asked"] = capture.url
    if capture.record:
        fields["X-Masdar-Record"] = capture.record
    payload = base64.b32encode(hashlib.sha1(capture.body, usedforsecurity=False).digest()).decode()
    fields["WARC-Payload-Digest"] = f"sha1:{payload}"
    answered = capture.via in _ANSWERS and url.startswith(("http://", "https://"))
    if answered:
        fields["Content-Type"] = "application/http; msgtype=response"
        block = _head(capture) + capture.body
    else:
        fields["Content-Type"] = capture.headers.get("content-type") or _kind(capture)
        block = capture.body
    return _record(
        "response" if answered else "resource", f"{url} {capture.digest}", block, fields, capture.at
    )


def _head(capture: Capture) -> bytes:
    """Status line and headers of the answer, with the length of the body as it is written."""
    try:
        phrase = HTTPStatus(capture.status).phrase
    except ValueError:
        phrase = ""
    lines = [f"HTTP/1.1 {capture.status} {phrase}".rstrip()]
    lines += [
        f"{_flat(name)}: {_flat(value)}" for name, value in capture.headers.items() if name not in _UNDONE
    ]
    lines.append(f"content-length: {len(capture.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _kind(capture: Capture) -> str:
    start = capture.body[:64].lstrip()
    if start.startswith((b"{", b"[")):
        return "application/json"
    if start.startswith(b"<?xml"):
        return "application/xml"
    return "text/html" if start.startswith(b"<") else "text/plain"


def _record(kind: str, name: str, block: bytes, fields: dict[str, str], at: datetime) -> bytes:
    """One record; its id comes from what it holds, so that the same capture is the same record."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_SPACE, name)}>",
        "WARC-Date": _date(at),
        **fields,
        "Content-Length": str(len(block)),
    }
    lines = "".join(f"{field}: {_flat(value)}\r\n" for field, value in head.items())
    return gzip.compress(
        b"WARC/1.1\r\n" + lines.encode("utf-8", "replace") + b"\r\n" + block + b"\r\n\r\n", mtime=0
    )


def _date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _flat(value: str) -> str:
    return " ".join(value.split())
