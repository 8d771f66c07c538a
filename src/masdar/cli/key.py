"""`masdar key`: what lets programs ask for more than the public may."""

import secrets
from dataclasses import replace

import click

from masdar.app import open_app
from masdar.cli import Call, options, show
from masdar.errors import ConfigError, NotFound
from masdar.model import Key
from masdar.web.api import digest_of

# so that a key is known for one wherever it is found, such as in a public file
_BEGINS = "masdar_"


@click.group("key")
@options.shared
def key_() -> None:
    """Keys of programs: make, list, end them.

    A key lets a program ask the site more often, and for what is not public: channels and alerts. It is sent
    as `Authorization: Bearer KEY`. Only its digest is kept.

    \b
    masdar key add "newsroom screen"
    masdar key list
    """


@key_.command("add")
@click.argument("name")
@options.shared
@options.JSON
@click.pass_obj
def add(call: Call, name: str, as_json: bool) -> None:
    """Make a key for whoever NAME says, and print it: once, since it is kept nowhere.

    Exit status: 0 made, 1 it has no name.

    \b
    masdar key add "newsroom screen"
    """
    named = " ".join(name.split())
    if not named:
        raise ConfigError("the key has no name; say whose it is")
    secret = _BEGINS + secrets.token_urlsafe(32)
    with open_app(call.home, write=True, jobs=1) as app:
        made = Key(id=secrets.token_hex(4), name=named, digest=digest_of(secret), made=app.now())
        with app.store.writing() as writing:
            writing.put_keys([made])
    if as_json:
        show.record({**_record(made), "key": secret})
        return
    show.line(f"{made.id}  {show.apart(made.name)}")
    show.line(f"key: {secret}")


@key_.command("list")
@options.shared
@options.JSON
@click.pass_obj
def list_(call: Call, as_json: bool) -> None:
    """List the keys: whose they are, since when, and whether they were ended.

    Exit status: 0 listed, 1 there is no home.

    \b
    masdar key list --json
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        for each in reading.keys.all():
            if as_json:
                show.record(_record(each))
            else:
                ended = f"  ended {each.ended:%Y-%m-%d}" if each.ended else ""
                show.line(f"{each.id}  {each.made:%Y-%m-%d}{ended}  {show.apart(each.name)}")


@key_.command("end")
@click.argument("id")
@options.shared
@click.pass_obj
def end(call: Call, id: str) -> None:
    """End a key, by its id: from now on it opens nothing.

    Exit status: 0 ended, 1 there is no such key.

    \b
    masdar key end 1a2b3c4d
    """
    with open_app(call.home, write=True, jobs=1) as app, app.store.writing() as writing:
        found = next((each for each in writing.keys.all() if each.id == id), None)
        if found is None:
            raise NotFound(f"no key has the id {id}; masdar key list prints them")
        if found.ended is None:
            writing.put_keys([replace(found, ended=app.now())])


def _record(key: Key) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "made": key.made.isoformat(),
        "ended": key.ended.isoformat() if key.ended else None,
    }
