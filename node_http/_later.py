"""Names of a module that are imported when they are first asked for, for what few programs need (PEP 562).

The type checker is told in the ordinary way:

    if TYPE_CHECKING:
        from ._search_params import URLSearchParams
    else:
        __getattr__, __dir__ = imported_later(__name__, {'_search_params': ('URLSearchParams',)})
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

__all__ = ['imported_later']


def imported_later(
    name: str, origins: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and the `__dir__` of the module `name`, which has names of other modules of its package."""
    own = vars(sys.modules[name])
    origin_of = {
        later: f'{own["__package__"]}.{origin}' for origin, names in origins.items() for later in names
    }

    def find(wanted: str) -> Any:
        if wanted not in origin_of:
            raise AttributeError(f'module {name!r} has no attribute {wanted!r}')
        value = own[wanted] = getattr(import_module(origin_of[wanted]), wanted)
        return value

    return find, lambda: sorted({*own, *origin_of})
