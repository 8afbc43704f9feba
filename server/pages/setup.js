// The page of the one-time link: its secret stands behind "#", so that no server or log ever sees it in an address.
'use strict';
const secret = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const swedish = navigator.language.toLowerCase().startsWith('sv');
if (swedish) {
  document.documentElement.lang = 'sv';
  for (const element of document.querySelectorAll('[data-sv]')) element.textContent = element.dataset.sv;
  document.title = 'Gör i ordning Kundkonto';
}
const form = document.getElementById('setup');
const message = document.getElementById('message');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  message.textContent = '';
  try {
    const value = (name) => form.elements[name].value.trim();
    const answer = await fetch('/session/setup', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Locale': swedish ? 'sv-SE' : 'en-US' },
      body: JSON.stringify({ token: secret, resellerName: value('reseller'), user: value('user'), displayName: value('name'), password: form.elements.password.value }),
    });
    if (answer.ok) return location.replace('/customers');
    message.textContent = (await answer.json()).description;
  } catch {
    message.textContent = swedish ? 'Servern svarar inte. Försök igen.' : 'The server does not answer. Try again.';
  }
  button.disabled = false;
});
