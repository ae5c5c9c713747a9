"""Numbers for Prometheus. Labels come from closed sets, so that nobody outside can make new series."""

from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST

ACTIVITIES: Final = frozenset(
    {
        "meetingStart", "meetingEnd", "meetingParticipantJoin", "meetingParticipantLeave", "conversationUpdate",
        "installationUpdate", "message", "messageUpdate", "messageDelete", "adaptiveCard/action",
    }
)  # fmt: skip
OTHER: Final = "other"


class Metrics:
    """The bot's numbers, in a registry of their own. Counters are used as they are; `activity` guards its labels."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.activities = Counter(
            "motevakt_activities",
            "Activities from Teams, by what became of them.",
            ["activity", "outcome"],
            registry=self.registry,
        )
        self._activities = cache(self.activities.labels)
        self.answer_seconds = Histogram(
            "motevakt_answer_seconds",
            "Seconds from an activity's arrival to its answer.",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 5, 15),
            registry=self.registry,
        )
        self.turned_away = Counter(
            "motevakt_turned_away",
            "Answers 401 and 403, by reason; the sender is not told it.",
            ["reason"],
            registry=self.registry,
        )
        self.announcements = Counter(
            "motevakt_announcements",
            "Announcements of meetings by other systems, by the status they were answered with.",
            ["status"],
            registry=self.registry,
        )
        self.graph_notifications = Counter(
            "motevakt_graph_notifications",
            "What Graph told by itself, by what became of it.",
            ["outcome"],
            registry=self.registry,
        )
        self.app_additions = Counter(
            "motevakt_app_additions",
            "Announced meetings that the app was to be added to, by what Graph answered.",
            ["outcome"],
            registry=self.registry,
        )
        self.members_dropped = Counter(
            "motevakt_members_dropped", "Malformed people left out of a list of good ones.", registry=self.registry
        )
        self.roles_asked = Counter(
            "motevakt_roles_asked", "Roles asked of Teams before a press.", ["result"], registry=self.registry
        )
        self.officer_sign_ins = Counter(
            "motevakt_officer_sign_ins",
            "Sign-ins to the officer's pages, by what became of them; never by whom.",
            ["outcome"],
            registry=self.registry,
        )
        self.unforeseen = Counter(
            "motevakt_unforeseen", "Failures of ours that were answered 503 instead of 500.", registry=self.registry
        )
        self.effects = Counter(
            "motevakt_effects",
            "Effects performed, by what became of them.",
            ["effect", "result"],
            registry=self.registry,
        )
        self.ambiguous_posts = Counter(
            "motevakt_ambiguous_posts",
            "Posts that may have been done although Teams did not say so; each may make a double card.",
            registry=self.registry,
        )
        self.doubles_spared = Counter(
            "motevakt_doubles_spared",
            "Cards that stood though nobody had told us, and so were not posted again.",
            registry=self.registry,
        )
        self.chat_findings = Counter(
            "motevakt_chat_findings",
            "What messages of the chat seemed to hold (S2), by kind and by how sure that is. Never by whom.",
            ["kind", "tier"],
            registry=self.registry,
        )
        self.chat_false_alarms = Counter(
            "motevakt_chat_false_alarms",
            "Findings that their writers said were none.",
            ["kind", "tier"],
            registry=self.registry,
        )
        self.chat_unjudged = Counter(
            "motevakt_chat_unjudged", "Messages whose judging failed: a fault of ours.", registry=self.registry
        )
        self.chat_seconds = Histogram(
            "motevakt_chat_seconds",
            "Seconds it took to judge a message of the chat.",
            buckets=(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25),
            registry=self.registry,
        )
        self.probes = Counter(
            "motevakt_probes",
            "Looks at who is in the call: whether Teams' answer agreed with what its events had told.",
            ["result"],
            registry=self.registry,
        )
        self.sources = Counter(
            "motevakt_sources",
            "Readings of who is expected and who is there, by source and by what came of it.",
            ["source", "result"],
            registry=self.registry,
        )
        self.tick_seconds = Histogram(
            "motevakt_tick_seconds",
            "Seconds a transaction of the store took.",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4),
            registry=self.registry,
        )
        self.store_away = Counter(
            "motevakt_store_away",
            "Transactions that the database could not be reached for, or did not take; each is tried again.",
            registry=self.registry,
        )
        self.takeovers = Counter(
            "motevakt_takeovers",
            "Tasks of a process that is gone, which another took over.",
            registry=self.registry,
        )
        self.purged_names = Counter(
            "motevakt_purged_names", "Names that were erased since their time was over.", registry=self.registry
        )
        self.tokens_cached = Counter(
            "motevakt_tokens_cached",
            "Tokens of Teams that were known from an earlier activity.",
            registry=self.registry,
        )
        self.key_lookups = Counter(
            "motevakt_key_lookups",
            "Look-ups of the keys that sign the tokens we are shown.",
            ["keys", "result"],
            registry=self.registry,
        )
        self.keys_stale = Gauge(
            "motevakt_keys_stale",
            "1 while keys older than a day serve, since newer ones cannot be had.",
            ["keys"],
            registry=self.registry,
        )
        self.sign_ins = Counter("motevakt_sign_ins", "Tokens of our own fetched.", ["result"], registry=self.registry)
        self.certificate_ends = Gauge(
            "motevakt_certificate_ends_timestamp_seconds",
            "When a certificate of ours ends, as it was read at the start; absent where there is none.",
            ["certificate"],
            registry=self.registry,
        )

    def activity(self, activity: str, outcome: str) -> None:
        """Count an activity; one that is not in `ACTIVITIES` counts as other. *outcome* is a word of the code."""
        self._activities(activity if activity in ACTIVITIES else OTHER, outcome).inc()

    def text(self) -> bytes:
        """All numbers in Prometheus' text format."""
        return generate_latest(self.registry)
