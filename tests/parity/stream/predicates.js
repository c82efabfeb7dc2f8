'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function show(s) { log(stream.isReadable(s), stream.isWritable(s), stream.isErrored(s), stream.isDisturbed(s), stream.isDestroyed(s)); }
var r = new stream.Readable({ read: function () {} }), w = new stream.Writable({ write: function (c, e, cb) { cb(); } }), d = new stream.PassThrough();
show(r); show(w); show(d); show({});
r.push('x'); r.read(); show(r);
w.end(); show(w);
d.on('error', function () {}); d.destroy(new Error('d')); show(d);
r.push(null); r.resume();
setTimeout(function () { show(r); show(w); show(d); }, 2);
