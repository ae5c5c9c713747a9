"""Over a network the database shows a certificate for its name, unless its address says otherwise."""

import pytest

from bot.errors import Misconfigured
from bot.store.postgres import unpooled


def sslmode(url: str) -> str | None:
    mode = unpooled(url).url.query.get("sslmode")
    return mode if mode is None or isinstance(mode, str) else mode[-1]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@db.example/n",
        "postgresql://u:p@/n?host=db.example",
        "postgresql://u:p@localhost/n?host=db.example",
        "postgresql://u:p@localhost/n?hostaddr=10.1.2.3",
        "postgresql://u:p@/n?service=x",
        "postgresql://u:p@/n?host=localhost&host=db.example",
        "postgresql://u:p@/n?host=localhost,db.example",
    ],
)
def test_a_server_elsewhere_proves_who_it_is(url: str) -> None:
    assert sslmode(url) == "verify-full"


@pytest.mark.parametrize(
    "url", ["postgresql://u@127.0.0.1/n", "postgresql://u@[::1]/n", "postgresql://u@/n?host=/run/postgresql"]
)
def test_one_on_this_machine_need_not(url: str) -> None:
    assert sslmode(url) is None


def test_what_the_address_says_holds() -> None:
    assert sslmode("postgresql://u@db.example/n?sslmode=require") == "require"


def test_by_the_environment_it_may_be_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example")
    assert sslmode("postgresql:///n") == "verify-full"


def test_what_is_no_address_does_not_tell_the_password() -> None:
    with pytest.raises(Misconfigured) as wrong:
        unpooled("postgresql://u:open-sesame@h:port/n")
    assert "sesame" not in str(wrong.value)
