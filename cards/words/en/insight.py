"""What is kept about somebody, in English."""

from bot.evidence.records import Purpose, Seen
from cards.words.insight import InsightWords

INSIGHT = InsightWords(
    title="What is kept about you",
    kept="Møtevakt keeps when you came and went in meetings, whether you were expected, and what you pressed.",
    not_kept="What you write in the chat is not kept.",
    for_days="After {days} days your name is erased.",
    for_a_day="After one day your name is erased.",
    unknown="Møtevakt cannot find this for you here.",
    nothing="Just now no meetings with you are kept.",
    meetings="Meetings and chats, the newest first",
    date="%d/%m/%Y",
    from_till="{came}–{went}",
    since="since {hour}, and there now",
    glimpsed="seen in the call at {hour}",
    not_in_call="not seen in the call",
    no_meeting="a chat with Møtevakt, without a meeting",
    more_spells="and {count} more times",
    judged="Møtevakt's view: {weight}.",
    judged_why="Møtevakt's view: {weight} ({reasons}).",
    vouched="A colleague answered at {hour} that you were expected.",
    rejected="A colleague answered at {hour} that they did not know you.",
    more="Older meetings for which there is no room here: {count}.",
    looks="Who has seen your name",
    nobody="Nobody has seen it.",
    look="{name} saw {seen}",
    look_why="Reason: {purpose}.",
    somebody="Somebody with access",
    seen={
        Seen.TIMELINE: "who was in the meeting",
        Seen.PRINT: "a printout of who was in the meeting",
        Seen.EXPORT: "the log with names",
        Seen.ERASURE: "the name, to erase it",
    },
    purposes={
        Purpose.DEVIATION: "something may have gone wrong in the meeting",
        Purpose.REQUEST: "somebody asked what is kept about them",
        Purpose.SUPERVISION: "supervision of Møtevakt",
    },
    of_meeting="the meeting of {date}",
    more_looks="Older looks for which there is no room here: {count}.",
    ask="Do you want all of it, or something corrected or erased? Ask the hospital's data protection officer.",
    elsewhere="Møtevakt shows that to you alone: open Møtevakt under Apps in Teams, and type insight there.",
)
