"""What bears a place's name without being it: streets, firms, papers, datelines, buildings elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.mentions.around import Around
from analysis.wordlists import longest_of, word_list

LISTS = ("places", "provinces")
"""The shipped lists read here."""

_STREET = re.compile(
    r"[东南西北中]?[一二三四五]?(?:路|街|大街|大道|巷|高架)(?![头网段面况桥政演景径边道村坊陌至区子])"
)
_SETTLEMENT = re.compile(
    r"镇(?!上|街|域|江|海|平|安|赉|雄|沅|巴|坪|宁)|乡(?![村镇贤愁情音亲土下间里党野宁城试])|村(?![民镇庄级里改口])|胡同"
)
"""A town or village of the same name: never the city, whose name has no such unit."""
_WEIGHED = re.compile(
    r"[0-9一二三四五六七八九十百千万亿两几数]\s?(?:两|公斤|千克|斤|克|吨|盎司|枚|锭|块|件|箱)的?$"
)
_WEIGHS = re.compile(
    r"[约近逾共]?[0-9一二三四五六七八九十百千万几数.]+[多余]?(?:万|亿)?(?:两(?![市地岸会国省县区个家年天])|公斤|千克|斤|克|吨(?!级)|盎司|锭)"
)
"""What is weighed and counted is a thing."""
_HANDLE = re.compile(r"(?:@|(?:网名|昵称|账号|帐号|用户|笔名|艺名|店名|网友)(?:叫做?|为|是|名)?[“‘\"])$")
"""What somebody or some shop calls itself: @濮阳小杰, 网名“濮阳一哥”."""
_OF_OLD = re.compile(r"郡(?!县)|侯(?!车)|国[相都君]")
"""A commandery or fief in history."""
_ROW = re.compile(r"市?[、和与及]")
_SCHOOL = re.compile(r"大学(?!生)|路桥")
_FIRM = re.compile(
    r"[(（][^()（）]{1,8}[)）]\w{2,14}?(?:股份|有限|集团|公司)|[^\W\d_的与和在为向等引签对赴到又再新有是由从将让把被以及入落户携手联投下了市县区这某一]{2,14}"
    r"(?:[(（][^()（）]{1,8}[)）])?(?:股份|有限|集团|公司|银行|支行)"
)
_FIRM_ON = re.compile(r"[)）]\w{0,14}(?:有限|公司|集团|股份)")
"""The rest of a firm's name behind a place in brackets."""
_OUTLET = re.compile(
    r"[市县]?(?:(?:日|晚|晨|早|商|时|都市|证券|法制|法治|青年|广播电视|手机)报(?![喜送名告道请批到捷考修国价销])|(?:人民)?广播电视台|电视台"
    r"|(?:人民)?广播电台|融媒|报业|频道|站讯|(?:新闻|人大|政协|文明|先锋|(?:人民)?政府(?:门户)?)?网(?=\W|报道|记者|讯|消息|客户端|版权|供稿|$)"
    r"|发布[”\"]?(?=客户端|公众号|微博|微信|$|\n|[）)]))"
)
_DATELINE = re.compile(
    r"\s*(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}日(?:专?电|讯|消息)|(?:专?电|讯)(?=[\s(（:：,，】)）]|记者|$)"
    r"|消息(?=[)）])|\s*(?:现场|摄影|独家|专题|综合)*报道\s*(?=[)）】：:\n]|$)"
)
_REPORTER = re.compile(
    r"\s*(?:本报|本台|全媒体|融媒体|特约|首席|见习|实习)*(?:记者站|(?:记者|通讯员|特派员)[\s:：]?(?=\w{2,4}\W))"
)
_BYLINE = re.compile(r"\s*[(（](?:本报|见习|特约)*(?:记者|通讯员)")
_OPENED = re.compile(r"[(（【□■●]\s*$")
_SIGNED = re.compile(r"(?:[/／]\s*|发自\s?|(?:记者|通讯员)\s*\w{2,4}\s+)$")
_SIGNED_END = re.compile(r"\s*(?:$|[\n)）】]|\d)")
_BUILDING = re.compile(
    r"(?:大厦|大楼|(?:大|国际)?(?:饭店|酒店)(?!业)|宾馆|酒楼|小区|花园|公寓|新村(?!民)|里(?!里)|广场|医院|大桥|会馆|小学|中学|学校|书院|酒家|饭馆|社区|公园|家园|苑|站(?!上)|湖|庄|坊|道(?=[与和0-9口站])|会馆|菜馆|餐厅|工业园|科技园|产业园)|[”’\"]?牌"
)
_VESSEL = re.compile(
    r"舰(?!队)|号(?:列车|货轮|客轮|护卫舰|驱逐舰|拖轮|油轮|邮轮|游轮|渔船|散货船|动车|卫星|飞机)"
)
_CREDIT = re.compile(r"(?:作者|编辑|责编|校对|审核|监制|主编|供图|摄影|撰文)[:：/／\s]\s*$")
_CREDIT_END = re.compile(r"\w{0,2}\s*(?:$|[\n)）】])")
_BESIDE = re.compile(r"(?:[市省]?(?:\w{1,3}[区县])?[的\s·]?(?:地铁)?|[^，。；！？\n]{0,2}的)[“‘\"]?$")
_SITED = re.compile(r"[^。！？\n]{0,6}[(（]|[^。！？\n]{0,12}(?:位于|地处|坐落|由|产[自于])")


