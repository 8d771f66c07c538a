"""`masdar invite`: a link to the desk, for whoever is to sit there or lost his password."""

import secrets

import click

from masdar.app import clock
from masdar.cli import Call, options, show
from masdar.desk import accounts, edit
from masdar.model import Account, Directory, Rank
from masdar.settings import load
from masdar.store import open_store


@click.command("invite")
@options.shared
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([each.value for each in Rank]),
    default=Rank.EDITOR.value,
    show_default=True,
    help="What the account may do; that of an account that is there already must be named as it is.",
)
@options.JSON
@click.pass_obj
def invite_(call: Call, name: str, role: str, as_json: bool) -> None:
    """Print a link that holds once, for two days: for a new account, or for a lost password.

    Also while `masdar run` is at work. Whoever may write to the home may do this. Exit status: 0 the link was
    made, 1 the name cannot be used, or there is no home.

    \b
    masdar invite سلمى --role admin --home news
    """
    now, token = clock(), secrets.token_urlsafe(24)
    # whoever may write to the home needs nobody's leave
    owner = Account(name="masdar", rank=Rank.ADMIN, secret="", made=now)
    with open_store(call.home, create=False, brief=True) as store, store.writing() as writing:
        pen = edit.Pen(writing, owner, Directory(), now)
        accounts.invite(pen, name=name, rank=Rank(role), token=token)
    base = load(call.home).site.base_url.rstrip("/") or "http://127.0.0.1:8000"
    link = f"{base}/desk/welcome/{token}"
    if as_json:
        show.record({"link": link, "name": name, "role": role})
    else:
        show.line(call.say("The desk:  {link}   (holds once, for two days)", link=link))
