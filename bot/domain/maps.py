"""Mappings that are not changed, but made anew with a difference."""

from collections.abc import Mapping
from typing import TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


def with_(mapping: Mapping[_K, _V], key: _K, value: _V) -> Mapping[_K, _V]:
    """*mapping* with *value* at *key*."""
    return {**mapping, key: value}


def without(mapping: Mapping[_K, _V], key: _K) -> Mapping[_K, _V]:
    """*mapping* without *key*."""
    return {kept: value for kept, value in mapping.items() if kept != key}
