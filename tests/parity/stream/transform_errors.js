'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function make(name, options) {
  var t = new stream.Transform(options);
  events(t, name, 'data end finish error close');
  try { t.write('a', function (e) { log(name, 'a', e); }); } catch (e) { log(name, 'threw', e); }
  t.end(function (e) { log(name, 'ended', e); });
}
ticks(6);
make('transform', { transform: function (c, e, cb) { cb(new Error('bad')); } });
make('flush', { transform: function (c, e, cb) { cb(null, c); }, flush: function (cb) { cb(new Error('bad flush')); } });
make('none', {});
make('late', { transform: function (c, e, cb) { setTimeout(cb, 2, new Error('late')); } });
