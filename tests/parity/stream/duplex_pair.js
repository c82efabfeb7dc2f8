'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var ends = stream.duplexPair({ highWaterMark: 4 }), a = ends[0], b = ends[1];
events(a, 'a', 'data end finish close drain'); events(b, 'b', 'end finish close drain');
log(a.write('one', function () { log('one written'); }), a.write('two', function () { log('two written'); }), a.write(''), a.writableLength);
ticks(8);
setTimeout(function () {
  log(b.read(), b.readableLength, a.writableLength);
  b.on('data', function (c) { log('b data', c); });
  b.write('reply'); a.end('last'); b.end();
}, 5);
