"""The tables of China's places, from the digitised census yearbooks of 2010 and 2020.

Run as ``python -m henan_lib.publish.china.build CSV`` with the gathered file of all places, one row a place and census; it
writes ``china_place_census``, ``china_place`` and ``china_place_change``, and the list of traditional characters that
`henan_lib.place` reads. Needs the extra ``places`` of pyproject.toml.
"""

from __future__ import annotations

import csv
import functools
import re
import sys
import tomllib
from itertools import groupby
from pathlib import Path

import lazy_loader
import numpy as np
import pandas as pd
from opencc import OpenCC

from ...session import CLONE

pypinyin = lazy_loader.load("pypinyin")  # its dictionary of phrases takes a second
RULES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
REFERENCE = CLONE / "data" / "reference"
TRADITIONAL = Path(__file__).parents[2] / "your_place" / "traditional.txt"
APRON = str.maketrans("巿", "市")
WHOLE = ["population", "urban_population", "rural_population", "city_proper_population", "registered_population"]
WHOLE += ["registered_same_county", "registered_same_province", "registered_other_province"]
NAMES = {
    "code": "place_code",
    "nonagricultural_registered_pct": "nonagricultural_pct",
    "age_0_14_pct": "aged_0_14_pct",
    "age_65_plus_pct": "aged_65_over_pct",
    "registered_elsewhere_same_county": "registered_same_county",
    "registered_elsewhere_same_province": "registered_same_province",
}
PARTS = ["aged_0_14_pct", "aged_65_over_pct", "nonagricultural_pct"]
PARTS += ["agriculture_workers_pct", "schooling_years", "household_size"]
NEW = ["district", "county_level_city", "county", "banner"]
KINDS = {
    "prefecture": (
        ("自治州", "autonomous_prefecture"),
        ("盟", "league"),
        ("地区", "prefecture"),
        ("市", "prefecture_level_city"),
    ),
    "county": (("旗", "banner"), ("县", "county"), ("市", "county_level_city"), ("林区", "county"), ("特区", "county")),
}
ENDED = "2010"


def tidy(gathered: pd.DataFrame) -> pd.DataFrame:
    """The gathered rows with codes for all, misprints mended, and without the repeated rows of the municipalities.

    Parameters
    ----------
    gathered : pandas.DataFrame
        As gathered, all columns as text.

    Returns
    -------
    pandas.DataFrame
        One row a place and census; ``place_code`` and ``level`` say which place.
    """
    rows = gathered.rename(columns=NAMES).assign(name=gathered["name"].str.translate(APRON))
    rows["year"] = rows["year"].astype(int)
    rows["place_code"] = rows["place_code"].replace(dict(line.split() for line in RULES["codes"]))
    for line in RULES["misprints"]:
        code, year, wrong, right = line.split()
        rows.loc[(rows["place_code"] == code) & (rows["year"] == int(year)) & (rows["name"] == wrong), "name"] = right
    repeated = (rows["level"] == "prefecture") & (rows["prefecture"] == rows["province"])
    rows = rows[~repeated].reset_index(drop=True)
    rows.loc[rows["level"].eq("county") & rows["place_code"].str[4:].between("71", "79"), "level"] = "zone"
    rows["place_code"] = _with_codes(rows)
    for column in WHOLE:
        rows[column] = pd.to_numeric(rows[column]).astype("Int64")
    rows["rural_population"] = rows["population"] - rows["urban_population"]
    rows["urban_share_pct"] = (100 * rows["urban_population"] / rows["population"]).astype(float).round(2)
    other = rows["year"].eq(2010) & rows["place_code"].isin(RULES["reused"])
    rows.loc[other, "place_code"] += f"-{ENDED}"
    return rows


def _with_codes(rows: pd.DataFrame) -> pd.Series:
    """Codes of the census; zones without one get the Bureau's where the course has it, else letters after the prefecture's."""
    codes = rows["place_code"].copy()
    with open(CLONE / "data" / "terms" / "places.csv", encoding="utf-8", newline="") as file:
        known = {row["zh"]: row["key"] for row in csv.DictReader(file) if re.fullmatch(r"\d{4}7\d", row["key"])}
    prefectures = rows[rows["level"] == "prefecture"].drop_duplicates("name").set_index(["province", "name"])["place_code"]
    provinces = rows[rows["level"] == "province"].drop_duplicates("name").set_index("name")["place_code"]
    given = dict(line.split() for line in RULES["parents"])
    counted: dict[str, int] = {}
    for at, row in rows[codes.isna()].iterrows():
        parent = given.get(row["name"]) or prefectures.get((row["province"], row["prefecture"]), provinces[row["province"]])
        parent = parent[:4]
        counted[parent] = counted.get(parent, 0) + 1
        codes[at] = known.get(row["name"]) or f"{parent}Z{counted[parent]}"
    return codes


