'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

process.on('uncaughtException', function (e) { log('uncaught', e); });
var r = new stream.Readable({ read: function () {} });
r.on('close', function () { log('close'); });
r.destroy(new Error('nobody listens'));
setTimeout(function () { log(r.closed); }, 2);