def is_namesake(around: Around) -> bool:
    """Whether a bare name (濮阳, not 濮阳市) is only a part of what is called after the place."""
    after = around.after
    return bool(
        _STREET.match(after)
        or _HANDLE.search(around.before)
        or _OF_OLD.match(after)
        or _SETTLEMENT.match(after)
        or _WEIGHED.search(around.before)
        or _WEIGHS.match(after)
        or _SCHOOL.match(after)
        or _VESSEL.match(after)
        or (_CREDIT.search(around.before) and _CREDIT_END.match(after))
        or _FIRM.match(after)
        or is_dateline(around)
        or is_outlet(around)
        or (_OPENED.search(around.before) and _FIRM_ON.match(after))
        or (_BUILDING.match(after) and _elsewhere(around))
    )


def is_outlet(around: Around) -> bool:
    """Whether the name, bare or not, begins that of a paper, station or site."""
    return bool(_OUTLET.match(around.after))


def is_dateline(around: Around) -> bool:
    """Whether the name only says from where a report was sent."""
    before, after = around.before, around.after
    return bool(
        _DATELINE.match(after)
        or (_OPENED.search(before) and _REPORTER.match(after))
        or (not before.strip() and _BYLINE.match(after))
        or (_SIGNED_END.match(after) and _SIGNED.search(before))
    )


def is_in_a_row(around: Around) -> bool:
    """Whether the name stands in a row with another place's: 滁州、宿迁."""
    before = [found.end() for found in known_places().finditer(around.before)]
    beside = _ROW.match(around.after)
    return bool(before and _ROW.fullmatch(around.before, before[-1])) or bool(
        beside and known_places().match(around.after, beside.end())
    )


def is_elsewhere(around: Around) -> bool:
    """Whether a bare name belongs to a street or village that stands in another place: 赣州市濮阳路."""
    named = _STREET.match(around.after) or _SETTLEMENT.match(around.after)
    return bool(named) and _elsewhere(around)


def _elsewhere(around: Around) -> bool:
    """Whether another place stands beside a building, right before it or as where it is."""
    own = {around.form, *word_list("provinces")}  # 河南濮阳大厦 stands in 濮阳
    before = [found for found in known_places().finditer(around.before) if found[0] not in own]
    if before and _BESIDE.match(around.before, before[-1].end()):
        return True
    sited = _SITED.match(around.after)
    place = known_places().match(around.after, sited.end()) if sited else None
    return place is not None and place[0] != around.form


@lru_cache(maxsize=1)
def known_places() -> re.Pattern[str]:
    """Finds places of the shipped list."""
    return longest_of(word_list("places"))
