"""What a person may do at the desk. One function a deed; each asks who does it, and writes it in the log.

    with store.writing() as writing:
        edit.Pen(writing, account, directory=directory, now=now).withdraw(id, reason="…")

A deed makes the releases that it touches anew in its own transaction, so that readers see it at once; what
follows the change log (index, alerts, other homes) comes after.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from masdar.desk import publish, recheck
from masdar.errors import ConfigError, Forbidden, NotFound
from masdar.model import (
    Account,
    Act,
    ArticleId,
    Bar,
    ChangeKind,
    Directory,
    Note,
    Output,
    Policy,
    Posted,
    Rank,
    Ruling,
    Source,
    SourceId,
    Word,
)
from masdar.ports import Writing
from masdar.rights import barring, policy
from masdar.rights import hush as silent

# who may do what: the lowest rank that may
DEEDS: dict[str, Rank] = {
    "look": Rank.READER,
    "seen": Rank.EDITOR,
    "hold": Rank.EDITOR,
    "amend": Rank.EDITOR,
    "note_case": Rank.EDITOR,
    "publish": Rank.PUBLISHER,
    "withdraw": Rank.PUBLISHER,
    "correct": Rank.PUBLISHER,
    "alert": Rank.EDITOR,
    "story": Rank.EDITOR,
    "close_case": Rank.PUBLISHER,
    "erase_case": Rank.PUBLISHER,
    "review": Rank.PUBLISHER,
    "policy": Rank.PUBLISHER,
    "enable": Rank.PUBLISHER,
    "resend": Rank.PUBLISHER,
    "add_source": Rank.ADMIN,
    "bar": Rank.ADMIN,
    "output": Rank.ADMIN,
    "account": Rank.ADMIN,
    "audit": Rank.ADMIN,
    "settings": Rank.ADMIN,
    "people": Rank.ADMIN,
}
_RANKS = (Rank.READER, Rank.EDITOR, Rank.PUBLISHER, Rank.ADMIN)
# what the auditor may see; he may do nothing
SIGHTS = frozenset({"look", "audit", "settings", "people"})


def may(account: Account, deed: str) -> bool:
    """Whether an account may do a deed."""
    if account.stopped is not None:
        return False
    if account.rank is Rank.AUDITOR:
        return deed in SIGHTS
    return _RANKS.index(account.rank) >= _RANKS.index(DEEDS[deed])


@dataclass(frozen=True, slots=True)
class Pen:
    """The deeds of one account within one transaction. Raises Forbidden, NotFound and ConfigError."""

    writing: Writing
    account: Account
    directory: Directory
    now: datetime

    # --- articles --------------------------------------------------------------------------------

    def publish(self, ids: Sequence[ArticleId], *, due: datetime | None = None) -> None:
        """Show articles, or from a time on. What its origin took back stays away."""
        later = due if due is not None and due > self.now else None
        known = self.writing.articles.many(ids)
        if any(each.erased is not None for each in known.values()):
            raise ConfigError("its words were erased when a request was granted; nothing is left to show")
        done = [
            replace(each, word=Word.PUBLISH, due=later, reason="", law=False, hush=False)
            for each in self._ruled("publish", ids)
        ]
        # a page that was missing counts as there from now on
        checks = self.writing.articles.checks(list(ids))
        self.writing.put_checks([replace(each, misses=0) for each in checks.values() if each.misses])
        self._rule("publish", done, said=later.isoformat() if later else "")

    def hold(self, ids: Sequence[ArticleId], *, reason: str = "") -> None:
        """Show articles to nobody until somebody says more."""
        done = [
            replace(each, word=Word.HOLD, due=None, reason=reason, law=False)
            for each in self._ruled("hold", ids)
        ]
        self._rule("hold", done, said=reason)

    def withdraw(
        self, ids: Sequence[ArticleId], *, reason: str, law: bool = False, hush: bool = False
    ) -> None:
        """Take articles back. A notice with the reason stays; with `hush` it does not tell the headline."""
        if not reason.strip():
            raise ConfigError("a withdrawal needs its reason, which readers find in the article's place")
        done = [
            replace(each, word=Word.WITHDRAW, due=None, reason=reason, law=law, hush=hush)
            for each in self._ruled("withdraw", ids)
        ]
        self._rename(ids, hush=hush)
        self._rule("withdraw", done, said=reason)

    def seen(self, ids: Sequence[ArticleId]) -> None:
        """Leave articles as they are: a person has looked at them."""
        self._rule("seen", self._ruled("seen", ids, word=False))

    def correct(self, id: ArticleId, *, text: str) -> None:
        """Put a correction of our own above an article, for good."""
        if not text.strip():
            raise ConfigError("a correction says what was wrong and what is right")
        done = [
            replace(each, notes=(*each.notes, Note(at=self.now, text=text.strip())))
            for each in self._ruled("correct", [id], word=False)
        ]
        self._rule("correct", done, said=text)

    def amend(self, id: ArticleId, *, title: str, section: str) -> None:
        """Put right a headline or a section that was misread; empty: as it was read."""
        article = self.writing.articles.get(id)
        before = f"{article.title} [{article.section or ''}]" if article else ""
        done = [
            replace(each, title=title.strip() or None, section=section.strip() or None)
            for each in self._ruled("amend", [id], word=False)
        ]
        self._rule("amend", done, said=f"{title.strip()} [{section.strip()}]", before=before)

    def _ruled(self, deed: str, ids: Sequence[ArticleId], *, word: bool = True) -> list[Ruling]:
        """The rulings as they stand, dated now where their word is about to change."""
        self.allowed(deed)
        known = self.writing.articles.many(ids)
        if missing := [id for id in ids if id not in known]:
            raise NotFound(f"no article is called {missing[0]}")
        held = self.writing.desk.rulings(ids)
        histories = self.writing.articles.histories(ids)
        made = []
        for id in dict.fromkeys(ids):
            each = held.get(id) or Ruling(article=id, at=self.now)
            each = replace(each, version=histories[id].versions, looked=self.now)
            made.append(replace(each, at=self.now, by=self.account.name) if word else each)
        return made

    def _rule(self, deed: str, done: Sequence[Ruling], *, said: str = "", before: str = "") -> None:
        ids = [each.article for each in done]
        held = self.writing.desk.rulings(ids)
        self.writing.put_rulings(done)
        self.writing.log(ChangeKind.ARTICLE, ids, at=self.now)
        publish.put(self.writing, ids, directory=self.directory, now=self.now)
        for each in done:
            old = held.get(each.article)
            self.log(deed, each.article, before=before or (old.word or "" if old else ""), after=said)

    def _rename(self, ids: Sequence[ArticleId], *, hush: bool) -> None:
        """A story is not called by the headline of what was taken back."""
        homes = list(dict.fromkeys(self.writing.stories.of(ids).values()))
        led = recheck.led_anew(self.writing, homes, frozenset(ids))
        if hush:
            done = {each.id for each in led}
            alone = self.writing.stories.many([each for each in homes if each not in done]).values()
            led += [replace(each, title=silent.title("ar")) for each in alone if each.lead in ids]
        if led:
            self.writing.keep([], placements=[], overlaps=[], stories=led)

    # --- sources ---------------------------------------------------------------------------------

    def review(self, id: SourceId, *, reviewed: bool) -> None:
        """Whether a person looks at each article of a source first. What is shown already stays."""
        source = self._source("review", id)
        self.writing.put_sources([replace(source, reviewed=reviewed)])
        self.log("review", id, before=_said(source.reviewed), after=_said(reviewed))

    def policy(self, id: SourceId, given: Policy) -> None:
        """What may be shown of a source; the whole text needs its ground."""
        source = self._source("policy", id)
        if given.show.value == "full" and not given.ground.strip():
            raise ConfigError("the whole text needs a ground: a permission, a licence, or that it is our own")
        given = replace(given, words=min(given.words, policy.WORDS), signals=source.policy.signals)
        self.writing.put_sources([replace(source, policy=given)])
        self.log("policy", id, before=_told(source.policy), after=_told(given))

    def enable(self, id: SourceId, *, enabled: bool) -> None:
        """Whether a source is visited. One whose publisher opted out stays off."""
        source = self._source("enable", id)
        if enabled and barring.bars(source.hosts, [each.host for each in self.writing.desk.bars()]):
            raise ConfigError(f"{id}: its publisher wants nothing of it shown here")
        self.writing.put_sources([replace(source, enabled=enabled)])
        self.log("enable", id, before=_said(source.enabled), after=_said(enabled))

    def add_source(self, source: Source) -> None:
        """Take up a source."""
        self.allowed("add_source")
        if self.writing.sources.get(source.id) is not None:
            raise ConfigError(f"a source is called {source.id} already")
        self.writing.put_sources([source])
        self.log("add_source", source.id, after=source.home)

    def _source(self, deed: str, id: SourceId) -> Source:
        self.allowed(deed)
        if (source := self.writing.sources.get(id)) is None:
            raise NotFound(f"no source is called {id}")
        return source

    # --- other homes -----------------------------------------------------------------------------

    def output(self, given: Output) -> None:
        """Add another home, or replace it."""
        self.allowed("output")
        held = self.writing.outputs.get(given.id)
        self.writing.put_outputs([given])
        self.log("output", given.name, before=_standing(held), after=_standing(given))

    def resend(self, output: str, id: ArticleId) -> None:
        """Hand an article over again, though a person wrote in it there or nobody knows what became of it."""
        self.allowed("resend")
        held = next((each for each in self.writing.outputs.postings([id]) if each.output == output), None)
        if held is None:
            raise NotFound(f"{id} was never handed to this output")
        again = replace(held, state=Posted.WAITING, due=self.now, tries=0, failure=None, sent=None, seal=None)
        self.writing.put_postings([again])
        self.log("resend", id, before=held.state, after=output)

    # --- publishers who opted out ----------------------------------------------------------------

    def bar(self, host: str) -> None:
        """Show nothing of a host, and nothing that passed through it."""
        self.allowed("bar")
        bar(self.writing, Bar(host=host, at=self.now))
        self.log("bar", host, after="barred")

    def unbar(self, host: str) -> None:
        """Its publisher thought better of it. Its sources stay off until they are switched on."""
        self.allowed("bar")
        held = next((each for each in self.writing.desk.bars() if each.host == host), None)
        if held is None:
            raise NotFound(f"{host} is not barred")
        self.writing.put_bars([replace(held, ended=self.now)])
        self.log("bar", host, before="barred")

    # --- the log ---------------------------------------------------------------------------------

    def allowed(self, deed: str) -> None:
        """Raises Forbidden where the account may not do it."""
        if not may(self.account, deed):
            raise Forbidden(f"{self.account.name} ({self.account.rank}) may not do this: {deed}")

    def log(self, did: str, subject: str, *, before: str = "", after: str = "") -> None:
        act = Act(
            at=self.now,
            by=self.account.name,
            did=did,
            subject=subject,
            before=before[:500],
            after=after[:500],
        )
        self.writing.add_acts([act])


def bar(writing: Writing, given: Bar) -> None:
    """Bar a host and switch its sources off; what passed through it goes with the next round."""
    writing.put_bars([given])
    theirs = [
        replace(each, enabled=False)
        for each in writing.sources.all()
        if each.enabled and barring.bars(each.hosts, [given.host])
    ]
    writing.put_sources(theirs)


def _standing(output: Output | None) -> str:
    if output is None:
        return ""
    return f"{output.kind} {output.where}{'' if output.enabled else ' stopped'}"


def _said(value: bool) -> str:
    return "yes" if value else "no"


def _told(given: Policy) -> str:
    until = f" until {given.until.date()}" if given.until else ""
    return f"{given.show} {given.images} {given.index} {given.ground}{until}"
