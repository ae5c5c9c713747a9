"""All cases, in the order they are run."""

from bench.chaos.case import Case
from bench.chaos.cases import clocks, connector, databases, deliveries, processes, sources

CASES: tuple[Case, ...] = (
    *processes.CASES,
    *databases.CASES,
    *connector.CASES,
    *sources.CASES,
    *clocks.CASES,
    *deliveries.CASES,
)
