'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () { log('_read'); } });
events(r, 'r', 'data end error close');
r.push('a');
ticks(5);
log(r.destroy() === r, r.destroyed, r.closed, r.readable, r.readableAborted, r.read(), r.push('b'));
r.destroy(new Error('too late'));
var q = new stream.Readable({ read: function () {}, destroy: function (e, cb) { log('_destroy', e); setTimeout(function () { cb(new Error('other')); }, 3); } });
events(q, 'q', 'data end error close');
q.destroy(new Error('boom'));
log(q.errored, q.destroyed, q.closed);
