'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

// A few hundred small programs of random operations on a Duplex, in random turns; both languages draw the same numbers.
var seed = 1;
function draw(n) { seed = (seed * 16807) % 2147483647; return Math.floor(seed / 64) % n; }
function later(f) { var k = draw(3); if (k === 0) f(); else if (k === 1) process.nextTick(f); else setImmediate(f); }
function program(number, done) {
  var id = '#' + number, left = 4 + draw(8);
  var options = { highWaterMark: [0, 1, 4, 16][draw(4)], allowHalfOpen: draw(2) === 0, autoDestroy: draw(4) !== 0 };
  options.read = function (n) { log(id, '_read', n); if (draw(3) === 0) later(function () { if (!d.destroyed && !d._readableState.ended) log(id, 'pushed', d.push('abcdef'.slice(0, draw(6)))); }); };
  options.write = function (c, e, cb) { log(id, '_write', c); var fails = draw(12) === 0; later(function () { cb(fails ? new Error('write failed') : null); }); };
  if (draw(2) === 0) options.writev = function (cs, cb) { log(id, '_writev', cs.map(function (c) { return c.chunk; })); later(cb); };
  if (draw(2) === 0) options.final = function (cb) { log(id, '_final'); later(cb); };
  if (draw(3) === 0) options.destroy = function (e, cb) { log(id, '_destroy', e); later(function () { cb(e); }); };
  if (draw(4) === 0) options.construct = function (cb) { log(id, '_construct'); later(cb); };
  var d = new stream.Duplex(options);
  events(d, id, 'end error close finish prefinish drain pause resume');
  if (draw(2) === 0) d.on('data', function (c) { log(id, 'data', c); if (draw(5) === 0) d.pause(); });
  if (draw(3) === 0) d.on('readable', function () { log(id, 'readable', d.readableLength, d.read(draw(3) === 0 ? 2 : undefined)); });
  var operations = [
    function () { log(id, 'push', d.push('xyz'.slice(0, draw(4)))); },
    function () { log(id, 'push', d.push(Buffer.from('pq'))); },
    function () { log(id, 'unshift', d.unshift('u')); },
    function () { log(id, 'eof', d.push(null)); },
    function () { log(id, 'read', d.read()); },
    function () { log(id, 'read', d.read(draw(4))); },
    function () { d.resume(); },
    function () { d.pause(); },
    function () { if (!d.writableEnded) log(id, 'write', d.write('w', function (e) { log(id, 'written', e); })); },
    function () { if (!d.writableEnded) log(id, 'write', d.write('vvv')); },
    function () { d.cork(); },
    function () { d.uncork(); },
    function () { d.end(function (e) { log(id, 'ended', e); }); },
    function () { if (draw(3) === 0) d.destroy(draw(2) === 0 ? new Error('destroyed') : undefined); },
    function () { d.removeAllListeners('readable'); },
    function () { d.setEncoding('utf8'); },
    function () { stream.finished(d, function (e) { log(id, 'finished', e); }); }
  ];
  function step() {
    if (left-- > 0) { operations[draw(operations.length)](); later(step); } else {
      log(id, d.readable, d.readableLength, d.readableFlowing, d.readableEnded, d.readableAborted, d.readableDidRead, d.writable, d.writableLength,
        d.writableEnded, d.writableFinished, d.writableNeedDrain, d.writableCorked, d.destroyed, d.closed, d.errored, d.isPaused());
      setImmediate(setImmediate, setImmediate, done);
    }
  }
  step();
}
(function next(number) { if (number < 200) { seed = 7919 * (number + 1); program(number, function () { next(number + 1); }); } })(0);
