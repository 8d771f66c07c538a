"""How well and how fast pages are read, on a folder of pages with their truth.

    python benchmarks/extraction.py ../shared/bench/extraction/arabic-dev [--peers] [--json OUT.json]

A set is a folder with `ground-truth.json`, `html/<id>.html.gz` and, in it or above it, the `score.py` that
scores it. Pages are fed as bytes, as they came. `--peers` reads the same pages with the extractors that are
installed (trafilatura, readability-lxml, resiliparse): they are no dependencies of masdar.

Speed is processor time in one process, pages already in memory, the second of two passes; `worst` is the
slowest page. Both are those of the machine at that moment: compare figures of one run only.
"""

import argparse
import gzip
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from masdar import errors, model
from masdar.arabic import decode
from masdar.extract import article
from masdar.sources import catalogue

Reader = Callable[[bytes, str], dict[str, Any]]
_SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def masdar(data: bytes, url: str) -> dict[str, Any]:
    """The flat record of a page; empty where no article stands on it."""
    directory = catalogue.built_in()
    capture = model.Capture(url=url, final_url=url, at=_SEEN, body=data)
    try:
        found = article.read(capture, source=catalogue.guess(url, directory), directory=directory)
    except errors.NotAnArticle:
        return {}
    return found.as_record()


def _trafilatura(data: bytes, url: str) -> dict[str, Any]:
    peer = importlib.import_module("trafilatura")
    found = peer.bare_extraction(data, url=url or None, with_metadata=True, include_comments=False)
    if found is None:
        return {}
    told = found if isinstance(found, dict) else found.as_dict()
    authors = [each.strip() for each in (told.get("author") or "").split(";") if each.strip()]
    return {
        "articleBody": told.get("text"),
        "title": told.get("title"),
        "datePublished": told.get("date"),
        "authors": authors,
        "image": told.get("image"),
    }


def _readability(data: bytes, _: str) -> dict[str, Any]:
    peer = importlib.import_module("readability")
    text = importlib.import_module("lxml.html").fromstring
    found = peer.Document(decode.text(data))
    return {"articleBody": text(found.summary()).text_content(), "title": found.short_title()}


def _resiliparse(data: bytes, _: str) -> dict[str, Any]:
    peer = importlib.import_module("resiliparse.extract.html2text")
    return {"articleBody": peer.extract_plain_text(decode.text(data), main_content=True)}


PEERS: dict[str, tuple[str, Reader]] = {
    "trafilatura": ("trafilatura", _trafilatura),
    "readability-lxml": ("readability", _readability),
    "resiliparse": ("resiliparse", _resiliparse),
}


def run(name: str, reader: Reader, folder: Path, score: ModuleType, out: Path | None) -> None:
    """Read a set with one reader and print its figures."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in truth}
    read: dict[str, dict[str, Any]] = {}
    took: list[float] = []
    for _ in range(2):
        took.clear()
        for key, data in pages.items():
            start = time.process_time()
            read[key] = reader(data, truth[key].get("url") or "")
            took.append(time.process_time() - start)
    if out is not None:
        out.write_text(json.dumps(read, ensure_ascii=False), "utf-8")
    print(f"{name}: {len(pages) / sum(took):.0f} pages/s, worst {max(took) * 1000:.0f} ms")
    print(f"  {'field':13}{'n':>5} {'P':>7}{'R':>7}{'F1':>7}{'exact':>7}  95% of F1")
    for field, (count, p, r, f, exact, low, high) in score.score(truth, read).items():
        print(f"  {field:13}{count:5} {p:7.3f}{r:7.3f}{f:7.3f}{exact:7.3f}  [{low:.3f}, {high:.3f}]")


def _score(folder: Path) -> ModuleType:
    """The scorer that came with the set."""
    for place in (folder, folder.parent):
        if (path := place / "score.py").exists():
            spec = importlib.util.spec_from_file_location("score", path)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    raise SystemExit(f"{folder}: no score.py in it or above it")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How well and how fast pages are read.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--peers", action="store_true", help="also the extractors that are installed")
    parser.add_argument("--json", type=Path, help="write what masdar read, for looking at")
    given = parser.parse_args(arguments)
    for folder in given.folders:
        print(folder.name)
        score = _score(folder)
        run("masdar", masdar, folder, score, given.json)
        for name, (package, reader) in PEERS.items() if given.peers else ():
            if importlib.util.find_spec(package) is None:
                print(f"{name}: not installed")
            else:
                run(name, reader, folder, score, None)


if __name__ == "__main__":
    main()
