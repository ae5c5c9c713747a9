"""The card on a recording: what began and when, how to stop it, how to delete it; to the host, what is left. S1."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.effects import CardKind, Matter
from bot.domain.expected import Unread
from bot.domain.recording import called_on, runs, takes_notes, transcribed, unheard
from bot.domain.recordings import Over, Run, Sweep
from bot.ports import Card
from cards.elements import Element, banner, card, fitting, link, mentioning, quiet, rich, run, text, title
from cards.names import mentionable
from cards.scene import Scene


def recording_alarm(matter: Matter, scene: Scene) -> Card:
    """To all what records and what to do now, as far as it is not done; to the host alone what is left of it."""
    if matter.addressee is not None:
        return _to_the_host(scene)
    words, told = scene.words.recording, runs(scene.meeting)
    if not told and transcribed(scene.meeting) is None:
        now = words.settled if _vouched_for(scene) else words.nothing
        return card(CardKind.RECORDING, scene.words, [text(now)], says=now)
    head, going_on = _head(told, scene), any(one.runs for one in told)
    call, mention = _call(scene)
    lines = [_line(one, scene) for one in told]
    body = [
        banner(f"● {head}", "attention") if going_on else title(head),
        *call,
        *lines[: fitting(lines, 9_000)],
        *([text(words.transcript, spacing="Small")] if transcribed(scene.meeting) else []),
        text(words.rule, spacing="Small"),
        *_steps(told, scene),
    ]
    return card(CardKind.RECORDING, scene.words, body, says=f"{head}. {words.rule}", more=mention)


def recorded(scene: Scene) -> list[str]:
    """What was recorded, with hours, a sentence each."""
    words, told = scene.words.recording, [_span(one, scene) for one in runs(scene.meeting)]
    return [*told, *([words.transcript] if transcribed(scene.meeting) else [])]


def not_heard(scene: Scene) -> str:
    """Why we would not hear of a recording, and who can mend that; empty: we would."""
    words = scene.words.recording
    if not scene.site.reads_chat:
        return words.unheard
    why = unheard(scene.meeting)
    return words.reasons[why] if why is not None else ""


def not_heard_in_short(scene: Scene) -> str:
    """That we would not hear of a recording, where it stands beside something else; empty: we would."""
    return scene.words.recording.unheard_short if not_heard(scene) else ""


def _vouched_for(scene: Scene) -> bool:
    """Whether a colleague vouches for a program."""
    meeting = scene.meeting
    return any(word.expected and takes_notes(meeting.identities[one]) for one, word in meeting.settled.items())


def _head(told: Sequence[Run], scene: Scene) -> str:
    """What most matters: a recording that goes on, else a program that is there still, else what it came to."""
    words, teams = scene.words.recording, [one for one in told if one.program is None]
    if any(one.runs for one in teams):
        return words.runs
    if any(one.runs for one in told):
        return words.takes_notes
    if teams:
        return f"✓ {words.failed if all(one.failed for one in teams) else words.stopped}"
    return words.written if transcribed(scene.meeting) else f"✓ {words.left}"


def _call(scene: Scene) -> tuple[list[Element], Mapping[str, Any]]:
    """A mention of whoever was asked to stop it, while it goes on."""
    person, meeting = called_on(scene.meeting), scene.meeting
    if person is None or not meeting.running or person not in meeting.identities:
        return [], {}
    called = mentionable(scene.first_name(person))
    line = text(scene.words.recording.call.format(who=f"<at>{called}</at>"))
    return [line], mentioning(called, meeting.identities[person].mri, called)


def _line(one: Run, scene: Scene) -> Element:
    words = scene.words.recording
    until = scene.hour(one.until) if one.until is not None else ""
    if one.program is not None and one.since is not None:
        came = words.came.format(name=scene.name(one.program), hour=scene.hour(one.since))
        began, ended = scene.line(came), words.gone
    elif one.since is None:
        return rich(run(words.only_end.format(hour=until)), spacing="Small")
    else:
        began, ended = _began(one, scene), words.came_to_nothing if one.failed else words.ended
    return rich(run(f"{began} ✓ {ended.format(hour=until)}" if until else began), spacing="Small")


def _began(one: Run, scene: Scene) -> str:
    """When it began, and who began it, if they are known in this meeting."""
    words, hour = scene.words.recording, scene.hour(one.since) if one.since is not None else ""
    if one.by is None or one.by not in scene.meeting.identities or scene.nameless:
        return words.began.format(hour=hour)
    return words.began_by.format(name=scene.name(one.by), hour=hour)


def _steps(told: Sequence[Run], scene: Scene) -> list[Element]:
    """What is to be done still, in order."""
    words, page = scene.words.recording, scene.procedure.links.deviation_report
    teams, programs = [one for one in told if one.program is None], [one for one in told if one.program is not None]
    steps = []
    if any(one.runs for one in teams):
        steps.append((words.stop, words.stop_how))
    if any(one.runs for one in programs):
        steps.append((words.remove, scene.words.stop.remove))
    if any(not one.failed for one in teams):
        steps.append((words.delete, words.delete_how))
    if transcribed(scene.meeting):
        steps.append((words.text, words.text_how))
    if programs:
        steps.append((words.notes, words.notes_how))
    steps.append((words.report, words.report_how))
    rows = [
        rich(run(f"{number}  {what}: ", weight="Bolder"), run(how), spacing="Small")
        for number, (what, how) in enumerate(steps, start=1)
    ]
    return [*rows, *([quiet(link(words.report_link, page))] if page else [])]


def _span(one: Run, scene: Scene) -> str:
    words = scene.words.recording
    hours = {name: scene.hour(hour) for name, hour in (("since", one.since), ("until", one.until)) if hour is not None}
    if one.program is not None:
        return (words.program_since if one.runs else words.program_span).format(**hours)
    if one.since is None:
        return words.until.format(**hours)
    return (words.since if one.runs else words.span).format(**hours)


def _to_the_host(scene: Scene) -> Card:
    """What lies there still and how to delete it; that it is gone; or that we may not see."""
    words, sweep = scene.words.recording, scene.meeting.sweep
    if sweep is None:
        return card(CardKind.RECORDING, scene.words, [quiet(scene.words.earlier)], says=scene.words.earlier)
    if sweep.over is Over.GONE:
        return card(CardKind.RECORDING, scene.words, [text(words.all_gone)], says=words.all_gone)
    unseen = sweep.over is Over.UNSEEN or not sweep.left
    unseen_head = words.unseen_text if sweep.written else words.unseen
    head = unseen_head if unseen else words.remains
    lines = [words.whys[sweep.why or Unread.AWAY]] if unseen else _left(sweep, scene)
    page = scene.procedure.links.deviation_report
    body = [
        title(head),
        *(text(line, spacing="Small") for line in lines),
        *(text(line, spacing="Small") for line in _how(sweep, scene)),
        quiet(scene.words.summary.host_title + "." if sweep.over else words.only_host),
        *([quiet(link(words.report_link, page))] if page else []),
    ]
    return card(CardKind.RECORDING, scene.words, body, says=head)


def _how(sweep: Sweep, scene: Scene) -> list[str]:
    """How what is left is deleted; where we do not see what that is, the recording."""
    words = scene.words.recording
    text_left = sweep.transcripts or (sweep.written and not sweep.recordings)
    texts = [f"{words.text}: {words.text_how}"] if text_left else []
    return [*([words.delete_how] if sweep.recordings or not texts else []), *texts]


def _left(sweep: Sweep, scene: Scene) -> list[str]:
    words = scene.words.recording
    kinds = (
        (sweep.recordings, words.one_recording, words.many_recordings),
        (sweep.transcripts, words.one_transcript, words.many_transcripts),
    )
    told = [one if count == 1 else many.format(count=scene.numeral(count)) for count, one, many in kinds if count]
    return [*told, *([words.given_up] if sweep.over is Over.GIVEN_UP else [])]
