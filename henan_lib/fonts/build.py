"""Build the course's Chinese font: GB2312 level 1, names of places, and every character of this repository.

Run by ``make font``; needs the dependency group ``font`` of pyproject.toml.
"""

from pathlib import Path

import noto_cjk_sans_otc
from fontTools import subset
from fontTools.ttLib import TTCollection

SIMPLIFIED_CHINESE_FACE = 2
FAMILY = "Henan Sans SC"
TEXT_SUFFIXES = {".md", ".csv", ".toml", ".json", ".ipynb", ".py"}
REPOSITORY = Path(__file__).resolve().parents[2]
PLACE_NAMES = Path(__file__).parent / "place_name_characters.txt"  # of all provinces, prefectures and counties


def wanted_characters(root: Path = REPOSITORY) -> set[str]:
    """Characters that a reader of the course may meet: GB2312 level 1, names of places, ASCII, and all text under `root`."""
    level_1 = {bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)}
    characters = {chr(code) for code in range(0x20, 0x7F)} | level_1
    characters |= set(PLACE_NAMES.read_text(encoding="utf-8"))
    for folder in ("data", "notebooks", "henan_lib", "."):
        files = (root / folder).glob("*.md") if folder == "." else (root / folder).rglob("*")
        for path in files:
            if path.suffix in TEXT_SUFFIXES:
                characters |= set(path.read_text(encoding="utf-8"))
    return {character for character in "".join(characters) if character.isprintable()}


def build(target: Path) -> None:
    """Write the subset to `target`, under a family name of its own, the same bytes each time."""
    source = Path(noto_cjk_sans_otc.__file__).parent / "NotoSansCJK-Regular.ttc"
    font = TTCollection(source).fonts[SIMPLIFIED_CHINESE_FACE]
    options = subset.Options(hinting=False, desubroutinize=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(wanted_characters()))
    subsetter.subset(font)
    for name_id, name in {1: FAMILY, 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", ""), 16: FAMILY}.items():
        font["name"].setName(name, name_id, 3, 1, 0x409)
    font["CFF "].cff.fontNames[0] = FAMILY.replace(" ", "")
    font.recalcTimestamp = False
    font.save(target)


if __name__ == "__main__":
    build(Path(__file__).parent / "HenanSansSC-Regular.otf")
