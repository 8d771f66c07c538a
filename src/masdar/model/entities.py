"""Who and what articles speak of, however it is spelt."""

from dataclasses import dataclass
from enum import StrEnum

from masdar.model.names import EntityId


class EntityKind(StrEnum):
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    # what an article is about: a root of the IPTC's Media Topics
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """That an article speaks of someone or something."""

    entity: EntityId
    kind: EntityKind
    # its fullest name in the article, or its usual one where lists know it
    name: str
    # of a person, what the article calls them: "وزير الخارجية"
    office: str | None = None
    # how often it is named, and whether in the title
    times: int = 1
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something that articles speak of."""

    id: EntityId
    kind: EntityKind
    # as most articles write it
    name: str
    # articles that speak of it and stand in lists
    articles: int = 0
