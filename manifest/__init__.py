"""The app package for Teams: what the hospital's administrator uploads. The bot runs without it."""
