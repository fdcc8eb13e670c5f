"""One door for places: any province, prefecture, county or zone of China, and any country or area, however it is written."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from ..datasets.package import load
from ..session import LANGUAGES, current, data_folder
from ..words import closest, label, message, terms

TRADITIONAL = (Path(__file__).parent / "traditional.txt").read_text(encoding="utf-8").strip()
SIMPLE = {ord(one): other for one, other in zip(TRADITIONAL[::2], TRADITIONAL[1::2])}
ZH_KINDS = re.compile(
    "(省|市|(壮族|回族|维吾尔)?自治区|特别行政区|地区|盟|特区|林区|矿区|新区|[区县旗]|([^自]{2,3}族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克)*自治[州县旗])$"
)
EN_KINDS = re.compile(
    "(autonomous(region|prefecture|county|banner)|province|municipality|prefecture|league|city|county|district|banner|newarea|sar)$"
)
ALSO = {
    "xizang": "540000", "tibetautonomousregion": "540000", "内蒙": "150000", "usa": "USA", "us": "USA", "unitedstates": "USA",
    "unitedstatesofamerica": "USA", "uk": "GBR", "britain": "GBR", "greatbritain": "GBR", "英格兰": "GBR", "korea": "KOR",
    "southkorea": "KOR", "northkorea": "PRK", "russia": "RUS", "vietnam": "VNM", "czechia": "CZE", "香港": "HKG", "澳门": "MAC",
    "台湾": "TWN", "台湾省": "TWN", "香港特别行政区": "HKG", "澳门特别行政区": "MAC", "hongkong": "HKG", "macau": "MAC",
    "macao": "MAC", "taiwan": "TWN", "810000": "HKG", "820000": "MAC", "710000": "TWN", "全国": "CHN", "中华人民共和国": "CHN",
    "chinese mainland": "CHN",
}  # fmt: skip
ORDER = ["province", "country", "prefecture", "county", "zone"]
NO_COUNTIES = {"HKG", "MAC", "TWN"}
NOTHING = ("None", "nan", "<NA>", "NaT")
MOST_LISTED, CLOSEST, LONGEST = 12, 5, 60


class Place(str):
    """A place: its code as text, and what the course knows of it by name.

    Attributes
    ----------
    level : str
        ``province``, ``prefecture``, ``county``, ``zone`` or ``country``.
    kind : str
        Key of what it is, such as ``county_level_city``.
    province, prefecture : str
        Codes of those it lies in, a province's own; empty where there is none.
    comparison : str
        Whether its censuses compare, as ``china_place`` has it; empty for a country.
    note : str
        What was understood by another name or code than its own; empty if nothing was.
    """

    __slots__ = ("level", "kind", "province", "prefecture", "comparison", "note")

    def __new__(cls, code: str, note: str = "") -> Place:
        found = str.__new__(cls, code)
        row = _dictionary(data_folder()).get(code, {})
        country = not row or code == "CHN"
        found.level, found.kind = ("country", "country") if country else (row["level"], row["kind"])
        found.province = code if row.get("level") == "province" else row.get("province_code", "")
        found.prefecture = row.get("prefecture_code", "")
        found.comparison, found.note = "" if country else row["comparison"], note
        return found

    @property
    def name(self) -> str:
        """Name in the session's language."""
        return self.names[current()]

    @property
    def names(self) -> dict[str, str]:
        """Name in each language."""
        row = terms("place" if self.level == "country" else "division")[self]
        return {language: row[language] for language in LANGUAGES}

    @property
    def parents(self) -> tuple[Place, ...]:
        """The prefecture and the province in which it lies, as far as there are any."""
        return tuple(Place(code) for code in (self.prefecture, self.province) if code and code != self)

    def __repr__(self) -> str:
        other = self.names["en" if current() == "zh" else "zh"]
        inside = message("place_between").join(parent.name for parent in self.parents)
        said = message("place_said", code=str(self), name=self.name, other=other, kind=label(self.kind))
        return said + (message("place_said_inside", inside=inside) if inside else "") + (f"\n{self.note}" if self.note else "")


