"""JSObject, Symbol, UNDEFINED."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from node_http._jsobject import UNDEFINED, JSObject, Symbol, Undefined, truthy


def test_items_are_attributes() -> None:
    obj = JSObject(host='a', port=1)
    assert (obj.host, obj['port']) == ('a', 1)
    obj.port = 2
    obj['x-y'] = 3
    assert obj == {'host': 'a', 'port': 2, 'x-y': 3}
    del obj.host
    del obj.missing
    assert list(obj) == ['port', 'x-y']
    assert 'port' in dir(obj)


def test_what_is_missing_is_none() -> None:
    obj = JSObject()
    assert obj.anything is None
    assert obj['anything'] is None
    assert 'anything' not in obj
    assert obj.get('anything', 1) == 1
    with pytest.raises(AttributeError):
        _ = obj.__missing_protocol__


def test_named_like_a_method() -> None:
    obj = JSObject(items=[1])
    assert obj['items'] == [1]
    assert list(obj.items()) == [('items', [1])]
    assert obj.hasOwnProperty('items')
    assert not obj.hasOwnProperty('keys')


def test_copies_stay_objects() -> None:
    obj = JSObject(a=JSObject(b=1))
    copies = [obj.copy(), copy.copy(obj), copy.deepcopy(obj), pickle.loads(pickle.dumps(obj)), obj | {}]
    for other in copies:
        assert other == obj
        assert type(other) is JSObject
        assert other is not obj
    assert copies[2].a is not obj.a
    assert json.dumps(obj) == '{"a": {"b": 1}}'
    with pytest.raises(TypeError):
        obj | 5


def test_symbols_are_unique() -> None:
    assert Symbol('a') != Symbol('a')
    assert Symbol.for_('a') is Symbol.for_('a')
    assert Symbol.keyFor(Symbol.for_('a')) == 'a'
    assert Symbol.keyFor(Symbol('a')) is None
    symbol = Symbol('desc')
    assert (symbol.description, repr(symbol), Symbol().toString()) == ('desc', 'Symbol(desc)', 'Symbol()')
    assert copy.deepcopy(symbol) is copy.copy(symbol) is symbol
    assert {symbol: 1}[symbol] == 1


def test_symbols_pickled() -> None:
    assert pickle.loads(pickle.dumps(Symbol.for_('a'))) is Symbol.for_('a')
    with pytest.raises(TypeError, match='unique'):
        pickle.dumps(Symbol('a'))


def test_undefined() -> None:
    assert not UNDEFINED
    assert repr(UNDEFINED) == 'undefined'
    assert Undefined() is copy.deepcopy(UNDEFINED) is pickle.loads(pickle.dumps(UNDEFINED)) is UNDEFINED
    assert UNDEFINED != None  # noqa: E711  it is not null


def test_truthy() -> None:
    assert all(map(truthy, (True, 1, -0.5, 'a', {}, [], object())))
    assert not any(map(truthy, (False, 0, -0.0, float('nan'), '', None, UNDEFINED)))
