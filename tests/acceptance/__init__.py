"""The bot as a process of its own, over HTTP, with real tokens, against the stand-in for Teams and Graph."""