def places(rows: pd.DataFrame) -> pd.DataFrame:
    """The dictionary of places: level, kind, parents, names, and whether the two censuses can be compared.

    Parameters
    ----------
    rows : pandas.DataFrame
        What `tidy` gave.

    Returns
    -------
    pandas.DataFrame
        One row a place, names told apart by their prefecture where two are alike.
    """
    both = rows.pivot(index="place_code", columns="year", values="name")
    found = rows.sort_values("year").drop_duplicates("place_code", keep="last").set_index("place_code").sort_index()
    found["kind"] = [_kind(level, name) for level, name in zip(found["level"], found["name"])]
    provinces = found[found["level"] == "province"].reset_index().set_index("name")["place_code"]
    found["province_code"] = found["province"].map(provinces).where(~found["level"].isin(["nation", "province"]))
    prefectures = set(found.index[found["level"] == "prefecture"])
    parent = pd.Series(found.index.str[:4] + "00", found.index)
    small = found["level"].isin(["county", "zone"])
    found["prefecture_code"] = parent.where(small & parent.isin(prefectures))
    found["name_2010"] = both[2010].where(both[2010].ne(both[2020]) & both[2010].notna() & both[2020].notna())
    found["comparison"] = np.select(
        [found["level"].isin(["zone", "nation"]), both[2010].isna(), both[2020].isna(), found["name_2010"].notna()],
        ["one_census", "new_code", "ended", "renamed"],
        "comparable",
    )
    english = [_english(code, row) for code, row in found.iterrows()]
    found["name_en"] = english
    found["name_zh"] = found["name"]
    for column, brackets in (("name_zh", "（{}）"), ("name_en", " ({})")):
        found[column] = _told_apart(found, column, brackets)
    columns = ["level", "kind", "province_code", "prefecture_code", "name_zh", "name_en", "name_2010", "comparison"]
    return found[columns].reset_index()


def _kind(level: str, name: str) -> str:
    if level in ("nation", "province"):
        return level
    if level == "zone":
        return "development_zone"
    return next((kind for end, kind in KINDS[level] if name.endswith(end)), "district" if name.endswith("区") else "county")


def _told_apart(found: pd.DataFrame, column: str, brackets: str) -> list[str]:
    """Names, with the prefecture or the province beside one that other places have too, and the year of a code that ended."""
    names = found[column]
    present = names[found["comparison"] != "ended"]
    several = present[present.duplicated(keep=False)]
    told = []
    for code, row in found.iterrows():
        ended, beside = row["comparison"] == "ended", []
        if row["level"] in ("county", "zone") and (ended or code in several.index):
            parent = row["prefecture_code"] if isinstance(row["prefecture_code"], str) else row["province_code"]
            beside.append(_short(names[parent]))
        elif row["level"] == "prefecture" and code in several.index:
            twins = several.index[several.eq(names[code])]
            same_level = (found.loc[twins, "level"] == "prefecture").sum() > 1
            beside.append(names[row["province_code"]] if same_level else "city")
        if ended:
            beside.append(f"{ENDED}年" if column == "name_zh" else ENDED)
        separator = "，" if column == "name_zh" else ", "
        told.append(names[code] + (brackets.format(separator.join(beside)) if beside else ""))
    return told


def _short(name: str) -> str:
    """Name of a prefecture or province without its kind, in either language.

    Examples
    --------
    >>> _short("黄南藏族自治州"), _short("Haibei Tibetan Autonomous Prefecture"), _short("河南省")
    ('黄南', 'Haibei', '河南')
    """
    if name.isascii() or not re.match("[一-鿿]", name):
        head, kind, _ = name.partition(" Autonomous Prefecture")
        peoples = set(RULES["peoples"].values())
        while kind and head.rpartition(" ")[2] in peoples:
            head = head.rpartition(" ")[0]
        return re.sub(" (Prefecture|League)$", "", head)
    stem = re.sub("(自治州|自治区|地区|[市省盟])$", "", name)
    while name.endswith(("自治州", "自治区")) and (people := _last_people(stem)) and len(stem) > len(people):
        stem = stem.removesuffix(people)
    return stem


