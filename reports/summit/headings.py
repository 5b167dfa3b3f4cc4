"""Columns that mean the same in every table of a report, and how a table is put under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from cityecho.article import BEIJING
from reports.data import Cell, Column, ColumnKind, Table

HEADINGS: dict[str, tuple[str, ColumnKind]] = {
    "date": ("日期", "day"),
    "latest": ("最晚日期", "day"),
    "window": ("阶段", "text"),
    "from": ("起", "day"),
    "to": ("止", "day"),
    "days": ("天数", "integer"),
    "items": ("稿件数", "integer"),
    "stories": ("报道数", "integer"),
    "outlets": ("媒体数", "integer"),
    "positive": ("正面", "integer"),
    "neutral": ("中性", "integer"),
    "negative": ("负面", "integer"),
    "unclear": ("难以判断", "integer"),
    "owned": ("自有", "integer"),
    "earned": ("外部", "integer"),
    "all_items": ("全部稿件", "integer"),
    "coverage": ("采集", "text"),
    "expected": ("没有活动时的水平", "decimal"),
    "least": ("90%下限", "decimal"),
    "most": ("90%上限", "decimal"),
    "quotes": ("引语数", "integer"),
    "tier": ("媒体级别", "text"),
    "region": ("地区", "text"),
    "kind": ("类别", "text"),
    "share": ("占比", "share"),
    "outlet": ("媒体", "text"),
    "voice": ("声音", "text"),
    "project": ("项目", "text"),
    "firm": ("企业", "text"),
    "amount": ("金额（报道所称）", "text"),
    "stage": ("进展", "text"),
    "since": ("签约日期", "text"),
    "unseen": ("其后采集不全的天数", "integer"),
    "speaker": ("发言人", "text"),
    "speaker_title": ("职务", "text"),
    "organization": ("单位", "text"),
    "quote": ("引语", "text"),
    "group": ("对象", "text"),
    "part": ("带有该信息的报道数", "integer"),
    "low": ("90%下限", "share"),
    "high": ("90%上限", "share"),
    "first": ("首发数", "integer"),
    "story": ("报道编号", "text"),
    "title": ("标题", "text"),
    "first_outlet": ("首发媒体", "text"),
    "first_published_at": ("首发时间", "moment"),
    "reposts": ("转载数", "integer"),
    "sentiment": ("情感", "text"),
    "url": ("网址", "link"),
    "role": ("角色", "text"),
    "published_at": ("发布时间", "moment"),
    "origin": ("注明来源", "text"),
    "copied_from": ("转自", "text"),
    "id": ("编号", "text"),
    "text": ("内容", "text"),
    "word": ("词", "text"),
    "documents": ("篇数", "integer"),
    "count": ("次数", "integer"),
    "g2": ("G²", "decimal"),
    "g2_ordinary": ("G²（对平日）", "decimal"),
    "g2_peers": ("G²（对同类城市）", "decimal"),
    "strength": ("强度", "decimal"),
    "one": ("词甲", "text"),
    "one_kind": ("词甲类别", "text"),
    "other": ("词乙", "text"),
    "other_kind": ("词乙类别", "text"),
    "npmi": ("NPMI", "decimal"),
    "documents_before": ("会前篇数", "integer"),
    "documents_usual": ("此前14天篇数", "integer"),
    "mean": ("日均", "decimal"),
    "least_a_day": ("单日最少", "integer"),
    "most_a_day": ("单日最多", "integer"),
    "mean_usual": ("此前14天日均", "decimal"),
    "most_usual": ("此前14天单日最多", "integer"),
    "panel": ("采集来源数", "integer"),
    "spike": ("是否明显增多", "text"),
    "event": ("活动", "text"),
    "state": ("情况", "text"),
    "covered": ("读完的天数", "integer"),
    "topic": ("话题", "text"),
    "place": ("城市", "text"),
    "figure": ("编号", "text"),
    "label": ("指标", "text"),
    "this": ("本届", "quantity"),
    "previous": ("上届", "quantity"),
    "change": ("变化", "quantity"),
    "side": ("情感", "text"),
    "total_before": ("会前总数", "integer"),
    "share_before": ("会前占比", "share"),
    "total": ("其后总数", "integer"),
    "change_low": ("变化90%下限", "quantity"),
    "change_high": ("变化90%上限", "quantity"),
    "stories_other": ("其余报道数", "integer"),
    "stories_before": ("会前同类报道数", "integer"),
    "points": ("变化（百分点）", "decimal"),
    "points_low": ("90%下限", "decimal"),
    "points_high": ("90%上限", "decimal"),
    "circle": ("圈层", "text"),
    "circle_stories": ("其参与的报道数", "integer"),
    "all_stories": ("全部报道数", "integer"),
    "circle_outlets": ("其媒体数", "integer"),
    "all_outlets": ("全部媒体数", "integer"),
    "hops": ("距首发", "text"),
    "rate": ("每千篇条数", "decimal"),
    "rate_low": ("条数下限", "decimal"),
    "rate_high": ("条数上限", "decimal"),
    "rank_low": ("最前位次", "integer"),
    "rank_high": ("最后位次", "integer"),
    "chance": ("居首位的可能性", "share"),
    "index_part": ("构成", "text"),
    "value": ("数值", "share"),
    "weight": ("权重", "decimal"),
    "contribution": ("计入分值", "decimal"),
    "score": ("情感分", "decimal"),
    "evidence": ("依据", "text"),
    "term": ("术语", "text"),
    "meaning": ("含义", "text"),
    "how": ("计算方法", "text"),
    "withheld": ("暂不发布原因", "text"),
}


def table(table_id: str, title: str, columns: str, rows: Iterable[tuple[Cell, ...]], note: str = "") -> Table:
    """A table with these columns (ids, a blank between them); times are Beijing's, decimals settled."""
    heads = tuple(Column(name, *HEADINGS[name]) for name in columns.split())
    return Table(table_id, title, heads, tuple(tuple(map(_settled, row)) for row in rows), note)


def as_text(made: Table, *columns: str) -> Table:
    """The same table with the cells of these columns being words, where they are counts elsewhere."""
    heads = (replace(head, kind="text") if head.id in columns else head for head in made.columns)
    return replace(made, columns=tuple(heads))


def settled(number: float) -> float:
    """``number`` to twelve significant digits: the same on every machine, and shares still sum to 1."""
    return number if isinstance(number, int) else float(f"{number:.12g}")


def _settled(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.astimezone(BEIJING)
    return settled(cell) if isinstance(cell, float) else cell
