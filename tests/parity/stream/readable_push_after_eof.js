'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
events(r, 'r', 'data end error close');
ticks(8);
r.push('a'); r.push(null);
log(r.push('b'), r.destroyed, r.errored);
log(r.push(null), r.push('c'), r.readableAborted);
