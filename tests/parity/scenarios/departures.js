'use strict';
// One side leaves, at each stage of an exchange and in each manner; what the other side is told. A lane for each stage.
var http = require('http');
var scenario = require('../trace.js').scenario;

var HEAD = 'POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n';

var CLIENT_STAGES = {
  'at once': [],
  'in the head': ['POST /wait HTTP/1.1\r\nHo'],
  'after the head': [HEAD],
  'in the body': [HEAD, 'ab'],
  'in a chunk': ['POST /wait HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', '4\r\nab'],
  'after the body': [HEAD, 'abcd'],
  'in the answer': ['GET /part HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'part']],
  'in the answer and the body': [HEAD.replace('/wait', '/part'), 'ab', ['until', 'part']],
  'after the answer': ['GET /full HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'full']],
  'in the second head': ['GET /full HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'full'], 'GET /'],
  'with two waiting': ['GET /wait HTTP/1.1\r\nHost: a\r\n\r\nGET /wait2 HTTP/1.1\r\nHost: a\r\n\r\n'],
};

function clientLeaves(t, leave, stages) {
  stages = stages || Object.keys(CLIENT_STAGES);
  (function next() {
    var stage = stages.shift();
    if (stage === undefined) return t.done();
    var server = t.server(null, (req, res) => {
      t.log(stage, 'request', req.url);
      t.watch(stage, req, res);
      req.resume();
      if (req.url === '/part') res.write('part');
      if (req.url === '/full') res.end('full');
    }, port => t.raw(port, CLIENT_STAGES[stage].concat(leave), () => t.turns(6, next)));
    server.on('connection', socket => t.events(stage, 'socket', socket, 'end error finish close'));
  })();
}

var TWICE = 'in the answer and the body';
scenario('client_ends', t => clientLeaves(t, [['fin'], ['quiet']], Object.keys(CLIENT_STAGES).filter(stage => stage !== TWICE)));
// Here v10 sent a second answer within the first.
scenario('client_ends_in_the_answer_and_the_body', t => clientLeaves(t, [['fin'], ['quiet']], [TWICE]));
scenario('client_destroys', t => clientLeaves(t, [['destroy']]));
scenario('client_resets', t => clientLeaves(t, [['turns', 3], ['reset']]));

var SERVER_STAGES = {
  'before the answer': '',
  'in the status line': 'HTTP/1.1 20',
  'in the headers': 'HTTP/1.1 200 OK\r\nContent-Le',
  'after an early hint': 'HTTP/1.1 103 Early Hints\r\n\r\n',
  'after the head': 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n',
  'in the body': 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab',
  'in a chunk': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab',
  'after a chunk': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n',
  'in a body without length': 'HTTP/1.1 200 OK\r\n\r\nab',
  'after the body': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab',
};

function serverLeaves(t, leave, begin, stages) {
  stages = stages || Object.keys(SERVER_STAGES);
  (function next() {
    var stage = stages.shift();
    if (stage === undefined) return t.done();
    t.peer((socket, count) => {
      if (count > 1) return;
      if (SERVER_STAGES[stage]) socket.write(SERVER_STAGES[stage]);
      t.turns(3, () => leave(socket));
    }, port => {
      var req = http.request({ port: port, host: '127.0.0.1', agent: t.agent({ keepAlive: true }), method: begin ? 'POST' : 'GET' });
      t.follow(stage, req);
      req.on('socket', socket => t.events(stage, 'socket', socket, 'end error close'));
      if (begin) req.write('first');
      else req.end();
      t.turns(14, () => {
        t.props(stage, 'req', req, 'destroyed closed writableEnded writableFinished');
        req.destroy();
        next();
      });
    });
  })();
}

scenario('server_ends', t => serverLeaves(t, socket => socket.end()));
scenario('server_destroys', t => serverLeaves(t, socket => socket.destroy()));
scenario('server_resets', t => serverLeaves(t, socket => socket.resetAndDestroy()));
// Complete answers to a request that is still being sent: v5 gave its connection to the next one.
var ANSWERED = ['after an early hint', 'after the body'];
scenario('server_ends_while_the_body_is_sent', t => serverLeaves(t, socket => socket.end(), true, Object.keys(SERVER_STAGES).filter(stage => ANSWERED.indexOf(stage) < 0)));
scenario('server_answers_and_ends_while_the_body_is_sent', t => serverLeaves(t, socket => socket.end(), true, ANSWERED));
scenario('server_resets_while_the_body_is_sent', t => serverLeaves(t, socket => socket.resetAndDestroy(), true));
