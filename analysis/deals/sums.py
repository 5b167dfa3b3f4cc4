"""Sums of money as they are written: 1.5亿元, 一点五亿, 1亿5000万, 10—15亿元, ¥1.5亿, 半个亿 (pure).

亿元以上项目 and 百亿级 name a class of projects, and 3亿件 counts things: no sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
_CHINESE = "零〇一二两三四五六七八九十百千半" + "".join(_FORMAL)
_NUMBER = (
    r"(?:\d{1,3}(?:[,， ]\d{3})+|\d{1,12})(?:[.．]\d{1,6})?"
    rf"|[{_CHINESE}]{{1,9}}(?:点[{_CHINESE}]{{1,4}})?"
)
_UNIT = r"万亿|亿|千万|百万|万"
_SUM = re.compile(
    rf"(?<![\d.．点数几{_CHINESE}])(?:(?P<low>{_NUMBER})\s?(?P<low_scale>{_UNIT})?元?(?:[-—~～至到]|——))?"
    rf"(?P<number>{_NUMBER})\s?(?P<more>[余多])?个?多?"
    rf"(?:(?P<scale>{_UNIT})|(?:(?<=\d{{8}})|(?<=\d,\d{{3}},\d{{3}})|(?<=\d，\d{{3}}，\d{{3}}))(?=元))"
    rf"(?:\s?(?P<rest>{_NUMBER})\s?(?P<rest_more>[余多])?(?P<rest_scale>千万|百万|万)"
    r"|(?P<tenth>[一二三四五六七八九])(?=[元，。；、的！]))?(?P<more2>[余多])?"
    r"\s?(?P<currency>元|人民币|美元|美金|欧元|港元|港币|日元|英镑|韩元|澳元|新台币)?(?:人民币)?"
    r"(?P<after>以上|左右|上下)?"
)
_CLASS = re.compile(r"[级以]|[元]?以上(?:的)?(?:重大|重点|工业|产业|招商)*(?:项目|企业)")
_PROJECTS = re.compile(r"的?[^，。；\d]{0,6}(?:项目|企业)")
_NO_MONEY = re.compile(r"[吨千度立件人斤个亩平株次条只公米套台头颗片瓦辆]")
_INVESTS = re.compile(r"投资|投入|斥资|出资|耗资|总额$")
_SCALE = {None: 1, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def sums(sentence: str) -> Iterator[re.Match[str]]:
    """The sums in ``sentence``, in order, for :func:`yuan` and :func:`is_more` to read."""
    if not ("亿" in sentence or "万" in sentence or "00元" in sentence):
        return
    for match in _SUM.finditer(sentence):
        if _CLASS.match(sentence, match.end()) or (match["after"] == "以上" and _names_class(match)):
            continue
        if match["currency"] or not _NO_MONEY.match(sentence, match.end()):
            before = sentence[max(0, match.start() - 8) : match.start()]
            if match["currency"] or "亿" in (match["scale"] or "") or _INVESTS.search(before):
                yield match


def _names_class(match: re.Match[str]) -> bool:
    """10亿元以上项目31个."""
    return _PROJECTS.match(match.string, match.end()) is not None


def yuan(match: re.Match[str]) -> int | None:
    """A sum's value, of a range the lower end; None in another currency, for no rate is known here."""
    if match["currency"] not in {None, "元", "人民币"}:
        return None
    if match["low"]:
        return int(_value(match["low"]) * _SCALE[match["low_scale"] or match["scale"]])
    scale = _SCALE[match["scale"]]
    rest = _value(match["rest"]) * _SCALE[match["rest_scale"]] if match["rest"] else Decimal(0)
    tenth = _value(match["tenth"]) * scale / 10 if match["tenth"] else Decimal(0)  # 十二亿八
    return int(_value(match["number"]) * scale + rest + tenth)


def is_more(match: re.Match[str]) -> bool:
    """Whether the sum is said to be the least: 30余亿元, 10亿元以上, 10—15亿元."""
    more = match["more"] or match["rest_more"] or match["more2"]
    return bool(more or match["after"] == "以上" or match["low"])


def _value(number: str) -> Decimal:
    """Digits of a number written with separators or in Chinese (十二, 两百, 一点五, 半)."""
    if number[0] not in _CHINESE:
        return Decimal(re.sub(r"[,， ]", "", number).replace("．", "."))
    whole, _, fraction = "".join(_FORMAL.get(sign, sign) for sign in number).partition("点")
    parts = "".join(str(_DIGITS.get(sign, 0)) for sign in fraction)
    return _whole(whole) + (Decimal(f"0.{parts}") if parts else 0)


def _whole(number: str) -> Decimal:
    total, digit = Decimal(0), Decimal(0)
    for sign in number:
        if sign in _TENS:
            total, digit = total + (digit or 1) * _TENS[sign], Decimal(0)
        elif sign == "半":
            total += Decimal("0.5")
        else:
            digit = Decimal(_DIGITS[sign])
    return total + digit
