"""What is watched: ``load`` reads ``config/CITY/`` once into frozen values, or says which line is wrong."""

from __future__ import annotations

from cityecho.watchlist.folder import load
from cityecho.watchlist.places import is_xpath
from cityecho.watchlist.reporting import PERIODS, PeriodKind, Reporting
from cityecho.watchlist.routing import (
    FeedFile,
    Mailbox,
    MailSecurity,
    Robot,
    RobotService,
    Route,
    Routing,
    Rule,
)
from cityecho.watchlist.values import (
    Brand,
    Column,
    CrawlSettings,
    Days,
    Industry,
    Message,
    Outlet,
    Place,
    Registry,
    Source,
    SourceKind,
    Summit,
    SummitKind,
    Tier,
    Watchlist,
    WindowName,
)

__all__ = [
    "PERIODS",
    "Brand",
    "Column",
    "CrawlSettings",
    "Days",
    "FeedFile",
    "Industry",
    "MailSecurity",
    "Mailbox",
    "Message",
    "Outlet",
    "PeriodKind",
    "Place",
    "Registry",
    "Reporting",
    "Robot",
    "RobotService",
    "Route",
    "Routing",
    "Rule",
    "Source",
    "SourceKind",
    "Summit",
    "SummitKind",
    "Tier",
    "Watchlist",
    "WindowName",
    "is_xpath",
    "load",
]
