"""Web addresses: the WHATWG form, the form free of tracking, and whether two name one article.

>>> canonical("HTTPS://Example.com:443/a?utm_source=rss&id=5#top")
'https://example.com/a?id=5'
>>> same("http://www.example.com/a/", "https://m.example.com/a")
True
"""

import functools
import re

import ada_url

import masdar.model as model

# campaign and click marks that sites and their tools hang onto an address, never what it names
_TRACKING = re.compile(
    r"utm_\w*|at_(?:medium|campaign|custom\d*|link\w*|bbc_team|ptr_name|format|creation|campaign_type)"
    r"|mc_[ce]id|[fgmt]bclid|fb_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igsh(?:id)?"
    r"|_hs(?:enc|mi)|hsctatracking|mkt_tok|vero_(?:id|conv)|_ga|_gl|pk_\w+|piwik_\w+|matomo_\w+|mtm_\w+|hsa_\w+"
    r"|ocid|cmpid|cmp|ncid|sr_share|smid|smtyp|soc_(?:src|trk)|xtor|xts|xtref|wt[._]mc\w*|ito|icid|intcmp|cid_source"
    r"|__twitter_impression|ref_src|ref_url|s_cid|_openstat|mibextid|sfnsn|partner_source|traffic_source|rss",
    re.IGNORECASE,
)
# tracking by these values only: "ref=rss" is a mark, "ref=1234" may be a number of the archive
_REFERRERS = re.compile(
    r"(?:rss|feed|atom|home\w*|twitter|facebook|fb|tw|x|whatsapp|telegram|instagram|linkedin|google\w*|share|social\w*|mail|email"
    r"|newsletter|push|app|mobile|amp|widget|related|most\w*)?",
    re.IGNORECASE,
)
_REFERRER_NAMES = frozenset({"ref", "source", "src", "from", "via", "share", "referrer", "referer"})
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
# "sid" is left alone: to some systems it is the story's own number
_SESSION_NAMES = frozenset({"jsessionid", "phpsessid", "sessionid"})
# an application that routes by fragment: "#/story/12", "#!/story/12"
_ROUTE = re.compile(r"!?/.")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

# feeds name the same addresses at every visit
_REMEMBERED = 1 << 14

# an address that is in its normal form, and bears no mark, as it stands: most are
_PLAIN = re.compile(
    r"https?://(?!(?:[^/]*\.)?xn--)(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})"
    r"(?P<port>:(?!(?:80|443)/)[1-9][0-9]{0,3})?"
    r"(?P<path>/(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)?)"
)

# what names no place on the web, though it may hold a "@" and a host
_HOSTLESS = re.compile(
    r"\s*(?:mailto|javascript|data|tel|sms|urn|about|blob|cid|tag|whatsapp|intent):", re.IGNORECASE
)
# doors of one house
_DOORS = re.compile(r"^(?:(?:www\d?|m|mobile|amp|wap)\.)+(?=[^.]+\.)")
_AMP_PATH = re.compile(r"(?:/amp|\.amp)(?=/?$)|^/amp(?=/)", re.IGNORECASE)
_AMP_NAMES = frozenset({"amp", "outputtype"})

