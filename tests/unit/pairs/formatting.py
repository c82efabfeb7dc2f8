# ruff: noqa: F403, F405 - as a ported program begins
from compat.globals import *

METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'CONNECT']
log = console.log
log({'a': {'b': {'c': {}}}})
log({'a': {'b': {'c': 1}}, 'z': {}})
log({'z': {}, 'a': {'b': {'c': 1}}})
log([[[[]]]])
log({'a': {'b': {'c': {}}}, 'd': 1})
log([{'a': {'b': {'c': {}}}}, 1])
log({'a': {'b': {'c': {'d': 1}}}})
log([[[[1]]]])
log({'a-b': 1, '_x': 1, '$y': 2})
log(["a'b", 'a"b', 'a`b\'"', 'a\nb'])
log(list(range(120)))
log([f'item{i}' for i in range(7)])
log(['x' * (i % 9 + 1) for i in range(27)])
log({'long1': 'a' * 26, 'long2': 'b' * 31, 'c': 'c' * 11})
log(
    {
        'host': 'localhost:1234',
        'connection': 'keep-alive',
        'user-agent': 'curl/8.5.0 something long',
        'accept': '*/*',
    }
)
log({'a': {'b': {'c': 1}}, 'x': [{'y': {'z': 1}}]})
log(['x' * 20 + '\n' + 'y' * 80])
log({'s': 'line1\nline2'})
log([x * 1000 for x in range(1, 11)])
log({'a': ['abc'] * 7})
log([{'a': 1}] * 8)
log(METHODS)
log({'m': METHODS})
log([True, False, True, False, True, False, True])
log([f'a{i % 3}' for i in range(30)])
log([['a' * 30, 'b' * 30], ['c']])
log([1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13]])
log(['a', 'b', *[{'x': 1}] * 8])
log([f'k{i}' for i in range(101)])
log({'h': [f'header-value-{i}' for i in range(10)]})
log([f'header-value-long-enough-{i}' for i in range(10)])
log({'n': [100000, 2.5, -3, 4, 5, 6, 7, 1e21]})
log(['x' * 16 + '\n' + 'y' * 70, 1])
log({'k': 'z' * 90 + '\n'})
circle = {}
circle['c'] = circle
log(circle)
log(
    '%s %d %i %f %j %O %c %%',
    'str',
    '42x',
    '42.9px',
    '1.5y',
    {'a': 1},
    {'c': {'d': {'e': {'f': 1}}}},
    '',
    'x',
    {'y': 1},
)
log('%s', 'a', 5, [1, 'b'], {'k': 'v'})
log('%s %s', 'one')
log('100%', 'x')
log('%x', 1)
log('%% %s', 1)
log('%%')
log('%d %d', True, '')
log(b'hello', {'a'}, set(), 1e21, -0.0, 5.0, float('nan'), None)
console.table([{'a': 1, 'b': 'x'}, {'a': 2, 'c': True}])
console.table([[1, 2], [3, 4]])
console.table({'r1': {'v': 1}, 'r2': {'v': 2}})
console.table([1, 'a'])
console.table(5)
console.table([{'a': 1, 'b': 2}], ['b'])
console.group('G')
log('in\nner')
console.group()
log({'a': 1, 'b': 'x' * 70})
console.groupEnd()
console.groupEnd()
log('out')
console.count()
console.count('x')
console.count()
console.countReset()
console.count()
console.dir({'a': {'b': 1}}, {'depth': 0})
