"""Bytes -> article fields. Pure: no network, no clock, no archive."""

from cityecho.article import Extracted
from crawler.extract.page import extract

__all__ = ["Extracted", "extract"]