# country domains within one time zone; broader countries (.us, .ru, .au, .ca, .br ...) say nothing certain
_ZONES = {
    "ae": "Asia/Dubai",
    "bh": "Asia/Bahrain",
    "dj": "Africa/Djibouti",
    "dz": "Africa/Algiers",
    "eg": "Africa/Cairo",
    "iq": "Asia/Baghdad",
    "jo": "Asia/Amman",
    "km": "Indian/Comoro",
    "kw": "Asia/Kuwait",
    "lb": "Asia/Beirut",
    "ly": "Africa/Tripoli",
    "ma": "Africa/Casablanca",
    "mr": "Africa/Nouakchott",
    "om": "Asia/Muscat",
    "ps": "Asia/Gaza",
    "qa": "Asia/Qatar",
    "sa": "Asia/Riyadh",
    "sd": "Africa/Khartoum",
    "so": "Africa/Mogadishu",
    "sy": "Asia/Damascus",
    "tn": "Africa/Tunis",
    "ye": "Asia/Aden",
    "af": "Asia/Kabul",
    "ar": "America/Argentina/Buenos_Aires",
    "az": "Asia/Baku",
    "ba": "Europe/Sarajevo",
    "bd": "Asia/Dhaka",
    "cn": "Asia/Shanghai",
    "cy": "Asia/Nicosia",
    "ee": "Europe/Tallinn",
    "et": "Africa/Addis_Ababa",
    "fr": "Europe/Paris",
    "ge": "Asia/Tbilisi",
    "gh": "Africa/Accra",
    "hk": "Asia/Hong_Kong",
    "hr": "Europe/Zagreb",
    "ke": "Africa/Nairobi",
    "li": "Europe/Vaduz",
    "lt": "Europe/Vilnius",
    "lu": "Europe/Luxembourg",
    "lv": "Europe/Riga",
    "mt": "Europe/Malta",
    "ng": "Africa/Lagos",
    "np": "Asia/Kathmandu",
    "nz": "Pacific/Auckland",
    "pe": "America/Lima",
    "ph": "Asia/Manila",
    "rs": "Europe/Belgrade",
    "si": "Europe/Ljubljana",
    "sk": "Europe/Bratislava",
    "sn": "Africa/Dakar",
    "td": "Africa/Ndjamena",
    "tz": "Africa/Dar_es_Salaam",
    "vn": "Asia/Ho_Chi_Minh",
    "at": "Europe/Vienna",
    "be": "Europe/Brussels",
    "bg": "Europe/Sofia",
    "ch": "Europe/Zurich",
    "cz": "Europe/Prague",
    "de": "Europe/Berlin",
    "dk": "Europe/Copenhagen",
    "fi": "Europe/Helsinki",
    "gr": "Europe/Athens",
    "hu": "Europe/Budapest",
    "ie": "Europe/Dublin",
    "il": "Asia/Jerusalem",
    "in": "Asia/Kolkata",
    "ir": "Asia/Tehran",
    "it": "Europe/Rome",
    "jp": "Asia/Tokyo",
    "kr": "Asia/Seoul",
    "lk": "Asia/Colombo",
    "my": "Asia/Kuala_Lumpur",
    "na": "Africa/Windhoek",
    "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo",
    "pk": "Asia/Karachi",
    "pl": "Europe/Warsaw",
    "ro": "Europe/Bucharest",
    "se": "Europe/Stockholm",
    "sg": "Asia/Singapore",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul",
    "tw": "Asia/Taipei",
    "uk": "Europe/London",
    "za": "Africa/Johannesburg",
    "xn--mgberp4a5d4ar": "Asia/Riyadh",
    "xn--wgbh1c": "Africa/Cairo",
    "xn--mgbaam7a8h": "Asia/Dubai",
    "xn--mgbayh7gpa": "Asia/Amman",
    "xn--ygbi2ammx": "Asia/Gaza",
    "xn--wgbl6a": "Asia/Qatar",
    "xn--ogbpf8fl": "Asia/Damascus",
    "xn--pgbs0dh": "Africa/Tunis",
    "xn--mgbtx2b": "Asia/Baghdad",
    "xn--mgbc0a9azcg": "Africa/Casablanca",
    "xn--mgb9awbf": "Asia/Muscat",
    "xn--mgbpl2fh": "Africa/Khartoum",
    "xn--lgbbat1ad8j": "Africa/Algiers",
    "xn--mgbai9azgqp6j": "Asia/Karachi",
    "xn--mgba3a4f16a": "Asia/Tehran",
}
# sold to the world as abbreviations, so they tell no country
_SOLD = frozenset({"in", "dj", "so", "ly", "na"})


# an address that is in its normal form already, as most are: a name for a host, nothing to escape or resolve
_NORMAL = re.compile(
    r"https?://(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}/[\w.~%!$&()*+,;=:@/-]*(?:\?[\w.~%!$&()*+,;=:@/?-]*)?",
    re.ASCII,
)


# a page names its own addresses again and again
@functools.lru_cache(maxsize=256)
def normal(url: str, base: str = "") -> str | None:
    """The address as a browser writes it (WHATWG URL), against a base; None where it is none."""
    if _NORMAL.fullmatch(url) and "/." not in url and "xn--" not in url and "%2" not in url:
        return url
    try:
        return str(ada_url.join_url(base, url) if base else ada_url.normalize_url(url))
    except (ValueError, UnicodeEncodeError):
        return None


