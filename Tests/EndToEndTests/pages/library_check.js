// The library under Node, where the connection is the test's own: node library_check.js SCRIPT NAMES GREETS
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const vm = require('node:vm');

const [script, namesText, greetsText] = process.argv.slice(2);
const names = namesText.split(',');
const greets = greetsText === 'yes';
const subprotocol = 'ingredi%20state%20api';

let sockets = [];
class FakeSocket {
  constructor(url, offered) {
    Object.assign(this, { url, offered, said: [], closes: 0 });
    sockets.push(this);
  }
  send(text) { this.said.push(text); }
  close() { this.closes += 1; }
  open() { this.onopen({}); }
  bytes(bytes) { this.onmessage({ data: new Uint8Array(bytes).buffer }); }
  hear(text) { this.bytes(Buffer.from(text)); }
  end(code, reason = '') { this.onclose({ code, reason, wasClean: code !== 1006 }); }
}
global.WebSocket = FakeSocket;
const library = require(script);

const chosen = '0 Application chosen\n';
const authenticated = '{"type":"authenticate_response","success":true}\n';
const subscribed = '{"type":"subscribe_response","timestamp":1,"success":true}\n';
const options = { host: 'support.example.com', company: 'example', bearerToken: 'secret' };

function observe(observable, log = []) {
  log.subscription = observable.subscribe(
    (value) => log.push(value), (error) => log.push({ error }), () => log.push('completed'));
  return log;
}

// A subscription up to where changes come.
function follow(observable, log) {
  sockets = [];
  log = observe(observable, log);
  const [socket] = sockets;
  socket.open();
  socket.hear((greets ? chosen : '') + authenticated + subscribed);
  return { log, socket };
}

const change = (kind, rows) => JSON.stringify({ type: 'model_update', [kind]: { customer_client: rows } }) + '\n';
const reason = (log) => (assert.equal(log.length, 1), assert(log[0].error instanceof Error), log[0].error.message);

