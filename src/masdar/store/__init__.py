"""Keeping: what masdar knows, in one database of a home directory.

with open_store(home) as store, store.reading() as reading:
    article = reading.articles.get(id)
"""

from masdar.store.open import open_store, upgrade

__all__ = ["open_store", "upgrade"]
