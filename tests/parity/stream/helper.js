'use strict';
// What both languages print alike: one line per call, null for undefined, errors as name, code and message.
function show(value) {
  if (value === undefined || value === null) return 'null';
  if (value instanceof Error) return value.name + '[' + (value.code || '') + ']: ' + value.message;
  if (Buffer.isBuffer(value)) return '<' + value.toString('latin1') + '>';
  if (Array.isArray(value)) return '[' + value.map(show).join(', ') + ']';
  return String(value);
}
exports.log = function () {
  console.log([].slice.call(arguments).map(show).join(' '));
};
// Logs every one of the events of a stream with its arguments.
exports.events = function (stream, label, names) {
  names.split(' ').forEach(function (name) {
    stream.on(name, function () {
      exports.log.apply(null, [label, name].concat([].slice.call(arguments).filter(function (a) {
        return !(a && typeof a.pipe === 'function') && !(a && a.hasUnpiped !== undefined);
      })));
    });
  });
};
// Counts ticks aloud, so that what happens is seen to happen in the right one.
exports.ticks = function (count) {
  var n = 0;
  (function tick() {
    exports.log('tick', n++);
    if (n < count) process.nextTick(tick);
  })();
};
