'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

// As random_programs, but of streams that are connected.
var seed = 1;
function draw(n) { seed = (seed * 16807) % 2147483647; return Math.floor(seed / 64) % n; }
function later(f) { var k = draw(3); if (k === 0) f(); else if (k === 1) process.nextTick(f); else setImmediate(f); }
function program(number, done) {
  var id = '#' + number, left = 5 + draw(10), asked = 0;
  function threshold() { return [0, 1, 4, 16][draw(4)]; }
  var source = new stream.Readable({ highWaterMark: threshold(), autoDestroy: draw(5) !== 0, read: function () {
    if (asked++ < 12) later(function () { if (!source.destroyed && !source._readableState.ended) source.push(draw(9) === 0 ? null : 'abcdef'.slice(0, 1 + draw(5))); }); } });
  var middle = new stream.Transform({ readableHighWaterMark: threshold(), writableHighWaterMark: threshold(),
    transform: function (c, e, cb) { log(id, '_transform', c); var k = draw(8); if (k < 3) this.push(c); if (k === 3) this.push(String(c) + c);
      later(function () { if (k === 7) cb(new Error('transform failed')); else if (k > 4) cb(null, c); else cb(); }); },
    flush: function (cb) { log(id, '_flush'); later(function () { cb(null, draw(2) === 0 ? '.' : null); }); } });
  function sink(name) { return new stream.Writable({ highWaterMark: threshold(), write: function (c, e, cb) { log(id, name, c); var fails = draw(25) === 0;
    later(function () { cb(fails ? new Error('sink failed') : null); }); } }); }
  var first = sink('first'), second = sink('second'), all = { source: source, middle: middle, first: first, second: second };
  Object.keys(all).forEach(function (name) { events(all[name], id + ' ' + name, 'end error close finish drain pause resume pipe unpipe'); });
  if (draw(2) === 0) {
    source.pipe(middle).pipe(first);
    if (draw(2) === 0) middle.pipe(second, { end: draw(2) === 0 });
  } else stream.pipeline(source, middle, first, function (e) { log(id, 'pipeline', e); });
  var operations = [
    function () {}, function () {},
    function () { if (!source._readableState.ended) log(id, 'push', source.push('xyz'.slice(0, draw(4)))); },
    function () { log(id, 'eof', source.push(null)); },
    function () { source.pause(); },
    function () { source.resume(); },
    function () { if (draw(2) === 0) middle.unpipe(first); },
    function () { if (draw(2) === 0) middle.unpipe(); },
    function () { if (!first.destroyed && !first.writableEnded) middle.pipe(first); },
    function () { first.cork(); },
    function () { first.uncork(); },
    function () { if (!middle.writableEnded) middle.write('direct'); },
    function () { if (draw(4) === 0) { var s = [source, middle, first, second][draw(4)]; s.destroy(draw(2) === 0 ? new Error('destroyed') : undefined); } },
    function () { stream.finished([source, middle, first, second][draw(4)], function (e) { log(id, 'finished', e); }); }
  ];
  function step() {
    if (left-- > 0) { operations[draw(operations.length)](); setImmediate(later, step); } else {
      log(id, source.readableLength, source.readableFlowing, source.destroyed, middle.readableLength, middle.writableLength, middle.readableFlowing, middle.destroyed,
        first.writableLength, first.writableFinished, first.destroyed, second.writableLength, second.writableFinished, source._readableState.pipes.length, middle._readableState.pipes.length);
      setImmediate(setImmediate, setImmediate, setImmediate, setImmediate, setImmediate, done);
    }
  }
  step();
}
(function next(number) { if (number < 150) { seed = 7919 * (number + 1); program(number, function () { next(number + 1); }); } })(0);
