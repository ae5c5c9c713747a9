"""English, as clinicians in Britain would write it."""

from bot.domain.language import Language
from bot.domain.presses import Command
from bot.domain.reasons import Weight
from cards.words.en.chat import CHAT
from cards.words.en.checklist import CHECKLIST
from cards.words.en.options import OPTIONS
from cards.words.en.people import ALERT, EXPECTED, GAPS, ROSTER, STATUS
from cards.words.en.recording import RECORDING
from cards.words.en.talk import ROUND, RULES, STOP, SUMMARY, TRAINING, WELCOME
from cards.words.reasons import EN as REASONS
from cards.words.words import AnswerWords, HelpWords, Words

_OWN_STAFF = "This is for our own staff who are expected in the meeting. Please ask one of them."
_LEADERS = "The host and the presenters can say who is expected. Please ask one of them."
_STOP = "Those who are expected in the meeting can say stop. Speak up, and one of them will do it."

_HELP = HelpWords(
    title="What Møtevakt can help with",
    names={
        Command.CHECKLIST: "checklist",
        Command.RULES: "rules",
        Command.ROSTER: "participants",
        Command.ROUND: "introductions",
        Command.EXPECTED: "expected",
        Command.STOP: "stop",
        Command.STATUS: "status",
        Command.LANGUAGE: "language",
        Command.TRAINING: "training",
        Command.HELP: "help",
    },
    refused={
        Command.ROSTER: _OWN_STAFF,
        Command.STATUS: _OWN_STAFF,
        Command.EXPECTED: _LEADERS,
        Command.STOP: _STOP,
        Command.LANGUAGE: "Our own staff who are expected choose the language here. Please ask one of them.",
    },
    commands={
        Command.CHECKLIST: "The points we go through together. Add teams, skype, join or whereby if you like.",
        Command.RULES: "What we keep in mind when we talk about patients.",
        Command.ROSTER: "Who is here, and whether they are expected.",
        Command.ROUND: "Everybody says who they are, and we see who is missing.",
        Command.EXPECTED: "Who is expected. Write names after it to add more.",
        Command.STOP: "Somebody came in. We wait before we say more about the patient.",
        Command.STATUS: "What Møtevakt sees of the meeting, and what may be missing.",
        Command.LANGUAGE: "Bokmål, Nynorsk or English on the cards here.",
        Command.TRAINING: "Where the training is, and who here has confirmed theirs.",
        Command.HELP: "This list.",
    },
    buttons={
        Command.CHECKLIST: "Show",
        Command.RULES: "Show",
        Command.ROSTER: "Show",
        Command.ROUND: "Start",
        Command.EXPECTED: "Show",
        Command.STOP: "Stop",
        Command.STATUS: "Show",
        Command.LANGUAGE: "Choose",
        Command.TRAINING: "Show",
        Command.HELP: "Show",
    },
    hints={
        Command.CHECKLIST: "Show the checklist",
        Command.RULES: "Show the rules",
        Command.ROSTER: "Show the participants",
        Command.ROUND: "Start the introductions",
        Command.EXPECTED: "Show who is expected",
        Command.STOP: "Stop: say so to everybody",
        Command.STATUS: "Show what Møtevakt sees",
        Command.LANGUAGE: "Choose a language",
        Command.TRAINING: "Show the training",
        Command.HELP: "Show this list again",
    },
    language_title="Language",
    language_now={
        Language.NB: "Møtevakt writes Bokmål here.",
        Language.NN: "Møtevakt writes Nynorsk here.",
        Language.EN: "Møtevakt writes English here.",
    },
    languages={Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"},
)

_ANSWER = AnswerWords(
    noted="Thank you, noted.",
    checklist_is_there="The checklist is in the chat.",
    round_is_there="The introductions are in the chat.",
    stopped="Everybody has been told. What we do now is at the bottom of the chat.",
    answer_comes="The answer will come in the chat.",
    worn_out="This button no longer works. Type /help to see what does.",
    settle_not_entitled="Our own staff who are expected can answer for others. Please ask one of them.",
    settle_unread="Møtevakt does not know who is invited. One of our own who hosts or presents can answer.",
    judgement_not_entitled="This point is for our own staff who are expected.",
    tick_not_entitled="Those who are expected in the meeting fill in the checklist together.",
    stop_not_entitled=_STOP,
    introduce_not_entitled="Our own staff who are expected can tick for telephones and meeting rooms.",
    not_entitled="Others in the meeting can do this.",
    only_the_sitter="Only whoever sits in an open room can say that they do not any more.",
    oneself="A colleague can answer for you. Nobody can answer for themselves.",
    unknown_person="Møtevakt cannot find that person in this meeting.",
    not_the_writer="That notice is over, or it was on somebody else's message.",
    can_press="They can press the button themselves.",
)

EN = Words(
    language=Language.EN,
    hour="%H:%M",
    numerals=("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
    quoted="“{name}”",
    both="{first} and {last}",
    nameless="no name",
    telephone="Telephone ··{digits}",
    telephone_hidden="Telephone, number hidden",
    colleague="a colleague",
    participant="a participant",
    program="a program",
    this_person="This person",
    gone="has left",
    and_more="and {count} more: see /participants",
    reasons=REASONS,
    weights={
        Weight.GREEN: "expected",
        Weight.NOTED: "worth knowing",
        Weight.UNKNOWN: "uncertain",
        Weight.AMBER: "should be checked",
        Weight.RED: "needs checking now",
    },
    vouched_by="confirmed by {name} at\u00a0{hour}",
    rejected_by="marked unknown by {name} at\u00a0{hour}",
    fallback="This card cannot be shown here. Open the chat in a newer version of Teams.",
    earlier="This was about an earlier meeting.",
    stood_twice="This card was in the chat twice. Use the other one.",
    rules=RULES,
    welcome=WELCOME,
    alert=ALERT,
    stop=STOP,
    round=ROUND,
    checklist=CHECKLIST,
    roster=ROSTER,
    expected=EXPECTED,
    status=STATUS,
    gaps=GAPS,
    summary=SUMMARY,
    training=TRAINING,
    chat=CHAT,
    options=OPTIONS,
    recording=RECORDING,
    help=_HELP,
    answer=_ANSWER,
)
