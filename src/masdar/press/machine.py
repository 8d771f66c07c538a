"""What stands beside the pages for programs: feeds, forms of articles, sitemaps, robots.txt: one table."""

from masdar.press import feeds, forms, letters, sitemaps
from masdar.press.view import Page, Route, View


def robots(view: View) -> Page:
    """What robots may ask for: everything but searches, whose pages have no end."""
    lines = [
        "User-agent: *",
        "Allow: /",
        "Disallow: /search",
        "Disallow: /*/search",
        "Disallow: /desk",
        "",
        f"Sitemap: {view.address('/sitemap.xml')}",
        f"Sitemap: {view.address('/sitemap/news.xml')}",
    ]
    return Page(
        path="/robots.txt",
        body="\n".join([*lines, ""]).encode(),
        media_type="text/plain; charset=utf-8",
    )


MACHINE: tuple[Route, ...] = (
    Route("/robots.txt", robots),
    *forms.FORMS,
    *feeds.FEEDS,
    *letters.ALERTS,
    *sitemaps.SITEMAPS,
)
