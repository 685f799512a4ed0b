"""Dataclasses to JSON and back, exactly typed: tuples stay tuples, nested classes are rebuilt."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decode = Callable[[object], object]


def encode(value: object) -> str:
    """JSON of a dataclass or of a tuple; the same value always gives the same bytes."""
    return json.dumps(value, default=_field_values, ensure_ascii=False, separators=(",", ":"))


def decode(cls: type[T], text: str) -> T:
    """The ``cls`` that ``encode`` wrote.

    Raises:
        TypeError: The JSON does not have the shape of ``cls``.
        ValueError: It is not JSON.
    """
    return cast("T", _decoder(cast("Hashable", cls))(json.loads(text)))


def _field_values(value: object) -> dict[str, object]:
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"cannot store {type(value).__name__}")
    return {field.name: getattr(value, field.name) for field in fields(value)}


@cache
def _decoder(hint: object) -> Decode:
    """The decoder of one type hint, built once per type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_decoder(hint)
    if origin is tuple and arguments[-1] is Ellipsis:
        item = _decoder(arguments[0])
        return lambda value: tuple([item(one) for one in _checked(value, list)])
    if origin is tuple:
        items = [_decoder(argument) for argument in arguments]
        return lambda value: tuple(
            [item(one) for item, one in zip(items, _checked(value, list), strict=True)]
        )
    if origin in (Union, types.UnionType):
        (some,) = [_decoder(argument) for argument in arguments if argument is not type(None)]
        return lambda value: None if value is None else some(value)
    if isinstance(hint, type):
        return lambda value: _checked(value, hint)
    return _literal_decoder(arguments)


def _dataclass_decoder(cls: type) -> Decode:
    hints = get_type_hints(cls)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(cls)}

    def decode_fields(value: object) -> object:
        found = _checked(value, dict)
        return cls(**{name: decoders[name](one) for name, one in found.items() if name in decoders})

    return decode_fields


def _literal_decoder(allowed: tuple[object, ...]) -> Decode:
    def decode_literal(value: object) -> object:
        if value not in allowed:
            raise TypeError(f"expected one of {allowed}, found {value!r}")
        return value

    return decode_literal


def _checked(value: object, wanted: type[T]) -> T:
    if not isinstance(value, wanted):
        raise TypeError(f"expected {wanted.__name__}, found {value!r}")
    return value
