/*
 * The chat of a click-to-chat session, as mock-appliance serves it at /chat.js.
 *
 * It asks for what is new, shows it, and sends what the customer writes. Whoever loads the page again finds the chat as it was.
 */
(function () {
  'use strict';

  // Milliseconds between two questions, and the most after questions that were not answered.
  var PAUSE = 1000;
  var LONGEST_PAUSE = 8000;

  var chat = document.getElementById('chat');
  var log = document.getElementById('log');
  var state = document.getElementById('state');
  var sayForm = document.getElementById('say');
  var leaveForm = document.getElementById('leave');
  var address = 'session=' + encodeURIComponent(chat.dataset.session) +
    '&ticket=' + encodeURIComponent(chat.dataset.ticket);
  var after = Number(chat.dataset.after);
  var pause = PAUSE;
  var isOver = false;
  var isAsking = false;
  var timer = null;

  // Whoever loads the page again shall see this chat, and not start another session.
  history.replaceState(null, '', '/chat?' + address);

  function show(standing) {
    if (state.textContent !== standing.sentence) { state.textContent = standing.sentence; }
    if (standing.state === 'left' || standing.state === 'ended') { end(); }
  }

  function add(line) {
    if (line.sequence <= after) { return; }
    after = line.sequence;
    var item = document.createElement('li');
    var text = document.createElement('div');
    if (line.from === 'system') {
      text.append(Object.assign(document.createElement('i'), { textContent: line.text }));
    } else {
      text.append(Object.assign(document.createElement('b'), { textContent: line.name + ':' }), ' ');
      // The appliance has escaped every character of the message; only its formats are elements.
      text.insertAdjacentHTML('beforeend', line.html);
    }
    item.className = line.from;
    item.append(text);
    log.append(item);
    item.scrollIntoView({ block: 'nearest' });
  }

  function end() {
    if (isOver) { return; }
    isOver = true;
    [sayForm, leaveForm].forEach(function (form) {
      if (form) { form.querySelectorAll('input, button').forEach(function (part) { part.disabled = true; }); }
    });
  }

  function post(fields) {
    return fetch('/chat', { method: 'POST', body: new URLSearchParams(address + '&json=1&' + fields) })
      .then(function (answer) {
        if (!answer.ok) { throw new Error('status ' + answer.status); }
        return answer.json();
      });
  }

  function ask() {
    if (isAsking) { return; }
    isAsking = true;
    clearTimeout(timer);
    fetch('/chat/messages?' + address + '&after=' + after)
      .then(function (answer) {
        if (!answer.ok) { throw new Error('status ' + answer.status); }
        return answer.json();
      })
      .then(function (answer) {
        pause = PAUSE;
        answer.messages.forEach(add);
        show(answer);
      })
      .catch(function () {
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        state.textContent = 'The connection is lost; trying again.';
      })
      .then(function () {
        isAsking = false;
        if (!isOver) { timer = setTimeout(ask, pause); }
      });
  }

  if (sayForm) {
    sayForm.addEventListener('submit', function (event) {
      event.preventDefault();
      var field = sayForm.elements.message;
      var text = field.value;
      if (text.trim() === '') { return; }
      field.value = '';
      post('message=' + encodeURIComponent(text)).then(show).then(ask).catch(function () {
        // What was not sent is not lost.
        if (field.value === '') { field.value = text; }
        state.textContent = 'The message was not sent; please try again.';
      });
    });
    leaveForm.addEventListener('submit', function (event) {
      event.preventDefault();
      post('leave=1').then(show).then(ask).catch(function () {
        state.textContent = 'The connection is lost; please try again.';
      });
    });
  }
  ask();
}());
