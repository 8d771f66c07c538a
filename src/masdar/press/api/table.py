"""The table: what can be asked, with what parameters, and what is answered.

Routes, the checks of parameters, the OpenAPI document and the page that explains it are made from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from masdar import errors
from masdar.press.api import articles, forms, lists, shapes
from masdar.press.view import View


class Told(NamedTuple):
    """A sentence in both languages."""

    en: str
    ar: str


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Something that can be asked."""

    # below the root; parts in braces are parameters
    path: str
    function: Callable[[View, Any], msgspec.Struct]
    asked: type[msgspec.Struct]
    gives: type[msgspec.Struct]
    about: Told
    # needs a key
    private: bool = False

    @property
    def name(self) -> str:
        """What programs that are made of the OpenAPI document call it."""
        return f"{self.function.__module__.rpartition('.')[2]}_{self.function.__name__}"

    @property
    def whole(self) -> str:
        return forms.ROOT + self.path

    @cached_property
    def parameters(self) -> tuple[msgspec.structs.FieldInfo, ...]:
        return msgspec.structs.fields(self.asked)

    def in_path(self, name: str) -> bool:
        return f"{{{name}}}" in self.path

    def answer(self, view: View, given: Mapping[str, str]) -> msgspec.Struct:
        """Raises Malformed for parameters that cannot be used, and what its function raises."""
        return self.function(view, self.read(given))

    def read(self, given: Mapping[str, str]) -> msgspec.Struct:
        """The parameters as values. Raises Malformed."""
        known = {field.encode_name for field in self.parameters}
        for name in given:
            if name not in known:
                names = ", ".join(sorted(known)) or "none"
                raise errors.Malformed(name, f"no parameter of {self.path}; it has {names}")
        try:
            return msgspec.convert(given, self.asked, strict=False)
        except msgspec.ValidationError as error:
            why, _, where = str(error).partition(" - at `$.")
            if where:
                raise errors.Malformed(where.rstrip("`"), why) from error
            raise errors.Malformed(self.path, why) from error


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        path="/articles",
        function=articles.many,
        asked=articles.Many,
        gives=shapes.Articles,
        about=Told("Articles, newest first.", "المواد، الأحدث أولًا."),
    ),
    Endpoint(
        path="/articles/{id}",
        function=articles.one,
        asked=articles.One,
        gives=shapes.Article,
        about=Told(
            "One article, as much of it as its publisher lets be shown.",
            "مادة واحدة، بالقدر الذي يأذن ناشرها بعرضه.",
        ),
    ),
    Endpoint(
        path="/articles/{id}/chain",
        function=articles.chain,
        asked=articles.One,
        gives=shapes.Chain,
        about=Told(
            "The hands that an article passed, each with the words that say so.",
            "سلسلة إسناد المادة: الأيدي التي مرّت بها، ولكل يد ما يدل عليها.",
        ),
    ),
    Endpoint(
        path="/articles/{id}/copies",
        function=articles.copies,
        asked=articles.One,
        gives=shapes.Copies,
        about=Told("The copies of an article's text on other sites.", "نسخ نص المادة في مواقع أخرى."),
    ),
    Endpoint(
        path="/articles/{id}/related",
        function=articles.beside,
        asked=articles.Beside,
        gives=shapes.Related,
        about=Told("What to read beside an article, and why.", "مواد ذات صلة، ولماذا."),
    ),
    Endpoint(
        path="/corrections",
        function=articles.altered,
        asked=articles.Altered,
        gives=shapes.Alterations,
        about=Told(
            "What was updated, corrected or withdrawn, newest first.",
            "ما حُدّث أو صُحّح أو سُحب، الأحدث أولًا.",
        ),
    ),
    Endpoint(
        path="/stories",
        function=lists.stories,
        asked=lists.Latest,
        gives=shapes.Stories,
        about=Told("Stories, by their latest article.", "القصص الإخبارية بحسب أحدث مادة فيها."),
    ),
    Endpoint(
        path="/stories/{id}",
        function=lists.one_story,
        asked=lists.Story,
        gives=shapes.Story,
        about=Told("One story.", "قصة إخبارية واحدة."),
    ),
    Endpoint(
        path="/stories/{id}/articles",
        function=lists.told,
        asked=lists.Story,
        gives=shapes.Articles,
        about=Told("The articles of a story, the first told first.", "مواد القصة، الأسبق أولًا."),
    ),
    Endpoint(
        path="/names",
        function=lists.entities,
        asked=lists.Kind,
        gives=shapes.Entities,
        about=Told(
            "The people, places, organisations or topics that most articles speak of.",
            "أكثر الأشخاص والأماكن والهيئات والموضوعات ذكرًا في المواد.",
        ),
    ),
    Endpoint(
        path="/names/{id}",
        function=lists.one_entity,
        asked=lists.Entity,
        gives=shapes.Entity,
        about=Told("One of them.", "واحد منها."),
    ),
    Endpoint(
        path="/names/{id}/articles",
        function=lists.speaking,
        asked=lists.Speaking,
        gives=shapes.Articles,
        about=Told("The articles that speak of it, newest first.", "المواد التي تذكره، الأحدث أولًا."),
    ),
    Endpoint(
        path="/sources",
        function=lists.sources,
        asked=lists.Nothing,
        gives=shapes.Sources,
        about=Told("Every source.", "جميع المصادر."),
    ),
    Endpoint(
        path="/sources/{id}",
        function=lists.one_source,
        asked=lists.Source,
        gives=shapes.Source,
        about=Told("One source.", "مصدر واحد."),
    ),
    Endpoint(
        path="/search",
        function=lists.found,
        asked=lists.Search,
        gives=shapes.Found,
        about=Told(
            "Articles that answer some words, with the places that do.",
            "البحث في المواد، مع مواضع الكلمات المطلوبة.",
        ),
    ),
    Endpoint(
        path="/changes",
        function=lists.changes,
        asked=lists.Changes,
        gives=shapes.Changes,
        about=Told(
            "What is new, altered or withdrawn since you last asked; keeps a copy of yours true.",
            "ما استجدّ أو تغيّر أو سُحب منذ طلبك السابق، لتبقى نسختك مطابقة.",
        ),
    ),
    Endpoint(
        path="/channels",
        function=lists.channels,
        asked=lists.Nothing,
        gives=shapes.Channels,
        private=True,
        about=Told("The channels that are visited, and how they are.", "القنوات التي تُزار وأحوالها."),
    ),
    Endpoint(
        path="/alerts",
        function=lists.alerts,
        asked=lists.Nothing,
        gives=shapes.Alerts,
        private=True,
        about=Told("The searches that keep watching.", "عمليات البحث المتابَعة."),
    ),
)
