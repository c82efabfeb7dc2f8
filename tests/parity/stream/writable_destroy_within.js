'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function make(name, write, final) {
  var w = new stream.Writable({ write: write, final: final });
  events(w, name, 'error close finish prefinish drain');
  log(name, w.write('a', function (e) { log(name, 'a', e); }), w.write('b', function (e) { log(name, 'b', e); }));
  w.end(function (e) { log(name, 'end', e); });
}
ticks(6);
make('write', function (c, e, cb) { this.destroy(); cb(); });
make('write error', function (c, e, cb) { this.destroy(new Error('d')); cb(new Error('cb')); });
make('final', function (c, e, cb) { cb(); }, function (cb) { this.destroy(); cb(); });
make('never', function (c, e, cb) { var w = this; setTimeout(function () { w.destroy(); setTimeout(cb, 10); }, 10); });
