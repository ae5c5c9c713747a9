"""What belongs together: one id on every line of the log, and spans over OTLP where that is configured.

All spans go through here (docs/adr/0015). Without `OTEL_EXPORTER_OTLP_ENDPOINT` nothing of OpenTelemetry is imported.
"""

from bot.tracing.spans import Open, Span, answer, call, commit, deed, exporting, is_on, note, request

__all__ = ["Open", "Span", "answer", "call", "commit", "deed", "exporting", "is_on", "note", "request"]
