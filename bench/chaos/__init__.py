"""What becomes of meetings while the bot, its database, Teams or Graph break: real processes, real faults, figures.

Everything real: bot processes, SQLite or PostgreSQL, the stand-in of rehearsal/ as Teams and Graph. One load runs all
the time (`load`): meetings that start, in which people come, one of them not expected, a checklist is asked for and
ticked twice, somebody gives their word on the unexpected one, and an end. Teams takes 50 ms for an answer. And it
insists: what is not answered 200 within 15 s is sent again, the same activity.

What the figures mean (`judging`):

- *accepted*: activities that a bot answered with 200, however often they were sent.
- *lost*: accepted activities that have no row in the audit; and what follows from accepted ones but never stood in the
  chat: the rules, the alert, the checklist, its ticks, the closing line. A card is worth fifteen minutes to the bot
  (`bot/worker/retry.py`); here it is lost sooner, when the case's `settled_within_s` after the fault are over.
- *refused*: cards that Teams said no to for good. They are not lost if the audit says that they were given up.
- *doubled*: cards of one matter that were posted more than once. *folded*: those of them that said at the end that they
  stood twice, since somebody had pressed one. *spared*, *resting*: doubles that could have been spared (`sparing`).
- *recovered*: seconds from the end of a fault to the next new card, the longest of all faults of a case. *settled*:
  seconds from the end of the last fault until all cards of the meetings stood that had begun before.
"""
