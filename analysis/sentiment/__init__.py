"""How an article feels about the city: SnowNLP's review-trained score, and a judgement of our own."""

from __future__ import annotations

from analysis.sentiment.city import CityJudge, Judgement, judge
from analysis.sentiment.snownlp import snownlp_score, snownlp_scores

__all__ = ["CityJudge", "Judgement", "judge", "snownlp_score", "snownlp_scores"]
