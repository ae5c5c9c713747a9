"""What programs that take notes or record call themselves. A word in lower case, one of a pair in the order they stand.

Sources, read in November 2026: Recall.ai, "Detecting Other Bots" (its list of names, and its own bots' name "Meeting
Notetaker"); Skribby, "Bot Naming"; MeetStream, "Automatic leave"; the University of Wisconsin–Madison's page 149383 on
assistants that come uninvited; the makers' own pages. The Nordic words are ours, for what people write themselves.
"""

STEMS = (
    "notetak", "note tak", "otterpilot", "transcri", "transkri", "transskri",
)  # fmt: skip
"""What such a name may hold anywhere: in no person's name."""

BRANDS = frozenset({
    "airgram", "avoma", "circleback", "deepscribe", "fireflies", "fyxer", "happyscribe", "hyprnote", "jiminny", "laxis",
    "leexi", "meetgeek", "meetrecord", "noteless", "scribbl", "sembly", "supernormal", "tactiq", "tldv", "wudpecker",
})  # fmt: skip
"""Products whose name is nobody else's."""

NAMESAKES = frozenset({
    "bluedot", "chorus", "claap", "clari", "colibri", "corti", "fathom", "fellow", "gemini", "gong", "grain", "granola",
    "krisp", "nabla", "notta", "otter", "plaud", "read", "rewatch", "spinach", "suki", "tandem", "timeless", "vowel",
})  # fmt: skip
"""Products whose name people, or things, have too: the whole name, or with a mark of `MARKS` after it."""

GIVEN_NAMES = frozenset({"heidi", "jamie", "sally"})
"""Products with a name that many people are called by: only with a mark after it."""

MARKS = frozenset({
    "ai", "app", "assistant", "assistent", "bot", "com", "fm", "health", "io", "meeting", "pilot", "video",
})  # fmt: skip
"""What makes a namesake a product: otter.ai, Fellow Assistant, Fathom Video."""

WORDS = frozenset({
    # English
    "copilot", "meetingbot", "notes", "recorder", "recording", "scribe", "stenographer",
    # Norwegian
    "diktafon", "lydopptak", "møteassistent", "møtebot", "møtenotat", "møtenotater", "møtereferat", "møtereferent",
    "notatbot", "notater", "opptak", "opptaker", "opptaksbot", "opptaksrobot", "referat", "referatbot", "skjermopptak",
    "videoopptak",
    # Danish and Swedish
    "anteckningar", "inspelare", "inspelning", "inspelningsbot", "lydoptagelse", "mødeassistent", "mødebot",
    "mødenoter", "mødereferat", "mødereferent", "mötesanteckningar", "mötesassistent", "mötesbot", "mötesreferent",
    "noter", "optagelse", "optager", "referatrobot",
})  # fmt: skip
"""What a program does. Not who does it: a referent, a secretary or an assistant may well be somebody."""

PAIRS = frozenset({
    ("meeting", "assistant"), ("meeting", "bot"), ("meeting", "minutes"), ("note", "bot"), ("tl", "dv"),
})  # fmt: skip
"""Two words that are such a name together."""

MACHINES = frozenset({"ai", "ki"})
"""Artificial intelligence, in English and in Norwegian. Ai and Ki are people's names too, so never alone."""

OFFICES = frozenset({
    "agent", "assistant", "assistent", "bot", "companion", "meeting", "minutes", "note", "notat", "referent",
    "sekretær", "sekreterare", "secretary",
})  # fmt: skip
"""What makes a machine of `MACHINES` one that takes notes: AI-referent, KI-sekretær, AI Companion."""
