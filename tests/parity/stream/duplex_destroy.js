'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var d = new stream.Duplex({ read: function () {}, write: function (c, e, cb) { setTimeout(cb, 20); }, destroy: function (e, cb) { log('_destroy', e); setTimeout(cb, 1, e); } });
events(d, 'd', 'data end finish error close');
d.write('a', function (e) { log('a', e); }); d.write('b', function (e) { log('b', e); });
ticks(4);
d.destroy(new Error('gone'));
log(d.destroyed, d.closed, d.errored, d.readable, d.writable, d.readableAborted, d.writableAborted, d._readableState.errored, d._writableState.errored);
