"""The demo taken in once, and what a test may ask of it."""

from dataclasses import dataclass

from masdar.app import App
from masdar.demo import show
from masdar.model import Release


@dataclass(frozen=True)
class Walk:
    app: App
    outcome: show.Outcome

    def release(self, key: str) -> Release:
        with self.app.store.reading() as reading:
            found = reading.releases.get(self.outcome.kept[key][0])
        assert found is not None
        return found

    def releases(self) -> list[Release]:
        with self.app.store.reading() as reading:
            return list(reading.releases.many([id for id, _ in self.outcome.kept.values()]).values())
