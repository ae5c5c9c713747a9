"""S7. Whoever comes from outside is called by their organisation, where it can be named.

Source: the hospital's procedure, clause S7: a colleague can only say whom they know when told where somebody is from.
"""

from collections.abc import Iterator

from bot.domain.calls import CallTold
from bot.domain.effects import CardKind, Effect, FetchOrganisation, ShowCard
from bot.domain.events import ChatMembersChanged, Event, OrganisationNamed, ParticipantsJoined, RosterRead
from bot.domain.meeting import Meeting
from bot.domain.participants import Kind
from bot.domain.procedure import Procedure
from bot.domain.rules.concern import concerned


def name_organisation(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """Each outside tenant is asked for once; the alert that stands is told the name when it comes."""
    if not after.running or not after.installed:
        return
    match fact:
        case ParticipantsJoined() | ChatMembersChanged() | RosterRead() | CallTold():
            people = (after.completed(after.identities[one]) for one in concerned(fact, before, after))
            tenants = {who.tenant for who in people if who.kind is Kind.USER and who.tenant}
            unknown = tenants - after.organisations.keys() - {after.where.tenant}
            yield from (FetchOrganisation(tenant) for tenant in sorted(unknown))
        case OrganisationNamed(name=name):
            alert = after.latest_matter(CardKind.ALERT)
            if name and alert is not None:
                yield ShowCard(alert)
