"""Where the pages are, and where somebody may be sent within them: nowhere else."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bot.hosts import is_loopback

_WITHIN = re.compile(r"/(?:moter(?:\?dag=[0-9]{4}-[0-9]{2}-[0-9]{2}|/[0-9]{1,19}/[0-9]{1,9})?|innsyn|utvikling)?")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of the pages, by the bot's own `PUBLIC_URL`; never by what a request says of its host."""

    public_url: str

    @property
    def root(self) -> str:
        """The path that all others begin with."""
        return f"{urlsplit(self.public_url).path}/tilsyn"

    @property
    def origin(self) -> str:
        """Scheme, host and port, as browsers name them."""
        parts = urlsplit(self.public_url)
        usual = {"https": ":443", "http": ":80"}[parts.scheme]
        return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}"

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by TLS. Without it we are on loopback, as settings see to."""
        return not (self.public_url.startswith("http:") and is_loopback(urlsplit(self.public_url).hostname or ""))

    @property
    def privacy(self) -> str:
        return f"{urlsplit(self.public_url).path}/personvern"

    def sign_in(self, wanted: str) -> str:
        """Where to begin to sign in, and then come to *wanted*, as `back` gave it."""
        return f"{self.root}/logginn{_then(wanted)}"

    def start(self, wanted: str) -> str:
        """Where the sign-in begins at once."""
        return f"{self.root}/logginn/start{_then(wanted)}"

    @property
    def way_in(self) -> str:
        """Where the sign-in service sends people back to; the app's registration has to name it."""
        return f"{self.public_url}/tilsyn/inn"

    @property
    def way_out(self) -> str:
        """Where it sends them after they have signed out."""
        return f"{self.public_url}/tilsyn/ute"

    def back(self, wanted: str) -> str:
        """The page of ours that *wanted* names, without the root; the front page, if it names none."""
        return wanted if _WITHIN.fullmatch(wanted) else ""


def _then(wanted: str) -> str:
    return f"?{urlencode({'til': wanted})}" if wanted else ""
