# ruff: noqa: F403, F405 - as a ported program begins
from datetime import datetime

from compat.globals import *

log = console.log


def attempt(f):
    try:
        log('ok', f())
    except Exception as err:
        log(err.name, err.message)


texts = [
    '',
    '{',
    '{"a":1,}',
    '[1,]',
    '{a:1}',
    'tru',
    'nul',
    '"abc',
    '"a\nb"',
    '1 2',
    '01',
    '-',
    '1.',
    '{"a" 1}',
    '{"a":1 "b":2}',
    'undefined',
    'NaN',
    'Infinity',
    '{"a":1}x',
    '"\\x"',
    '[1 2]',
    '[',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '1e',
    '.5',
    "'a'",
    '{"a":1}\n\n  zz',
    '<html>oops</html>xxxxxxxxxxxxxxxxxxxxxx',
    '{"key":"vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv", bad}',
    '"\\u12"',
    '[1,2',
    '{"a":"b\tc"}',
    'trux',
    'truelongerthantwentycharactersx',
    '[1,2,3,4,5,6,7,8,9,10,11,12,x13,14,15]',
    '[         x          ',
    '[          x         ',
    '[          x          ',
    '[          x           ',
    '[x                  ',
    '-x',
    '[,',
    '{,',
    '1e+',
    '"\\',
]
for text in texts:
    attempt(lambda text=text: JSON.parse(text))


class WithToJSON:
    def toJSON(self, key):
        return 'k:' + key


c = {}
c['self'] = c
d = {'x': {'y': {}}}
d['x']['y']['z'] = d
loop = []
loop.append(loop)
w = {'b': {'c': {'d': {'e': {}}}}}
w['b']['c']['d']['e']['z'] = w
attempt(lambda: JSON.parse('{"a":[1,{"b":2}],"c":1.5e3,"d":"\\u00e9"}'))
attempt(lambda: JSON.parse('{"a":[1,{"b":2}]}', lambda k, v: v + 1 if isinstance(v, int) else v))
attempt(
    lambda: JSON.stringify(
        {
            'b': lambda: 1,
            'c': NaN,
            'd': [lambda: 1, lambda: 1, Infinity],
            'e': datetime(1970, 1, 1),
            'f': WithToJSON(),
            'g': 'é\u2028\n"\\\u0007\ud800',
            'h': 1e21,
            'i': -0.0,
            'j': 1.5,
            'k': True,
            'l': None,
        }
    )
)
attempt(lambda: JSON.stringify({'a': [1, {'b': 2}], 'c': {}, 'd': []}, None, 2))
attempt(lambda: JSON.stringify({'a': [1, {'b': 2}]}, None, '--'))
attempt(lambda: JSON.stringify({'a': 1, 'b': 2, 'c': {'a': 3}}, ['a', 'c']))
attempt(lambda: JSON.stringify({'a': 1, 'b': 'x'}, lambda k, v: undefined if k == 'a' else v))
attempt(lambda: JSON.stringify([1], None, 20))
attempt(lambda: JSON.stringify({'a': 1}, None, '123456789012'))
attempt(lambda: JSON.stringify('s'))
attempt(lambda: JSON.stringify(Buffer.from_('hi')))
attempt(lambda: JSON.stringify(Error('x')))
attempt(lambda: JSON.stringify(Error('x', 'E')))
attempt(lambda: JSON.stringify(c))
attempt(lambda: JSON.stringify(d))
attempt(lambda: JSON.stringify(loop))
attempt(lambda: JSON.stringify(w))
attempt(lambda: encodeURIComponent("a b&c/é😀!'()*~-_.#"))
attempt(lambda: encodeURI('http://a b/é?x=1&y=[z]#h%20'))
attempt(lambda: encodeURIComponent('\ud800'))
attempt(lambda: decodeURIComponent('%E9'))
attempt(lambda: decodeURIComponent('%'))
attempt(lambda: decodeURIComponent('a%20b%C3%A9'))
attempt(lambda: decodeURI('%2F%20%41%23'))
attempt(lambda: decodeURIComponent('%zz'))
attempt(lambda: decodeURIComponent('%C0%80'))
attempt(lambda: encodeURIComponent(5))
attempt(lambda: parseInt('12px'))
attempt(lambda: parseInt('0x1f'))
attempt(lambda: parseInt('z'))
attempt(lambda: parseInt('101', 2))
attempt(lambda: parseInt(' -7.9'))
attempt(lambda: parseInt(''))
attempt(lambda: parseInt('1e3'))
attempt(lambda: parseInt('12', 1))
attempt(lambda: parseInt('0b1'))
attempt(lambda: parseFloat('1.5abc'))
attempt(lambda: parseFloat('.5'))
attempt(lambda: parseFloat('-.5e-2x'))
attempt(lambda: parseFloat('abc'))
attempt(lambda: parseFloat('Infinityx'))
attempt(lambda: parseFloat('1e'))
attempt(lambda: parseFloat('1_0'))
attempt(lambda: parseInt('0x'))
attempt(lambda: parseInt('9007199254740993'))
attempt(lambda: parseFloat('+3'))
attempt(lambda: parseInt(15.99))
attempt(lambda: isNaN('x'))
attempt(lambda: isFinite('5'))
attempt(lambda: btoa('hi'))
attempt(lambda: atob('aGk='))
