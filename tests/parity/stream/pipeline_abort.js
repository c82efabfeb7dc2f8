'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var ac = new AbortController();
var r = new stream.Readable({ read: function () {} }), w = new stream.PassThrough();
events(r, 'r', 'error close'); events(w, 'w', 'error close');
stream.promises.pipeline(r, w, { signal: ac.signal }).then(function () { log('?'); }, function (e) { log('rejected', e, r.destroyed, w.destroyed); });
setTimeout(function () { ac.abort(); }, 2);
var open = new stream.PassThrough();
setTimeout(function () {
  stream.promises.pipeline(stream.Readable.from(['a', 'b']), open, { end: false }).then(function () { log('done', open.writableEnded, open.destroyed); open.end(); open.resume(); });
  stream.promises.pipeline(async function* (options) { log('signal', options.signal.aborted); yield 'x'; }, new stream.PassThrough().resume()).then(function () { log('generated'); });
}, 20);
