"""Write the golden articles anew: `python tests/golden/rewrite.py`. Read the difference before it is committed.

A golden page is a folder: `page.html` as it came, `about.toml` with where and when it was met, and
`article.json` with every field that it must give. Adding a case is adding a folder with the first two.
A page that holds no article has no `article.json`: `error` in its `about.toml` says what the refusal must say.
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

import msgspec

from masdar import model
from masdar.extract import article

HERE = Path(__file__).parent


def folders() -> list[Path]:
    """The golden pages, by name."""
    return sorted(path.parent for path in HERE.glob("*/*/about.toml"))


def about(folder: Path) -> dict[str, Any]:
    """Where and when a golden page was met."""
    return tomllib.loads((folder / "about.toml").read_text("utf-8"))


def read(folder: Path) -> str:
    """The article of a golden page as JSON; fields that say nothing are left out."""
    met = about(folder)
    given = met["source"]
    source = model.Source(
        id=model.SourceId(given["id"]),
        name=given["name"],
        hosts=tuple(given.get("hosts", ())),
        zone=given.get("zone"),
        languages=tuple(given.get("languages", ("ar",))),
    )
    capture = model.Capture(
        url=met["url"],
        final_url=met["url"],
        at=met["seen"],
        body=(folder / "page.html").read_bytes(),
        headers=met.get("headers", {}),
    )
    found = article.read(capture, source=source, directory=model.Directory(), now=met["seen"])
    return json.dumps(_told(msgspec.to_builtins(found)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _told(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each not in (None, "", [], {}, (), False)}
    if isinstance(value, (list, tuple)):
        return [_told(each) for each in value]
    return value


if __name__ == "__main__":
    for folder in folders():
        if "error" in about(folder):
            continue
        (folder / "article.json").write_text(read(folder), "utf-8")
