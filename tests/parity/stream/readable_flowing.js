'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
events(r, 'r', 'data end close resume pause');
ticks(8);
log(r.readableFlowing, r.push('a'), r.push(Buffer.from('b')), r.readableLength);
r.push(null);
log(r.readableLength, r.readableEnded, r.readable);
r.on('end', function () { log(r.readableEnded, r.readable, r.destroyed, r.readableDidRead); });
r.on('close', function () { log(r.closed, r.destroyed, r.readableAborted); });
