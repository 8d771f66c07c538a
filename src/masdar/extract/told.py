"""What a channel told of an article, weighed against what the article's page says."""

from masdar import model
from masdar.extract import published


def first(
    printed: model.Moment | None, *, origin: model.Moment | None, lead: model.Lead | None, zone: str | None
) -> model.Moment | None:
    """When the page was published: what it prints, unless its channel knows better.

    The channel does where the page prints nothing, or nothing but when the original first appeared
    (`origin`, from the words on the source), or the mere day of the time that the channel gives.
    """
    day = model.Precision.DAY
    borrowed = printed is not None and origin is not None and printed.at == origin.at
    if lead is None or not lead.published or not (printed is None or borrowed or printed.precision is day):
        return printed
    said = published.written(lead.published, zone=zone, now=lead.seen)
    if said is None or printed is None or borrowed:
        return said or printed
    same = printed.iso()[:10] == said.iso()[:10]
    return said if same and said.precision is not day else printed