class Places(list):
    """Several places, or the closest to a name that none has; ``note`` says which of the two, and its display lists them."""

    level = kind = province = prefecture = comparison = ""

    def __init__(self, found: list[Place], note: str) -> None:
        super().__init__(found)
        self.note = note

    def __repr__(self) -> str:
        rest = len(self) - MOST_LISTED
        return "\n".join(
            [
                self.note,
                *(f"  {one!r}" for one in self[:MOST_LISTED]),
                *([message("place_rest", count=rest)] if rest > 0 else []),
            ]
        )


@functools.cache
def _dictionary(folder) -> dict[str, dict]:
    """Rows of ``china_place`` by code; nothing for a gap."""
    return load("china_place").fillna("").set_index("place_code").to_dict("index")


@functools.cache
def _became(folder) -> dict[str, list[str]]:
    """What became of each code that ended."""
    ended = load("china_place_change").query("change == 'code_ended'")
    return ended.groupby("from_code")["to_code"].agg(list).to_dict()


def countries() -> dict[str, None]:
    """Codes of the 233 countries and areas of the UN's table, in its order."""
    return _countries(data_folder())


@functools.cache
def _countries(folder) -> dict[str, None]:
    table = load("world_urban_share")
    return dict.fromkeys(table.loc[table["area_type"] != "aggregate", "area_code"])


def plain(name: str) -> str:
    """A name as it is looked up: simple characters, lower case, no marks, spaces or signs.

    Examples
    --------
    >>> plain("Ürümqi City"), plain(" 許昌 市 "), plain("Xi'an")
    ('urumqicity', '许昌市', 'xian')
    """
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).translate(SIMPLE).casefold())
    return "".join(character for character in folded if character.isalnum())


@functools.cache
def _index(folder) -> dict[str, dict[str, list[str]]]:
    """Codes by plain name: ``exact`` as displayed, ``full`` and ``short`` without what tells them apart or their kind."""
    found: dict[str, dict[str, list[str]]] = {
        part: defaultdict(list) for part in ("exact", "full", "short", "old", "old_short")
    }

    def enter(part: str, name: str, code: str, before: tuple[str, ...] = ()) -> None:
        key = plain(name)
        kinds = ZH_KINDS if re.match("[一-鿿]", key) else EN_KINDS
        stem = kinds.sub("", key)
        short = stem if len(stem) > 1 and not stem.isascii() or len(stem) > 2 else key
        for where, word in ((part, key), (part.replace("full", "short").replace("old", "old_short"), short)):
            for parent in ("", *before):
                said = word + parent if key.isascii() else parent + word
                if code not in found[where][said]:
                    found[where][said].append(code)

    rows = _dictionary(folder)
    for code, row in rows.items():
        part = "old" if row["comparison"] == "ended" else "full"
        for language, brackets in (("zh", "（"), ("en", " (")):
            own = row[f"name_{language}"].partition(brackets)[0]
            parents = [rows[up][f"name_{language}"] for up in (row["prefecture_code"], row["province_code"]) if up]
            above = [plain(name.partition(brackets)[0]) for name in parents]
            shorter = [(ZH_KINDS if language == "zh" else EN_KINDS).sub("", up) for up in above]
            whole = ["".join(reversed(above)), "".join(reversed(shorter))]
            enter(part, own, code, tuple(dict.fromkeys([*above, *shorter, *whole])))
            found["exact" if part == "full" else part][plain(row[f"name_{language}"])].append(code)
        if row["name_2010"]:
            enter("old", row["name_2010"], code)
    for code in countries():
        for language in LANGUAGES:
            enter("full", terms("place")[code][language], code)
    for name, code in ALSO.items():
        found["full"][plain(name)] = [code]
    return found


