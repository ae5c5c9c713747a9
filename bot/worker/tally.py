"""Counts how well we see: what each source told, whether a look at the call agreed with what we held, and whether we
were let in.
"""

from bot.domain.events import Event, InvitationRead, InvitationUnavailable, RosterRead, RosterUnavailable
from bot.domain.installing import AppAdded, AppRefused
from bot.domain.meeting import Meeting
from bot.domain.options import OptionsUnavailable
from bot.domain.presence import contradictions
from bot.metrics import Metrics
from bot.worker.questions import INVITATION, OPTIONS, READ, ROSTER


def tally(metrics: Metrics, meeting: Meeting, event: Event) -> None:
    """Count what *event* brings to *meeting*."""
    match event:
        case InvitationRead(unread=unread):
            metrics.sources.labels(INVITATION, unread or READ).inc()
        case InvitationUnavailable(reason=reason):
            metrics.sources.labels(INVITATION, reason).inc()
        case OptionsUnavailable(reason=reason):
            metrics.sources.labels(OPTIONS, reason).inc()
        case AppAdded(there=there):
            metrics.app_additions.labels("there" if there else "added").inc()
        case AppRefused(reason=reason):
            metrics.app_additions.labels(reason).inc()
        case RosterRead():
            metrics.sources.labels(ROSTER, READ).inc()
            _probe(metrics, meeting, event)
        case RosterUnavailable(reason=reason):
            metrics.sources.labels(ROSTER, reason).inc()
            metrics.probes.labels("failed").inc()


def _probe(metrics: Metrics, meeting: Meeting, fact: RosterRead) -> None:
    """A look that asked about nobody, since nobody has an account, neither agreed nor failed."""
    if fact.unanswered:
        metrics.probes.labels("failed").inc()
    elif any(member.present is not None for member in fact.members):
        metrics.probes.labels("contradicted" if contradictions(meeting, fact) else "agreed").inc()
