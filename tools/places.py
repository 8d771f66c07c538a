"""Write the list of places anew: countries and cities as CLDR names them, and what we add to them.

    python tools/places.py

The names come from Babel's copy of the Unicode CLDR (Arabic and English); what news calls a place besides
stands in `lists/more_places.tsv`, by hand.
"""

from pathlib import Path

from babel import Locale

from masdar.arabic import fold

_LISTS = Path(__file__).parents[1] / "src" / "masdar" / "entities" / "lists"
# not countries: parts of the world, groups of states, and what stands for no place
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "OM", "AC", "CP", "CQ", "DG", "TA"})
# names that mean something else oftener: "مالي" "بنين" "نوم"
_ELSE = frozenset(map(fold.key, (Path(__file__).parent / "no_places.txt").read_text("utf-8").split()))


def main() -> None:
    arabic, english = Locale("ar"), Locale("en")
    rows: dict[str, tuple[str, str, str, list[str]]] = {}
    for code, name in arabic.territories.items():
        if len(code) == 2 and code not in _NO_COUNTRY and name:
            names = [] if fold.key(name) in _ELSE else [name]
            rows[code.lower()] = (code, name, english.territories.get(code, code), names)
    known: dict[str, str] = {}
    for line in (_LISTS / "more_places.tsv").read_text("utf-8").splitlines():
        id, label, more = (line + "\t").split("\t")[:3]
        place, _, country = id.partition("@")
        country = country.upper()
        said = [label, *(each for each in more.split("|") if each)]
        if place in rows:
            code, _, name, old = rows[place]
            rows[place] = (code, label, name, list(dict.fromkeys([*said, *old])))
        elif len(place) == 2:
            rows[place] = (place.upper(), label, english.territories[place.upper()], said)
        else:
            shown = place.removesuffix("-city").replace("-", " ").title()
            rows[place] = (country, label, shown, said)
        known |= dict.fromkeys(map(fold.key, said), place)
    taken = {fold.key(each) for _, _, _, names in rows.values() for each in names}
    for zone, told in arabic.time_zones.items():
        city = told.get("city")
        if not city or not zone.startswith(("Africa/", "America/", "Asia/", "Europe/", "Australia/")):
            continue
        key = fold.key(city)
        if key in taken or key in _ELSE or len(key) < 4:
            continue
        taken.add(key)
        place = zone.rpartition("/")[2].lower().replace("_", "-")
        shown = english.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        rows.setdefault(place, ("", city, shown, [city]))
    lines = [
        "\t".join((id, code, label, shown, "|".join(names)))
        for id, (code, label, shown, names) in sorted(rows.items())
    ]
    (_LISTS / "places.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
