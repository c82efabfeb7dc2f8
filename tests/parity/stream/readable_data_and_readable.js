'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () { log('_read'); } });
events(r, 'r', 'end close data');
r.on('readable', function () { var c = r.read(); log('readable', c); });
ticks(8);
r.push('a'); r.push('b');
setTimeout(function () { ticks(6); r.push('c'); r.push(null); }, 2);
