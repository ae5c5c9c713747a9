"""The clock on the wall of a Norwegian hospital."""

from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
