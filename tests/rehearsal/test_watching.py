"""What the lookout watches for, and until when."""

import asyncio

from rehearsal.standin import StandIn
from rehearsal.tape import ExpectAtMost, ExpectNone, Step
from rehearsal.watching import Lookout, Outcome
from rehearsal.world import ADAPTIVE, BOT, Chat

RULES = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "id": "rules", "text": "Husk"}]}
NO_RULES: Step = ExpectNone(1, 0, "rules", 0.5, None, ())
NO_POSTS: Step = ExpectAtMost(1, 0, 0, "all", 0.5, ())


async def watched(standin: StandIn, chat: Chat, step: Step, *, late: float) -> Outcome:
    """How it goes when a card comes 0.3 seconds after the step, which itself came *late*."""
    async with Lookout(standin.world) as lookout:
        match step:
            case ExpectNone():
                lookout.expect_none(step, None, late)
            case ExpectAtMost():
                lookout.expect_at_most(step, None, late)
        await asyncio.sleep(0.3)
        attachment = {"contentType": ADAPTIVE, "content": RULES}
        post = standin.world.post(chat.id, BOT, {"type": "message", "attachments": [attachment]})
        (outcome,) = await lookout.outcomes()
    standin.world.remove(post)
    return outcome


async def test_what_must_not_come_is_watched_for_until_the_hour_that_the_tape_says(
    standin: StandIn, chat: Chat
) -> None:
    for step in (NO_RULES, NO_POSTS):
        assert not (await watched(standin, chat, step, late=0)).held
        assert (await watched(standin, chat, step, late=0.4)).held, "that step's time was over"


async def test_nobody_waits_for_what_does_not_count_any_more(standin: StandIn) -> None:
    async with Lookout(standin.world) as lookout:
        lookout.expect_none(ExpectNone(1, 0, "rules", 60, None, ()), None)

        assert await asyncio.wait_for(lookout.outcomes(lambda: False), 1) == []
