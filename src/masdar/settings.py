"""One typed tree of settings, read from `masdar.toml` in the home and from the environment.

A wrong key or type fails at start with its path, such as `$.site.months`. An environment variable
`MASDAR_SITE_NAME` overrules `name` of `[site]`, and so for every key.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta

from masdar.errors import ConfigError

FILE = "masdar.toml"
PREFIX = "MASDAR_"

Language = Literal["ar", "en"]
Digits = Literal["latin", "eastern"]
Security = Literal["starttls", "tls", "none"]
Months = Literal["gulf", "levant", "maghreb", "algeria", "morocco", "mauritania", "both"]


class Site(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """What the site is called and how it writes dates and digits."""

    name: Annotated[str, Meta(description="The site's name, in its header and titles.")] = "مصدر"
    base_url: Annotated[
        str, Meta(description="The address that readers use; empty: the one it is served at.")
    ] = ""
    language: Annotated[
        Language, Meta(description="The interface's first language; the other stands under its own prefix.")
    ] = "ar"
    digits: Annotated[Digits, Meta(description="The digits of our own dates and counts.")] = "latin"
    months: Annotated[Months, Meta(description="Which month names; `both` prints two, joined.")] = "gulf"
    hijri: Annotated[
        bool, Meta(description="Whether the Hijri day of Umm al-Qura stands beside the common one.")
    ] = False
    zone: Annotated[str, Meta(description="The zone that times are shown in, an IANA name.")] = "Asia/Riyadh"
    contact: Annotated[str, Meta(description="The mail address that publishers and readers write to.")] = ""
    operator: Annotated[str, Meta(description="Who runs the site, for the page about it.")] = ""
    disclaimer: Annotated[
        str, Meta(description="The sentence under the source block; empty: the default one.")
    ] = ""
    collapse: Annotated[
        bool, Meta(description="Whether lists and searches show one of each group of copies, and say so.")
    ] = True


class Reading(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """How pages are read."""

    jobs: Annotated[int, Meta(ge=0, le=256, description="Worker processes; 0: one a core.")] = 0


class Window(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """The live window, in which copies and stories are looked for."""

    days: Annotated[int, Meta(ge=1, le=365, description="Its length in days of the articles' own times.")] = (
        30
    )


class Fetch(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """How others' servers are asked."""

    agent: Annotated[str, Meta(description="The name that robots.txt files know us by.")] = "masdar"
    contact: Annotated[
        str,
        Meta(description="The page that tells publishers who asks; empty: the site's address, or its mail."),
    ] = ""
    delay: Annotated[float, Meta(ge=0, le=3600, description="Seconds between two requests to one host.")] = (
        1.0
    )
    floor: Annotated[int, Meta(ge=1, description="Minutes between two visits to a channel, at least.")] = 5
    ceiling: Annotated[
        int, Meta(ge=5, description="Minutes between two visits to a channel that is well, at most.")
    ] = 720
    rest: Annotated[
        int, Meta(ge=0, description="Minutes that a channel may ask to be left alone, at most.")
    ] = 720
    patience: Annotated[
        float,
        Meta(
            gt=0,
            le=1440,
            description="Minutes that an article may wait to be worth one request; more of it, fewer visits.",
        ),
    ] = 3.0
    later: Annotated[int, Meta(ge=1, description="Days that a host may ask to be left alone, at most.")] = 7
    private: Annotated[
        str,
        Meta(description="Hosts and networks of your own, with blanks between, that may be asked too."),
    ] = ""
    lax: Annotated[
        str, Meta(description="Hosts, with blanks between, whose certificates are not checked.")
    ] = ""
    downgrade: Annotated[
        str, Meta(description="Hosts, with blanks between, that may redirect from https to http.")
    ] = ""
    visits: Annotated[int, Meta(ge=1, description="Days for which single visits are remembered.")] = 30


