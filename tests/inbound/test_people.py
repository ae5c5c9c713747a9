"""Who somebody is, and which language is theirs, by what Teams tells of an account."""

from typing import Any

import pytest

from bot.domain.language import Language
from bot.domain.participants import Identity, Kind, Role
from bot.errors import Malformed
from bot.inbound.fields import Fields
from bot.inbound.people import identify, language_of, mentioned, newcomer, role

ANN: dict[str, Any] = {"id": "29:ann", "aadObjectId": "OID-Ann", "name": "Ann Berg", "tenantId": "T"}


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("nb-NO", Language.NB), ("nb", Language.NB), ("NB-no", Language.NB), ("no-NO", Language.NB),
        ("nn-NO", Language.NN), ("NN", Language.NN), ("en-GB", Language.EN), ("EN-us", Language.EN),
        ("no", Language.NB), ("en", Language.EN),
        ("sv-SE", None), ("", None), ("-en", None), ("n", None), ("english", None), ("nbx-NO", None),
    ],
)  # fmt: skip
def test_a_locale_tells_the_language_of_somebodys_teams(locale: str, language: Language | None) -> None:
    assert language_of(locale) is language


@pytest.mark.parametrize(
    ("text", "wanted"), [("Organizer", Role.ORGANIZER), ("PRESENTER", Role.PRESENTER), ("janitor", None), ("", None)]
)
def test_a_role_is_known_in_any_letter_case(text: str, wanted: Role | None) -> None:
    assert role(text) is wanted


def test_one_id_is_enough_and_none_is_too_little() -> None:
    assert mentioned(Fields({"id": "29:x"}, "from")).mri == "29:x"
    assert mentioned(Fields({"aadObjectId": "X"}, "from")).oid == "x"
    with pytest.raises(Malformed) as wrong:
        mentioned(Fields({"name": "Ann Berg"}, "from"))
    assert wrong.value.field == "from.id"


def test_a_missing_object_id_tells_something_only_where_somebody_is_shown_in_full() -> None:
    account = Fields({"id": "29:x", "name": "Kari Nes"}, "from")

    assert newcomer(account).kind is Kind.ANONYMOUS
    assert mentioned(account).kind is Kind.USER


def test_an_anonymous_account_has_neither_the_organizers_tenant_nor_an_address() -> None:
    told = identify(ANN | {"userRole": "Anonymous", "userPrincipalName": "ann@so.no"})

    assert told == Identity("Ann Berg", "29:ann", "oid-ann", kind=Kind.ANONYMOUS)


@pytest.mark.parametrize("mri", ["28:notes", "4:+4791234547", "+47 912 34 547"])
def test_programs_and_telephones_have_no_address_of_a_colleague(mri: str) -> None:
    told = identify(ANN | {"id": mri, "userPrincipalName": "Ann#EXT#@so.no", "email": "ann@so.no"})

    assert told.kind in (Kind.BOT, Kind.PHONE)
    assert (told.tenant, told.address) == ("", "")


@pytest.mark.parametrize("account_name", ["eva_x.no#EXT#@so.no", "eva_x.no#ext#@so.no"])
def test_a_guest_is_known_by_the_mark_in_the_name_of_their_account_and_has_the_address_we_invited(
    account_name: str,
) -> None:
    told = identify(ANN | {"userPrincipalName": account_name, "email": "Eva@X.no"})

    assert (told.kind, told.address) == (Kind.GUEST, "eva@x.no")


@pytest.mark.parametrize("account_name", ["", "Ann@SO.no"])
def test_the_email_of_anybody_else_is_no_address(account_name: str) -> None:
    told = identify(ANN | {"userPrincipalName": account_name, "email": "kari.nes@sykehus.example"})

    assert told.address == account_name.lower()


def test_a_name_ends_somewhere() -> None:
    assert len(identify(ANN | {"name": "x" * 300}).name) == 200
