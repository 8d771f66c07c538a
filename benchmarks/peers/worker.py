"""Let one reader read the pages of a job, in a process of its own; run by `benchmarks.extraction`.

    python benchmarks/peers/worker.py READER JOB.json OUT.jsonl

JOB: `{"pages": [[set, id, path of the packed page, address]], "sample": [index], "passes": 3}`. OUT has one
line a page (set, id, what was read, milliseconds of processor time) and a last one: pages a second over the
sample (the median of the passes), the worst page (the slowest eight are read thrice more, and the median of
the four counts), and memory: what the process grew by at most while it read, over the library loaded and the
pages held.
"""

import contextlib
import gc
import gzip
import importlib.metadata
import json
import logging
import signal
import statistics
import sys
import time
import warnings
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import readers

# seconds of wall time; a page that takes longer counts as not read
_LIMIT = 30
_WARM = "".join(
    f"<p>The new bridge, the {n}th over the river, was opened today, and cars went over it.</p>"
    for n in range(4, 14)
)
_WARM = (
    f"<html><head><title>A bridge opens</title></head><body><article><h1>A bridge opens</h1>{_WARM}</article>"
)


def main(name: str, job_path: str, out_path: str) -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, _stop)
    job = json.loads(Path(job_path).read_text("utf-8"))
    read = readers.READERS[name]()
    _timed(read, _WARM.encode(), "https://page.example/1")
    pages = [gzip.decompress(Path(path).read_bytes()) for _, _, path, _ in job["pages"]]
    urls = [url for *_, url in job["pages"]]
    gc.collect()
    before = _memory("VmRSS")
    # the peak is counted anew from here
    Path("/proc/self/clear_refs").write_text("5")
    failed, took = 0, []
    with Path(out_path).open("w", encoding="utf-8") as out:
        for (set_, id, *_), page, url in zip(job["pages"], pages, urls, strict=True):
            found, seconds, fault = _timed(read, page, url)
            failed += bool(fault)
            took.append(seconds)
            row = {"set": set_, "id": id, "read": found, "ms": round(seconds * 1000, 2), "fault": fault}
            out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        grown = _memory("VmHWM") - before
        speeds = []
        for _ in range(job["passes"]):
            seconds = sum(_timed(read, pages[at], urls[at])[1] for at in job["sample"])
            speeds.append(len(job["sample"]) / seconds)
        worst = 0.0
        for at in sorted(range(len(pages)), key=took.__getitem__)[-8:]:
            again = [_timed(read, pages[at], urls[at])[1] for _ in range(3)]
            worst = max(worst, statistics.median([took[at], *again]))
        out.write(
            json.dumps(
                {
                    "pages_a_second": statistics.median(speeds),
                    "worst_ms": worst * 1000,
                    "grown_mb": grown / 1024,
                    "failed": failed,
                    "version": _version(name),
                }
            )
            + "\n"
        )


def _timed(read: readers.Reader, page: bytes, url: str) -> tuple[dict[str, Any], float, str]:
    signal.alarm(_LIMIT)
    start = time.process_time()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            found = read(page, url)
    except Exception as error:
        return {}, time.process_time() - start, f"{type(error).__name__}: {error}"[:200]
    finally:
        signal.alarm(0)
    return found, time.process_time() - start, ""


def _stop(*_: object) -> None:
    raise TimeoutError


def _memory(kind: str) -> int:
    """KiB held now (VmRSS) or at most so far (VmHWM)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(kind):
            return int(line.split()[1])
    return 0


def _version(name: str) -> str:
    package = name.split(",")[0].split()[0]
    if package == "masdar":
        return str(importlib.import_module("masdar").__version__)
    return importlib.metadata.version(package)


if __name__ == "__main__":
    main(*sys.argv[1:])
