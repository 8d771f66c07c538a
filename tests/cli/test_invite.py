"""A link to the desk from the terminal, beside a process that writes."""

from masdar.desk import accounts
from masdar.model import Rank
from masdar.store import open_store
from tests import fakes
from tests.cli.calls import Masdar


def test_a_link_is_made_while_another_process_writes(masdar: Masdar) -> None:
    with open_store(masdar.home) as store:
        with store.writing() as writing:
            writing.put_sources([fakes.source()])

        said = masdar("invite", "سلمى", "--role", "admin", "--json")

        (made,) = said.records
        with store.reading() as reading:
            found = reading.people.invite(accounts.named(made["link"].rpartition("/")[2]))
            log = [act.did for _, act in reading.desk.acts()]
    assert found is not None
    assert (found.account, found.rank, log) == ("سلمى", Rank.ADMIN, ["invite"])


def test_a_name_that_cannot_be_used_is_told(masdar: Masdar) -> None:
    with open_store(masdar.home):
        pass

    said = masdar("invite", "<b>")

    assert said.status == 1
    assert "a name has letters" in said.err
