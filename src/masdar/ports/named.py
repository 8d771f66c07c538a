"""What is kept of whom articles speak of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from masdar.model import ArticleId, Entity, EntityId, EntityKind, Mention, Release


class Entities(Protocol):
    """Who and what articles speak of, of those articles that stand in lists."""

    def get(self, id: EntityId) -> Entity | None: ...

    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[Mention, ...]]:
        """What each article speaks of, that of its title first, then what it names most."""

    def latest(
        self,
        id: EntityId,
        *,
        before: tuple[datetime, ArticleId] | None = None,
        limit: int = 30,
    ) -> tuple[Release, ...]:
        """The newest articles that speak of it; those before a place in the list."""

    def names(self, id: EntityId, *, limit: int = 50) -> tuple[tuple[str, str | None], ...]:
        """What the newest articles call it: its name and, of a person, the office."""

    def top(
        self, kind: EntityKind, *, after: tuple[int, EntityId] | None = None, limit: int = 50
    ) -> tuple[Entity, ...]:
        """Those of a kind that most articles speak of, the most first; those after a place in the list."""
