"""An invented press: an agency, a daily, a portal, and witnesses of their pages."""

from datetime import UTC, datetime

from masdar import model
from masdar.arabic import fold

NOON = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)


def publisher(name: str, host: str, *, source: str | None = None, code: str | None = None) -> model.Publisher:
    return model.Publisher(
        name=name,
        code=code,
        source=model.SourceId(source) if source else None,
        hosts=(host,),
        zone="Asia/Riyadh",
    )


_PUBLISHERS = (
    publisher("وكالة النورس", "nawras.example", source="nawras", code="NAWRAS"),
    publisher("صحيفة الميناء", "mina.example", source="mina"),
    publisher("بوابة المرفأ", "marfa.example", source="marfa"),
    publisher("صدى الخليج", "sada.example", source="sada"),
)
DIRECTORY = model.Directory(
    publishers=_PUBLISHERS,
    by_host={host: each for each in _PUBLISHERS for host in each.hosts},
    by_code={each.code: each for each in _PUBLISHERS if each.code},
    by_source={each.source: each for each in _PUBLISHERS if each.source},
    by_name={fold.key(each.name): each for each in _PUBLISHERS},
)


def claim(
    article: str,
    says: model.Says,
    value: str,
    *,
    basis: model.Basis = model.Basis.DATELINE,
    where: str = "dateline",
    url: str | None = None,
    weight: float = 0.9,
) -> model.Claim:
    return model.Claim(
        id=f"{article}-{says.value}-{value}-{where}",
        article=model.ArticleId(article),
        says=says,
        value=value,
        url=url,
        at=NOON,
        evidence=model.Evidence(
            basis=basis, quote=value, where=where, capture=model.Digest(f"capture-{article}")
        ),
        weight=weight,
    )


def witness(
    article: str,
    source: str,
    *claims: model.Claim,
    bylines: tuple[str, ...] | None = None,
    published: datetime | None = None,
) -> model.Witness:
    return model.Witness(
        article=model.ArticleId(article),
        source=model.SourceId(source),
        url=f"https://{source}.example/{article}",
        title=f"خبر {article}",
        published=model.Moment(at=published) if published else None,
        seen=NOON,
        claims=claims,
        bylines=bylines,
    )


def overlap(a: str, b: str, containment: float = 0.9) -> model.Overlap:
    first, second = sorted((a, b))
    return model.Overlap(
        a=model.ArticleId(first),
        b=model.ArticleId(second),
        level=model.Level.NEAR if containment >= 0.8 else model.Level.EDITED,
        containment=containment,
        shared=80,
    )
