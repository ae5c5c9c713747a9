"""Tapes: what can be read, and how a fault is told."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.fields import TapeError
from rehearsal.tape import (
    Announce,
    Expect,
    ExpectAtMost,
    ExpectNone,
    Health,
    Offstage,
    Press,
    Send,
    parse_tape,
    read_tape,
)

WORDS = """at to body press expect expect_none world announce card verb match as inputs within_s for_s says
    expect_at_most posts cards starts_in_s unseen_join chat_add invite role graph calendar expected answer ann
    recording options by lobby call_join allowRecording lobbyBypassSettings"""
FIELDS = st.sampled_from(WORDS.split())
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["all", "graph", "away", "well", "ann", "Presenter", "started"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=5),
)


def tape(*steps: dict[str, Any]) -> str:
    return "\n".join(json.dumps(step) for step in steps)


def test_each_kind_of_step_is_read() -> None:
    steps = parse_tape(
        tape(
            {"at": 0, "to": "messages", "body": {"type": "message"}},
            {"at": 1, "to": "graph", "body": {}},
            {"at": 2, "press": {"card": "rules", "verb": "checklist.show", "match": {"a": 1}, "as": "ann"}},
            {"at": 3, "expect": {"card": "rules", "to": "all", "within_s": 2, "says": "to ord"}},
            {"at": 4.5, "expect_none": {"card": "stop", "for_s": 3}},
            {"at": 5, "world": {"unseen_join": ["cato"], "invite": ["bo", "kari"], "role": {"bo": "Presenter"}}},
            {"at": 6, "world": {"graph": "away", "members": "denied", "calendar": "well"}},
            {"at": 7, "announce": {"expected": ["bo", {"name": "Ny Person"}]}},
            {"at": 8, "announce": {"expected": [], "answer": 403}},
            {"at": 9, "press": {"card": "x", "verb": "y", "as": "bo", "inputs": {"role": "lege", "others": 2}}},
            {"at": 10, "expect_at_most": {"posts": 4, "to": "all", "for_s": 30}},
            {"at": 11, "expect_at_most": {"posts": 0, "to": "bo", "for_s": 1, "cards": ["rules", "stop"]}},
            {"at": 12, "world": {"starts_in_s": 8}},
            {"at": 13, "world": {"recording": "started", "by": "bo", "options": {"allowRecording": True}}},
            {"at": 14, "world": {"lobby": ["einar"], "call_join": ["telefon"], "recording": "deleted"}},
        )
    )

    assert steps == [
        Send(1, 0, "messages", {"type": "message"}),
        Send(2, 1, "graph", {}),
        Press(3, 2, "rules", "checklist.show", {"a": 1}, "ann", None),
        Expect(4, 3, "rules", "all", 2, ("to", "ord"), False),
        ExpectNone(5, 4.5, "stop", 3, None, ()),
        Offstage(6, 5, {"unseen_join": ("cato",), "invite": ("bo", "kari")}, {"bo": "Presenter"}, {}),
        Offstage(7, 6, {}, {}, {"graph": Health.AWAY, "members": Health.DENIED, "calendar": Health.WELL}),
        Announce(8, 7, ("bo", {"name": "Ny Person"}), None),
        Announce(9, 8, (), 403),
        Press(10, 9, "x", "y", {}, "bo", None, {"role": "lege", "others": 2}),
        ExpectAtMost(11, 10, 4, "all", 30, ()),
        ExpectAtMost(12, 11, 0, "bo", 1, ("rules", "stop")),
        Offstage(13, 12, {}, {}, {}, 8),
        Offstage(14, 13, {}, {}, {}, None, "started", {"allowRecording": True}, "bo"),
        Offstage(15, 14, {"lobby": ("einar",), "call_join": ("telefon",)}, {}, {}, None, "deleted"),
    ]


def test_steps_come_in_order_of_time_and_else_as_written() -> None:
    steps = parse_tape(tape(*({"at": at, "to": "graph", "body": {}} for at in (3, 1, 3, 2))))

    assert [(step.at, step.line) for step in steps] == [(1, 2), (2, 4), (3, 1), (3, 3)]


def test_empty_lines_count_for_nothing() -> None:
    (step,) = parse_tape('\n\n{"at": 0, "to": "graph", "body": {}}\r\n\n')

    assert step.line == 3


def test_a_list_of_words_holds_phrases() -> None:
    steps = parse_tape(tape({"at": 0, "expect": {"card": "x", "to": "all", "within_s": 1, "says": ["to ord", "ett"]}}))

    assert steps == [Expect(1, 0, "x", "all", 1, ("to ord", "ett"), False)]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("", "(file)"),
        ("not json", "(line)"),
        ("[]", "(line)"),
        ("[" * 100_000, "(line)"),
        ('{"to": "graph", "body": {}}', "at"),
        ('{"at": "0", "to": "graph", "body": {}}', "at"),
        ('{"at": true, "to": "graph", "body": {}}', "at"),
        ('{"at": -1, "to": "graph", "body": {}}', "at"),
        ('{"at": NaN, "to": "graph", "body": {}}', "at"),
        ('{"at": 1e999, "to": "graph", "body": {}}', "at"),
        ('{"at": 0}', "to"),
        ('{"at": 0, "to": "elsewhere", "body": {}}', "to"),
        ('{"at": 0, "to": "graph"}', "body"),
        ('{"at": 0, "to": "graph", "body": []}', "body"),
        ('{"at": 0, "to": "graph", "body": {}, "more": 1}', "more"),
        ('{"at": 0, "press": []}', "press"),
        ('{"at": 0, "press": {"card": "x", "verb": "y"}}', "press.as"),
        ('{"at": 0, "press": {"card": "x", "verb": "y", "as": "ann", "match": 3}}', "press.match"),
        ('{"at": 0, "press": {"card": "x", "verb": "y", "as": "ann", "answer": "z"}}', "press.answer"),
        ('{"at": 0, "press": {"card": "", "verb": "y", "as": "ann"}}', "press.card"),
        ('{"at": 0, "expect": {"card": "x", "to": "all"}}', "expect.within_s"),
        ('{"at": 0, "expect": {"card": "x", "to": 3, "within_s": 1}}', "expect.to"),
        ('{"at": 0, "expect": {"card": "x", "within_s": 1, "says": [1]}}', "expect.says"),
        ('{"at": 0, "expect": {"card": "x", "within_s": 1, "say": "x"}}', "expect.say"),
        ('{"at": 0, "expect": {"card": "x", "within_s": 1, "new": 1}}', "expect.new"),
        ('{"at": 0, "expect_none": {"card": "x"}}', "expect_none.for_s"),
        ('{"at": 0, "expect_none": {"for_s": 1}}', "expect_none.card"),
        ('{"at": 0, "expect_none": {"card": "x", "for_s": 1}, "expect": {}}', "expect.card"),
        ('{"at": 0, "expect_at_most": {"to": "all", "for_s": 1}}', "expect_at_most.posts"),
        ('{"at": 0, "expect_at_most": {"posts": -1, "for_s": 1}}', "expect_at_most.posts"),
        ('{"at": 0, "expect_at_most": {"posts": true, "for_s": 1}}', "expect_at_most.posts"),
        ('{"at": 0, "expect_at_most": {"posts": 4.5, "for_s": 1}}', "expect_at_most.posts"),
        ('{"at": 0, "expect_at_most": {"posts": 4}}', "expect_at_most.for_s"),
        ('{"at": 0, "expect_at_most": {"posts": 4, "for_s": 1, "cards": []}}', "expect_at_most.cards"),
        ('{"at": 0, "expect_at_most": {"posts": 4, "for_s": 1, "card": "x"}}', "expect_at_most.card"),
        ('{"at": 0, "press": {"card": "x", "verb": "y", "as": "ann", "inputs": []}}', "press.inputs"),
        ('{"at": 0, "press": {"card": "x", "verb": "y", "as": "ann", "inputs": {"a": null}}}', "press.inputs.a"),
        ('{"at": 0, "world": {}}', "world"),
        ('{"at": 0, "world": {"procedure": "hurried"}}', "world.procedure"),
        ('{"at": 0, "world": {"unseen_join": "cato"}}', "world.unseen_join"),
        ('{"at": 0, "world": {"chat_add": []}}', "world.chat_add"),
        ('{"at": 0, "world": {"invite": [""]}}', "world.invite"),
        ('{"at": 0, "world": {"role": {"bo": "presenter"}}}', "world.role.bo"),
        ('{"at": 0, "world": {"role": ["bo"]}}', "world.role"),
        ('{"at": 0, "world": {"graph": "down"}}', "world.graph"),
        ('{"at": 0, "world": {"starts_in_s": -1}}', "world.starts_in_s"),
        ('{"at": 0, "world": {"graph": "away"}, "announce": {}}', "announce"),
        ('{"at": 0, "world": {"recording": "paused"}}', "world.recording"),
        ('{"at": 0, "world": {"recording": {"started": "bo"}}}', "world.recording"),
        ('{"at": 0, "world": {"recording": "stopped", "by": "bo"}}', "world.by"),
        ('{"at": 0, "world": {"recording": "started", "by": ""}}', "world.by"),
        ('{"at": 0, "world": {"by": "bo"}}', "world.by"),
        ('{"at": 0, "world": {"options": {}}}', "world.options"),
        ('{"at": 0, "world": {"options": {"allowSinging": true}}}', "world.options"),
        ('{"at": 0, "world": {"options": {"allowRecording": "yes"}}}', "world.options"),
        ('{"at": 0, "world": {"options": {"lobbyBypassSettings": {"scope": "nobody"}}}}', "world.options"),
        ('{"at": 0, "world": {"lobby": "einar"}}', "world.lobby"),
        ('{"at": 0, "world": {"lobby_leave": []}}', "world.lobby_leave"),
        ('{"at": 0, "world": {"call_join": [3]}}', "world.call_join"),
        ('{"at": 0, "announce": {}}', "announce.expected"),
        ('{"at": 0, "announce": {"expected": [3]}}', "announce.expected"),
        ('{"at": 0, "announce": {"expected": [], "answer": "200"}}', "announce.answer"),
        ('{"at": 0, "announce": {"expected": [], "as": "bo"}}', "announce.as"),
    ],
)
def test_a_fault_names_line_and_field(line: str, field: str) -> None:
    with pytest.raises(TapeError) as fault:
        parse_tape(line)

    assert (fault.value.line, fault.value.field) == (1, field)
    assert str(fault.value).startswith(f"line 1, field {field}: ")


def test_the_line_is_the_one_that_is_wrong() -> None:
    with pytest.raises(TapeError, match="line 3, field at"):
        parse_tape('{"at": 0, "to": "graph", "body": {}}\n\n{"at": null}')


def test_a_file_that_is_not_utf8_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "tape.jsonl"
    path.write_bytes(b'{"at": 0, "to": "graph", "body": {"text": "\xf8"}}')

    with pytest.raises(TapeError, match="not UTF-8"):
        read_tape(path)


@given(st.text())
def test_no_text_upsets_the_reader(text: str) -> None:
    with suppress(TapeError):
        parse_tape(text)


@given(st.lists(st.dictionaries(FIELDS, JSON, max_size=5), max_size=3))
def test_no_json_upsets_the_reader(steps: list[dict[str, Any]]) -> None:
    with suppress(TapeError):
        for step in parse_tape(tape(*steps)):
            assert 0 <= step.at < float("inf")
