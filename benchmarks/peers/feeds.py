"""Check one reader of feeds: `python feeds.py masdar|feedparser FILE...`; prints how many it reads rightly.

FILE holds cases as the README of the feed sets describes them; a case is right when all its checks hold. The
group `sanitize` holds one parser's own policy and is left out. Speed is that of an invented feed of 50 items
whose texts are made safe.
"""

import base64
import calendar
import codecs
import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Reader = Callable[[bytes, str, dict[str, str]], Any]
_NOTHING = object()
_WIDER = {"gb2312": "gb18030", "euc_kr": "cp949"}


def masdar() -> Reader:
    from masdar import read_feed

    return lambda data, url, headers: read_feed(data, url=url, headers=headers)


def feedparser() -> Reader:
    import feedparser

    def read(data: bytes, url: str, headers: dict[str, str]) -> Any:
        found = feedparser.parse(
            data, response_headers={"content-location": url} | headers if url else headers
        )
        found["wellformed"] = not found.bozo
        found["format"] = found.get("version")
        for entry in (found.feed, *found.entries):
            for name in ("published", "updated", "created", "expired"):
                if at := entry.get(f"{name}_parsed"):
                    entry[f"{name}_at"] = time.strftime(
                        "%Y-%m-%dT%H:%M:%SZ", time.gmtime(calendar.timegm(at))
                    )
        return found

    return read


def right(case: dict[str, Any], read: Reader) -> bool:
    """Whether all checks of a case hold; a reader that raises is wrong."""
    try:
        found = read(base64.b64decode(case["data_b64"]), case["url"], case["headers"])
        return all(_holds(_at(found, path), op, value, path) for path, op, value in case["checks"])
    except Exception:
        return False


def _at(found: Any, path: str) -> Any:
    for part in path.split("."):
        try:
            found = found[int(part)] if isinstance(found, (list, tuple)) else found[part]
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            if part == "subtitle" and isinstance(found, dict) and "summary" in found:
                found = found["summary"]
                continue
            return _NOTHING
    return found


def _holds(found: Any, op: str, value: Any, path: str) -> bool:
    if op == "eq" and path == "encoding":
        return _same_codec(found, value)
    if op == "eq" and isinstance(value, dict):
        return all(_holds(_at(found, key), "eq", each, "") for key, each in value.items())
    match op:
        case "eq":
            return bool((list(found) if isinstance(found, tuple) else found) == value)
        case "ne":
            return bool(found != value)
        case "len":
            return len(found) == value
        case "has":
            return found is not _NOTHING
        case "lacks":
            return found is _NOTHING
        case "truthy":
            return found is not _NOTHING and bool(found)
        case _:
            return found is _NOTHING or not found


def _same_codec(found: Any, value: Any) -> bool:
    try:
        a, b = codecs.lookup(str(found)).name, codecs.lookup(str(value)).name
    except LookupError:
        return bool(found == value)
    return a in (b, _WIDER.get(b))


def _feed() -> bytes:
    """Fifty items, 2.5 kB of HTML each."""
    prose = "أعلنت البلدية أن أعمال الجسر الجديد تنتهي في الربيع، وأن المرور يُحوَّل إلى طريق آخر. "
    body = (
        f'<p onclick="x()">{prose}</p><p><a href="/a?b=1&amp;c=2" style="position:fixed">{prose}</a></p>'
        f"<script>x()</script><ul><li>{prose}</li><li>{prose}</li></ul><p><img src='/1.jpg' onerror='x()'>"
        f"{prose * 5}</p>"
    )
    items = "".join(
        f"<item><title>خبر رقم {n}</title><link>https://daily.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>Tue, 03 Mar 2026 {n % 24:02}:05:00 +0300</pubDate><category>محليات</category>"
        f"<description><![CDATA[{body}]]></description></item>"
        for n in range(50)
    )
    return f'<rss version="2.0"><channel><title>الساحل</title>{items}</channel></rss>'.encode()


def main(name: str, *paths: str) -> None:
    warnings.simplefilter("ignore")
    read = {"masdar": masdar, "feedparser": feedparser}[name]()
    answer: dict[str, Any] = {}
    for path in paths:
        if Path(path).stem == "dates":
            answer["dates"] = _dates(Path(path), read)
            continue
        cases = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
        cases = [each for each in cases if each["group"] != "sanitize"]
        told = [(right(each, read), bool(each["core"])) for each in cases]
        core = [ok for ok, of_core in told if of_core]
        answer[Path(path).stem] = {
            "cases": len(told),
            "right": sum(ok for ok, _ in told),
            "core": len(core),
            "core_right": sum(core),
        }
    answer["feeds_a_second"] = _speed(read)
    print(json.dumps(answer))


def _dates(path: Path, read: Reader) -> dict[str, int]:
    """How many stamps are told in UTC, or refused, as they should; each stands in a feed of its own."""
    told = []
    for line in path.read_text("utf-8").splitlines():
        case = json.loads(line)
        said = f"<item><title>A</title><pubDate>{escape(case['input'])}</pubDate></item>"
        case = {
            "data_b64": base64.b64encode(f'<rss version="2.0"><channel>{said}</channel></rss>'.encode()),
            "url": "",
            "headers": {},
            "checks": [["entries.0.published_at", "eq" if case["expect"] else "lacks", case["expect"]]],
        }
        told.append(right(case, read))
    return {"cases": len(told), "right": sum(told), "core": 0, "core_right": 0}


def _speed(read: Reader) -> float:
    """Feeds a second of processor time, the best of many passes: others share the machine."""
    feed = _feed()
    best = float("inf")
    for _ in range(40):
        start = time.process_time()
        read(feed, "https://daily.example/rss", {})
        best = min(best, time.process_time() - start)
    return 1 / best


if __name__ == "__main__":
    main(*sys.argv[1:])
