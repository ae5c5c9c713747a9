"""Nothing of the chat is kept of what cannot be read either, nor by a bot that is killed or breaks down."""

import asyncio
import gzip
import json
import resource
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest

from rehearsal.bot_process import ROOT
from rehearsal.people import BO, EINAR
from rehearsal.world import Activity
from tests.acceptance.canaries import NAME, NUMBER, RARE, SPELLED, WORD, canary, found_in, needles
from tests.acceptance.play import until, until_true
from tests.acceptance.stage import Stage, set_up

LOOKED_FOR = needles((*SPELLED, *RARE))
LARGEST = 256 * 1024
FILE = "application/vnd.microsoft.teams.file.download.info"
PLAIN = f"{WORD} {NUMBER}"
"""What may stand in a header or an address."""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    with may_dump():
        async with set_up(tmp_path) as made:
            yield made


@contextmanager
def may_dump() -> Iterator[None]:
    """Whoever is started meanwhile may leave a crash dump, as where nobody forbids it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


def finds(stage: Stage) -> list[str]:
    return [f"{name}: {what}" for name, content in stage.written().items() for what in found_in(content, LOOKED_FOR)]


def message(stage: Stage, text: str = "") -> Activity:
    attached = [{"contentType": FILE, "name": canary(), "content": {"a": canary()}}]
    return stage.play.says.message(BO, text or canary()) | {"attachments": attached, "value": {canary(): canary()}}


def broken_bodies(stage: Stage) -> Iterator[bytes]:
    """Bodies that are no JSON, no object, no UTF-8, too long or too deep, each with canaries in it."""
    whole = json.dumps(message(stage), ensure_ascii=False)
    body, text = whole.encode(), json.dumps(canary())
    yield from (body[: len(body) * part // 12] for part in range(1, 12))
    yield from (whole.encode("utf-16"), whole.encode("utf-16-le"), whole.encode("latin-1", "replace"))
    yield from (
        body.replace(b" ", b" \xff\xfe", 40),
        body.replace(NAME.encode(), b"\xc3" + NAME.encode()[:9] + b"\x80"),
    )
    yield from (
        part.encode() for part in (text, f"[{text}]", f"{{{text}: ", f"{{{text}}}", f"null {text}", f"{text} x")
    )
    yield body + body
    yield body.replace(b'"text"', b'"text": NaN, "text"', 1)
    yield body.replace(b'"text": "', b'"text": "\\ud800', 1)
    for opened, closed in (("[", "]"), ('{"a":', "}")):
        deep = opened * 50_000 + text + closed * 50_000
        yield deep.encode()
        yield body.replace(b'"text": ', b'"text": ' + deep.encode() + b', "text": ', 1)
        modest = opened * 400 + text + closed * 400
        yield body.replace(b'"attachments": [', b'"attachments": [' + modest.encode() + b", ", 1)
    yield json.dumps(message(stage, canary() * (LARGEST // 100))).encode()


def wrong_ways(stage: Stage) -> Iterator[tuple[bytes, dict[str, str]]]:
    """A good body, sent with something about it that is wrong or odd."""
    body = json.dumps(message(stage), ensure_ascii=False).encode()
    yield body, {"Authorization": f"Bearer {PLAIN}"}
    yield body, {"Authorization": f"Bearer {'.'.join([WORD] * 3)}"}
    yield body, {"Authorization": PLAIN}
    yield body, {"Authorization": f"Bearer {stage.standin.token(service_url=f'https://{WORD}.example/{NUMBER}')}"}
    yield body, {"Authorization": f"Bearer {stage.standin.token(issuer=f'https://{WORD}.example/{NUMBER}')}"}
    yield body, {"Content_Type": f"text/{WORD}; charset={WORD}"}
    yield body, {"Content_Type": f"application/json; charset={WORD}"}
    yield body, {"Content_Encoding": "gzip"}
    yield gzip.compress(body)[:-9], {"Content_Encoding": "gzip"}
    yield gzip.compress(body), {"Content_Encoding": "gzip"}
    yield body, {"Content_Encoding": WORD}
    named = ("User_Agent", "Referer", "Cookie", "X_Forwarded_For", "X_Request_Id", "Traceparent", "Accept_Language")
    yield body, dict.fromkeys(named, PLAIN)
    yield body, {f"X_{WORD}": PLAIN}


def broken_off(stage: Stage) -> Iterator[bytes]:
    """What comes over the line and ends too soon."""
    text, head = canary().encode(), b"POST /api/messages HTTP/1.1\r\nHost: a\r\n"
    token = f"Authorization: Bearer {stage.standin.token()}\r\n".encode()
    json_ = b"Content-Type: application/json\r\n"
    yield head + token + json_ + b"Content-Length: 9000\r\n\r\n" + json.dumps(message(stage)).encode()
    yield head + token + json_ + b"Transfer-Encoding: chunked\r\n\r\n" + text


def no_http() -> Iterator[bytes]:
    """What comes over the line and is no HTTP, or none that aiohttp takes."""
    word, get = WORD.encode(), b"GET / HTTP/1.1\r\nHost: a\r\n"
    yield f"{WORD.upper()} /{quote(canary())} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    yield f"{canary()}\r\n\r\n".encode()
    yield word * 2_000
    yield b"GET /" + word * 2_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"
    yield get + b"X: " + word * 2_000 + b"\r\n\r\n"
    yield get + word + b" " + word + b": x\r\n\r\n"
    yield get + b"Content-Length: " + word + b"\r\n\r\n"
    yield get + f"Expect: {PLAIN}\r\n\r\n".encode()


async def test_what_cannot_be_read_is_refused_and_nothing_of_it_kept(stage: Stage) -> None:
    for body in broken_bodies(stage):
        assert await stage.wire.raw(body) in (200, 400, 413), body[:80]
    for body, headers in wrong_ways(stage):
        assert await stage.wire.raw(body, **headers) in (200, 400, 401, 415, 417), headers
    for path in (f"/api/messages?text={quote(canary())}", f"/{quote(canary())}", f"/api/calls/{quote(PLAIN)}"):
        for method in ("POST", "GET", "PUT", "DELETE"):
            assert await stage.wire.raw(json.dumps(message(stage)).encode(), path=path, method=method) < 500
    for body in broken_bodies(stage):
        assert await stage.wire.raw(body, path="/api/meetings", method="PUT") in (400, 401, 413)
    aside = replace(stage.wire, answers=[])  # aiohttp may say a broken chunk back, to whoever sent it
    for sent in broken_off(stage):
        await aside.socket(sent)
    await stage.asked()

    assert finds(stage) == []


async def test_what_is_no_http_is_written_nowhere(stage: Stage) -> None:
    aside = replace(stage.wire, answers=[])  # aiohttp says it back, to whoever sent it: nobody else reads that
    for sent in no_http():
        await aside.socket(sent)

    assert '"aiohttp.server"' in stage.bot.stdout
    assert finds(stage) == []


async def test_a_body_as_long_as_may_be_is_judged_and_nothing_of_it_kept(stage: Stage) -> None:
    long = message(stage, f"{canary()} {'Vi tar det neste gang. ' * (LARGEST // 30)}")

    assert await stage.wire.send(long) == 200
    await stage.play.private("chat-warning", BO, "et fødselsnummer")
    assert finds(stage) == []


async def test_what_is_told_softly_is_kept_as_little(stage: Stage) -> None:
    await until_true(stage.reads, "the word lists to be loaded")
    told = f"{NAME} fikk påvist {WORD} og leukemi i går. {'Vi tar resten neste gang. ' * 200}"

    assert await stage.wire.send(stage.play.says.message(BO, told)) == 200
    await stage.play.private("chat-warning", BO, "kan inneholde")
    await stage.asked()
    assert finds(stage) == []


async def test_whoever_is_called_so_and_writes_so_is_named_nowhere_when_all_are_told_the_rule(stage: Stage) -> None:
    written = stage.play.says.message(EINAR, canary())
    written["from"]["name"] = canary()
    assert await stage.wire.send(written) == 200
    await stage.play.card("chat-warning", "Chatten er ikke stedet")
    await stage.asked()

    assert finds(stage) == []


async def _kept_busy(stage: Stage) -> None:
    with suppress(aiohttp.ClientError, TimeoutError):
        while True:
            fresh = message(stage)
            await stage.wire.send(fresh)
            await stage.wire.send(stage.play.says.edited(fresh, canary()))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV], ids=lambda one: one.name)
async def test_a_bot_that_ends_in_the_middle_of_it_leaves_nothing_behind(stage: Stage, how: signal.Signals) -> None:
    there = set(ROOT.iterdir())
    busy = asyncio.gather(*(_kept_busy(stage) for _ in range(4)))
    await until(lambda: len(stage.wire.answers) > 60 or None, "the bot to be in the middle of it")
    assert resource.prlimit(stage.bot.pid, resource.RLIMIT_CORE) == (0, 0), "it may leave a crash dump"
    await stage.bot.end_with(how)
    await busy

    assert finds(stage) == []
    assert {path.name for path in set(ROOT.iterdir()) - there if "core" in path.name} == set()
    await stage.bot.start()
    await stage.play.tell(stage.play.says.message(BO, f"fnr {NUMBER}"))
    await stage.play.private("chat-warning", BO, "et fødselsnummer")
    assert finds(stage) == []
