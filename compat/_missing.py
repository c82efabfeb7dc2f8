"""The error for a name that a module has not: `from … import` would replace an AttributeError's words by its own."""

from __future__ import annotations

import sys


def missing(message: str, name: str) -> Exception:
    """The error that a module's `__getattr__` raises for a name: what it says reaches who imports the name, too."""
    frame = sys._getframe(2)  # who asks the module for the name
    from opcode import opmap  # only when something is wrong

    if frame.f_code.co_code[frame.f_lasti] == opmap['IMPORT_FROM']:
        return ImportError(message, name=name)
    return AttributeError(message, name=name)
