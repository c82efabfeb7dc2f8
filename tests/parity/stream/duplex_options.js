'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var d = new stream.Duplex({ readableObjectMode: true, writableHighWaterMark: 7, readableHighWaterMark: 3 });
log(d.readableObjectMode, d.writableObjectMode, d.readableHighWaterMark, d.writableHighWaterMark);
d = new stream.Duplex({ highWaterMark: 9, writableHighWaterMark: 7, readableHighWaterMark: 3, writableObjectMode: true });
log(d.readableObjectMode, d.writableObjectMode, d.readableHighWaterMark, d.writableHighWaterMark);
d = new stream.Duplex();
log(d.readableObjectMode, d.writableObjectMode, d.readableHighWaterMark, d.writableHighWaterMark, d.readableFlowing, d.readableLength, d.writableLength);
d = new stream.Transform({ readableHighWaterMark: 0, writableHighWaterMark: 5 });
log(d.readableHighWaterMark, d.writableHighWaterMark);
d = new stream.PassThrough({ highWaterMark: 0 });
log(d.readableHighWaterMark, d.writableHighWaterMark);
d = new stream.PassThrough({ objectMode: true });
log(d.readableHighWaterMark, d.writableHighWaterMark, d.readableObjectMode, d.writableObjectMode);
