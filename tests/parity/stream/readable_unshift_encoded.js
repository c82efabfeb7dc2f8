'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var e = new stream.Readable({ encoding: 'utf8', read: function () {} });
e.push('bc'); e.unshift('a'); e.unshift('5a', 'hex'); log(e.readableLength, e.read());
e.unshift(Buffer.from('q')); log(e.readableLength, typeof e.read());
var o = new stream.Readable({ objectMode: true, read: function () {} });
o.push(2); o.unshift(1); o.unshift({}.x); log(o.readableLength, o.read(), o.read());
var f = new stream.Readable({ read: function () {} });
events(f, 'f', 'data end');
f.push('one');
setTimeout(function () { f.unshift('zero'); f.push('two'); f.unshift(null); }, 2);