@functools.lru_cache(maxsize=_REMEMBERED)
def canonical(url: str) -> str:
    """The normal form without marks of tracking and session and without a fragment, unless it routes.

    Scheme, host, path and the order of the query stay: the address still opens. Escapes are in capitals, and
    only where they are needed. What cannot be parsed comes back trimmed.
    """
    if _PLAIN.fullmatch(url):
        return url
    whole = normal(url)
    if whole is None:
        return url.strip()
    try:
        parsed = ada_url.URL(whole)
    except ValueError:
        return whole
    if parsed.protocol not in ("http:", "https:"):
        return whole
    parsed.username = parsed.password = ""
    parsed.pathname = _even(_SESSION.sub("", parsed.pathname))
    if "?" in whole:
        parts = _even(parsed.search.removeprefix("?")).split("&")
        kept = "&".join(part for part in parts if not _is_mark(part))
        # the setter takes one question mark away
        parsed.search = f"?{kept}" if kept else ""
    if not _ROUTE.match(parsed.hash.removeprefix("#")):
        parsed.hash = ""
    return str(parsed.href)


def same(a: str, b: str) -> bool:
    """Whether two addresses name one article, as far as addresses can tell.

    http and https, the doors www, m and amp, a closing slash, the order of the query, escapes of the
    same letters and tracking make no difference; upper and lower case in a path does.
    """
    return _identity(a) == _identity(b)


@functools.lru_cache(maxsize=_REMEMBERED)
def article_id(url: str) -> model.ArticleId:
    """The id of the article at an address: equal exactly for addresses that are `same`."""
    return model.ArticleId(model.digest(_identity(url).encode("utf-8", "surrogatepass")))


@functools.lru_cache(maxsize=256)
def host(url: str) -> str:
    """The host in lower case without "www.", in ASCII (IDNA) form; "" where there is none.

    A bare name such as "www.Example.com" is read as a host too.
    """
    if _HOSTLESS.match(url):
        return ""
    for form in (url, f"https://{url.strip()}"):
        whole = normal(form)
        if whole is not None and (found := ada_url.URL(whole).hostname):
            return str(found).rstrip(".").removeprefix("www.")
    return ""


def zone_of(host: str) -> str | None:
    """The IANA zone that a host's country domain makes certain; None for .com and for wide countries."""
    end = host.lower().rstrip(".").rpartition(".")[2]
    if not end.isascii():
        end = str(ada_url.idna_to_ascii(end), "ascii")
    return None if end in _SOLD else _ZONES.get(end)


def _is_mark(part: str) -> bool:
    name, _, value = part.partition("=")
    name = name.lower()
    if not part or _TRACKING.fullmatch(name) or name in _SESSION_NAMES:
        return True
    return name in _REFERRER_NAMES and _REFERRERS.fullmatch(value) is not None


def _identity(url: str) -> str:
    """What is left of an address when all that does not change the article is taken off."""
    form = canonical(url)
    if plain := _PLAIN.fullmatch(form):
        path = _AMP_PATH.sub("", plain["path"])
        return f"//{_DOORS.sub('', plain['host'])}{plain['port'] or ''}{path.rstrip('/')}?"
    try:
        parsed = ada_url.URL(form)
    except ValueError:
        return form
    if parsed.protocol not in ("http:", "https:"):
        return form
    name = _DOORS.sub("", parsed.hostname.rstrip("."))
    # a port is named only where it is not the scheme's own
    port = f":{parsed.port}" if parsed.port else ""
    path = _AMP_PATH.sub("", parsed.pathname)
    parts = (part for part in parsed.search.removeprefix("?").split("&") if part and not _is_amp(part))
    query = "&".join(sorted(parts))
    return f"//{name}{port}{path.rstrip('/')}?{query}{_even(parsed.hash)}"


def _is_amp(part: str) -> bool:
    return part.partition("=")[0].lower() in _AMP_NAMES


def _even(text: str) -> str:
    """Escapes in capitals, and none that is not needed (RFC 3986, 2.3): "%d9" is "%D9", "%61" is "a"."""
    return _ESCAPED.sub(_unescaped, text) if "%" in text else text


def _unescaped(found: re.Match[str]) -> str:
    sign = chr(int(found[0][1:], 16))
    return sign if sign in _UNRESERVED else found[0].upper()
