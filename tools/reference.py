"""Write the reference pages that are made from the code: `python tools/reference.py [--check]`."""

import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import click
import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

import masdar  # noqa: E402 - the path comes first
from masdar import cli, errors, settings  # noqa: E402

FOLDER = ROOT / "docs" / "reference"
MADE = "Made from the code by `tools/reference.py`; a test holds it to it."


# --- commands ------------------------------------------------------------------------------------


def commands() -> str:
    """The page of all commands, with their help as a terminal shows it."""
    head = f"""# Commands

{MADE} Every command ends with 0 when it did
its work, 1 when it could not, 2 when it was used wrongly, 130 when it was stopped. `--home`, `--quiet` and
`--lang` may stand before a command's name or behind it.
"""
    return head + "".join(_command(cli.cli, "masdar"))


def _command(command: click.Command, path: str) -> Iterator[str]:
    context = click.Context(command, info_name=path, max_content_width=100, terminal_width=100)
    yield f"\n## {path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _command(inner, f"{path} {name}")


# --- settings ------------------------------------------------------------------------------------


def settings_page() -> str:
    """Every key of `masdar.toml`, with what it may be and what it is if nobody says."""
    return f"""# Settings

{MADE} They stand in `{settings.FILE}` in the home;
`masdar init` writes the file. A key that is left out has its default; a wrong key or type fails at start with
its path, such as `$.site.months`. The environment overrules the file: `{settings.PREFIX}SITE_NAME` is
`name` of `[site]`, and so for every key.
{"".join(_sections())}
## The file, with every default

```toml
{settings.commented(settings.Settings())}```
"""


def _sections() -> Iterator[str]:
    for section in msgspec.structs.fields(settings.Settings):
        # a section is made by its own class
        kind = type(cast("Callable[[], object]", section.default_factory)())
        yield f"\n## [{section.name}]\n\n{inspect.getdoc(kind)}\n\n"
        yield "| key | meaning | in the environment |\n| --- | --- | --- |\n"
        for key in msgspec.structs.fields(kind):  # type: ignore[type-var]  # each section is a Struct
            name = f"{settings.PREFIX}{section.name}_{key.name}".upper()
            yield f"| `{key.name}` | {settings.described(key)} | `{name}` |\n"


# --- library -------------------------------------------------------------------------------------


def library() -> str:
    """Every function that `import masdar` gives, with its docstring."""
    head = f"""# The library

{MADE} `import masdar` loads nothing but the standard
library; what a function needs is loaded when it is first called. None of them asks a database or a network.
In the examples, `page` holds the bytes of a page.
"""
    return head + "".join(_function(name) for name in masdar.__all__)


def _function(name: str) -> str:
    function = getattr(masdar, name)
    signature = str(inspect.signature(function)).replace("'", "").replace("mappingproxy({})", "{}")
    before, examples, after = _split(inspect.getdoc(function) or "")
    shown = f"\n```python\n{examples}\n\n```\n" if examples else ""
    return f"\n## masdar.{name}\n\n```text\n{name}{signature}\n```\n\n{before}\n{shown}{after}"


def _split(told: str) -> tuple[str, str, str]:
    """What stands before the example, the example, and what stands behind it."""
    lines = told.splitlines()
    first = next((number for number, line in enumerate(lines) if ">>>" in line), len(lines))
    end = next((number for number in range(first, len(lines)) if not lines[number].strip()), len(lines))
    behind = "\n".join(lines[end:]).strip()
    return (
        "\n".join(lines[:first]).strip(),
        textwrap.dedent("\n".join(lines[first:end])),
        f"\n{behind}\n" if behind else "",
    )


# --- record and errors ---------------------------------------------------------------------------

MEANINGS = {
    "id": "the file's name without its ending, the outside id, or the article's own id",
    "url": "where it was",
    "canonicalUrl": "the publisher's own canonical address",
    "language": "BCP 47, judged from the text",
    "title": "the headline",
    "kicker": "a line above the headline",
    "summary": "a standfirst that stands apart from the body",
    "articleBody": "the body, paragraphs joined by line feeds; a dateline that opens it stays, as printed",
    "paragraphs": "the same as a list",
    "authors": "persons; an outlet or an agency is none",
    "agency": "whom the text is credited to, as printed",
    "agencyCode": "the same by its code, such as REUTERS; AGENCIES where they are not named",
    "agencies": "all of them, each as printed and by its code",
    "dateline": "verbatim, with its closing sign",
    "datePublished": "ISO 8601, as exact as the page allows; an offset only where the zone is known",
    "dateModified": "the same, of the last change",
    "image": "the lead picture's address",
    "imageCaption": "its caption, once",
    "imageCredit": "its credit, apart from the caption",
    "endMark": "«(انتهى)» and the like, taken off the body",
    "section": "as the page names it",
    "tags": "as the page names them",
    "source": "the page's own words on its origin, verbatim",
    "attribution": "the same taken apart: `publisher`, `author`, `site`, `firstPublished`",
    "outlet": "whose page it is",
    "doubts": "where the reading was unsure: `field`, `kind`, `detail`",
}
_PAGE = (
    "<article><h1>خبر</h1><p>"
    + "نص الخبر من جزيرة المرجان كما كتبته الصحيفة صباح اليوم. " * 3
    + "</p></article>"
)


def record() -> str:
    """Every key of the flat record."""
    found = masdar.read(_PAGE.encode())
    rows = "".join(f"| `{key}` | {MEANINGS[key]} |\n" for key in found.as_record())
    return f"""# The flat record

{MADE} `masdar read --json` and `masdar export articles`
print one JSON object a line, and `Article.as_record()` gives it in a program. `null` means that the page does
not say, `""` and `[]` that it says there is none.

| key | meaning |
| --- | --- |
{rows}
`masdar export articles` adds `articleId`, masdar's own id of the article, and `sourceId`. A page that cannot
be read gives `{{"id", "error", "why"}}`, where `error` is [a code](errors.md).
"""


def errors_page() -> str:
    """Every error by its code, in both languages."""
    rows = []
    for code, told in errors.WORDS.items():
        rows.append(f"| `{code}` | {told['en'].what}: {told['en'].why}. {told['en'].now} |\n")
        rows.append(f"| | {told['ar'].what}: {told['ar'].why}. {told['ar'].now} |\n")
    return f"""# Errors

{MADE} An error says what went wrong, why, and what
to do now, and carries its code. Where an\nerror knows its own reason, that stands in place of the usual one.

| code | what, why, and what now |
| --- | --- |
{"".join(rows)}"""


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings_page,
    "library.md": library,
    "record.md": record,
    "errors.md": errors_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or say which are stale."""
    stale = [
        name
        for name, made in PAGES.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != made()
    ]
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/reference/{name} is stale; run: python tools/reference.py\n")
        return 1 if stale else 0
    for name in stale:
        (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
