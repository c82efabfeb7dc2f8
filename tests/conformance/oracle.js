'use strict';
// Real Node's parser, driven by lines of JSON: {kind, sent, lenient, max, answer} in, a list of events out.
// sent is latin1; an event is [name, …]. The first error or upgrade ends a vector.

process.removeAllListeners('warning');
process.on('warning', () => {});
const { HTTPParser, allMethods, methods } = process.binding('http_parser');

function play({ kind, sent, lenient, max, answer }) {
  const events = [];
  const parser = new HTTPParser();
  let fields = [];
  let url = '';
  const request = kind === 'request';
  parser.initialize(request ? HTTPParser.REQUEST : HTTPParser.RESPONSE, {}, max,
                    lenient ? HTTPParser.kLenientAll : HTTPParser.kLenientNone);
  parser[HTTPParser.kOnMessageBegin] = () => {};
  parser[HTTPParser.kOnHeaders] = (more, part) => {
    fields.push(...more);
    url += part;
  };
  parser[HTTPParser.kOnHeadersComplete] =
    (major, minor, headers, method, target, status, reason, upgrade, keepAlive) => {
      const start = request ? (allMethods || methods)[method] : status;
      const second = request ? (target === undefined ? url : target) : reason;
      events.push(['head', start, second, [major, minor], headers === undefined ? fields : headers, keepAlive, upgrade]);
      fields = [];
      url = '';
      return answer;
    };
  parser[HTTPParser.kOnBody] = (data) => { events.push(['body', Buffer.from(data).toString('latin1')]); };
  parser[HTTPParser.kOnMessageComplete] = () => {
    events.push(['complete', fields]);
    fields = [];
    url = '';
  };
  const data = Buffer.from(sent, 'latin1');
  const result = data.length ? parser.execute(data) : 0;
  if (typeof result !== 'number') {
    events.push(['error', result.code, result.bytesParsed, result.reason]);
  } else if (result < data.length && events.at(-1)[0] !== 'complete') {
    events.push(['silence', `@${result}`]);
  } else if (result < data.length || events.at(-1)?.[0] === 'complete' && ended(events, answer)) {
    events.push(['rest', data.length - result]);
  } else {
    const error = parser.finish();
    if (error instanceof Error) events.push(['eof', error.code, error.reason]);
  }
  parser.close();
  return events;
}

// Whether the last head was one behind which another protocol begins.
function ended(events, answer) {
  const [, start, , , , , upgrade] = events.findLast(([name]) => name === 'head');
  return upgrade || start === 101 || answer === 2;
}

require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(`${JSON.stringify(play(JSON.parse(line)))}\n`);
});
