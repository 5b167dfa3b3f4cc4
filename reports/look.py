"""Colours and type shared by every format: a restrained office look in blue and gray."""

from __future__ import annotations

INK = "#1f2a37"
MUTED = "#5b6776"
LINE = "#d9dee5"
PALE = "#eef3f8"
BLUE = "#1f4e8c"
SKY = "#6c97c9"
MIST = "#b4c7de"
GRAPHITE = "#8b98a9"
BAND = "#fbf3e0"
GAP = "#e3e6ea"
USUAL = "#b5654a"
USUAL_BAND = "#f0d3c6"

POSITIVE = "#2f7f68"
NEUTRAL = "#9fb0c3"
NEGATIVE = "#c0453a"
VIOLET = "#7b5aa6"
UNCLEAR = "#dfe3e8"
WHITE = "#ffffff"
# How each sentiment is shown: its colour, and that of words upon it.
SENTIMENTS = {
    "positive": (POSITIVE, WHITE),
    "neutral": (NEUTRAL, INK),
    "negative": (NEGATIVE, WHITE),
    "unclear": (UNCLEAR, INK),
}

# One colour a line when several places stand side by side; the first is the city itself.
SERIES = (BLUE, "#c98a2b", "#2f7f68", "#8a6aa8", "#8b98a9", "#b5654a", "#4f9aa8", "#a3a13e")

# The reader's own fonts first, then the subset that every page carries. No quotes: ECharts writes the list
# into an attribute of its SVG as it is.
PAGE_FONT = "CityEcho Sans"
FONT_STACK = f"Microsoft YaHei,PingFang SC,{PAGE_FONT},Noto Sans SC,sans-serif"