const tests = {
  'the module is the function, which bears each of its names'() {
    assert.deepEqual(Object.keys(library), names);
    for (const name of names) assert.equal(library[name], library);
    assert.equal(global.Rx, undefined);
  },

  'an AMD loader is given one anonymous module, and no global is made'() {
    const defined = [];
    // RxJS fills in CustomEvent for browsers so old that they lack it.
    const page = { CustomEvent: class {}, WebSocket: FakeSocket, TextDecoder, setTimeout };
    page.self = page;
    page.define = (...parts) => defined.push(parts);
    page.define.amd = {};
    vm.runInNewContext(fs.readFileSync(script, 'utf8'), page);
    assert.equal(defined.length, 1);
    assert.equal(defined[0][0].length, 0);
    assert.equal(typeof defined[0][1]()[names[0]], 'function');
    for (const name of [...names, 'Rx', 'exports', 'module']) assert.equal(page[name], undefined);
  },

  'without a module system there are its names and nothing else, and the own Rx of a page stays'() {
    // RxJS fills in CustomEvent for browsers so old that they lack it.
    const page = { CustomEvent: class {}, WebSocket: FakeSocket, TextDecoder, setTimeout, Rx: 'my own' };
    page.self = page;
    const before = Object.keys(page);
    vm.runInNewContext(fs.readFileSync(script, 'utf8'), page);
    assert.deepEqual(Object.keys(page).filter((name) => !before.includes(name)), names);
    assert.equal(page.Rx, 'my own');
  },

  'nothing connects before somebody subscribes; then every step waits for the one before'() {
    sockets = [];
    const observable = library(options);
    assert.equal(sockets.length, 0);
    observe(observable);
    const [socket] = sockets;
    assert.equal(socket.url, 'wss://support.example.com:443/nw');
    assert.equal(socket.binaryType, 'arraybuffer');
    assert.equal(socket.offered, greets ? undefined : subprotocol);
    assert.deepEqual(socket.said, []);
    socket.open();
    if (greets) {
      assert.deepEqual(socket.said.splice(0), ['NS01example\ningredi state api\n']);
      socket.hear(chosen);
    }
    assert.deepEqual(socket.said.splice(0), ['{"type":"authenticate","credentials":{"bearer_token":"secret"}}\n']);
    socket.hear(authenticated);
    assert.deepEqual(socket.said.splice(0), ['{"type":"subscribe","tables":"all"}\n']);
  },

  'user name, password, port and tables are sent as they were given'() {
    const { socket } = follow(library({
      host: 'a', port: 8443, company: 'example', username: 'admin', password: 'p', tables: ['queue'] }));
    assert.equal(socket.url, 'wss://a:8443/nw');
    assert.deepEqual(socket.said.slice(-2).map(JSON.parse), [
      { type: 'authenticate', credentials: { username: 'admin', password: 'p' } },
      { type: 'subscribe', tables: ['queue'] }]);
  },

  'lines may be cut anywhere and come together, characters and all'() {
    const rows = { '18446744073709551615': { hostname: 'Zoë ☃ 𐍈', support_session_id: '9007199254740993' } };
    const text = change('insert', rows) + '\n' + change('delete', ['18446744073709551615']);
    for (const size of [1, 2, 3, 7, 1000]) {
      const { log, socket } = follow(library(options));
      const bytes = [...Buffer.from(text)];
      while (bytes.length > 0) socket.bytes(bytes.splice(0, size));
      assert.deepEqual(log.slice(), text.split('\n').filter(Boolean).map((line) => JSON.parse(line)));
      assert.equal(Object.keys(log[0].insert.customer_client)[0], '18446744073709551615');
    }
    const { log, socket } = follow(library(options));
    socket.onmessage({ data: text });
    assert.equal(log.length, 2);
  },

  'the methods of the guide filter by table and kind, on derived observables too'() {
    const observable = library(options);
    const raw = [];
    const { socket } = follow(observable, raw);
    const logs = {
      changes: observe(observable.changesForTable('customer_client')),
      inserts: observe(observable.tableInserts('customer_client')),
      updates: observe(observable.filter(() => true).tableUpdates('customer_client')),
      deletions: observe(observable.flatMapConcat((c) => [c]).tableDeletions('customer_client')),
      truncations: observe(observable.truncations()),
      others: observe(observable.changesForTable('toString')),
    };
    assert.equal(sockets.length, 1);
    socket.hear(change('insert', { 1: { elevated: 0 } }) + change('update', { 1: { elevated: 1 } }));
    socket.hear(change('delete', ['1']) + '{"type":"truncate_model"}\n');
    socket.hear('{"type":"model_update","delete":{"customer_client":["2"]},"insert":{"customer_client":{"3":{}},"queue":{}}}\n');
    assert.deepEqual(logs.changes.slice(), [
      { name: 'insert', data: { 1: { elevated: 0 } } }, { name: 'update', data: { 1: { elevated: 1 } } },
      { name: 'delete', data: ['1'] }, { name: 'insert', data: { 3: {} } }, { name: 'delete', data: ['2'] }]);
    assert.deepEqual(logs.inserts.slice(), [{ 1: { elevated: 0 } }, { 3: {} }]);
    assert.deepEqual(logs.updates.slice(), [{ 1: { elevated: 1 } }]);
    assert.deepEqual(logs.deletions.slice(), [['1'], ['2']]);
    assert.deepEqual(logs.truncations.slice(), [{ type: 'truncate_model' }]);
    assert.deepEqual(logs.others.slice(), []);
    assert.equal(raw.length, 5);
  },

  'who subscribes after the first change gets a connection of its own; each ends with its last subscriber'() {
    const observable = library(options);
    const { log: first, socket } = follow(observable);
    const second = observe(observable);
    socket.hear(change('insert', { 1: {} }));
    const late = observe(observable.tableInserts('customer_client'));
    assert.equal(sockets.length, 2);
    sockets[1].open();
    sockets[1].hear((greets ? chosen : '') + authenticated + subscribed + change('insert', { 1: {} }));
    assert.deepEqual([first.length, second.length, late.length], [1, 1, 1]);
    first.subscription.dispose();
    assert.equal(socket.closes, 0);
    socket.hear(change('insert', { 2: {} }));
    assert.deepEqual([first.length, second.length, late.length], [1, 2, 1]);
    second.subscription.dispose();
    assert.equal(socket.closes, 1);
    assert.equal(sockets[1].closes, 0);
    socket.hear(change('insert', { 3: {} }));
    socket.end(1000);
    assert.deepEqual([first.length, second.length], [1, 2]);
    late.subscription.dispose();
    assert.equal(sockets[1].closes, 1);
  },

  'an observable that was disposed of before it opened can be subscribed to again'() {
    const observable = library(options);
    sockets = [];
    observe(observable).subscription.dispose();
    assert.equal(sockets[0].closes, 1);
    sockets[0].open();
    assert.deepEqual(sockets[0].said, []);
    observe(observable);
    assert.equal(sockets.length, 2);
  },

  'what one subscriber throws is reported and keeps nothing from the others'(done) {
    const observable = library(options);
    sockets = [];
    const log = [];
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => {
      before.forEach((listener) => process.on('uncaughtException', listener));
      assert.equal(error.message, 'mine');
      done();
    });
    observable.subscribe(() => { throw new Error('mine'); });
    const [socket] = sockets;
    observe(observable, log);
    socket.open();
    socket.hear((greets ? chosen : '') + authenticated + subscribed + change('insert', { 1: {} }) + change('insert', { 2: {} }));
    assert.equal(log.length, 2);
    assert.equal(socket.closes, 0);
  },

  'each refusal is an error with its reason, and the connection is closed'() {
    const beginning = greets ? chosen : '';
    const cases = [
      [beginning + '{"type":"authenticate_response","success":false,"reason":"unknown token"}\n', /Authentication failed: unknown token/],
      [beginning + authenticated + '{"type":"subscribe_response","timestamp":1,"success":false,"reason":"no table x"}\n', /subscription was refused: no table x/],
      [beginning + '{"type":"subscribe_response","success":true}\n', /"subscribe_response" where "authenticate_response" was due/],
      [beginning + 'nonsense\n', /not a JSON object: nonsense/],
      [beginning + authenticated + subscribed + '7\n', /not a JSON object: 7/],
    ];
    if (greets) cases.push(['1 Unknown company "example"\n', /refused the connection: Unknown company "example"/]);
    for (const [text, expected] of cases) {
      sockets = [];
      const log = observe(library(options));
      sockets[0].open();
      sockets[0].hear(text);
      assert.match(reason(log), expected);
      assert.equal(JSON.parse(JSON.stringify(log[0].error)).message, log[0].error.message);
      assert.equal(sockets[0].closes, 1);
      sockets[0].end(1008, 'too late');
      assert.equal(log.length, 1);
    }
  },

  'missing and impossible options are errors, and nothing connects'() {
    const cases = [
      [undefined, /"host"/], [{ ...options, host: '' }, /"host"/], [{ ...options, company: undefined }, /"company"/],
      [{ ...options, bearerToken: undefined }, /"bearerToken"/], [{ ...options, bearerToken: 7 }, /"bearerToken"/],
      [{ ...options, bearerToken: undefined, username: 'a' }, /"password"/],
      [{ ...options, port: 0 }, /"port" is 0/], [{ ...options, port: 'x' }, /"port" is x/], [{ ...options, port: 1.5 }, /"port"/],
      [{ ...options, tables: 'queue' }, /"tables"/], [{ ...options, tables: {} }, /"tables"/],
    ];
    sockets = [];
    for (const [wrong, expected] of cases) assert.match(reason(observe(library(wrong))), expected);
    delete global.WebSocket;
    assert.match(reason(observe(library(options))), /no WebSocket/);
    global.WebSocket = FakeSocket;
    assert.equal(sockets.length, 0);
  },

  'a connection that ends in good order completes; any other end is an error'() {
    for (const code of [1000, 1001, 1005]) {
      const { log, socket } = follow(library(options));
      socket.end(code);
      assert.deepEqual(log.slice(), ['completed']);
    }
    for (const [code, text] of [[1006, ''], [1013, 'Too far behind']]) {
      const { log, socket } = follow(library(options));
      socket.end(code, text);
      assert.match(reason(log), new RegExp(`connection was lost \\(status ${code}${text && ': ' + text}\\)`));
    }
    sockets = [];
    const log = observe(library(options));
    sockets[0].end(1000);
    assert.match(reason(log), /not established \(status 1000\)/);
  },
};

(async () => {
  for (const [name, test] of Object.entries(tests)) {
    try {
      if (test.length > 0) await new Promise((done) => test(done)); else test();
    } catch (error) {
      console.log(`FAILED: ${name}\n${error.stack}`);
      process.exitCode = 1;
    }
  }
  console.log(`${Object.keys(tests).length} tests of the library`);
})();
