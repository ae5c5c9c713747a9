"""S7. Why somebody is expected, or stands out: every reason, and the weight it has.

Source: the hospital's procedure, clause S7. Red asks for everybody's eye at once; amber waits on the card; what is
noted stands in the list of participants. A card has a sentence for each reason in each language (cards/words/).
"""

from enum import StrEnum


class Weight(StrEnum):
    """How much somebody's presence asks for attention, from little to much."""

    GREEN = "green"
    NOTED = "noted"
    UNKNOWN = "unknown"
    AMBER = "amber"
    RED = "red"


class Reason(StrEnum):
    """Why. In the order in which a card tells them."""

    REJECTED = "rejected"
    VOUCHED = "vouched"
    LOOK_ALIKE = "look_alike"
    RENAMED_SINCE = "renamed_since"
    RECORDER = "recorder"
    ANONYMOUS = "anonymous"
    ANONYMOUS_EXPECTED = "anonymous_expected"
    TELEPHONE = "telephone"
    DEVICE = "device"
    GUEST = "guest"
    OTHER_ORGANISATION = "other_organisation"
    TRUSTED_ORGANISATION = "trusted_organisation"
    ORGANISATION_UNKNOWN = "organisation_unknown"
    OWN_STAFF = "own_staff"
    ORGANIZER = "organizer"
    INVITED = "invited"
    ANNOUNCED = "announced"
    AWAITED = "awaited"
    NAME_EXPECTED = "name_expected"
    VOUCHED_EARLIER = "vouched_earlier"
    DECLINED = "declined"
    NOT_INVITED = "not_invited"
    OUTSIDER_NOT_INVITED = "outsider_not_invited"
    SEEN_EARLIER = "seen_earlier"
    NOT_COMPARABLE = "not_comparable"
    CHECKING = "checking"
    INVITATION_UNREAD = "invitation_unread"
    OUTSIDER_UNREAD = "outsider_unread"
    SAME_NAME = "same_name"
    RENAMED = "renamed"
    ONLY_CHAT = "only_chat"


WEIGHTS: dict[Reason, Weight] = {
    Reason.REJECTED: Weight.RED,
    Reason.VOUCHED: Weight.GREEN,
    Reason.LOOK_ALIKE: Weight.RED,
    Reason.RENAMED_SINCE: Weight.RED,
    Reason.RECORDER: Weight.RED,
    Reason.ANONYMOUS: Weight.RED,
    Reason.ANONYMOUS_EXPECTED: Weight.AMBER,
    Reason.TELEPHONE: Weight.RED,
    Reason.DEVICE: Weight.NOTED,
    Reason.GUEST: Weight.GREEN,
    Reason.OTHER_ORGANISATION: Weight.GREEN,
    Reason.TRUSTED_ORGANISATION: Weight.GREEN,
    Reason.ORGANISATION_UNKNOWN: Weight.GREEN,
    Reason.OWN_STAFF: Weight.GREEN,
    Reason.ORGANIZER: Weight.GREEN,
    Reason.INVITED: Weight.GREEN,
    Reason.ANNOUNCED: Weight.GREEN,
    Reason.AWAITED: Weight.GREEN,
    Reason.NAME_EXPECTED: Weight.AMBER,
    Reason.VOUCHED_EARLIER: Weight.GREEN,
    Reason.DECLINED: Weight.GREEN,
    Reason.NOT_INVITED: Weight.AMBER,
    Reason.OUTSIDER_NOT_INVITED: Weight.RED,
    Reason.SEEN_EARLIER: Weight.AMBER,
    Reason.NOT_COMPARABLE: Weight.AMBER,
    Reason.CHECKING: Weight.UNKNOWN,
    Reason.INVITATION_UNREAD: Weight.UNKNOWN,
    Reason.OUTSIDER_UNREAD: Weight.AMBER,
    Reason.SAME_NAME: Weight.NOTED,
    Reason.RENAMED: Weight.NOTED,
    Reason.ONLY_CHAT: Weight.GREEN,
}

_HEAVIER = {reason: list(Weight).index(weight) for reason, weight in WEIGHTS.items()}


def heaviest(reasons: tuple[Reason, ...]) -> Weight:
    """The weight of several reasons together: that of the weightiest."""
    return WEIGHTS[max(reasons, key=_HEAVIER.__getitem__)] if reasons else Weight.GREEN
