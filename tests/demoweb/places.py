"""The city and its peers: real names of counties, invented names of offices' holders and streets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """Where stories of a place play. ``secretary`` and ``mayor`` are invented people."""

    name: str
    province: str
    counties: tuple[str, ...]
    park: str
    secretary: str
    mayor: str
    industries: tuple[str, ...]


SCENES = {
    scene.name: scene
    for scene in (
        Scene(
            "濮阳",
            "河南",
            ("濮阳县", "清丰县", "南乐县", "范县", "台前县", "华龙区"),
            "濮阳工业园区",
            "沈怀川",
            "陆明衡",
            ("氢能", "绿色涂料", "聚碳新材料", "现代家居", "羽绒制品", "生物基材料", "食品加工", "高端装备"),
        ),
        Scene(
            "安阳",
            "河南",
            ("林州市", "汤阴县", "滑县", "内黄县", "殷都区"),
            "安阳高新区",
            "龚望岳",
            "滕书远",
            ("精品钢", "无人机", "新能源汽车零部件", "纺织服装"),
        ),
        Scene(
            "新乡",
            "河南",
            ("长垣市", "辉县市", "卫辉市", "获嘉县", "牧野区"),
            "新乡经开区",
            "尉迟杰",
            "桑柏年",
            ("起重装备", "生物医药", "动力电池", "过滤器材"),
        ),
        Scene(
            "鹤壁",
            "河南",
            ("浚县", "淇县", "淇滨区", "山城区"),
            "鹤壁宝山园区",
            "祁雨亭",
            "廖北辰",
            ("电子电器", "镁基新材料", "商业航天", "绿色食品"),
        ),
        Scene(
            "开封",
            "河南",
            ("兰考县", "尉氏县", "通许县", "杞县", "祥符区"),
            "开封汴东园区",
            "闻思齐",
            "柏汉卿",
            ("汽车零部件", "文化旅游", "空分装备", "定制家居"),
        ),
        Scene(
            "菏泽",
            "山东",
            ("郓城县", "单县", "巨野县", "东明县", "牡丹区"),
            "菏泽鲁西新区",
            "訾守仁",
            "侯雁秋",
            ("高端化工", "生物医药", "储能", "牡丹产业"),
        ),
    )
}
CITY = "濮阳"
PEERS = tuple(name for name in SCENES if name != CITY)
