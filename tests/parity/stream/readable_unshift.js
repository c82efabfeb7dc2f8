'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
r.on('error', function (e) { log(e); });
r.push('world');
r.once('readable', function () {
  var c = r.read(); log(c);
  log(r.unshift('hello '), r.readableLength);
  r.unshift(c.subarray(0, 2));
  log(r.read(3), r.read(), r.read());
  r.push(null);
  r.on('end', function () { log('end'); log(r.unshift('late')); });
  r.resume();
});
r.on('close', function () { log('close', r.unshift('z')); });
