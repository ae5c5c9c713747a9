"""What writers say was no finding: counted, so that the guard can be made better."""

from bot.domain.cautions import caution_of
from bot.domain.events import CardPressed
from bot.domain.presses import FalseAlarm
from bot.metrics import Metrics
from bot.ports import Accepted


def count_false_alarm(accepted: Accepted, metrics: Metrics) -> None:
    """Count what a writer says was none: by kind, never by whom or of what."""
    fact, meeting = accepted.fact, accepted.meeting
    if accepted.duplicate or not isinstance(fact, CardPressed) or not isinstance(fact.press, FalseAlarm):
        return
    matter = caution_of(meeting.person(fact.by), fact.card, meeting)
    caution = meeting.cautions.get(str(matter)) if matter else None
    for one in caution.seen if caution and caution.changed == fact.at else ():
        metrics.chat_false_alarms.labels(one.kind, one.tier).inc()
