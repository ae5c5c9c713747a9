"""`python -m rehearsal [TAPE]`: rehearse a recorded meeting, the patient meeting if none is named."""

import asyncio
import sys
from pathlib import Path

from rehearsal.play import PATIENT_MEETING, rehearse

if __name__ == "__main__":
    tape = Path(sys.argv[1]) if len(sys.argv) > 1 else PATIENT_MEETING
    sys.exit(asyncio.run(rehearse(tape, out=sys.stdout)))
