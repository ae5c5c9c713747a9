"""What is written and shared in the chat, in English."""

from bot.domain.chat import Closed
from bot.domain.health.findings import Kind, Sign
from cards.words.chat import ChatWords

CHAT = ChatWords(
    title="Only you can see this",
    seems="Your message at {hour} seems to hold {what}.",
    may="Your message at {hour} may hold {what}.",
    may_several="Your messages at {hours} may hold {what}.",
    name_seems="The name of a file or link that you shared at {hour} seems to hold {what}.",
    name_may="The name of a file or link that you shared at {hour} may hold {what}.",
    kinds={
        Kind.NATIONAL_NUMBER: "a national identity number or the like",
        Kind.LOCAL_NUMBER: "a patient number",
        Kind.HEALTH: "health information about somebody who can be recognised",
        Kind.PATIENT: "information on who is a patient",
    },
    readers="Everybody in the chat can read it, after the meeting too.",
    delete="To delete it: press and hold the message, or point at it. Choose … and then Delete.",
    false_alarm="Not so",
    why="Why?",
    saw="This is what we saw: {signs}.",
    signs={
        Sign.NUMBER_CHECKS: "the date and the check digits are right",
        Sign.CUE: "the words around it say what the number is",
        Sign.MISTYPED: "it looks like one, but a digit may be wrong",
        Sign.BIRTH_DATE: "a date of birth",
        Sign.NAME: "a name",
        Sign.INITIALS: "initials",
        Sign.RELATIVE: "a relative",
        Sign.OFFICE: "an office that only one person holds",
        Sign.PLACE: "a room, a bed or an address",
        Sign.AGE: "an age",
        Sign.TELEPHONE: "a telephone number",
        Sign.PATIENT: "that somebody is a patient",
        Sign.ILLNESS: "an illness or condition",
        Sign.MEDICINE: "a medicine",
        Sign.TREATMENT: "an examination or treatment",
        Sign.DEATH: "a death",
    },
    purpose="The chat is kept in Teams. What concerns a patient belongs in the patient record (S2).",
    not_kept="Møtevakt does not keep what you wrote, and tells nobody else.",
    closed={
        Closed.DELETED: "✓ The message is deleted. Thank you.",
        Closed.EDITED: "✓ The message is changed. Thank you.",
        Closed.MISTAKEN: "Thank you for telling us. The mistake is counted, but not whose it was or what you wrote.",
    },
    to_all="The chat is no place for personal or health data. Have you written any? Please delete it now.",
    shared="A file was shared in the chat. Documents we share must not hold personal or health data.",
    reads="Møtevakt reads the chat, and tells whoever writes something that looks like personal or health data. "
    "Only the writer sees that, and the text is not kept.",
    reads_short="Møtevakt reads the chat, and tells the writer alone.",
    status="The chat is read. The last message came at {hour}.",
    nothing_read="Møtevakt has not been given any message of the chat yet.",
    unread="Møtevakt does not read the chat. There we take care ourselves.",
    unseen="In the chat Møtevakt does not see pictures, what is in files, or what was written before it came.",
)
