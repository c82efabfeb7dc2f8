'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var t = new stream.Transform({ highWaterMark: 4, transform: function (c, e, cb) { log('_transform', c); this.push(c); this.push(c); cb(); } });
events(t, 't', 'drain finish end');
log(t.write('ab'), t.write('cd'), t.write('ef'), t.writableLength, t.readableLength);
ticks(4);
setTimeout(function () {
  log(t.read(2), t.writableLength, t.readableLength); log(t.read(), t.writableLength, t.readableLength);
  t.end();
  setTimeout(function () { log(t.read(), t.read(), t.writableLength, t.readableLength); }, 2);
}, 2);