class Api(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """How much programs may ask of the site."""

    rate: Annotated[int, Meta(ge=1, description="Requests a minute of one address.")] = 120
    keyed: Annotated[int, Meta(ge=1, description="Requests a minute with a key.")] = 1_200


class Mail(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """The server that takes the letters of alerts."""

    host: Annotated[str, Meta(description="Its name; empty: no mail is sent.")] = ""
    port: Annotated[int, Meta(ge=1, le=65535, description="Its port.")] = 587
    security: Annotated[
        Security, Meta(description="How the connection is kept; `none` is for a relay of your own.")
    ] = "starttls"
    user: Annotated[str, Meta(description="The name to sign in with; empty: nobody signs in.")] = ""
    password: Annotated[str, Meta(description="Better given as MASDAR_MAIL_PASSWORD.")] = ""
    sender: Annotated[
        str, Meta(description="The address that letters come from; empty: the site's contact.")
    ] = ""


class Entities(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """Who and what articles speak of."""

    tagger: Annotated[
        str,
        Meta(
            description="A function `package.module:name` of a package that you installed, which names "
            "people, places and organisations in a text besides those that are found without it; empty: none."
        ),
    ] = ""


class Settings(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    site: Site = msgspec.field(default_factory=Site)
    reading: Reading = msgspec.field(default_factory=Reading)
    window: Window = msgspec.field(default_factory=Window)
    fetch: Fetch = msgspec.field(default_factory=Fetch)
    api: Api = msgspec.field(default_factory=Api)
    mail: Mail = msgspec.field(default_factory=Mail)
    entities: Entities = msgspec.field(default_factory=Entities)


def load(home: Path, *, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a home; the defaults where it has no file. Raises ConfigError with the key's path."""
    path = home / FILE
    told: dict[str, Any] = {}
    if path.exists():
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"{path} is not TOML: {error}; mend it or remove it to use the defaults"
            ) from error
        _checked(told, strict=True, where=str(path))
    overruled = _overruled(told, os.environ if environment is None else environment)
    settings = _checked(overruled, strict=False, where="the environment")
    try:
        ZoneInfo(settings.site.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(
            f"$.site.zone: {settings.site.zone} is no time zone; give an IANA name such as Asia/Riyadh"
        ) from error
    return settings


def home_of(given: str | None) -> Path:
    """The data directory: the one given, else MASDAR_HOME, else `masdar-data` in the working directory."""
    return Path(given or os.environ.get("MASDAR_HOME") or "masdar-data").expanduser()


def commented(settings: Settings) -> str:
    """The settings as TOML, each key under what it is for and what it may be."""
    parts = []
    for section in msgspec.structs.fields(Settings):
        value = getattr(settings, section.name)
        lines = [f"# {type(value).__doc__}", f"[{section.name}]"]
        for key in msgspec.structs.fields(type(value)):
            lines += [f"# {described(key)}", f"{key.name} = {_toml(getattr(value, key.name))}"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def described(key: msgspec.structs.FieldInfo) -> str:
    """What a key is for, what it may be, and what it is if nobody says."""
    kind = msgspec.inspect.type_info(key.type)
    text = ""
    if isinstance(kind, msgspec.inspect.Metadata):
        text = (kind.extra_json_schema or {}).get("description", "")
        kind = kind.type
    if isinstance(kind, msgspec.inspect.LiteralType):
        text += " One of: " + ", ".join(map(str, kind.values)) + "."
    return f"{text} Default: {_toml(key.default)}."


def _overruled(told: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    made = {name: dict(value) for name, value in told.items()}
    for section in msgspec.structs.fields(Settings):
        for key in msgspec.structs.fields(type(section.default_factory())):
            name = f"{PREFIX}{section.name}_{key.name}".upper()
            if name in environment:
                made.setdefault(section.name, {})[key.name] = environment[name]
    return made


def _checked(told: Mapping[str, Any], *, strict: bool, where: str) -> Settings:
    try:
        return msgspec.convert(told, Settings, strict=strict)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {error}; mend the key or remove it to use its default") from error


def _toml(value: object) -> str:
    """A TOML value; strings as JSON writes them, which TOML reads alike."""
    return msgspec.json.encode(value).decode("utf-8")
