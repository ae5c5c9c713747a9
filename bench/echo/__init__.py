"""Bots as the SDKs' own samples have them, to stand beside ours; each runs in an environment of its own."""
