'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
function f() { log('readable'); }
function g(c) { log('data', c); }
log(r.readableFlowing);
r.on('readable', f); log(r.readableFlowing);
r.on('data', g); log(r.readableFlowing);
r.resume(); log(r.readableFlowing);
r.push('x');
r.removeListener('readable', f); log(r.readableFlowing);
process.nextTick(function () { log(r.readableFlowing); });
setTimeout(function () {
  log(r.readableFlowing);
  r.removeListener('data', g); log(r.readableFlowing);
  r.removeAllListeners(); log(r.readableFlowing);
  process.nextTick(function () { log(r.readableFlowing); r.pause(); log(r.readableFlowing); r.on('data', g); log(r.readableFlowing); });
}, 2);
