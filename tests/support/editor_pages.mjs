// Pages of the editor for browser tests: each language and size, signed in through the API, on any view.
import { axeViolations, launchBrowser, newPage, settled } from './browser.mjs';
import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from './server.mjs';

export const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };
export const languages = ['en', 'sv'];
export const texts = {
  en: {
    locale: 'en-US', userName: 'User name', password: 'Password', signIn: 'Sign in', showPassword: 'Show password', signOut: 'Sign out',
    customers: 'Customers', account: 'Account', search: 'Search customers', clearSearch: 'Clear search', list: 'Customer list', menu: 'Menu',
    language: 'Language', skip: 'Skip to content', update: 'Update', updateAccount: 'Update account', submit: 'Submit', saving: 'Saving',
    cancel: 'Cancel', keepEditing: 'Keep editing', discard: 'Discard changes', discardQuestion: 'Discard your changes?', tryAgain: 'Try again',
    draftUse: 'Go on with them', summary: 'There is a problem', error: 'Error: ', postalCode: 'Postal code', city: 'City', email: 'Email',
    mainMenu: 'Main menu', customerMenu: 'Customer menu', trail: 'You are here', noMatch: 'No customer matches', mine: 'Yours', theirs: 'Theirs',
    billing: 'Billing information', company: 'Company details', nameOnInvoices: 'Company name on invoices', optional: '(optional)',
    noChanges: 'No changes', oneChange: '1 change', name: 'Name', number: (count) => count.toLocaleString('en-US'),
  },
  sv: {
    locale: 'sv-SE', userName: 'Användarnamn', password: 'Lösenord', signIn: 'Logga in', showPassword: 'Visa lösenordet', signOut: 'Logga ut',
    customers: 'Kunder', account: 'Konto', search: 'Sök kunder', clearSearch: 'Rensa sökningen', list: 'Kundlista', menu: 'Meny',
    language: 'Språk', skip: 'Hoppa till innehållet', update: 'Uppdatera', updateAccount: 'Uppdatera konto', submit: 'Skicka', saving: 'Sparar',
    cancel: 'Avbryt', keepEditing: 'Fortsätt redigera', discard: 'Kasta ändringarna', discardQuestion: 'Vill du kasta ändringarna?', tryAgain: 'Försök igen',
    draftUse: 'Fortsätt med dem', summary: 'Det finns ett problem', error: 'Fel: ', postalCode: 'Postnummer', city: 'Ort', email: 'E-post',
    mainMenu: 'Huvudmeny', customerMenu: 'Kundmeny', trail: 'Du är här', noMatch: 'Ingen kund matchar', mine: 'Ditt', theirs: 'Deras',
    billing: 'Faktureringsinformation', company: 'Företagsinformation', nameOnInvoices: 'Företagsnamn på fakturor', optional: '(valfritt)',
    noChanges: 'Inga ändringar', oneChange: '1 ändring', name: 'Namn', number: (count) => count.toLocaleString('sv-SE'),
  },
};

// Every language in every size: { language, size, text, name }.
export const variants = languages.flatMap((language) => Object.keys(sizes).map((size) => ({ language, size, text: texts[language], name: `${language}, ${size}` })));

// One server and one browser for a file of tests.
export async function startEditor({ flags = [], args } = {}) {
  const server = await startServer({ data: await newDataFolder(), flags: ['--sample-data', ...flags] });
  const browser = await launchBrowser({ args });
  const sessions = new Map();
  const askers = new Map();
  const editor = {
    server, browser,
    // One session a role: the server ends the oldest of too many, which may be that of a page.
    ask(role = 'sales_agent') {
      if (!askers.has(role)) askers.set(role, signIn(server, role));
      return askers.get(role);
    },
    user: (role = 'sales_agent') => sampleUser(server.data, role),
    async end() {
      await browser.close();
      await server.end();
      await removeFolder(server.data);
    },
    // A page in this language and size that nobody has signed in to.
    async page({ language = 'en', size = 'wide', ...options } = {}) {
      const page = await newPage(browser, { locale: texts[language].locale, ...sizes[size], ...options });
      page.setDefaultTimeout(15_000);
      return page;
    },
    // The same with a session, at a path, when it has been drawn. Pages of one role share a session unless it is to be their own.
    async open(path, { role = 'sales_agent', ownSession = false, ...options } = {}) {
      const page = await editor.page(options);
      const context = page.context();
      if (ownSession || !sessions.has(role)) {
        const { user, password } = await sampleUser(server.data, role);
        const answer = await context.request.post(`${server.url}/session`, { data: { user, password }, headers: { Origin: server.url } });
        if (!answer.ok()) throw new Error(`Sign-in answered ${answer.status()}.`);
        if (!ownSession) sessions.set(role, await context.cookies());
      } else {
        await context.addCookies(sessions.get(role));
      }
      await page.goto(server.url + path);
      await ready(page);
      return page;
    },
    // The customer whose name begins like this, as the list has it.
    async customer(search) {
      const { items } = await (await (await editor.ask())(`/v1/customers?search=${encodeURIComponent(search)}`)).json();
      if (items.length === 0) throw new Error(`No customer matches ${search}.`);
      return items[0];
    },
  };
  return editor;
}

// The view that was asked for is drawn: its heading stands, and nothing more is under way.
export async function ready(page) {
  await page.locator('#root.live h1').waitFor();
  await page.waitForLoadState('networkidle');
  await settled(page, 120);
}

// Signs in by the form, as a person does.
export async function signInByForm(page, text, { user, password }) {
  await page.getByLabel(text.userName, { exact: true }).fill(user);
  await page.getByLabel(text.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: text.signIn, exact: true }).click();
}

export const close = (page) => page.context().close();

// What has the focus: its role-like tag and its name.
export const focusOf = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent;
  return { tag: element.localName, name: (label ?? '').trim(), id: element.id };
});

export { axeViolations, settled };
