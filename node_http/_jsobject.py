"""The JavaScript values that Python has no equal of: plain objects, symbols, ``undefined``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

__all__ = ['UNDEFINED', 'JSObject', 'Symbol', 'Undefined', 'item_of', 'truthy']


class JSObject(dict[Any, Any]):
    """An object as Node hands it out: a dict whose items are also attributes.

    A missing key or attribute is ``None``, never a KeyError; ``in``, iteration, equality and
    ``json.dumps`` are the dict's own. Where an item is named like a dict method (``items``, ``keys``,
    ``get``, …), the attribute is the method and ``obj['items']`` is the item.
    """

    def __missing__(self, key: Any) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        # Protocol lookups (copy, pickle, inspect, …) must not be told that every dunder exists.
        if name[:2] == '__' and name[-2:] == '__':
            raise AttributeError(name)
        return self.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        self.pop(name, None)

    def __or__(self, other: Any) -> Any:
        return type(self)(dict(self) | dict(other)) if isinstance(other, Mapping) else NotImplemented

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *(key for key in self if isinstance(key, str))]

    def __copy__(self) -> JSObject:
        return type(self)(self)

    def copy(self) -> JSObject:
        """A shallow copy, which is a JSObject again."""
        return type(self)(self)

    def hasOwnProperty(self, key: Any) -> bool:
        """``obj.hasOwnProperty(key)``: whether the object has the item."""
        return key in self


#: `item_of(obj, key)`: the item, or None. An object's own `get` takes longer, as any attribute of it may be an item.
item_of = dict.get


class Undefined:
    """The class of :data:`UNDEFINED`, which has one instance."""

    __slots__ = ()
    _instance: ClassVar[Undefined | None] = None

    def __new__(cls) -> Undefined:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return 'undefined'

    def __reduce__(self) -> tuple[type[Undefined], tuple[()]]:
        return Undefined, ()


UNDEFINED: Any = Undefined()
"""JavaScript's ``undefined``, for the few places where Node tells it from ``null`` (which is ``None``)."""


class Symbol:
    """A JavaScript symbol: a unique name. Two symbols are equal only if they are the same one."""

    __slots__ = ('_key', 'description')
    _registry: ClassVar[dict[str, Symbol]] = {}

    description: str | None

    def __init__(self, description: str | None = None) -> None:
        self.description = description
        self._key: str | None = None

    @classmethod
    def for_(cls, key: str) -> Symbol:
        """``Symbol.for(key)``: the symbol that everybody who asks for this key shares."""
        symbol = cls._registry.get(key)
        if symbol is None:
            # setdefault, so that two threads asking at once are given the same symbol.
            symbol = cls._registry.setdefault(key, cls._registered(key))
        return symbol

    @classmethod
    def _registered(cls, key: str) -> Symbol:
        symbol = cls(key)
        symbol._key = key
        return symbol

    @staticmethod
    def keyFor(symbol: Symbol) -> str | None:
        """``Symbol.keyFor(symbol)``: its key, if it came from :meth:`for_`."""
        return symbol._key

    def toString(self) -> str:
        """``symbol.toString()``: ``Symbol(description)``."""
        return f'Symbol({self.description or ""})'

    __repr__ = toString

    def __copy__(self) -> Symbol:
        return self

    def __deepcopy__(self, memo: Any) -> Symbol:
        return self

    def __reduce__(self) -> Any:
        if self._key is None:
            raise TypeError('a Symbol is unique: only those of Symbol.for_() can be pickled')
        return Symbol.for_, (self._key,)


def truthy(value: Any) -> bool:
    """What JavaScript's ``if`` takes for true: ``{}`` and ``[]`` too, but not NaN."""
    if value is None or value is False:
        return False
    if isinstance(value, (str, int)):
        return bool(value)
    if isinstance(value, float):
        return value == value and value != 0
    return not isinstance(value, Undefined)
