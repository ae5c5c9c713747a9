"""A stand-in for Teams and Microsoft Graph on loopback, and recorded meetings ("tapes") to play against it.

It keeps to the platform facts of docs/TEAMS.md and must not flatter the bot: tokens are checked, rate windows are
enforced, and where the platform is not known the stricter reading is taken and marked UNVERIFIED.
"""
