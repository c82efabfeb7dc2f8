'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function make(name, write, options) {
  var w = new stream.Writable(Object.assign({ write: write }, options));
  events(w, name, 'error close finish drain');
  log(name, w.write('1', function (e) { log(name, '1', e); }), w.write('2', function (e) { log(name, '2', e); }));
  w.end(function (e) { log(name, 'ended', e); });
  log(name, w.errored, w.destroyed, w.writable, w.writableAborted);
}
ticks(8);
make('sync', function (c, e, cb) { cb(new Error('sync')); });
make('async', function (c, e, cb) { process.nextTick(cb, new Error('async')); });
make('stays', function (c, e, cb) { process.nextTick(cb, new Error('stays')); }, { autoDestroy: false });
make('twice', function (c, e, cb) { cb(); cb(); });
try { make('throws', function () { throw new Error('thrown'); }); } catch (e) { log('caught', e); }
