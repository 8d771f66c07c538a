"""`masdar init`: a home with settings of its own."""

import sys

import click
import msgspec

from masdar import address, settings
from masdar.cli import Call, options, show
from masdar.errors import ConfigError
from masdar.store import open_store

# by country (ISO 3166-1): the month names that its papers print
_MONTHS: dict[str, settings.Months] = {
    **dict.fromkeys(("SY", "LB", "IQ", "JO", "PS"), "levant"),
    **dict.fromkeys(("TN",), "maghreb"),
    **dict.fromkeys(("DZ",), "algeria"),
    **dict.fromkeys(("MA",), "morocco"),
    **dict.fromkeys(("MR",), "mauritania"),
}


@click.command("init")
@options.shared
@click.option("--name", help="The site's name.")
@click.option("--country", help="Its country, two letters such as SA: gives month names and time zone.")
@click.option("--base-url", help="The address that readers will use.")
@click.option("--language", type=click.Choice(["ar", "en"]), help="The interface's first language.")
@click.option("--contact", help="The mail address that publishers and readers write to.")
@click.option("--operator", help="Who runs the site.")
@click.pass_obj
def init_(
    call: Call,
    name: str | None,
    country: str | None,
    base_url: str | None,
    language: settings.Language | None,
    contact: str | None,
    operator: str | None,
) -> None:
    """Make a home: its directory, its database and a commented settings file.

    Asks for what was not given on a terminal; elsewhere takes the defaults. A home that has settings
    is left as it is. Exit status: 0 it was made, 1 it has settings already or an answer cannot be used.

    \b
    masdar --home news init
    masdar init --name "مرصد" --country EG --contact desk@news.example
    """
    where = call.home
    file = where / settings.FILE
    if file.exists():
        raise ConfigError(f"{file} is there already; edit it, or remove it and run masdar init again")
    usual = settings.Site()
    name = _asked("The site's name", name, usual.name)
    country = _asked("Country (two letters; gives month names and zone)", country, "SA").upper()
    base_url = _asked("The address readers will use (empty: where it is served)", base_url, usual.base_url)
    contact = _asked("Mail address for publishers and readers", contact, usual.contact)
    zone = address.zone_of(f"news.{country.lower()}")
    if zone is None:
        if len(country) != 2 or not country.isalpha():
            raise ConfigError(f"--country {country}: give its two letters, such as SA, EG or MA")
        zone = "UTC"
        show.note(f"masdar: no single time zone is known for {country}; UTC is written, mend $.site.zone")
    site = settings.Site(
        name=name,
        base_url=base_url.rstrip("/"),
        language=language or usual.language,
        months=_MONTHS.get(country, "gulf"),
        zone=zone,
        contact=contact,
        operator=operator or "",
    )
    open_store(where).close()
    made = msgspec.structs.replace(settings.Settings(), site=site)
    file.write_text(settings.commented(made), encoding="utf-8")
    if not call.quiet:
        show.line(call.say("made: {where}", where=where))
        show.line(call.say("settings: {file}", file=file))
        show.line(call.say("next: {commands}", commands="masdar source add URL    masdar serve"))


def _asked(question: str, given: str | None, usual: str) -> str:
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return usual
    return str(click.prompt(question, default=usual, show_default=bool(usual)))
