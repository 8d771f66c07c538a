"""How much a story weighs on a front page: who tells it, in how many words of their own, and how lately.

>>> hour = datetime(2026, 1, 1, 12)
>>> of(sources=4, texts=4, latest=hour, now=hour) > of(sources=8, texts=1, latest=hour, now=hour)
True
"""

from datetime import datetime, timedelta

# an outlet that prints the text of another says that it matters, and nothing of its own
_ECHO = 0.25
# after so long a story weighs half
_HALF = timedelta(hours=24)


def of(*, sources: int, texts: int, latest: datetime, now: datetime) -> float:
    """The weight, about the number of independent tellers, halved for each day without news of it.

    `texts` counts the copies of one text once; what is dated after `now` is as fresh as can be.
    """
    own = min(sources, texts)
    age = max(timedelta(), now - latest)
    return float((own + _ECHO * (sources - own)) * 0.5 ** (age / _HALF))
