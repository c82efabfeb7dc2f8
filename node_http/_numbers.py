"""JavaScript's numbers: how a string becomes one, and how one becomes a string."""

from __future__ import annotations

import math
import re
from typing import Any

from ._jsobject import Undefined

__all__ = ['is_number', 'number_to_string', 'parse_float', 'parse_int', 'to_int32', 'to_number', 'to_uint8']

MAX_SAFE_INTEGER = 2**53 - 1
_SAFE_INTEGER = 2**53
_WHITESPACE = ' \t\n\v\f\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff' + ''.join(
    map(chr, range(0x2000, 0x200B))
)
# Compiled by `re` at their first use: most programs convert nothing but digits.
_DECIMAL = r'[+-]?(?:Infinity|[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)\Z'
_RADIX = r'0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)\Z'
_SIGNED = r'\s*([+-]?)(0[xX])?'
_FLOAT = r'\s*([+-]?(?:Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?))'
_DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'


def is_number(value: Any) -> bool:
    """``typeof value === 'number'``: a bool is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def to_number(value: Any) -> int | float:
    """``Number(value)``: ``' 0x50 '`` is 80, ``''`` and ``None`` are 0, what is no number is NaN."""
    if isinstance(value, (int, float)):
        return value
    if value is None:
        return 0
    if not isinstance(value, str):
        return math.nan
    text = value.strip(_WHITESPACE)
    if not text:
        return 0
    if len(text) < 16 and text.isdecimal() and text.isascii():
        return int(text)
    if re.match(_RADIX, text):
        return int(text, 0)
    if not re.match(_DECIMAL, text):
        return math.nan
    number = float(text)
    return int(number) if number.is_integer() else number


def to_uint8(value: Any) -> int:
    """The byte that a typed array makes of a value: whole, modulo 256; 0 for what is no number."""
    if isinstance(value, Undefined):
        return 0
    number = to_number(value)
    return int(number) & 255 if math.isfinite(number) else 0


def number_to_string(value: int | float) -> str:
    """``String(number)``: a Python number as JavaScript writes it (``1e+21``, ``NaN``, ``5`` for ``5.0``)."""
    if isinstance(value, int) and abs(value) < _SAFE_INTEGER:
        return str(int(value))
    try:
        value = float(value)
    except OverflowError:
        value = math.inf if value > 0 else -math.inf
    if math.isnan(value):
        return 'NaN'
    if math.isinf(value):
        return 'Infinity' if value > 0 else '-Infinity'
    if value == 0:
        return '0'
    sign = '-' if value < 0 else ''
    # repr gives the shortest digits that round-trip, as JavaScript does; only their layout differs.
    mantissa, _, exponent = repr(abs(value)).partition('e')
    whole, _, fraction = mantissa.partition('.')
    digits = (whole + fraction).lstrip('0')
    leading = len(whole) if whole != '0' else -(len(fraction) - len(fraction.lstrip('0')))
    point = leading + int(exponent or 0)
    digits = digits.rstrip('0')
    if len(digits) <= point <= 21:
        return sign + digits.ljust(point, '0')
    if 0 < point <= 21:
        return f'{sign}{digits[:point]}.{digits[point:]}'
    if -6 < point <= 0:
        return f'{sign}0.{"0" * -point}{digits}'
    power = f'e{"+" if point > 0 else "-"}{abs(point - 1)}'
    return f'{sign}{digits[0]}{"." + digits[1:] if len(digits) > 1 else ""}{power}'


def to_int32(value: Any) -> int:
    """JavaScript's `value | 0`: what is no number is 0, and what is too large wraps."""
    number = to_number(value)
    if number != number or math.isinf(number):
        return 0
    whole = int(number)
    return whole if -(2**31) <= whole < 2**31 else (whole + 2**31) % 2**32 - 2**31


def parse_int(text: str, radix: Any = None) -> int | float:
    """`parseInt(string[, radix])`: the whole number that the text begins with, else NaN."""
    match = re.match(_SIGNED, text)
    assert match is not None
    wanted = to_number(radix)
    base = 0 if not math.isfinite(wanted) else int(wanted)
    start = match.end(1)
    if match[2] and base in (0, 16):
        start, base = match.end(), 16
    base = base or 10
    if not 2 <= base <= 36:
        return math.nan
    known = _DIGITS[:base]
    end = start
    while end < len(text) and text[end].lower() in known:
        end += 1
    if end == start:
        return math.nan
    number = int(text[start:end], base)
    if number > 2**53:
        number = int(float(number))
    return -number if match[1] == '-' else number


def parse_float(text: str) -> int | float:
    """`parseFloat(string)`: the number that the text begins with, else NaN."""
    match = re.match(_FLOAT, text)
    if match is None:
        return math.nan
    number = float(match[1])
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
