"""Text -> names of persons: split lists of names, keep people, refuse offices and outlets."""

from __future__ import annotations

import re

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉"
    "宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧"
    "殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仝岳帅缑亢况有琴商牟佘伯赏"
    "墨哈谯笪年爱阳佟肖闫付代覃兰丛初原楚格巨展信税门战由凡苑尉揭玉旦贠敬青泽才次达德扎拉尼索桑洛丹嘎"
    "趙錢孫馮陳褚衛蔣韓楊許呂張嚴魏陶謝鄒蘇潘範魯韋馬鳳賀倪湯羅畢鄔樂時齊顧黃蕭邵貝計談龐項祝閔賈鍾徐駱盧莫經繆應鄧單龔陸榮"
    "劉葉龍黎喬陰聞黨譚貢勞連習東歐師鞏聶饒豐關紅遊權蓋嶽賴馮葛溫閻"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
    "司徒",
    "端木",
    "南宫",
    "濮阳",
    "夏侯",
    "歐陽",
    "司馬",
)

_OFFICE = re.compile(
    r"报|社|网|台|局|委|部|厅|处|科|司$|办|院|所|中心|公司|集团|大学|学院|协会|学会|频道|编辑|记者|通讯员|综合|本站|本网|来源|作者|未知|佚名|"
    r"匿名|不详|管理员|发布|政府|新闻|日報|網|社會|小组|工作室|客户端|融媒|传媒|杂志|周刊|电视|广播|微信|公众号|官方|转载|原创|媒体|平台|责编|摄影|供图|视频|"
    r"^admin|\.com|\.cn|http|摄$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[、，,;；/／|丨&\s]+|(?<=[\u4e00-\u9fff])(?:和|与)(?=[\u4e00-\u9fff]{2})")
_CODE = re.compile(r"[_\s]*[A-Za-z]{1,4}\d{2,}.*$")
_HAN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_DOTTED_NAME = re.compile(r"^[\u4e00-\u9fff]{1,8}[·•‧][\u4e00-\u9fff·•‧]{1,12}$")
_PEN_NAME = re.compile(r"^[\w&·•.\-]{2,16}(?: [A-Z][\w.\-]{0,16}){0,2}$")
_ROLE_BEFORE = re.compile(r"^.*(?:记者|通讯员|评论员|撰稿人|记者团|記者)\s*[:：]?\s*(?=[\u4e00-\u9fff])")
_ROLE_AFTER = re.compile(
    r"(?:整合|整理|编译|报道|摄影报道|撰文|撰稿|摄|文|图|文/图|图/文|通讯员|实习生|发自.{2,6})$"
)


def people(text: str) -> tuple[str, ...]:
    """The persons in a list of names such as 张三、李四 王 五, up to the first word that is no name."""
    names: list[str] = []
    for token in _tokens(text):
        if not is_person(token):
            break
        if token not in names:
            names.append(token)
    return tuple(names)


def signatures(text: str) -> tuple[str, ...]:
    """Like :func:`people` after an explicit 作者：, where pen names and foreign names stand as well."""
    found = people(text)
    if found:
        return found
    tokens = _tokens(text)
    first = tokens[0] if tokens else ""
    return (first,) if _PEN_NAME.match(first) and not _OFFICE.search(first) and not first.isdecimal() else ()


def is_person(name: str) -> bool:
    """Whether ``name`` has the shape of a Chinese name: a known surname and one to three characters."""
    if _OFFICE.search(name):
        return False
    if _DOTTED_NAME.match(name):
        return True
    return bool(_HAN_NAME.match(name)) and (name[0] in _SURNAMES or name.startswith(_COMPOUND))


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    single = ""
    for raw in _SPLIT.split(_ROLE_BEFORE.sub("", text.strip())):
        token = _CODE.sub("", raw).strip("()（）[]【】:：.。· ")
        token = _ROLE_AFTER.sub("", token) if len(token) > 3 else token
        if len(token) == 1 and "\u4e00" <= token <= "\u9fff":
            single += token  # 王 五: spread to the width of three characters
            if len(single) < 2:
                continue
            token, single = single, ""
        elif not token or token in {"整合", "整理", "编译", "通讯员", "实习生", "报道", "记者"}:
            continue
        tokens.append(token)
    return tokens
