// Writes pure.json: what real Node answers to the inputs below. Run it with the reference version:
//   node --no-deprecation record.js
'use strict';
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { StringDecoder } = require('node:string_decoder');
const url = require('node:url');
const querystring = require('node:querystring');

const urls = ["", "/", "/a", "/a?b", "/a?b=1&b=2#c", "a", "a/b", "a?b", "#h", "?q", "?", "#", "a#", "a?", "//h", "//h/p", "//u@h/p", "//u:p@h:80/p?q#h", "///a", "////a", "http:", "http:/", "http://", "http:///", "http://a", "http://A.B", "HTTP://A.B/", "http://a/", "http://a?b", "http://a#b", "http://a:80", "http://a:80/", "http://a:", "http://a:/x", "http://a:b", "http://a:b/c", "http://a:80b/c", "http:a", "http:a/b", "http:/a", "http:/a/b", "http://u@a", "http://u:p@a", "http://u:p%40x@a", "http://u@v@a/", "http://u:p@a@b/c@d", "http://a/b@c", "http://a?x@y", "http://a#x@y", "http://[::1]", "http://[::1]:80/x", "http://[::1", "http://[FE80::1%en0]/x", "http://\u00e9.com", "http://\u00c9.com/\u00e9", "http://x_y.com", "http://x y.com", "http://a%20b.com/", "http://a%zz@b/", "http://a b@c/", " http://a ", "\thttp://a\n", "http://a/ b", "http://a/b c?d e#f g", "http://a/\"<>`{}|\\^'", "http://a\\b\\c?d\\e#f\\g", "\\\\a\\b", "http:\\\\a\\b", "mailto:a@b.c", "mailto:a@b.c?subject=x", "javascript:alert(1)", "javascript:alert(\"x y\")//@a", "JavaScript:X", "file:///a/b", "file://h/a", "file:a", "file:/a", "data:text/plain,x", "tel:123", "urn:a:b", "foo:bar", "foo://a", "foo://a/b", "foo://A:80/b?c#d", "foo:/a", "foo:///a", "coap://a", "ws://a", "wss://a:1/", "ftp://u:p@a/b", "gopher://a", "http+unix://a/b", "a.b:c", "localhost:80", "localhost:80/x", "127.0.0.1:80", "a:b", "a:b@c", "x:1/2", "http://a,b/", "http://a;b/", "http://a;b@c/", "http://a*b/", "http://a!b", "http://a$b/c", "http://a'b/", "http://a(b)", "http://a~b/", "http://a&b", "http://a=b", "http://a+b/", "http://a\"b", "http://a<b", "http://a>b", "http://a`b", "http://a{b}", "http://a|b", "http://a^b", "http://a\tb", "http://a\nb/c", "http://a\u0000b", "http://a\u007fb", "http://-a-.b", "http://.a", "http://a.", "http://a..b", "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", "http://a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.com/x", "http://\uff45\uff58.com", "http://a\u3002b/", "http://1.2.3.4:99999/", "http://0x7f.1/", "http://ab?", "http://ab#", "http://ab/?", "http://ab/#", "http://ab/?#", "http://ab?#", "/a?b?c", "/a#b#c", "/a#b?c", "/a?b#c?d", "/a b", "/a\tb", "/a b?c d", "/\u00e9?\u00e9#\u00e9", "//a?b", "//a b", "/a?x=%zz", "?a=1&a=2", "/?__proto__=1", "http://a/%7Eb", "http://a/b;c=d", "http://a:0/", "http://a:00080/", "http://u:@a", "http://:p@a", "http://@a", "http://u%zz:@a", "//@a", "//a@b", "http://a@/x", "http://@/x", "http:// /x", "http:///x?y", "http://?x", "http://#x", "https://a:443", "HTTPS://EXAMPLE.com:443/p/a/t/h?query=string#hash", "http://user:pass@sub.example.com:8080/p/a/t/h?query=string#hash", "svn+ssh://foo/bar", "dash-test:foo/bar", "dash-test:/foo", "dash-test:///foo", ".test:x", "x+y:z", "1a:b", "-a:b", "+:b", ":a", "::a", "/:a", "a/b:c", "?a:b", "#a:b", "http://a/b:c", "http://a/b?c:d", "\uff41:b", "http://\u00ad/", "http://\u200b/", "http://a\u3000b/", "\ufeffhttp://a", "\u00a0x\u00a0", "http://a/\u00a0", "http://a/b\u3000c", "a\\b", "a?b\\c", "a#b\\c", "#\\", "blob:http://a", "view-source:http://a/b", "http://www.\u00c4ffchen.cOm;A/b/c?d=e#f g<h>i", "git+http://user:pass@a/b", "XMPP:isaacs@x.com/y", "http://a.com\t.com/x", "http://mt0.google.com/vt/lyrs=m@114???&hl=en&src=api&x=2&y=2&z=3&s=", "http://_jabber._tcp.google.com/test", "http://user:pass@_jabber._tcp.google.com:80/test", "http://[fe80::1]", "http://[:]", "http://[a]", "http://[", "http://]", "http://[]", "http://[]x", "http://x[]", "http://[::1]x", "http://[::1]:x", "http://u:p@[::1]:99/p"];
const whatwgUrls = ["", "/", "/a", "/a?b", "/a?b=1&b=2#c", "a", "a/b", "a?b", "#h", "?q", "?", "#", "a#", "a?", "//h", "//h/p", "//u@h/p", "//u:p@h:80/p?q#h", "///a", "////a", "http:", "http:/", "http://", "http:///", "http://a", "http://A.B", "HTTP://A.B/", "http://a/", "http://a?b", "http://a#b", "http://a:80", "http://a:80/", "http://a:", "http://a:/x", "http://a:b", "http://a:b/c", "http://a:80b/c", "http:a", "http:a/b", "http:/a", "http:/a/b", "http://u@a", "http://u:p@a", "http://u:p%40x@a", "http://u@v@a/", "http://u:p@a@b/c@d", "http://a/b@c", "http://a?x@y", "http://a#x@y", "http://[::1]", "http://[::1]:80/x", "http://[::1", "http://[FE80::1%en0]/x", "http://\u00e9.com", "http://\u00c9.com/\u00e9", "http://x_y.com", "http://x y.com", "http://a%20b.com/", "http://a%zz@b/", "http://a b@c/", " http://a ", "\thttp://a\n", "http://a/ b", "http://a/b c?d e#f g", "http://a\\b\\c?d\\e#f\\g", "\\\\a\\b", "http:\\\\a\\b", "mailto:a@b.c", "mailto:a@b.c?subject=x", "javascript:alert(1)", "javascript:alert(\"x y\")//@a", "JavaScript:X", "file:///a/b", "file://h/a", "file:a", "file:/a", "data:text/plain,x", "tel:123", "urn:a:b", "foo:bar", "foo://a", "foo://a/b", "foo://A:80/b?c#d", "foo:/a", "foo:///a", "coap://a", "ws://a", "wss://a:1/", "ftp://u:p@a/b", "gopher://a", "http+unix://a/b", "a.b:c", "localhost:80", "localhost:80/x", "127.0.0.1:80", "a:b", "a:b@c", "x:1/2", "http://a,b/", "http://a;b/", "http://a;b@c/", "http://a*b/", "http://a!b", "http://a$b/c", "http://a'b/", "http://a(b)", "http://a~b/", "http://a&b", "http://a=b", "http://a+b/", "http://a\"b", "http://a<b", "http://a>b", "http://a`b", "http://a{b}", "http://a|b", "http://a\tb", "http://a\nb/c", "http://a\u0000b", "http://a\u007fb", "http://-a-.b", "http://.a", "http://a.", "http://a..b", "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", "http://a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.com/x", "http://\uff45\uff58.com", "http://a\u3002b/", "http://1.2.3.4:99999/", "http://0x7f.1/", "http://ab?", "http://ab#", "http://ab/?", "http://ab/#", "http://ab/?#", "http://ab?#", "/a?b?c", "/a#b#c", "/a#b?c", "/a?b#c?d", "/a b", "/a\tb", "/a b?c d", "/\u00e9?\u00e9#\u00e9", "//a?b", "//a b", "/a?x=%zz", "?a=1&a=2", "/?__proto__=1", "http://a/%7Eb", "http://a/b;c=d", "http://a:0/", "http://a:00080/", "http://u:@a", "http://:p@a", "http://@a", "http://u%zz:@a", "//@a", "//a@b", "http://a@/x", "http://@/x", "http:// /x", "http:///x?y", "http://?x", "http://#x", "https://a:443", "HTTPS://EXAMPLE.com:443/p/a/t/h?query=string#hash", "http://user:pass@sub.example.com:8080/p/a/t/h?query=string#hash", "svn+ssh://foo/bar", "dash-test:foo/bar", "dash-test:/foo", "dash-test:///foo", ".test:x", "x+y:z", "1a:b", "-a:b", "+:b", ":a", "::a", "/:a", "a/b:c", "?a:b", "#a:b", "http://a/b:c", "http://a/b?c:d", "\uff41:b", "http://\u00ad/", "http://\u200b/", "http://a\u3000b/", "\ufeffhttp://a", "\u00a0x\u00a0", "http://a/\u00a0", "http://a/b\u3000c", "a\\b", "a?b\\c", "a#b\\c", "#\\", "blob:http://a", "view-source:http://a/b", "http://www.\u00c4ffchen.cOm;A/b/c?d=e#f g<h>i", "git+http://user:pass@a/b", "XMPP:isaacs@x.com/y", "http://a.com\t.com/x", "http://mt0.google.com/vt/lyrs=m@114???&hl=en&src=api&x=2&y=2&z=3&s=", "http://_jabber._tcp.google.com/test", "http://user:pass@_jabber._tcp.google.com:80/test", "http://[fe80::1]", "http://[:]", "http://[a]", "http://[", "http://]", "http://[]", "http://[]x", "http://x[]", "http://[::1]x", "http://[::1]:x", "http://u:p@[::1]:99/p", "http://a/[x]", "http://a/|", "http://a/'?'", "foo:a b?x", "http://user:pa|ss@a/", "http://a/%", "http://a:65536", "http://1.2.3.256", "http://0x100000000", "http://a%41/", "http://[::127.0.0.1]", "non-special://h:80/\u00fc", "file://C|/x", "file:///C|/x", "http:///////a", "http://a/./b/%2e%2e/c", "ws://a:80", "wss://a:443", "http://a/\u007f", "http://a/?\u007f", "http://h/`{}", "http://h#`{}", "javascript:/../", "web+demo:/.//not-a-host/", "http://ho\tst/p\na"];
const bases = ["http://a/b/c/d;p?q","http://a/b/c/d?q#f","/one/two/three","one/two","http://a.com","http://u:p@a:80/x/y","mailto:a@b","mailto:local@domain","file:///x/y","//h/p/q","foo:a/b","foo://h/a/b","","?q","#h","javascript:x","http:a","http://a/b//c","ws://x/y/z","a","/"];
const links = ["","g:h","g","./g","g/","/g","//g","?y","g?y","#s","g#s","g?y#s",";x","g;x",".","./","..","../","../g","../..","../../","../../g","../../../g","../../../../g","/./g","/../g","g.","..g","./../g","./g/.","g/./h","g/../h","http:g","http:","http://x/y","http:///x","https:g/h","https:/g/h","file:x","file:///a","mailto:x@y","mailto:x","b@c","x@y/z","javascript:y","foo:c","foo:/c","foo://i/j","//u@i/j","//","///","/a/b/../..","a/b/../..","./","./.","?","#","http://user:pw@h","ftp:x","../?q",".?q","./#h","/..","a//b","//h","u@h","a:80","localhost:3000/x","..//","../a/../../b/","%2e%2e/x","//h?q","//h#f","HTTP://Z/"];
const setters = {
  protocol: ['https', 'https:', 'ftp', 'foo', 'file', '1x', ''],
  username: ['é', '', 'a:b'],
  password: ['', 'x@'],
  host: ['b', 'b:90', '', 'b:x', '[::1]:5', 'a b', 'b/c', 'b?c'],
  hostname: ['b', 'b:90', '', '[::1]'],
  port: ['', '80', '443', '99999', '8a', 'a8', '-1', '65535'],
  pathname: ['', '/a/../b', 'x y', 'é?#'],
  search: ['', '?', '?x', 'x#y', 'é'],
  hash: ['', '#', '#x', 'é `'],
};
const parts = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
  'hash'];
