"""What a person may do with stories: name one, choose who leads it, make two one, take an article out.

What comes later does not undo it: a chosen name and leader stay, and a merged story leads where it was led.
"""

from dataclasses import replace

from masdar.desk import edit
from masdar.errors import ConfigError, NotFound
from masdar.model import Article, ArticleId, Placement, Relation, Story, StoryId
from masdar.ports import Reading

# letters of a story's name
_NAME = 300


def name(pen: edit.Pen, id: StoryId, *, title: str) -> None:
    """Give a story a name of our own; an empty one lets its leading article name it."""
    pen.allowed("story")
    story = of(pen.writing, id)
    said = " ".join(title.split())[:_NAME]
    given = said or _article(pen.writing, story.lead).title
    _put(pen, story, replace(story, title=given, named=bool(said)), said=given)


def lead(pen: edit.Pen, id: StoryId, *, article: ArticleId) -> None:
    """Let one of its articles stand for a story, and name it unless a person did."""
    pen.allowed("story")
    story = of(pen.writing, id)
    if article not in pen.writing.stories.members(story.id):
        raise ConfigError("only an article of the story can stand for it")
    title = story.title if story.named else _article(pen.writing, article).title
    _put(pen, story, replace(story, lead=article, title=title, led=True), said=article)


def merge(pen: edit.Pen, id: StoryId, *, other: str) -> StoryId:
    """Make another story part of this one; its address leads here. The id under which both stand."""
    pen.allowed("story")
    story, joined = of(pen.writing, id), of(pen.writing, _named(pen.writing, other))
    if story.id == joined.id:
        raise ConfigError("a story cannot be merged with itself")
    pen.writing.merge([(joined.id, story.id)])
    pen.log("story", story.id, after=f"merged {joined.id} {joined.title}")
    return story.id


def part(pen: edit.Pen, id: StoryId, *, article: ArticleId) -> StoryId:
    """Take an article out into a story of its own; the new one's id."""
    pen.allowed("story")
    story = of(pen.writing, id)
    if article not in pen.writing.stories.members(story.id):
        raise ConfigError("only an article of the story can be taken out of it")
    if StoryId(article) == story.id or story.size < 2:
        raise ConfigError("a story is called after its first article: take the others out instead")
    apart = _article(pen.writing, article)
    fresh = StoryId(article)
    if pen.writing.stories.get(fresh) is not None:
        raise ConfigError("this article founded a story before; it cannot found it twice")
    founded = Story(id=fresh, title=apart.title, opened=apart.when, latest=apart.when, lead=article, led=True)
    left = [founded]
    if story.lead == article:
        heir = next(each for each in pen.writing.stories.members(story.id) if each != article)
        title = story.title if story.named else _article(pen.writing, heir).title
        left.append(replace(story, lead=heir, title=title, led=False))
    moved = Placement(article=article, story=fresh, relation=Relation.FIRST)
    pen.writing.keep([], placements=[moved], overlaps=[], stories=left)
    pen.log("story", story.id, after=f"took out {article}")
    return fresh


def of(reading: Reading, id: StoryId) -> Story:
    """A story, or the one that it was merged into. Raises NotFound."""
    found = reading.stories.get(id)
    if found is not None and found.merged_into is not None:
        found = reading.stories.get(found.merged_into)
    if found is None:
        raise NotFound(f"no story is called {id}")
    return found


def _named(reading: Reading, said: str) -> StoryId:
    """A story by its number or by the address of its page."""
    parts = said.strip().split("/")
    found = next((part for part in parts if reading.stories.get(StoryId(part)) is not None), None)
    if found is None:
        raise ConfigError("name the story by its number or by the address of its page")
    return StoryId(found)


def _article(reading: Reading, id: ArticleId) -> Article:
    if (found := reading.articles.get(id)) is None:
        raise NotFound(f"no article is called {id}")
    return found


def _put(pen: edit.Pen, before: Story, after: Story, *, said: str) -> None:
    pen.writing.keep([], placements=[], overlaps=[], stories=[after])
    pen.log("story", before.id, before=before.title, after=said)
