"""What Teams' own policies decide and nobody can ask of Graph: a line to run in Teams PowerShell for each.

Source: docs/TEAMS.md D and B. Each is by person: `Global` is whoever has no other policy.
"""

from bot.doctor.findings import Finding, State

POLICIES = tuple(
    Finding(what, State.UNKNOWN, told, f"administrator: Get-CsTeamsMeetingPolicy | ft Identity,{name}")
    for what, told, name in (
        ("sharing windows", "S3: should be SingleApplication for whoever speaks of patients", "ScreenSharingMode"),
        ("recording", "S1: should be False for whoever speaks of patients", "AllowCloudRecording,AllowTranscription"),
        ("outside bots", "S1: should not be AllowAllBots", "ExternalBotAccessMode"),
    )
)
