"""One row about the database itself: the oldest version that can use its tables, and a proof of its data key."""

import hmac

from sqlalchemy import Connection, select, update

from bot.errors import Misconfigured
from bot.store import rows, schema
from bot.store.vault import Vault

_PURPOSE = "proof of the data key"
_PROOF = select(schema.installation.c.key_proof)
_KEEP = update(schema.installation).where(schema.installation.c.key_proof.is_(None))


def check_key(connection: Connection, vault: Vault) -> None:
    """Make sure that this database is written with *vault*'s key, and no other, by whichever process.

    Raises:
        Misconfigured: it is not, or its meetings cannot be read by this version.
    """
    rows.check_key(connection, vault)
    proof = connection.execute(_PROOF).scalar_one()
    if proof is not None and not hmac.compare_digest(proof, vault.derived(_PURPOSE)):
        raise Misconfigured((rows.ANOTHER_KEY,))


def claim_key(connection: Connection, vault: Vault) -> None:
    """The same, and from now on no other key is taken: not even while nothing is remembered yet.

    Raises:
        Misconfigured: as `check_key`.
    """
    connection.execute(_KEEP.values(key_proof=vault.derived(_PURPOSE)))  # of two, one waits, and finds the other's
    check_key(connection, vault)