def _english(code: str, row: pd.Series) -> str:
    if code in _known() and row["comparison"] != "renamed" or row["level"] in ("nation", "province"):
        return _known().get(code, "China")
    name, level = row["name"], row["level"]
    if level == "zone" or name.endswith("新区") and len(name) > 3:
        return _zone(name)
    return _unit(name, level)


@functools.cache
def _known() -> dict[str, str]:
    """English names that the course has given before, without what tells them apart."""
    with open(CLONE / "data" / "terms" / "places.csv", encoding="utf-8", newline="") as file:
        return {row["key"]: row["en"].partition(" (")[0] for row in csv.DictReader(file)}


def _unit(name: str, level: str) -> str:
    """Name of a prefecture, county, city, district or banner in English.

    Examples
    --------
    >>> _unit("禹州市", "county"), _unit("滑县", "county"), _unit("三都水族自治县", "county")
    ('Yuzhou', 'Huaxian', 'Sandu Sui Autonomous County')
    """
    if name in RULES["official"]:
        return RULES["official"][name]
    if len(name) == 2:
        return spelled(name)
    ends = {
        "自治州": "Autonomous Prefecture",
        "自治县": "Autonomous County",
        "自治旗": "Autonomous Banner",
        "地区": "Prefecture",
    }
    ends |= {"左旗": "Left Banner", "右旗": "Right Banner", "左翼中旗": "Left Middle Banner", "左翼后旗": "Left Rear Banner"}
    ends |= {"右翼前旗": "Right Front Banner", "右翼中旗": "Right Middle Banner", "右翼后旗": "Right Rear Banner"}
    ends |= {"前旗": "Front Banner", "中旗": "Middle Banner", "后旗": "Rear Banner", "旗": "Banner", "盟": "League", "市": ""}
    ends |= {"左翼": "Left Wing", "矿区": "Mining District", "特区": "Special District"}
    ends |= {"区": "District", "县": "County"}
    if name.endswith("盟") or name.endswith("市") and level == "prefecture":
        ends = {key: value for key, value in ends.items() if key in ("盟", "市")}
    end = max((end for end in ends if name.endswith(end)), key=len, default="")
    stem, peoples = name.removesuffix(end), []
    while (people := _last_people(stem)) and len(stem) > len(people):
        stem, peoples = stem.removesuffix(people), [RULES["peoples"][people], *peoples]
    if end == "自治旗":
        stem = stem.removesuffix("族")
    wing = "Left Wing" if stem.endswith("左翼") else ""
    stem = stem.removesuffix("左翼").removesuffix("族" if end.startswith("自治") else "")
    said = RULES["official"].get(stem) or spelled(stem)
    return " ".join(word for word in (said, wing, *peoples, ends.get(end, "")) if word)


def _last_people(stem: str) -> str:
    return max((people for people in RULES["peoples"] if stem.endswith(people)), key=len, default="")


def _zone(name: str) -> str:
    """Name of a zone in English: the place, then what kind of zone.

    Examples
    --------
    >>> _zone("河北唐山海港经济开发区")
    'Tangshan Haigang Economic Development Zone'
    """
    end = max((end for end in RULES["zones"] if name.endswith(end)), key=len, default="")
    stem = name.removesuffix(end)
    provinces = ("河北", "山西", "内蒙古", "吉林", "安徽", "河南", "湖南", "西藏")
    for province in provinces:
        if stem.startswith(province) and len(stem) > len(province):
            stem = stem.removeprefix(province)
    words = []
    for word in re.split("市|县", stem):
        while len(word) > 3 and RULES["official"].get(word) is None:
            head = next((one for one in RULES["official"] if word.startswith(one)), word[:2] if len(word) == 4 else word[:3])
            words.append(RULES["official"].get(head) or spelled(head))
            word = word.removeprefix(head)
        words.append(RULES["official"].get(word) or spelled(word))
    return " ".join(word for word in [*words, RULES["zones"].get(end, "")] if word)


def spelled(name: str) -> str:
    """Pinyin of a name without tones, as one word.

    Examples
    --------
    >>> spelled("西安"), spelled("绿春"), spelled("长葛")
    ("Xi'an", 'Lüchun', 'Changge')
    """
    stem = re.sub("[县区]$", "", name) if len(name) > 2 else name
    said = RULES["readings"].get(stem, "").split()
    if not said:
        said = pypinyin.lazy_pinyin(name, style=pypinyin.Style.NORMAL, v_to_u=True)
        said = [RULES["characters"].get(character, syllable) for character, syllable in zip(name, said)]
    word = "".join(f"'{syllable}" if at and syllable[0] in "aeo" else syllable for at, syllable in enumerate(said))
    return word[:1].upper() + word[1:]


