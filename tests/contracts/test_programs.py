"""Keys of programs, and those to whom our hub sends feeds."""

from dataclasses import replace

from masdar.model import Key, Subscriber, digest
from masdar.ports import Store
from tests import fakes

KEY = Key(id="k1", name="بوابة السوق", digest="ab" * 32, made=fakes.NOON)
SUBSCRIBER = Subscriber(
    id="s1",
    topic="/feed.xml",
    callback="https://souq.example/hear",
    secret="sesame",
    until=fakes.NOON + 24 * fakes.HOUR,
)


def test_a_key_is_found_by_its_digest_alone(store: Store) -> None:
    with store.writing() as writing:
        writing.put_keys([KEY])

    with store.reading() as reading:
        assert reading.keys.found(KEY.digest) == KEY
        assert reading.keys.found("cd" * 32) is None
        assert reading.keys.all() == (KEY,)


def test_a_key_that_is_ended_stays_known_as_ended(store: Store) -> None:
    ended = replace(KEY, ended=fakes.NOON + fakes.HOUR)
    with store.writing() as writing:
        writing.put_keys([KEY])
        writing.put_keys([ended])

        assert writing.keys.found(KEY.digest) == ended


def test_a_subscriber_is_kept_until_dropped(store: Store) -> None:
    served = replace(SUBSCRIBER, sent=digest(b"feed"))
    other = replace(SUBSCRIBER, id="s2", topic="/feed.atom", secret="")
    with store.writing() as writing:
        writing.put_subscribers([SUBSCRIBER, other])
        writing.put_subscribers([served])

    with store.reading() as reading:
        assert reading.subscribers.get("s1") == served
        assert reading.subscribers.all() == (other, served)
        assert reading.subscribers.count() == 2

    with store.writing() as writing:
        writing.drop_subscribers(["s1", "nobody"])

        assert writing.subscribers.get("s1") is None
        assert writing.subscribers.count() == 1
