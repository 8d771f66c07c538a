"""Read very many broken pages: none may raise what is not masdar's own, hang, or be read in two ways.

    python -m benchmarks.fuzz --pages 50000 [--first 0] [--seconds 600]

The pages are those of `tests/fuzz/mutate.py`, by number, so that a failure can be met again alone. Prints how
many were read and refused, the slowest by processor time, and every failure; ends with 1 where there is one.
"""

import argparse
import signal
import sys
import time
import traceback
from types import FrameType

from tests.fuzz import mutate, test_read

# seconds of processor time after which a page counts as hanging
_HANGS = 20


class Hangs(Exception):
    """A page that does not come to its end."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first page")
    parser.add_argument(
        "--seconds", type=float, default=600, help="stop after so many seconds of processor time"
    )
    asked = parser.parse_args()
    signal.signal(signal.SIGPROF, _stop)
    test_read.record(b"<p>x</p>")
    started = time.process_time()
    slowest, done, articles, failures = (0.0, -1), 0, 0, 0
    for number in range(asked.first, asked.first + asked.pages):
        if time.process_time() - started > asked.seconds:
            break
        page = mutate.page(number)
        signal.setitimer(signal.ITIMER_PROF, _HANGS)
        try:
            start = time.process_time()
            first = test_read.record(page)
            slowest = max(slowest, (time.process_time() - start, number))
            if test_read.record(page) != first:
                raise AssertionError("read in two ways")
            articles += first.startswith(b"{")
        except Exception as error:
            failures += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"page {number}: {error!r} at {where.filename}:{where.lineno}", flush=True)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        done += 1
    print(
        f"{done:,} broken pages, {articles:,} gave an article, {failures} failed; "
        f"the slowest, page {slowest[1]}, took {slowest[0] * 1000:.0f} ms"
    )
    return int(failures > 0)


def _stop(_: int, __: FrameType | None) -> None:
    raise Hangs


if __name__ == "__main__":
    sys.exit(main())
