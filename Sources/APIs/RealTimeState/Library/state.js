/*
 * The JavaScript library of the real-time state API, as mock-appliance serves it at /api/state.js.
 *
 * RxJS 4, which it is combined with when it is served, is by Microsoft and others, under the Apache License 2.0.
 */
(function (root, factory) {
  if (typeof define === 'function' && define.amd) {
    define([], factory);
  } else if (typeof module === 'object' && module && module.exports) {
    module.exports = factory();
  } else {
    var library = factory();
    Object.keys(library).forEach(function (name) { root[name] = library[name]; });
  }
}(typeof self === 'object' && self ? self : this, function () {
  // RxJS finds a module of its own to export into: no AMD loader, nor the page's global Rx, ever hears of this copy.
  var Rx = (function () {
    var define;
    var exports = {};
    var module = { exports: exports };
    //= RxJS
    return module.exports;
  }());

  // What of the library differs between API versions:
  // names: what the function is called, the first name for module systems that want only one;
  // subprotocol: what stands for the greeting, or null where the appliance is to be greeted.
  var edition = null; //= edition

  return (function () {
    'use strict';

    if (!Rx || !Rx.Observable || !Rx.Observable.prototype.concatMap) {
      throw new Error('state.js: the file that the appliance was given as RxJS (--rxjs) is no build of RxJS 4.');
    }

    // The statuses of a connection that ends in good order: normal, the appliance stops, none was given.
    var GOOD_ENDS = [1000, 1001, 1005];

    // An error whose message is also seen in its JSON, which is what the guides' demonstration shows of it.
    // Undocumented: that an error is an Error.
    function failure(message) {
      var error = new Error(message);
      Object.defineProperty(error, 'message', { value: message, enumerable: true });
      return error;
    }

    // The options, checked and completed; throws what is wrong with them.
    function checked(options) {
      function text(name) {
        var value = options[name];
        if (typeof value !== 'string' || value === '') {
          throw failure('The option "' + name + '" is missing: write a string.');
        }
        return value;
      }
      function credentials() {
        if (options.bearerToken === undefined && options.username !== undefined) {
          return { username: text('username'), password: text('password') };
        }
        return { bearer_token: text('bearerToken') };
      }
      function port() {
        var value = options.port === undefined ? 443 : Number(options.port);
        if (value >= 1 && value <= 65535 && value % 1 === 0) { return value; }
        throw failure('The option "port" is ' + options.port + ': write a number from 1 to 65535.');
      }
      function tables() {
        var value = options.tables === undefined ? 'all' : options.tables;
        if (value === 'all' || Array.isArray(value)) { return value; }
        throw failure('The option "tables" is neither "all" nor an array of table names.');
      }
      options = options || {};
      return {
        url: 'wss://' + text('host') + ':' + port() + '/nw',
        company: text('company'),
        credentials: credentials(),
        tables: tables()
      };
    }

    // Puts lines together: a line may come in several messages, cut anywhere, and a message may hold several lines.
    function lineReader(onLine) {
      var decoder = new TextDecoder('utf-8');
      var unfinished = [];
      return function (data) {
        var text = typeof data === 'string' ? data : decoder.decode(data, { stream: true });
        if (text.indexOf('\n') < 0) {
          unfinished.push(text);
          return;
        }
        var lines = (unfinished.join('') + text).split('\n');
        unfinished = [lines.pop()];
        lines.forEach(onLine);
      };
    }

    function parsed(line) {
      var document = null;
      try { document = JSON.parse(line); } catch (error) { document = null; }
      if (document !== null && typeof document === 'object') { return document; }
      throw failure('The appliance sent what is not a JSON object: ' + line.slice(0, 100));
    }

    function expectSuccess(type, complaint, line) {
      var answer = parsed(line);
      if (answer.type !== type) {
        throw failure('The appliance sent "' + answer.type + '" where "' + type + '" was due.');
      }
      if (answer.success !== true) { throw failure(complaint + (answer.reason || 'no reason was given')); }
    }

    // The conversation over an open connection, one step for each line that is due.
    // `take` returns the change that a line brings, if any, and throws why it goes no further.
    function conversation(settings, say) {
      var step = greeted;
      function sayJSON(message) { say(JSON.stringify(message) + '\n'); }

      function authenticate() {
        step = authenticated;
        sayJSON({ type: 'authenticate', credentials: settings.credentials });
      }
      function greeted(line) {
        if (line !== '0 Application chosen') {
          throw failure('The appliance refused the connection: ' + line.replace(/^\d+ /, ''));
        }
        authenticate();
      }
      function authenticated(line) {
        expectSuccess('authenticate_response', 'Authentication failed: ', line);
        step = subscribed;
        sayJSON({ type: 'subscribe', tables: settings.tables });
      }
      function subscribed(line) {
        expectSuccess('subscribe_response', 'The subscription was refused: ', line);
        step = parsed;
      }
      return {
        begin: function () {
          if (edition.subprotocol === null) {
            say('NS01' + settings.company + '\ningredi state api\n');
          } else {
            authenticate();
          }
        },
        take: function (line) { return step(line); },
        isSubscribed: function () { return step === parsed; }
      };
    }

    // Opens a connection and tells `receiver` (onNext, onError, onCompleted) what comes; returns what closes it.
    function connect(options, receiver) {
      var socket = null;
      var talk = null;
      var isOver = false;

      function close() {
        if (isOver) { return; }
        isOver = true;
        if (socket) { socket.close(); }
      }
      function fail(error) {
        close();
        receiver.onError(error);
      }
      function take(line) {
        var change;
        if (isOver || line === '') { return; }
        try { change = talk.take(line); } catch (error) { return fail(error); }
        if (change) { receiver.onNext(change); }
      }
      function ended(event) {
        if (isOver) { return; }
        if (talk.isSubscribed() && GOOD_ENDS.indexOf(event.code) >= 0) {
          close();
          return receiver.onCompleted();
        }
        fail(failure(
          (talk.isSubscribed() ? 'The connection was lost' : 'The connection was not established') +
          ' (status ' + event.code + (event.reason ? ': ' + event.reason : '') + ').'));
      }

      try {
        var settings = checked(options);
        if (typeof WebSocket !== 'function') { throw failure('There is no WebSocket here: state.js needs a browser.'); }
        socket = edition.subprotocol === null
          ? new WebSocket(settings.url) : new WebSocket(settings.url, edition.subprotocol);
        socket.binaryType = 'arraybuffer';
        talk = conversation(settings, function (text) { socket.send(text); });
      } catch (error) {
        fail(error);
        return close;
      }
      var read = lineReader(take);
      socket.onopen = function () { if (!isOver) { talk.begin(); } };
      socket.onmessage = function (event) { if (!isOver) { read(event.data); } };
      socket.onclose = ended;
      return close;
    }

    // All changes. Who subscribes connects.
    // Undocumented: those who subscribe before the first change has come share a connection, so that a page with a
    // subscription for each of its tables is one integration. Whoever comes later gets a connection of its own, because
    // only a new one begins with the full copy of the tables. A connection is closed when the last of its subscribers
    // is gone.
    function allChanges(options) {
      var joinable = null;

      function leaving(group, observer) {
        return Rx.Disposable.create(function () {
          var index = group.observers.indexOf(observer);
          if (index >= 0) { group.observers.splice(index, 1); }
          if (group.observers.length > 0) { return; }
          if (joinable === group) { joinable = null; }
          if (group.close) { group.close(); }
        });
      }

      function tell(group, method) {
        return function (value) {
          if (joinable === group) { joinable = null; }
          group.observers.slice().forEach(function (observer) {
            // What one of them throws is reported as uncaught, and keeps nothing from the others.
            try { observer[method](value); } catch (error) { setTimeout(function () { throw error; }, 0); }
          });
        };
      }

      return Rx.Observable.create(function (observer) {
        var group = joinable;
        if (group) {
          group.observers.push(observer);
        } else {
          group = joinable = { observers: [observer], close: null };
          group.close = connect(options, {
            onNext: tell(group, 'onNext'), onError: tell(group, 'onError'), onCompleted: tell(group, 'onCompleted')
          });
        }
        return leaving(group, observer);
      });
    }

    // The changes of some kinds to a table, in the order in which a message is to be applied.
    function changesOf(source, table, kinds) {
      function rows(message, kind) {
        var tables = message && message[kind];
        return tables && Object.prototype.hasOwnProperty.call(tables, table) ? tables[table] : null;
      }
      return Rx.Observable.create(function (observer) {
        return source.subscribe(
          function (message) {
            kinds.forEach(function (kind) {
              var data = rows(message, kind);
              if (data) { observer.onNext({ name: kind, data: data }); }
            });
          },
          function (error) { observer.onError(error); },
          function () { observer.onCompleted(); });
      });
    }

    function dataOf(kind) {
      return function (table) {
        return changesOf(this, table, [kind]).map(function (change) { return change.data; });
      };
    }

    // This copy of RxJS is the library's own: what is added here, every observable that comes of it has, and no other.
    var methods = Rx.Observable.prototype;
    methods.changesForTable = function (table) { return changesOf(this, table, ['insert', 'update', 'delete']); };
    methods.tableInserts = dataOf('insert');
    methods.tableUpdates = dataOf('update');
    methods.tableDeletions = dataOf('delete');
    methods.truncations = function () {
      return this.filter(function (message) { return message && message.type === 'truncate_model'; });
    };

    function library(options) { return allChanges(options); }
    edition.names.forEach(function (name) { library[name] = library; });
    return library;
  }());
}));
