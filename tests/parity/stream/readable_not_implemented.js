'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable();
events(r, 'r', 'error close');
ticks(5);
log(r.read(), r.destroyed);
var t = new stream.Readable({ read: function () { throw new TypeError('from read'); } });
events(t, 't', 'error close end data');