const encodings = ['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex'];
const texts = ['', 'abc', 'é', 'éāx', '€', '\u{1f600}a', '\ud800', 'a\ud800', 'é\udc00x', 'YQ==', 'YQ', 'Y', 'YWJj=ZGVm',
  'YW=JjZGVm', 'Y W\nJ*j', '-_+/', 'YWJjZ', 'YWJ=', '=YWJj', 'YWé J=', 'YWJjZA==YWJj', 'YR==', 'Y===', 'abc1', 'abxxcd',
  'AbCd', 'ab cd', '0', 'fF0', '\u0000\u007f'];
const byteRows = [[], [97], [0xc3, 0x28, 0xe2, 0x82, 0xf0, 0x9f, 0x98, 0xff, 0x61], [0xe9, 0x80, 0x41], [0, 0xd8, 0x41, 0],
  [0xfb, 0xff], [0xef, 0xbb, 0xbf, 0x61], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0x80], [0xe2, 0x82, 0xac],
  [0x3d, 0xd8, 0x00, 0xde], [1, 2, 3, 4], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xe0, 0x80], [255, 254, 253]];
const streams = [['utf8', [0xe2], [0x82], [0xac]], ['utf8', [0xe2, 0x82]], ['utf8', [0xe2], [0x41]],
  ['utf8', [0xf0, 0x9f], [0x98], [0x41]], ['utf8', [0xff, 0xe2]], ['utf8', [0xc0]], ['utf8', [0xe0, 0x80]],
  ['utf8', [0xe0], [0x80]], ['utf8', [0xed], [0xa0], [0x80]], ['utf8', [0xf0, 0x9f, 0x98, 0x80, 0xe2], [0x82, 0xac, 0x41]],
  ['utf8', [0x80]], ['utf8', [0xe2, 0x82, 0xe2], [0x82, 0xac]], ['utf8', [0xf4], [0x90], [0x80, 0x80]],
  ['utf8', [0xf5], [0x80]], ['utf8', [0xe2], [0xe2], [0x82, 0xac]], ['utf8', [0xf0], [0x9f, 0x98], [0xf0]],
  ['utf8', [0xf8], [0x41]], ['utf8', [0x61, 0xc3], [], [0xa9]], ['utf8', [0xc3, 0x80, 0x80, 0x80], [0x80]],
  ['utf16le', [0x61], [0x00]], ['utf16le', [0x3d, 0xd8], [0x41, 0]], ['utf16le', [0x3d, 0xd8]], ['utf16le', [0x61, 0, 0x62]],
  ['utf16le', [0x3d, 0xd8, 0x00], [0xde, 0x61, 0]], ['base64', [1], [2], [3], [4]], ['base64', [1, 2, 3, 4], [5, 6]],
  ['base64url', [251], [255]], ['hex', [1], [2, 3]], ['latin1', [0xe9], [0x41]], ['ascii', [0xe9]]];
