'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ autoDestroy: false, read: function () {} });
events(r, 'r', 'data end error close');
r.push('a'); r.push(null);
ticks(6);
var s = new stream.Readable({ autoDestroy: false, read: function () { throw new Error('bad'); } });
events(s, 's', 'data end error close');
setTimeout(function () { log(r.destroyed, r.readableEnded, s.destroyed, s.errored, s.readable); }, 3);
var m = new stream.Readable({ emitClose: false, read: function () {} });
events(m, 'm', 'data end error close');
m.push(null);
setTimeout(function () { log(m.destroyed, m.closed); }, 3);
