'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
events(r, 'r', 'end close error pause');
r.on('data', function (c) { log('data', c); if (String(c) === 'b') r.destroy(); });
r.push('a'); r.push('b'); r.push('c'); r.push(null);
ticks(6);
var q = new stream.Readable({ read: function () {} });
events(q, 'q', 'end close error');
q.on('readable', function () { log('q readable', q.read(1)); q.destroy(new Error('q')); log(q.read()); });
q.push('xyz');
