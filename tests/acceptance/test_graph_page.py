"""docs/GRAPH.md names every request that the bot makes, and none that it does not."""

from rehearsal.faults import Operation
from tests.acceptance.graph_page import PAGE, WHY, page, requests


async def test_the_page_is_what_the_stand_in_saw() -> None:
    seen = await requests()

    assert {Operation(name) for *_, name in seen} == set(WHY)
    assert PAGE.read_text(encoding="utf-8") == page(seen), "python -m tests.acceptance.graph_page"
