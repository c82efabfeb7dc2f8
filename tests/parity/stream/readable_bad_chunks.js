'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

[5, true, [1]].forEach(function (v) {
  var r = new stream.Readable({ read: function () {} });
  events(r, 'r', 'error close');
  log(r.push(v), r.destroyed);
});
var e = new stream.Readable({ read: function () {} });
events(e, 'e', 'data end error close readable');
log(e.push(''), e.push(Buffer.alloc(0)), e.readableLength);
ticks(6);
