"""What the bot did not see, from when to when, as rows tell it one after the other."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.expected import Unread
from bot.domain.feeds import Feed
from bot.evidence import reading
from bot.evidence.reading import Body
from bot.evidence.spells import ALWAYS, Gap, Unseen

_AT_ONCE = timedelta(minutes=1)
"""So late a start may be told of and still count as told at once; a subscription, as made from the start on."""

_OF_THE_CALL = (Unseen.LOBBY, Unseen.TELEPHONE)


@dataclass(slots=True)
class Blindness:
    """The gaps so far: `open` by what is not seen. `until`: so long each feed is promised."""

    began: datetime
    done: list[Gap] = field(default_factory=list)
    open: dict[Unseen, tuple[datetime, Unread | None]] = field(default_factory=dict)
    until: dict[Feed, datetime] = field(default_factory=dict)
    late: bool = False

    def __post_init__(self) -> None:
        for unseen in (*ALWAYS, *_OF_THE_CALL):
            self.open[unseen] = (self.began, None)

    def lose(self, unseen: Unseen, at: datetime, reason: Unread | None = None) -> None:
        """From then on it is not seen; the same again may tell another reason."""
        since, known = self.open.get(unseen, (at, reason))
        self.open[unseen] = (since, reason or known)

    def see(self, unseen: Unseen, at: datetime, *, at_once: bool = False) -> None:
        """From then on it is seen again. *at_once*: a gap since just before is none."""
        since, reason = self.open.pop(unseen, (None, None))
        if since is not None and not (at_once and at - since <= _AT_ONCE):
            self._add(Gap(unseen, since, max(at, since), reason))

    def moment(self, unseen: Unseen, at: datetime) -> None:
        """At that hour something showed that it had not been seen; since when is not known."""
        self._add(Gap(unseen, at, at))

    def was_away(self, since: datetime, at: datetime) -> None:
        self._add(Gap(Unseen.WHILE_AWAY, min(since, at), at))

    def came_late(self, at: datetime) -> None:
        """Until then we were not there; told once, by its last hour."""
        self.late = True
        others = [gap for gap in self.done if gap.unseen is not Unseen.BEFORE_US]
        self.done = [*others, Gap(Unseen.BEFORE_US, min(self.began, at), at)]

    def passed(self, at: datetime) -> None:
        """It is *at* now: what feeds promised may be over."""
        for feed, until in list(self.until.items()):
            if until < at:
                self.unfed(feed, until)

    def unfed(self, feed: Feed, at: datetime, reason: Unread | None = None) -> None:
        """Graph tells of that feed no more."""
        self.until.pop(feed, None)
        if feed is Feed.CALL:
            for unseen in _OF_THE_CALL:
                self.lose(unseen, at, reason)

    def fed(self, feed: Feed, at: datetime, until: datetime) -> None:
        self.until[feed] = until
        for unseen in _OF_THE_CALL if feed is Feed.CALL else (Unseen.RECORDINGS,):
            self.see(unseen, at, at_once=True)

    def listed(self, unseen: Unseen, at: datetime, reason: Unread | None) -> None:
        """Whether a list could be read. Of who is expected a moment without one is no gap: all are judged anew then."""
        if reason is None:
            self.see(unseen, at, at_once=unseen is not Unseen.ROSTER_UNREAD)
        else:
            self.lose(unseen, at, reason)

    def told(self, fact: str, body: Body, at: datetime) -> None:  # noqa: C901  # one case a fact
        """What a row of this fact says of our seeing."""
        feed, reason = reading.word(Feed, body.get("feed")), reading.word(Unread, body.get("reason"))
        match fact:
            case "BotWasAway":
                self.was_away(reading.hour(body.get("since")) or at, at)
            case "RosterUnavailable":
                self.lose(Unseen.ROSTER_UNREAD, at, reason)
            case "RosterRead" if body.get("why") or body.get("inside"):  # else nobody may have been asked about
                self.listed(Unseen.ROSTER_UNREAD, at, reading.word(Unread, body.get("why")))
            case "InvitationUnavailable":
                self.lose(Unseen.INVITATION, at, reason)
            case "InvitationRead":
                self.listed(Unseen.INVITATION, at, reading.word(Unread, body.get("unread")))
                self.listed(Unseen.CALENDAR, at, reading.word(Unread, body.get("calendar_unread")))
            case "RecordingsUntold" if Feed.CHAT not in self.until:
                self.lose(Unseen.RECORDINGS, at, reason)
            case "RecordingsTold" if reading.flag(body, "read"):
                self.see(Unseen.RECORDINGS, at)
            case "FilesUnread":
                self.lose(Unseen.FILES, at, reason)
            case "FilesFound":
                self.see(Unseen.FILES, at)
            case "Subscribed" if feed is not None:
                self.fed(feed, at, reading.hour(body.get("until")) or at)
            case "SubscriptionRefused" if feed is not None and feed not in self.until:
                self.unfed(feed, at, reason)
            case "SubscriptionDoubted" if feed is not None and reading.flag(body, "ended"):
                self.unfed(feed, at)
            case "Unsubscribed" if feed is not None:
                self.unfed(feed, at)
            case "CallTold":
                for unseen in _OF_THE_CALL:
                    self.see(unseen, at, at_once=True)
            case "NotDecided":
                self.moment(Unseen.UNDECIDED, at)
            case _:
                pass

    def gaps(self, ended: datetime | None) -> tuple[Gap, ...]:
        """All of the holding, in order. What began only after its end is none of it, but for what is left over."""
        going_on = [Gap(unseen, since, None, why) for unseen, (since, why) in self.open.items()]
        found = [gap for gap in (*self.done, *going_on) if _is_of_it(gap, ended)]
        return tuple(sorted(found, key=lambda gap: (list(Unseen).index(gap.unseen), gap.since)))

    def _add(self, gap: Gap) -> None:
        if gap not in self.done:
            self.done.append(gap)


def _is_of_it(gap: Gap, ended: datetime | None) -> bool:
    return ended is None or gap.since < ended or gap.unseen in (*ALWAYS, Unseen.FILES, Unseen.BEFORE_US)
