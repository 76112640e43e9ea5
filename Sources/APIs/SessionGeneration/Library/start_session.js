/*
 * Starts support sessions from any page, as mock-appliance serves it at /api/start_session.js.
 *
 *   BG.setSite('support.example.com');
 *   BG.start(BG.START_TYPE.CHAT, { sessionKey: '1234567' });
 */
(function (root) {
  'use strict';

  var START_TYPE = { CHAT: 'chat', BROWSER: 'browser', FULL: 'full' };
  // The ways to start, of which one is given.
  var METHODS = ['sessionKey', 'rep', 'issue'];
  // What else an options object may hold.
  var OTHERS = ['skills', 'customer', 'locale', 'attributes', 'uiOptions'];
  // The chat's window, in pixels.
  var WINDOW = 'popup=yes,width=480,height=640,resizable=yes,scrollbars=yes';

  var site = null;

  function failure(sentence) { return new Error('BG: ' + sentence); }

  // MARK: Options

  // A property that is null is none, so that a page may write down all that there are.
  function isGiven(object, name) { return object[name] !== undefined && object[name] !== null; }

  function text(value, name) {
    if (typeof value === 'string' && value !== '') { return value; }
    if (typeof value === 'number' && isFinite(value)) { return String(value); }
    throw failure(name + ' is ' + String(value) + '; write a text.');
  }

  function object(value, name) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) { return value; }
    throw failure(name + ' is ' + String(value) + '; write an object.');
  }

  function add(pairs, name, value) {
    if (value !== undefined && value !== null) { pairs.push([name, String(value)]); }
  }

  // The parameters of start_session that the options come to, as pairs.
  function parameters(options) {
    var pairs = [];
    object(options, 'options');
    var unknown = Object.keys(options).filter(function (name) {
      return METHODS.indexOf(name) < 0 && OTHERS.indexOf(name) < 0;
    });
    // A page with more than is documented still starts its session.
    if (unknown.length > 0) {
      console.warn('BG: options has the unknown property ' + unknown.join(', ') + '; it knows ' +
        METHODS.concat(OTHERS).join(', ') + '.');
    }
    var given = METHODS.filter(function (name) { return isGiven(options, name); });
    // What getElementById does not find is null.
    if (given.length === 0 && options.issue === null) { given = ['issue']; }
    if (given.length !== 1) {
      throw failure('give exactly one of ' + METHODS.join(', ') + '; ' +
        (given.length === 0 ? 'none is given.' : given.join(' and ') + ' are given.'));
    }
    var method = given[0];
    if (method === 'sessionKey') {
      add(pairs, 'short_key', text(options.sessionKey, 'sessionKey'));
    } else if (method === 'rep') {
      object(options.rep, 'rep');
      add(pairs, 'id', text(options.rep.id, 'rep.id'));
      add(pairs, 'name', text(options.rep.name, 'rep.name'));
    } else {
      issue(options.issue, pairs);
    }
    // What the options say goes before what a form has said.
    if (isGiven(options, 'skills')) {
      if (!Array.isArray(options.skills)) { throw failure('skills is no array; write the code names in one.'); }
      replace(pairs, 'session.skills', options.skills.join(','));
    }
    members(options, 'customer', 'customer.', pairs);
    members(options, 'attributes', 'session.custom.', pairs);
    if (isGiven(options, 'locale') && options.locale !== '') { replace(pairs, 'locale', text(options.locale, 'locale')); }
    return pairs;
  }

  function replace(pairs, name, value) {
    for (var place = pairs.length - 1; place >= 0; place -= 1) {
      if (pairs[place][0] === name) { pairs.splice(place, 1); }
    }
    add(pairs, name, value);
  }

  function members(options, property, prefix, pairs) {
    if (!isGiven(options, property)) { return; }
    var values = object(options[property], property);
    Object.keys(values).forEach(function (name) {
      if (values[name] !== undefined && values[name] !== null) { replace(pairs, prefix + name, values[name]); }
    });
  }

  function issue(value, pairs) {
    if (value === null) { throw failure('issue is null: there is no element with that id, or it is not there yet.'); }
    object(value, 'issue');
    pairs.push(['issue_menu', '1']);
    if (value.nodeType === 1) { return issueElement(value, pairs); }
    if (isGiven(value, 'id') === isGiven(value, 'codeName')) {
      throw failure('issue needs either id or codeName.');
    }
    if (isGiven(value, 'id')) { add(pairs, 'id', text(value.id, 'issue.id')); }
    if (isGiven(value, 'codeName')) { add(pairs, 'codeName', text(value.codeName, 'issue.codeName')); }
  }

  // The inputs of a form, or of any other element, that say something of the session.
  function issueElement(element, pairs) {
    var inputs = element.querySelectorAll('input[name], select[name], textarea[name]');
    var names = [];
    Array.prototype.forEach.call(inputs, function (input) {
      var isOff = input.disabled || ((input.type === 'checkbox' || input.type === 'radio') && !input.checked);
      var name = input.name === 'skills' ? 'session.skills' : input.name;
      var isKnown = name === 'id' || name === 'codeName' || /^(customer|session)\./.test(name);
      if (isOff || !isKnown || input.value === '') { return; }
      names.push(name);
      add(pairs, name, input.value);
    });
    if ((names.indexOf('id') < 0) === (names.indexOf('codeName') < 0)) {
      throw failure('the issue\'s form needs an input with the name id or codeName, and not both.');
    }
  }

  // MARK: The page

  function make(name, properties, children) {
    var element = document.createElement(name);
    Object.keys(properties || {}).forEach(function (key) { element[key] = properties[key]; });
    (children || []).forEach(function (child) { element.appendChild(child); });
    return element;
  }

  // Sends the parameters as a form, so that they do not stand in an address.
  function submit(pairs, target) {
    var form = make('form', { method: 'post', action: address('/api/start_session'), target: target, hidden: true },
      pairs.map(function (pair) { return make('input', { type: 'hidden', name: pair[0], value: pair[1] }); }));
    document.body.appendChild(form);
    form.submit();
    document.body.removeChild(form);
  }

  function address(path) { return 'https://' + site + path; }

  // A dialog over the page, closed by its button or by Escape.
  function dialog(title) {
    var heading = make('h2', { id: 'bg-start-title', textContent: title });
    var body = make('div', {});
    body.setAttribute('role', 'status');
    var close = make('button', { type: 'button', textContent: 'Close' });
    var box = make('dialog', { className: 'bg-start' }, [heading, body, close]);
    box.setAttribute('aria-labelledby', heading.id);
    close.onclick = function () { box.close(); };
    box.onclose = function () { box.remove(); };
    document.body.appendChild(box);
    if (box.showModal) { box.showModal(); } else { box.setAttribute('open', ''); }
    return {
      box: box,
      say: function (elements) {
        body.textContent = '';
        elements.forEach(function (element) { body.appendChild(element); });
      }
    };
  }

  function paragraph(words) { return make('p', { textContent: words }); }

  // MARK: The kinds of session

  var windows = 0;

  // Whether there is a window for a chat, which cannot reach the page that has opened it.
  function open(name) {
    var opened = root.open('about:blank', name, WINDOW);
    if (opened) { opened.opener = null; }
    return Boolean(opened);
  }

  function chat(pairs, uiOptions) {
    pairs.push(['c2cjs', '1']);
    windows += 1;
    var name = 'bg-chat-' + windows;
    if (open(name)) { return submit(pairs, name); }
    // Undocumented: what happens where nothing is said. A customer without a chat is helped less than one whose page
    // turns into the chat.
    if (uiOptions.fallbackToFullWindow !== false) { return submit(pairs, '_self'); }
    var shown = dialog('Chat');
    var again = make('button', { type: 'button', textContent: 'Open the chat' });
    again.onclick = function () {
      shown.box.close();
      if (open(name)) { submit(pairs, name); }
    };
    shown.say([paragraph('Your browser did not open a window for the chat.'), again]);
  }

  // Where the store of the device looks for the app.
  function storeAddress() {
    return /Android/.test(root.navigator.userAgent)
      ? 'https://play.google.com/store/search?c=apps&q=BeyondTrust%20Support'
      : 'https://apps.apple.com/search?term=BeyondTrust%20Support';
  }

  function isMobile() { return /Android|iPhone|iPad/.test(root.navigator.userAgent); }

  function download(pairs, isBrowser) {
    if (isBrowser && isMobile()) {
      return dialog('Browser sharing').say([paragraph('Browser sharing is not available on mobile devices.')]);
    }
    // Whatever the site is set up for, the start type says that it is a download.
    pairs.push(['c2cjs', '0']);
    var shown = dialog(isBrowser ? 'Browser sharing' : 'Support session');
    shown.say([paragraph('The session is being started …')]);
    request(pairs, shown, isBrowser);
  }

  function request(pairs, shown, isBrowser) {
    var call = new XMLHttpRequest();
    call.open('POST', address('/api/start_session.json'));
    call.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    call.onload = function () {
      var answer;
      try { answer = JSON.parse(call.responseText); } catch (error) { answer = {}; }
      if (answer.prompt) { return ask(pairs, shown, isBrowser); }
      if (!answer.download_url) {
        return shown.say([paragraph(answer.error || 'The support site has not understood the request.')]);
      }
      launch(answer.download_url, shown, isBrowser);
    };
    call.onerror = function () { shown.say([paragraph('The support site ' + site + ' cannot be reached.')]); };
    call.send(pairs.map(function (pair) {
      return encodeURIComponent(pair[0]) + '=' + encodeURIComponent(pair[1]);
    }).join('&'));
  }

  // The site wants its customers to be asked first.
  function ask(pairs, shown, isBrowser) {
    var button = make('button', { type: 'button', textContent: 'Start the session' });
    button.onclick = function () { request(pairs.concat([['prompted', '1']]), shown, isBrowser); };
    shown.say([paragraph('The customer client will be downloaded to this computer.'), button]);
  }

  // The browser is told to download the client; the link does it again.
  function launch(url, shown, isBrowser) {
    var link = make('a', { href: url, textContent: 'Download the client again' });
    if (isMobile()) {
      var store = make('a', { href: storeAddress(), textContent: 'Install the support app', target: '_blank', rel: 'noopener' });
      link.textContent = 'Open the session in the support app';
      return shown.say([paragraph('The session needs the support app. Install it from the store of your device:'), store,
        paragraph('Then start the session:'), link]);
    }
    var what = isBrowser ? 'It shares your browser with the representative.' : 'It connects you with a representative.';
    shown.say([paragraph('The customer client is being downloaded. Please run it when it is there. ' + what), link]);
    shown.box.appendChild(make('iframe', { src: url, hidden: true, title: 'Download' }));
  }

  root.BG = {
    START_TYPE: START_TYPE,

    // The host name of the public site, without a protocol.
    setSite: function (hostname) {
      if (typeof hostname !== 'string' || !/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?$/.test(hostname)) {
        throw failure('setSite was given ' + String(hostname) + '; write a host name without the protocol.');
      }
      site = hostname;
    },

    // Starts a session of a type.
    start: function (startType, options) {
      if (site === null) { throw failure('the site is not known; call BG.setSite first.'); }
      var types = Object.keys(START_TYPE).filter(function (name) { return START_TYPE[name] === startType; });
      if (types.length === 0) {
        throw failure('the start type is ' + String(startType) + '; write BG.START_TYPE.CHAT, .BROWSER or .FULL.');
      }
      var pairs = parameters(options);
      if (startType === START_TYPE.CHAT) {
        chat(pairs, isGiven(options, 'uiOptions') ? object(options.uiOptions, 'uiOptions') : {});
      } else {
        download(pairs, startType === START_TYPE.BROWSER);
      }
    }
  };
}(window));
