// A plain form that is judged while one types: labels, sentences and suggestions come from the package.
import { countryNames, countryRules, labelFor, load, validateAccount } from '../index.js';

const words = {
  en: { title: 'Billing information', language: 'Language', company: 'Company', address: 'Address', contact: 'Contact', submit: 'Check the account', use: 'Use', right: 'The account is right. It would be stored as:', problems: ['problem', 'problems'], fix: 'Change before sending' },
  sv: { title: 'Faktureringsinformation', language: 'Språk', company: 'Företag', address: 'Adress', contact: 'Kontakt', submit: 'Kontrollera kontot', use: 'Använd', right: 'Kontot är rätt. Det skulle sparas som:', problems: ['fel', 'fel'], fix: 'Ändra innan du skickar' },
};
const icon = '<svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5"/><path d="M8 4.5v4M8 11v.5"/></svg>';

const form = document.querySelector('form');
const inputs = [...form.querySelectorAll('[data-path]')];
const summary = document.getElementById('summary');
const country = document.getElementById('country');
const shownLanguage = document.getElementById('shown-language');
const touched = new Set(); // What has not been left once has no message yet: nobody likes to be told while typing.

const word = (name) => words[shownLanguage.value][name];

function account() {
  // The culture is not asked for: the usual one of the country.
  const { defaultCulture } = countryRules(country.value);
  const result = { companyProfile: {}, billingProfile: { culture: defaultCulture, language: defaultCulture.split('-')[0], defaultAddress: {} } };
  for (const input of inputs) {
    const steps = input.dataset.path.split('.');
    const name = steps.pop();
    if (!input.closest('.field').hidden) steps.reduce((object, step) => object[step], result)[name] = input.value;
  }
  return result;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function show(input, problem) {
  const field = input.closest('.field');
  const id = `${input.id}-message`;
  field.querySelectorAll('.message, .suggestion').forEach((old) => old.remove());
  input.removeAttribute('aria-describedby');
  input.setAttribute('aria-invalid', String(problem?.severity === 'error'));
  input.classList.toggle('warned', problem?.severity === 'warning');
  if (!problem) return;
  input.setAttribute('aria-describedby', id);
  const message = element('p', { id, className: `message ${problem.severity}`, innerHTML: icon }, element('span', { textContent: problem.message }));
  field.append(message);
  if (!problem.suggestion) return;
  const use = element('button', { type: 'button', className: 'suggestion', textContent: `${word('use')} ${problem.suggestion}` });
  use.addEventListener('click', () => {
    input.value = problem.suggestion;
    input.focus();
    judge();
  });
  field.append(use);
}

// Errors before warnings, so that a field shows its worst.
const worstOf = (problems, path) => {
  const own = problems.filter(({ field }) => field === path);
  return own.find(({ severity }) => severity === 'error') ?? own[0];
};

function judge() {
  const verdict = validateAccount(account(), { language: shownLanguage.value });
  for (const input of inputs) show(input, touched.has(input) ? worstOf(verdict.problems, input.dataset.path) : undefined);
  const shown = inputs.filter((input) => input.getAttribute('aria-invalid') === 'true').length;
  document.getElementById('count').textContent = shown ? `${shown} ${word('problems')[shown === 1 ? 0 : 1]}` : '';
  document.getElementById('result').hidden = true;
  if (!shown) summary.hidden = true;
  return verdict;
}

function relabel() {
  const language = shownLanguage.value;
  document.documentElement.lang = language;
  document.title = word('title');
  for (const node of form.querySelectorAll('[data-word]')) node.textContent = word(node.dataset.word);
  for (const input of inputs) input.labels[0].textContent = labelFor(input.dataset.path, { country: country.value, language });
  const { supportedStatesList, isStateRequired, isPostalCodeRequired, postalCodeRegex, isCityRequired } = countryRules(country.value);
  const state = document.getElementById('state');
  state.closest('.field').hidden = supportedStatesList.length === 0 && !isStateRequired;
  state.required = isStateRequired;
  document.getElementById('states').replaceChildren(...supportedStatesList.map((value) => element('option', { value })));
  document.getElementById('postalCode').closest('.field').hidden = !postalCodeRegex && !isPostalCodeRequired;
  document.getElementById('postalCode').required = isPostalCodeRequired;
  document.getElementById('city').required = isCityRequired;
}

function listCountries() {
  const names = Object.entries(countryNames(shownLanguage.value)).sort(([, a], [, b]) => a.localeCompare(b, shownLanguage.value));
  const chosen = country.value || 'SE';
  country.replaceChildren(...names.map(([value, textContent]) => element('option', { value, textContent })));
  country.value = chosen;
}

function showSummary(problems) {
  const errors = problems.filter(({ severity }) => severity === 'error');
  document.getElementById('summary-heading').textContent = word('fix');
  summary.querySelector('ul').replaceChildren(...errors.map(({ field, message }) => {
    const input = inputs.find(({ dataset }) => dataset.path === field);
    return element('li', {}, input ? element('a', { href: `#${input.id}`, textContent: message, onclick: () => { input.focus(); return false; } }) : message);
  }));
  summary.hidden = false;
  summary.focus();
}

form.addEventListener('input', judge);
form.addEventListener('focusout', ({ target, relatedTarget }) => {
  if (!inputs.includes(target) || relatedTarget?.classList.contains('suggestion')) return;
  touched.add(target);
  const { normalized, problems } = validateAccount(account());
  const tidied = target.dataset.path.split('.').reduce((object, step) => object?.[step], normalized) ?? '';
  if (target !== country && !worstOf(problems, target.dataset.path)) target.value = tidied;
  judge();
});
country.addEventListener('change', () => {
  relabel();
  judge();
});
shownLanguage.addEventListener('change', () => {
  listCountries();
  relabel();
  judge();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  inputs.forEach((input) => touched.add(input));
  const { accepted, problems, normalized } = judge();
  if (!accepted) return showSummary(problems);
  const result = document.getElementById('result');
  result.replaceChildren(word('right'), element('pre', { textContent: JSON.stringify(normalized, null, 2) }));
  result.hidden = false;
});

await load();
listCountries();
relabel();
form.dataset.ready = '';
