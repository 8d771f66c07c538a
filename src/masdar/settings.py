"""One typed tree of settings, read from `masdar.toml` in the home and from the environment.

A wrong key or type fails at start with its path, such as `$.site.months`.
"""

import os
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from masdar.errors import ConfigError

FILE = "masdar.toml"


class Site(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """What the site is called and how it writes dates and digits."""

    name: str = "مصدر"
    # the address that readers use; empty: the one it is served at
    base_url: str = ""
    language: Literal["ar", "en"] = "ar"
    digits: Literal["latin", "eastern"] = "latin"
    months: Literal["gulf", "levant", "maghreb", "algeria", "morocco", "mauritania", "both"] = "gulf"
    zone: str = "Asia/Riyadh"
    # where publishers and readers write to
    contact: str = ""
    # who runs the site
    operator: str = ""
    # the sentence under the source block; empty: the default
    disclaimer: str = ""


class Reading(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    # worker processes; 0: one a core
    jobs: int = 0


class Window(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    # how far copies and stories are looked for, in days
    days: int = 30


class Settings(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    site: Site = msgspec.field(default_factory=Site)
    reading: Reading = msgspec.field(default_factory=Reading)
    window: Window = msgspec.field(default_factory=Window)


def load(home: Path) -> Settings:
    """The settings of a home; the defaults where it has no file. Raises ConfigError with the key's path."""
    path = home / FILE
    if not path.exists():
        return Settings()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML: {error}; mend it or remove it to use the defaults") from error
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}; mend the key or remove it to use its default") from error


def home_of(given: str | None) -> Path:
    """The data directory: the one given, else MASDAR_HOME, else `masdar-data` in the working directory."""
    return Path(given or os.environ.get("MASDAR_HOME") or "masdar-data").expanduser()
