const log = console.log;
function attempt(f) {
  try {
    log('ok', f());
  } catch (err) {
    log(err.name, err.message);
  }
}
const texts = [
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
  '\'a\'',
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
];
for (const text of texts) attempt(() => JSON.parse(text));
const c = {}; c.self = c;
const d = {x: {y: {}}}; d.x.y.z = d;
const l = []; l.push(l);
const w = {b: {c: {d: {e: {}}}}}; w.b.c.d.e.z = w;
attempt(() => JSON.parse('{"a":[1,{"b":2}],"c":1.5e3,"d":"\\u00e9"}'));
attempt(() => JSON.parse('{"a":[1,{"b":2}]}', (k, v) => (typeof v === 'number' ? v + 1 : v)));
attempt(() => JSON.stringify({a: undefined, b: () => 1, c: NaN, d: [undefined, () => 1, Infinity], e: new Date(0), f: {toJSON(k) { return 'k:' + k; }}, g: 'é\u2028\n"\\\u0007\ud800', h: 1e21, i: -0, j: 1.5, k: true, l: null}));
attempt(() => JSON.stringify({a: [1, {b: 2}], c: {}, d: []}, null, 2));
attempt(() => JSON.stringify({a: [1, {b: 2}]}, null, '--'));
attempt(() => JSON.stringify({a: 1, b: 2, c: {a: 3}}, ['a', 'c']));
attempt(() => JSON.stringify({a: 1, b: 'x'}, (k, v) => (k === 'a' ? undefined : v)));
attempt(() => JSON.stringify([1], null, 20));
attempt(() => JSON.stringify({a: 1}, null, '123456789012'));
attempt(() => JSON.stringify('s'));
attempt(() => JSON.stringify(Buffer.from('hi')));
attempt(() => JSON.stringify(new Error('x')));
attempt(() => JSON.stringify(Object.assign(new Error('x'), {code: 'E'})));
attempt(() => JSON.stringify(c));
attempt(() => JSON.stringify(d));
attempt(() => JSON.stringify(l));
attempt(() => JSON.stringify(w));
attempt(() => encodeURIComponent("a b&c/é😀!'()*~-_.#"));
attempt(() => encodeURI('http://a b/é?x=1&y=[z]#h%20'));
attempt(() => encodeURIComponent('\ud800'));
attempt(() => decodeURIComponent('%E9'));
attempt(() => decodeURIComponent('%'));
attempt(() => decodeURIComponent('a%20b%C3%A9'));
attempt(() => decodeURI('%2F%20%41%23'));
attempt(() => decodeURIComponent('%zz'));
attempt(() => decodeURIComponent('%C0%80'));
attempt(() => encodeURIComponent(5));
attempt(() => parseInt('12px'));
attempt(() => parseInt('0x1f'));
attempt(() => parseInt('z'));
attempt(() => parseInt('101', 2));
attempt(() => parseInt(' -7.9'));
attempt(() => parseInt(''));
attempt(() => parseInt('1e3'));
attempt(() => parseInt('12', 1));
attempt(() => parseInt('0b1'));
attempt(() => parseFloat('1.5abc'));
attempt(() => parseFloat('.5'));
attempt(() => parseFloat('-.5e-2x'));
attempt(() => parseFloat('abc'));
attempt(() => parseFloat('Infinityx'));
attempt(() => parseFloat('1e'));
attempt(() => parseFloat('1_0'));
attempt(() => parseInt('0x'));
attempt(() => parseInt('9007199254740993'));
attempt(() => parseFloat('+3'));
attempt(() => parseInt(15.99));
attempt(() => isNaN('x'));
attempt(() => isFinite('5'));
attempt(() => btoa('hi'));
attempt(() => atob('aGk='));