def place(what: object) -> Place | Places:
    """A place of China or a country, by its code or its name in either language.

    Parameters
    ----------
    what : str or int
        Such as ``"411081"``, ``"禹州"``, ``"Yuzhou"``, ``"河南省"``, ``"鼓楼区（南京）"``, ``"FRA"``, ``"France"``; with
        or without 省, 市, 县, 区 or County, with spaces, in traditional characters, or a code or name of 2010.

    Returns
    -------
    Place or Places
        One place; or, where several have the name or none has, a list of these or of the closest, whose text says which.
        Nothing raises.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.place("禹州")
    411081 · Yuzhou (禹州市) · County-level city · Xuchang, Henan
    >>> hl.place("410224")
    410212 · Xiangfu District (祥符区) · District · Kaifeng, Henan
    410224 (Kaifeng County (Kaifeng, 2010)) is a code of 2010; this is the present one.
    """
    if isinstance(what, Place | Places):
        return what
    said = str(what).removesuffix(".0")
    said = "" if said in NOTHING else said
    six = re.search(r"(?<!\d)\d{6}(?!-?\d)", unicodedata.normalize("NFKC", said))
    given = six[0] if six else plain(said)
    rows, index = _dictionary(data_folder()), _index(data_folder())
    if found := _by_code(given, said.strip(), rows):
        return found
    stem = (EN_KINDS if given.isascii() else ZH_KINDS).sub("", given)
    for part, key in [*((part, given) for part in index), ("short", stem), ("old_short", stem)]:
        codes = index[part].get(key, [])
        present = sorted(codes, key=lambda code: (ORDER.index(Place(code).level), code))
        if part == "short":
            present = [code for code in present if Place(code).level == "province"] or present
        if len(present) == 1:
            return _present(present[0], named=part.startswith("old"))
        if present:
            return Places([Place(code) for code in present], message("place_several", given=said.strip()))
    return _closest(given, said.strip(), index)


def _by_code(given: str, said: str, rows: dict) -> Place | Places | None:
    """The place of a code; of twelve digits the first six, of fewer than six those that begin with it."""
    code = given.upper()
    if code in rows or code in countries():
        return _present(code)
    if f"{code[:6]}-{code[6:]}" in rows:
        return Place(f"{code[:6]}-{code[6:]}")
    if not given.isdecimal():
        return None
    if len(given) > 6 and given[:6] in rows:
        return _present(given[:6])
    if len(given) in (2, 4) and (whole := given.ljust(6, "0")) in rows:
        return Place(whole)
    begun = [Place(one) for one in rows if one.startswith(given) and rows[one]["comparison"] != "ended"]
    if begun and len(given) in (3, 5):
        return Places(begun, message("place_digits", given=said, digits=len(given)))
    inside = f"{given[:2]}0000"
    if len(given) == 6 and inside in rows:
        beside = [one for one in rows if one[:4] == given[:4]]
        near = sorted(beside, key=lambda one: abs(int(one[:6].replace("Z", "9")) - int(given)))
        return Places([Place(one) for one in near[:CLOSEST]] or [Place(inside)], message("place_no_code", given=said))
    return None


def _present(code: str, named: bool = False) -> Place | Places:
    """The place itself; for a code that ended what it became, with a sentence."""
    row = _dictionary(data_folder()).get(code, {})
    if code in NO_COUNTIES:
        return Place(code, message("place_without_counties", place=label(code), code=code))
    if row.get("comparison") == "renamed" and named:
        return Place(code, message("place_renamed", old=row["name_2010"] if current() == "zh" else code))
    if row.get("comparison") != "ended":
        return Place(code)
    became = _became(data_folder()).get(code, [])
    if len(became) == 1:
        return Place(became[0], message("place_ended", code=code[:6], name=label(code)))
    if became:
        return Places([Place(one) for one in became], message("place_shared_out", code=code[:6], name=label(code)))
    return Place(code, message("place_lost", code=code[:6], name=label(code)))


@functools.lru_cache
def _alike(folder, given: str) -> list[str]:
    """Plain names that resemble one that no place has, among ten thousands; a page asks for what its place was asked."""
    index = _index(folder)
    return closest(given, [*index["full"], *index["short"]], most=3 * CLOSEST, alike=0.5)


def _closest(given: str, said: str, index: dict) -> Places:
    """What resembles a name that no place has."""
    if not given:
        return Places([Place(code) for code in ("410000", "411081", "FRA")], message("place_nothing"))
    holding = sorted((name for name in index["exact"] if given in name), key=len)
    alike = holding[:CLOSEST] or _alike(data_folder(), given[:LONGEST])
    codes = dict.fromkeys(
        code for name in alike for code in index["exact"].get(name) or index["full"].get(name) or index["short"][name]
    )
    return Places(
        [Place(code) for code in list(codes)[:CLOSEST]], message("place_unknown" if codes else "place_nowhere", given=said)
    )
