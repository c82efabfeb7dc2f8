'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
var euro = Buffer.from('a\u20acb\u{1F600}c');
r.push(euro.subarray(0, 2));
r.setEncoding('utf8');
log(r.readableEncoding, r.readableLength);
events(r, 'r', 'data end');
for (var i = 2; i < euro.length; i++) r.push(euro.subarray(i, i + 1));
r.push(Buffer.from([0xe2, 0x82]));
r.push(null);
