'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
function sink(name) { var w = new stream.Writable({ write: function (c, e, cb) { log(name, c); cb(); } }); events(w, name, 'pipe unpipe finish'); return w; }
var a = sink('a'), b = sink('b');
r.pipe(a); r.pipe(b, { end: false });
r.push('1');
ticks(3);
setTimeout(function () {
  log(r.unpipe(a) === r, r.readableFlowing, r._readableState.pipes.length);
  r.push('2');
  r.unpipe(a);
  setTimeout(function () {
    r.unpipe(); log(r.readableFlowing, r.isPaused());
    r.push('3');
    setTimeout(function () { r.pipe(b, { end: false }); r.push(null); r.on('end', function () { log('end', b.writableEnded); }); r.on('close', function () { r.pipe(a); }); }, 2);
  }, 2);
}, 2);
