"""What peers read of dates and encodings: `python language.py dates|encodings FILE`; prints one JSON list.

Dates by dateparser, nine Arabic locales in turn and then its search: the best way to ask it.
Encodings by charset-normalizer and resiliparse: the text that each gives.
"""

import base64
import json
import sys
import time
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

_LOCALES = ("ar", "ar-SY", "ar-LB", "ar-MA", "ar-TN", "ar-DZ", "ar-MR", "ar-SA", "ar-QA")
_NOW = datetime(2024, 5, 20, 12, 0)  # noqa: DTZ001 - the set's clock has no zone


def dates(path: str) -> dict[str, Any]:
    """For each line of the set, the time read as ISO 8601, or nothing."""
    import dateparser
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": _NOW, "DATE_ORDER": "DMY"}

    def read(said: str) -> datetime | None:
        for locale in _LOCALES:
            if found := dateparser.parse(said, locales=[locale], settings=settings):
                return found
        several = search_dates(said, languages=["ar"], settings=settings)
        return several[0][1] if several else None

    lines = [line.split("\t")[1] for line in Path(path).read_text("utf-8").splitlines()[1:]]
    read(lines[0])
    start = time.process_time()
    found = [read(line) for line in lines]
    took = time.process_time() - start
    return {"read": [each and each.isoformat() for each in found], "ms": took / len(lines) * 1000}


def encodings(path: str) -> dict[str, Any]:
    """For each case, the text by each peer."""
    from charset_normalizer import from_bytes
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    found: dict[str, Any] = {"charset-normalizer": [], "resiliparse": []}
    for line in Path(path).read_text("utf-8").splitlines():
        data = base64.b64decode(json.loads(line)["data_b64"])
        best = from_bytes(data).best()
        found["charset-normalizer"].append(str(best) if best else "")
        found["resiliparse"].append(bytes_to_str(data, detect_encoding(data)))
    return found


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps({"dates": dates, "encodings": encodings}[sys.argv[1]](sys.argv[2])))
