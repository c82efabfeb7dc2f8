'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
var w = new stream.Writable({ write: function (c, e, cb) { log('_write', c); cb(); } });
events(r, 'r', 'end close pause resume'); events(w, 'w', 'pipe unpipe finish close drain');
ticks(8);
log(r.pipe(w) === w, r.readableFlowing, r._readableState.pipes.length);
r.push('a'); r.push('b'); r.push(null);
w.on('finish', function () { log(r._readableState.pipes.length, r.listenerCount('data'), w.listenerCount('error')); });
