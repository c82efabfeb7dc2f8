'use strict';
// The EventEmitter under everything.
var events = require('events');
var EventEmitter = events.EventEmitter;
var scenario = require('../trace.js').scenario;

scenario('order_and_return_values', t => {
  var e = new EventEmitter();
  t.log('events', e.emit('none'), e.on('a', () => t.log('events', 'first')) === e);
  e.prependListener('a', () => t.log('events', 'before'));
  e.once('a', value => t.log('events', 'once', value));
  e.prependOnceListener('a', () => t.log('events', 'prepended once'));
  t.log('events', e.emit('a', 5), e.emit('a', 6), e.listenerCount('a'), e.eventNames());
  t.done();
});

scenario('same_listener_twice', t => {
  var e = new EventEmitter();
  var listener = () => t.log('events', 'called');
  e.on('a', listener).on('a', listener);
  e.emit('a');
  e.off('a', listener);
  t.log('events', e.listenerCount('a'), e.listeners('a').length, e.rawListeners('a').length);
  e.emit('a');
  e.removeAllListeners('a');
  t.log('events', e.eventNames(), e.emit('a'));
  t.done();
});

scenario('removal_while_emitting', t => {
  var e = new EventEmitter();
  var second = () => t.log('events', 'second');
  e.on('a', () => { t.log('events', 'first'); e.removeListener('a', second); e.on('a', () => t.log('events', 'added')); });
  e.on('a', second);
  e.emit('a');
  t.log('events', '--');
  e.emit('a');
  t.done();
});

scenario('meta_events', t => {
  var e = new EventEmitter();
  var listener = () => undefined;
  e.on('newListener', (name, fn) => t.log('events', 'new', name, fn === listener, e.listenerCount(name)));
  e.on('removeListener', (name, fn) => t.log('events', 'removed', name, fn === listener, e.listenerCount(name)));
  e.on('a', listener);
  e.once('b', listener);
  e.emit('b');
  e.off('a', listener);
  e.off('a', listener);
  e.on('c', listener).on('c', listener);
  e.removeAllListeners('c');
  e.removeAllListeners();
  t.log('events', e.eventNames());
  t.done();
});

scenario('error_event', t => {
  var e = new EventEmitter();
  t.attempt('events', 'error', () => e.emit('error', new Error('mine')));
  t.attempt('events', 'text', () => e.emit('error', 'text'));
  t.attempt('events', 'nothing', () => e.emit('error'));
  t.attempt('events', 'number', () => e.emit('error', 5));
  e.on(events.errorMonitor || EventEmitter.errorMonitor, error => t.log('events', 'monitor', error.message));
  t.attempt('events', 'monitored', () => e.emit('error', new Error('seen')));
  e.on('error', error => t.log('events', 'listener', error.message));
  t.attempt('events', 'handled', () => e.emit('error', new Error('fine')));
  t.done();
});

scenario('argument_errors', t => {
  var e = new EventEmitter();
  // Not null: in Python that is the argument left out, which asks for a decorator.
  ['x', 5, undefined, {}].forEach(value => {
    t.attempt('events', 'on', () => e.on('a', value));
    t.attempt('events', 'once', () => e.once('a', value));
    t.attempt('events', 'off', () => e.off('a', value));
  });
  [-1, 'x', NaN, undefined].forEach(value => t.attempt('events', 'max', () => e.setMaxListeners(value)));
  t.done();
});

scenario('max_listeners', t => {
  var e = new EventEmitter();
  t.log('events', e.getMaxListeners(), e.setMaxListeners(3) === e, e.getMaxListeners(), EventEmitter.defaultMaxListeners);
  t.done();
});

scenario('throwing_listener_stops_the_rest', t => {
  var e = new EventEmitter();
  e.on('a', () => { throw new Error('stop'); });
  e.on('a', () => t.log('events', 'never'));
  t.attempt('events', 'emit', () => e.emit('a'));
  t.done();
});

scenario('listener_counts_and_raw', t => {
  var e = new EventEmitter();
  var listener = () => undefined;
  e.once('a', listener);
  t.log('events', e.listeners('a')[0] === listener, e.rawListeners('a')[0] === listener, e.rawListeners('a')[0].listener === listener,
    e.listenerCount('a', listener), e.listenerCount('a', () => undefined), events.getEventListeners(e, 'a').length);
  t.done();
});

scenario('static_once', t => {
  var e = new EventEmitter();
  events.once(e, 'a').then(value => {
    t.log('events', 'resolved', value);
    events.once(e, 'b').catch(error => { t.log('events', 'rejected', error); t.done(); });
    e.emit('error', new Error('instead'));
  });
  e.emit('a', 1, 2);
});

scenario('capture_rejections', t => {
  var e = new EventEmitter({ captureRejections: true });
  e.on('a', () => Promise.reject(new Error('async')));
  e.on('error', error => { t.log('events', 'error', error.message); t.done(); });
  e.emit('a');
});

scenario('names_that_are_symbols', t => {
  var e = new EventEmitter();
  e.on(Symbol('s'), () => undefined);
  e.on('a', () => undefined);
  e.on(Symbol('t'), () => undefined);
  e.on('b', () => undefined);
  t.log('events', e.eventNames());
  e.on('removeListener', name => t.log('events', 'removed', name));
  e.removeAllListeners();
  t.done();
});

scenario('warning_of_a_leak', t => {
  var e = new EventEmitter();
  function warned(warning) {
    t.log('events', warning.name, warning.emitter === e, warning.type, warning.count);
  }
  process.on('warning', warned);
  for (var n = 0; n < 12; n++) e.on('leak', () => undefined);
  t.turns(2, () => {
    process.removeListener('warning', warned);
    t.done();
  });
});
