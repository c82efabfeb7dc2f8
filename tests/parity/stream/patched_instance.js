'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable(); r._read = function () { log('patched _read'); this._read = function () { log('again'); this.push(null); }; this.push('x'); };
events(r, 'r', 'data end close');
var w = new stream.Writable(); w._write = function (c, e, cb) { log('patched _write', c); cb(); };
w._final = function (cb) { log('patched _final'); cb(); }; w._destroy = function (e, cb) { log('patched _destroy'); cb(e); };
events(w, 'w', 'finish close');
w.end('z'); ticks(6);
