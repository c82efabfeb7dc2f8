'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var d = new stream.Duplex({ read: function () {}, write: function (c, e, cb) { cb(); }, destroy: function (e, cb) { log('_destroy', e); cb(e); cb(new Error('second')); } });
events(d, 'd', 'error close');
log(d.destroy(new Error('one')).destroy(new Error('two')) === d, d.errored);
var t = new stream.Readable({ read: function () {}, destroy: function () { throw new Error('thrown'); } });
events(t, 't', 'error close'); t.destroy();
var c = new stream.Readable({ read: function () {}, destroy: function (e, cb) { setTimeout(cb, 2); } });
events(c, 'c', 'error close'); c.destroy(new Error('swallowed')); log(c.errored);
setTimeout(function () { log(c.closed, c.errored, t.errored, d.errored); }, 6);
ticks(4);
