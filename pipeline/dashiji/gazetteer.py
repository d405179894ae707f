"""The administrative gazetteer: divisions of China by name, read from the package pymod112.

pymod112 (MIT) ships the Ministry of Civil Affairs' code tables of several years as pickled `{code: name}` mappings; all years
are read, so that names abolished since still count as places. Nothing of the tables is copied into this repository.
"""

import io
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

from dashiji.errors import RuleError


class Level(IntEnum):
    """How large a place is; a larger one stands before a smaller one in a compound (江苏 南京 雨花台区)."""

    REGION = 0
    COUNTRY = 1
    PROVINCE = 2
    CITY = 3
    COUNTY = 4
    OTHER = 5


PROVINCE_SUFFIXES = ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市")
CITY_SUFFIXES = ("地区", "市", "盟")
COUNTY_SUFFIXES = ("新区", "自治旗", "矿区", "林区", "区", "县", "市", "旗")
NATIONS = (
    "蒙古族",
    "藏族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "阿昌族",
    "普米族",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "独龙族",
    "鄂伦春",
    "珞巴族",
    "门巴族",
    "各族",
    "蒙古",
    "回族",
)
"""Names of nations as they stand in the names of autonomous areas (延边 朝鲜族 自治州)."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Place names with their level. `full` holds official names, `short` what is left without the suffix (南京, 雨花台)."""

    full: Mapping[str, Level]
    short: Mapping[str, Level]

    def level(self, name: str) -> Level | None:
        """The level of a full or short name, `None` for an unknown one."""
        found = self.full.get(name)
        return self.short.get(name) if found is None else found


class _PlainUnpickler(pickle.Unpickler):
    """Unpickles builtin containers only: a code table needs no class, and none shall be imported by reading one."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"unexpected {module}.{name} in a code table")


def _level_of(code: str) -> Level:
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.CITY if code.endswith("00") else Level.COUNTY


def _without_nations(name: str) -> str:
    changed = True
    while changed:
        changed = False
        for nation in NATIONS:
            if name.endswith(nation) and len(name) > len(nation) + 1:
                name, changed = name.removesuffix(nation), True
    return name


def short_name(name: str, level: Level) -> str:
    """The name without its suffix and nations (延边朝鲜族自治州 → 延边); the name itself where nothing sensible would be left."""
    for suffix in ("自治州", "自治县"):
        if name.endswith(suffix):
            return _without_nations(name.removesuffix(suffix))
    suffixes = {Level.PROVINCE: PROVINCE_SUFFIXES, Level.CITY: CITY_SUFFIXES}.get(level, COUNTY_SUFFIXES)
    for suffix in suffixes:
        if name.endswith(suffix) and len(name) >= len(suffix) + 2:
            return name.removesuffix(suffix)
    return name


@cache
def load_gazetteer() -> Gazetteer:
    """Read the tables of all years. Raises RuleError when the package has none."""
    folder = files("pymod112")
    tables = sorted((entry for entry in folder.iterdir() if entry.name.startswith("RegionCode_")), key=lambda entry: entry.name)
    if not tables:
        raise RuleError(f"{folder}: no code table RegionCode_*; reinstall pymod112>=0.1.5,<0.2")
    full: dict[str, Level] = {}
    short: dict[str, Level] = {}
    for table in tables:
        codes: dict[str, str] = _PlainUnpickler(io.BytesIO(table.read_bytes())).load()
        for code in sorted(codes):
            name, level = codes[code], _level_of(code)
            if len(name) < 2:
                continue
            full[name] = min(level, full.get(name, level))
            stem = short_name(name, level)
            if stem != name:
                short[stem] = min(level, short.get(stem, level))
    return Gazetteer(full, short)
