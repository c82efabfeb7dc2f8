'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var d = new stream.Duplex({
  construct: function (cb) { log('construct'); setTimeout(function () { ticks(6); cb(); }, 2); },
  read: function () { log('_read'); this.push(null); },
  write: function (c, e, cb) { log('write', c); cb(); }, final: function (cb) { log('final'); cb(); } });
events(d, 'd', 'drain prefinish finish end close');
log(d.write('a', function (e) { log('a written', e); }), d.write('b'), d.writableLength);
d.end('c', function (e) { log('ended', e); });
d.resume();
