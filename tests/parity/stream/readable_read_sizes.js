'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
r.push('abc'); r.push('defgh'); r.push('ij');
log(r.read(2), r.read(3), r.read(1), r.read(0), r.readableLength);
log(r.read(100), r.readableHighWaterMark, r.read(-1), r.read('2'), r.read(1.9), r.read(NaN));
r.read(100000); log(r.readableHighWaterMark);
r.push(null); log(r.read(5), r.read());
var e = new stream.Readable({ encoding: 'utf8', read: function () {} });
e.push('\u00e4\u00f6\u00fcabc'); log(e.readableLength, e.read(2), e.read(2), e.readableLength, e.read());