const numbers = [0, -0, 1, -1, 1.5, 0.1, 1e21, 123456789012345680000, 1e-6, 1e-7, 1.5e-10, -2.5e25, 2 ** 53, 5e-324,
  1.7976931348623157e308, 0.000001234, 100, 1e5, 4294967296.5, 12345.678];
const numerals = ['', ' ', '80', ' 80 ', '0x50', '0b11', '0o17', '1e3', '80a', '-0', '65535.0', '+5', '.5', '5.', '.',
  'Infinity', '-Infinity', 'infinity', '1_000', '0x', '-0x5', '\u00a05\ufeff', '\n5', '1e', 'NaN', '١'];
const queries = ['a=1&b=2&a=3', 'a', '', 'a=%zz&b=%E9&c=+%20', '=1&=2&&a=&b==c&d=e=f', '__proto__=1', '%F0%9F%98%80=%u1234',
  'a=%', 'a=%4', 'a+b=c+d', 'a%2', '&', '=', '&=&a', 'a=1&a=2&a=3'];
const searches = ['?a=1&b=2', 'a=%zz&b=%E9&c=+&d', "*-._~!'()", 'a=b=c', '&&a&', '??x', 'é=ü', 'a=\ud800', '+=+'];

const attempt = (fn) => { try { return fn(); } catch (error) { return { error: [error.name, error.code ?? null] }; } };
const known = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
const golden = {
  parse: urls.flatMap((text) => [[], [true, true]].map((args) => [text, args, attempt(() => {
    const parsed = known(url.parse(text, ...args));
    if (typeof parsed.query === 'object') parsed.query = { ...parsed.query };
    return parsed;
  })])),
  resolve: bases.map((base) => [base, links.map((link) => url.resolve(base, link))]),
  links,
  whatwg: whatwgUrls.flatMap((text) => [null, 'http://base/x/y?z#w'].map((base) => [text, base, attempt(() => {
    const parsed = base === null ? new URL(text) : new URL(text, base);
    return parts.map((part) => parsed[part]);
  })])),
  setters: ['http://u:p@a:81/p?q#h', 'foo://h/p', 'mailto:x', 'file:///x', 'http://a/'].flatMap((base) =>
    Object.entries(setters).flatMap(([part, values]) => values.map((value) => {
      const parsed = new URL(base);
      parsed[part] = value;
      return [base, part, value, parsed.href];
    }))),
  encode: texts.flatMap((text) => encodings.map((encoding) =>
    [text, encoding, [...Buffer.from(text, encoding)], Buffer.byteLength(text, encoding)])),
  decode: byteRows.flatMap((bytes) => encodings.map((encoding) => [bytes, encoding, Buffer.from(bytes).toString(encoding)])),
  streams: streams.map(([encoding, ...chunks]) => {
    const decoder = new StringDecoder(encoding);
    return [encoding, chunks, [...chunks.map((chunk) => decoder.write(Buffer.from(chunk))), decoder.end()]];
  }),
  numbers: numbers.map((number) => [Object.is(number, -0) ? '-0' : number.toExponential(20), String(number)]),
  numerals: numerals.map((text) => [text, String(Number(text))]),
  queries: queries.map((text) => [text, Object.entries(querystring.parse(text))]),
  searches: searches.map((text) => {
    const params = new URLSearchParams(text);
    return [text, [...params], params.toString()];
  }),
  uri: ['', 'a b', "é;/?:@&=+$,#-_.!~*'()", '%41%2f%3A%20', '%', '%E9', '%C3%A9', '\ud83d\ude00', '\ud800', '%23%2B%zz']
    .map((text) => [text, ...[encodeURIComponent, encodeURI, decodeURIComponent, decodeURI]
      .map((fn) => attempt(() => fn(text)))]),
};
writeFileSync(join(__dirname, 'pure.json'), JSON.stringify(golden).replaceAll('],[', '],\n[') + '\n');