def changes(dictionary: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """What became of codes that ended, and land that went from one unit to another.

    Parameters
    ----------
    dictionary : pandas.DataFrame
        What `places` gave.
    rows : pandas.DataFrame
        What `tidy` gave.

    Returns
    -------
    pandas.DataFrame
        ``from_code``, ``to_code``, ``change`` (the code ended, or a part of the land moved); ``year`` if known.
    """
    known = dictionary.set_index("place_code")
    names = {year: of.set_index("place_code")["name"] for year, of in rows[rows["level"] != "zone"].groupby("year")}

    def codes(year: int, prefix: str, name: str) -> list[str]:
        of = names[year]
        return list(of.index[of.index.str.startswith(prefix) & (of == name)])

    found, ended = [], known.index[known["comparison"] == "ended"]
    said = {}
    for line in RULES["successors"]:
        prefix, (before, after) = line.split()[0], line.split()[1].split(">")
        begin = [code for code in codes(2010, prefix, before) if code in ended]
        said[begin[0]] = [codes(2020, prefix, name)[-1] for name in after.split(",") if name]
    new = known.index[known["comparison"] == "new_code"]
    for code in ended:
        stem = _stem(names[2010][code])
        alike = [one for one in new if one[:2] == code[:2] and _stem(names[2020][one]) in (stem, names[2010][code])]
        alike = [one for one in alike if known.at[one, "level"] == known.at[code, "level"]]
        for one in said.get(code, alike):
            found.append((code, one, "code_ended", None))
    for line in RULES["moved"]:
        year, prefix, move = line.split()
        before, after = move.split(">")
        begin = codes(2010, prefix, before) or codes(2020, prefix, before)
        found += [(begin[0], codes(2020, prefix, name)[0], "land_moved", int(year)) for name in after.split(",")]
    table = pd.DataFrame(found, columns=["from_code", "to_code", "change", "year"]).astype({"year": "Int64"})
    return table.sort_values(["from_code", "to_code", "change"], kind="stable").drop_duplicates(
        ["from_code", "to_code", "change"]
    )


def _stem(name: str) -> str:
    return re.sub(r"(特区|地区|自治县|自治旗|[区县市旗])$", "", name)


def traditional(names: list[str]) -> str:
    """Pairs of a traditional character and the simple one in names of places, side by side.

    Parameters
    ----------
    names : list of str
        Names in simple characters.

    Returns
    -------
    str
        Two characters a pair.
    """
    simple = OpenCC("t2s")
    pairs = set()
    for scheme in ("s2t", "s2tw", "s2hk"):
        complex_ = OpenCC(scheme)
        for name in names:
            pairs |= {(other, one) for other, one in zip(complex_.convert(name), name) if other != one}
    for character in sorted({character for name in names for character in name}):
        for scheme in ("s2t", "s2tw", "s2hk"):
            other = OpenCC(scheme).convert(character)
            if other != character and simple.convert(other) == character:
                pairs.add((other, character))
    first = {other: next(pairs)[1] for other, pairs in groupby(sorted(pairs), key=lambda pair: pair[0])}
    return "".join(
        other + one for other, one in first.items() if other not in {character for name in names for character in name}
    )


def build(source: Path) -> dict[str, pd.DataFrame]:
    """Write the three tables and the list of characters.

    Parameters
    ----------
    source : pathlib.Path
        The gathered file.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables by name.
    """
    rows = tidy(pd.read_csv(source, dtype=str))
    dictionary = places(rows)
    census = rows[["place_code", "year", *WHOLE[:3], "urban_share_pct", *WHOLE[3:], *PARTS]].sort_values(["place_code", "year"])
    tables = {"china_place_census": census, "china_place": dictionary, "china_place_change": changes(dictionary, rows)}
    for name, table in tables.items():
        table.to_csv(REFERENCE / f"{name}.csv", index=False, lineterminator="\n")
    TRADITIONAL.write_text(traditional(list(rows["name"].unique())) + "\n", encoding="utf-8")
    return tables


if __name__ == "__main__":
    for name, table in build(Path(sys.argv[1])).items():
        print(name, len(table))
