"""A page to watch a rehearsal and take part in it: what the browser asks, and what it is told."""
