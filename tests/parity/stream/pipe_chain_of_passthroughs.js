'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var a = new stream.PassThrough(), b = new stream.PassThrough({ highWaterMark: 2 }), c = new stream.PassThrough();
events(a, 'a', 'end finish close'); events(b, 'b', 'end finish close drain'); events(c, 'c', 'data end finish close');
a.pipe(b).pipe(c);
a.write('one'); a.write('two'); a.end('three');
ticks(16);
