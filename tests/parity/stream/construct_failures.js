'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var d = new stream.Duplex({
  construct: function (cb) { setTimeout(cb, 3); }, read: function () {},
  write: function (c, e, cb) { log('write'); cb(); }, destroy: function (e, cb) { log('_destroy', e); cb(e); } });
events(d, 'd', 'error close');
d.write('a', function (e) { log('written', e); });
d.destroy(new Error('boom'));
log(d.destroyed, d.closed);
var f = new stream.Duplex({
  construct: function (cb) { cb(new Error('failed')); }, read: function () {},
  write: function (c, e, cb) { log('write'); cb(); }, destroy: function (e, cb) { log('_destroy', e); cb(e); } });
events(f, 'f', 'error close');
f.write('a', function (e) { log('written', e); });
var g = new stream.Duplex({ construct: function (cb) { cb(); cb(); }, read: function () {}, write: function (c, e, cb) { cb(); } });
events(g, 'g', 'error close');
var h = new stream.Writable({ construct: function () { throw new Error('thrown'); }, write: function (c, e, cb) { cb(); } });
events(h, 'h', 'error close');
ticks(8);
