"""Five hundred sentences with a phone, an identity number or an e-mail in them, written in many ways."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCES = (
    "有意者请联系{}，非诚勿扰。",
    "我的号码是{}",
    "{}，随时可以打。",
    "加我（{}）聊聊房子的事！",
    "昨天2022年7月15日有人拨打{}说要来3趟",
    "老板,{},在线等，挺急的",
    "联系人：王先生；{}；地址：黄河路12号",
    "价格5000元以内的私我{}谢谢",
)
_WIDE = str.maketrans("0123456789X@.-", "０１２３４５６７８９Ｘ＠．－")
_HAN = str.maketrans("0123456789", "零一二三四五六七八九")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Planted:
    """A sentence, and the secret in it as it was written."""

    sentence: str
    written: str


def planted(seed: int, count: int) -> Iterator[Planted]:
    """``count`` sentences from one seed."""
    chance = random.Random(seed)  # noqa: S311 (test data)
    makers = (_mobile, _mobile, _mobile, _landline, _identity, _identity, _email)
    for number in range(count):
        written = makers[number % len(makers)](chance)
        yield Planted(chance.choice(_SENTENCES).format(written), written)


def _mobile(chance: random.Random) -> str:
    number = f"1{chance.randint(3, 9)}{chance.randrange(10**9):09d}"
    prefix = chance.choice(("", "", "", "+86", "+86 ", "86-", "(+86)", "0086"))
    gaps = chance.choice(
        (
            lambda: number,
            lambda: f"{number[:3]}-{number[3:7]}-{number[7:]}",
            lambda: f"{number[:3]} {number[3:7]} {number[7:]}",
            lambda: f"{number[:3]}.{number[3:7]}.{number[7:]}",
            lambda: f"{number[:3]}　{number[3:]}",
            lambda: " ".join(number),
            lambda: "-".join(number),
            lambda: "\u200b".join(number),
            lambda: f"{number[:2]}-{number[2:5]}-{number[5:]}",
            lambda: f"{number[:5]}—{number[5:]}",
            lambda: number.translate(_WIDE),
            lambda: f"{number[:3]}-{number[3:7]}-{number[7:]}".translate(_WIDE),
        )
    )
    if chance.random() < 0.06:
        return number.translate(_HAN)
    return prefix + gaps()


def _landline(chance: random.Random) -> str:
    area = chance.choice(("010", "021", "0393", "0371", "0755"))
    number = f"{chance.randint(2, 9)}{chance.randrange(10**6):06d}{chance.choice(('', '7'))}"
    form = chance.choice(("{}-{}", "({}){}", "（{}）{}", "{} {}", "{}{}", "{}－{}", "{}-{}转8012"))
    written = form.format(area, number)
    return written.translate(_WIDE) if chance.random() < 0.2 else written


def _identity(chance: random.Random) -> str:
    born = f"{chance.randint(1950, 2009)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    digits = f"{chance.choice(('410901', '410928', '110105'))}{born}{chance.randrange(1000):03d}"
    check = "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11]
    whole = digits + (check.lower() if chance.random() < 0.3 else check)
    form = chance.choice(
        (
            lambda: whole,
            lambda: f"{whole[:6]} {whole[6:14]} {whole[14:]}",
            lambda: f"{whole[:6]}-{whole[6:14]}-{whole[14:]}",
            lambda: " ".join(whole),
            lambda: whole.upper().translate(_WIDE),
        )
    )
    return form()


def _email(chance: random.Random) -> str:
    name = chance.choice(("zhang.san", "li_si88", "583020114", "w-wu", "Mary+news", "a1"))
    host = chance.choice(("qq.com", "163.com", "puyang.gov.cn", "mail.example.com", "foxmail.com"))
    form = chance.choice(("{}@{}", "{} @ {}", "{}(at){}", "{}[at]{}", "{}＠{}"))
    written = form.format(name, host)
    return written.translate(_WIDE) if chance.random() < 0.2 else written


HARMLESS = (
    "项目总投资13812345678元，分三期建设。",
    "全年进出口总额13.812345678亿美元",
    "合同金额¥18612345678，已经到账",
    "拨款15912345678.50元",
    "2022-07-15至2022-07-16在濮阳举行",
    "1998年7月15日至2003年12月31日",
    "2022.07.15 09:30:00开幕，2022/7/16闭幕",
    "1949-10-01 1978-12-18 2001-12-11",
    "1998-2003 115家企业",
    "股票代码600519、000001、300750，港股00700.HK",
    "中证指数000300收于4238.23点，成交13812亿元",
    "车次G1234次，航班CA1831",
    "第20220715001号公告",
    "豫政〔2022〕15号文件",
    "统一社会信用代码91410900MA3XABCD1E",
    "订单号202207151234567890123456",
    "发票代码041002100311，号码在右",
    "邮编457000",
    "占地面积1350 2200 3100 4400平方米",
    "人口 3772000 面积 4188 平方公里",
    "1 2 3 4 5 6 7 8 9 10 11 12 13",
    "比分21:19、18:21、21:17",
    "经纬度35.7617,115.0292",
    "IP地址192.168.100.200，掩码255.255.255.0",
    "版本1.3.5.7.9.11.13",
    "ISBN 9787020002207",
    "流水号110105194912310021没有这样的校验位",
    "编号123456789012345678不是证件",
    "氢能产业园年产1000台燃料电池",
    "GDP增长6.5%，达1649.99亿元",
    "全省18个市、157个县，共9883万人",
    "邮件往来不便，微博@濮阳发布 说得清楚",
    "在@2022的会议上",
    "一九九八年七月十五日，一三五规划",
    "二〇二二年七月十五日至十六日",
    "从1380元涨到1590元再到1860元",
    "12345热线接到8000000个电话",
    "110、119、120、12315、12345",
    "年产13500000000千瓦时",
    "13812345678千瓦的装机",
    "成交13800138000股",
    "共有 15 9 1 2 家企业",
    "0.13812345678",
    "比例为1:13812345",
    "时间戳1657848600",
    "高铁里程4.2万公里，位居第1",
    "http://www.puyang.gov.cn/pyywz/xwzx/pydt/content_413812345678901.html",
    "http://a.example/20220715/13812345.html",
    "气温35℃～39℃，湿度45%",
    "3月15日、4月16日、5月17日",
)
