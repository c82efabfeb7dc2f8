'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function make(name, final) {
  var w = new stream.Writable({ write: function (c, e, cb) { process.nextTick(cb); }, final: final });
  events(w, name, 'prefinish finish error close');
  w.write('x');
  w.end(function (e) { log(name, 'ended', e); });
  log(name, w.writableFinished, w.writableEnded);
}
ticks(10);
make('sync', function (cb) { log('final'); cb(); });
make('async', function (cb) { log('final'); setTimeout(cb, 2); });
make('fails', function (cb) { log('final'); cb(new Error('no')); });
make('late', function (cb) { log('final'); setTimeout(function () { cb(new Error('late')); }, 4); });
make('throws', function (cb) { throw new Error('thrown'); });
make('twice', function (cb) { cb(); cb(); });
