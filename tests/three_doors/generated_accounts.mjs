// Accounts that nobody wrote: those of tests/corpus with fields changed, swapped, lost, and made hostile. The same seed gives
// the same accounts.
import { readFileSync } from 'node:fs';

import { inProject } from '../support/project.mjs';

const linesOf = (file) => readFileSync(inProject('tests/corpus', file), 'utf8').split('\n').filter(Boolean);
const corpus = ['accounts.ndjson', 'accounts-broken.ndjson', 'accounts-without-registration.ndjson'].flatMap(linesOf);

// Values of values.tsv by the field of an account that holds such a value.
const fieldsOfValue = {
  companyName: ['billingProfile.companyName', 'companyProfile.companyName'],
  personName: ['billingProfile.firstName', 'billingProfile.lastName', 'billingProfile.defaultAddress.middleName'],
  email: ['billingProfile.email', 'companyProfile.email', 'billingProfile.defaultAddress.emailAddress'],
  phoneNumber: ['billingProfile.defaultAddress.phoneNumber', 'companyProfile.address.phoneNumber'],
  postalCode: ['billingProfile.defaultAddress.postalCode', 'companyProfile.address.postalCode'],
  city: ['billingProfile.defaultAddress.city'],
  addressLine: ['billingProfile.defaultAddress.addressLine1', 'billingProfile.defaultAddress.addressLine2'],
  language: ['billingProfile.language'],
  culture: ['billingProfile.culture'],
  taxId: ['billingProfile.taxId'],
  organizationRegistrationNumber: ['companyProfile.organizationRegistrationNumber'],
};
const values = linesOf('values.tsv').map((line) => line.split('\t')).filter(([field]) => fieldsOfValue[field])
  .map(([field, country, value]) => ({ field, country, value: value.replace(/\\(.)/gs, (_, c) => ({ t: '\t', n: '\n' })[c] ?? c) }));

const paths = [...new Set([
  ...Object.values(fieldsOfValue).flat(), 'id', 'relationshipToPartner', 'companyProfile.tenantId', 'companyProfile.domain',
  'companyProfile.address.country', 'companyProfile.address.state', 'companyProfile.address.city', 'companyProfile.address.addressLine1',
  'companyProfile.address.addressLine3', 'companyProfile.address.region', 'companyProfile.address.district', 'companyProfile.address.firstName',
  'companyProfile.address.lastName', 'companyProfile.address.emailAddress', 'billingProfile.id', 'billingProfile.defaultAddress.country',
  'billingProfile.defaultAddress.state', 'billingProfile.defaultAddress.region', 'billingProfile.defaultAddress.district',
  'billingProfile.defaultAddress.addressLine3', 'billingProfile.defaultAddress.firstName', 'billingProfile.defaultAddress.lastName',
])];

// What people and attackers type into any field; each also alone.
const oddities = [
  '\u0007', '\u202E', '\u200B', '\uFFFD', '\uE000', '\u0301'.repeat(12), '\u3164', '\u00AD', '\u200D', '\uFEFF', '\u{E0041}', '\u{10FFFF}',
  '<script>alert(1)</script>', "'; DROP TABLE customers;--", '${jndi:ldap://x}', '../../etc/passwd', '=1+1', '%00', '\\u0000', '{0}', '[x|y]',
  'null', 'undefined', 'NaN', '0', '-', '.', '@', '!!!', '---', '999', 'aaaa', 'X', 'GÃ¶teborg', 'Ã…re',
  '00000000', 'A'.repeat(60), 'Å'.repeat(260), 'x'.repeat(3000), ' ', '\u00A0', '\t', 'a\nb',
];

// The usual slips of one kind of field, by the end of its path.
const slips = {
  companyName: ['X', '!!!', 'Ltd', 'AB', 'acme.com', '999', '1 2 3 4', '<b>Acme</b>', 'Acme, Inc.', '株式会社'],
  Name: ['12345', '---', 'Anna1', 'anna@example.se', 'www.example.se', 'O’Brien', 'Anna;', '李'],
  mail: [
    'anna@gmial.com', 'anna@example.con', 'anna@example.se.', 'Anna <anna@example.se>', 'mailto:anna@example.se', 'a@b.se, c@d.se', 'anna@@example.se',
    'anna＠example.se', '"anna b"@example.se', 'åsa@exämple.se', 'anna..b@example.se', 'anna@localhost', 'anna@-x-.se', '@example.se', 'anna@', 'a b@c.se',
    'anna@contoso.onmicrosoft.com', 'anna@microsoft.com', 'anna@example.zzzz', `${'a'.repeat(70)}@example.se`, 'an(na@example.se', 'anna.example.se',
  ],
  domain: [
    'contoso', 'https://contoso.com/x', 'www.contoso.com', 'co.uk', 'contoso.com.', 'contoso.zzzz', 'pаypal.com', `${'x'.repeat(70)}.com`, 'xn--a.com',
    'anna@contoso.com', 'con toso.com', 'Contoso.COM', 'www.yt', 'bücher.de', '192.168.0.1', '\u0441\u043E\u0441\u043E.se',
  ],
  culture: ['sv', 'sv_SE', 'en-UK', 'xx-YY', 'english', 'zh-Hant-TW', 'nb-NO', 'no-NO', 'sv-FI', 'es-419', 'SV-se'],
  language: ['sv-SE', 'xx', 'english', 'no', 'iw', 'SV', 'zh-Hant'],
  country: ['UK', 'EL', 'XI', 'Sweden', 'ZZ', 'se', 'Sverige', 'SWE', 'US', 'JP', 'HK', 'BR', 'DE', 'IN', 'SG', 'AE', 'XK'],
  state: ['Californa', 'CA', 'NY', 'XYZ', '東京都', '13', 'california', 'Stockholm', 'AA', 'SP'],
  city: ['12345', '!!!', 'København', '東京', 'N/A'],
  Line1: ['', '-', 'Box 1', '1', '東京都千代田区', '...'],
  postalCode: ['0000', '00000', '999077', '114 55', 'SE-114 55', '90210', 'SW1A1AA', '1000O', '〒100-0001', '１１４５５', 'AD100', '97110', 'JE2 3AB', '1234'],
  phoneNumber: [
    '+46 8 123 456 78', '08-123 456 78', '+46', '+999 123 456', '+210 123456', '+1 212', '12345', 'tel:+46812345678', '+46 8 12345678 / +46 8 12345679', '+46 900 123 45 67',
    '+46 8 123 456 78 ext. 12', '٠٨١٢٣', '+4681234567890123', '+44 20 7946 0958', '112', '+46 944 123 456', '+352 691 234 567 890', '+1 900 555 0123',
    '+229 01 95 12 34 56', '+225 01 23 45 67 89', '+52 1 55 1234 5678', '+54 9 11 2345 6789', '+39 06 1234 5678', '+800 1234 5678', '0046 8 123 456 78', '+45 37 12 34 56',
  ],
  taxId: ['SE556007349601', 'SE556007349501', 'DE136695976', 'DE136695977', 'GB980780684', 'ATU12345678', 'CHE-123.456.789 MWST', 'NO923609016MVA', '12-3456789', 'FR40303265045'],
  Number: ['556007-3495', '556007-3494', '16556007-3495', '00233462', 'HRB 11223', '923609016', '923609017', '12'],
};

// A small generator of random numbers (mulberry32): its seed is all its state.
function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, pick: (list) => list[below(list.length)], chance: (share) => next() < share };
}

const get = (account, path) => path.split('.').reduce((object, name) => object?.[name], account);
function set(account, path, value) {
  const names = path.split('.');
  const last = names.pop();
  let object = account;
  for (const name of names) object = object[name] ??= {};
  object[last] = value;
}

const wide = (text) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(0xFF10 + Number(digit)));

// One character of a text changed as a slip of the keyboard or a bad copy changes it.
function slipped(text, random) {
  const characters = [...text];
  const at = random.below(characters.length + 1);
  const other = random.pick([...'0123456789', ...'ABCXYZabcåö', ' ', '-', '.', ',', '@', '+', '/', '(', "'", '\u00A0', '\u0301', '\u200B', 'ß', '界', '😀']);
  const change = random.below(5);
  if (change === 0) characters.splice(at, 1);
  if (change === 1) characters.splice(at, 0, other);
  if (change === 2) characters.splice(at, 1, other);
  if (change === 3 && at + 1 < characters.length) [characters[at], characters[at + 1]] = [characters[at + 1], characters[at]];
  if (change === 4) characters.splice(at, 0, ...characters.slice(at, at + 3));
  return characters.join('');
}

const changes = [
  function slip(account, random) {
    const path = random.pick(paths);
    const value = get(account, path);
    if (typeof value === 'string') set(account, path, slipped(value, random));
  },
  function swap(account, random) {
    const [one, other] = [random.pick(paths), random.pick(paths)];
    const [a, b] = [get(account, one), get(account, other)];
    if (typeof a === 'number' || typeof b === 'number') return;
    set(account, one, b ?? '');
    set(account, other, a ?? '');
  },
  function knownValue(account, random) {
    const { field, country, value } = random.pick(values);
    set(account, random.pick(fieldsOfValue[field]), value);
    if (country && random.chance(0.7)) set(account, 'billingProfile.defaultAddress.country', country);
  },
  function otherCompany(account, random) {
    const other = JSON.parse(random.pick(corpus));
    const path = random.pick(paths);
    const value = get(other, path);
    if (value !== undefined) set(account, path, value);
  },
  function odd(account, random) {
    const path = random.pick(paths);
    const value = String(get(account, path) ?? '');
    set(account, path, random.pick([random.pick(oddities), value + random.pick(oddities), random.pick(oddities) + value]));
  },
  function usual(account, random) {
    if (random.chance(0.02)) {
      set(account, 'billingProfile.defaultAddress.country', 'SE');
      set(account, 'companyProfile.organizationRegistrationNumber', '556007-3495');
      set(account, 'billingProfile.taxId', random.pick(['SE556012579001', 'SE556007349501']));
      return;
    }
    const kind = random.pick(Object.keys(slips));
    const path = random.pick(paths.filter((candidate) => candidate.toLowerCase().includes(kind.toLowerCase())));
    set(account, path, random.pick(slips[kind]));
  },
  function lost(account, random) {
    const path = random.pick([...paths, 'companyProfile', 'billingProfile', 'billingProfile.defaultAddress', 'companyProfile.address']);
    if (get(account, path) !== undefined) set(account, path, random.pick([undefined, null, ...(paths.includes(path) ? ['', ' '] : [])]));
  },
  function rewritten(account, random) {
    const path = random.pick(paths);
    const value = get(account, path);
    if (typeof value !== 'string') return;
    set(account, path, random.pick([value.toUpperCase(), value.toLowerCase(), wide(value), ` ${value}\u3000`, value.replace(/[ -]/g, ''), value.normalize('NFD'), [...value].join(' ')]));
  },
  function twoAddresses(account, random) {
    const address = structuredClone(get(random.chance(0.5) ? account : JSON.parse(random.pick(corpus)), 'billingProfile.defaultAddress') ?? {});
    set(account, 'companyProfile.address', address);
  },
  function otherShape(account, random) {
    account.unknownMember = random.pick([[1, { a: null }], 'x', false, 1e300]);
    if (random.chance(0.3)) account.relationshipToPartner = random.below(8) - 1;
    if (random.chance(0.3) && account.billingProfile) {
      account.BillingProfile = account.billingProfile;  // Names are read in any case.
      delete account.billingProfile;
    }
  },
];

// `count` accounts as JSON texts, each readable.
export function* generatedAccounts(count, seed) {
  const random = randomOf(seed);
  for (let i = 0; i < count; ++i) {
    const account = JSON.parse(random.pick(corpus));
    delete account.expect;
    delete account.case;
    for (let change = random.below(4); change >= 0; --change) {
      random.pick(changes)(account, random);
      if (!account.billingProfile || !account.companyProfile) break;
    }
    yield JSON.stringify(account);
  }
}

// Texts that are no account: cut, of a wrong type, with the same member twice, nested too deeply.
export function* unreadableAccounts(count, seed) {
  const random = randomOf(seed);
  for (let i = 0; i < count; ++i) {
    const text = random.pick(corpus);
    const account = JSON.parse(text);
    const kind = i % 7;
    if (kind === 0) yield text.slice(0, 1 + random.below(text.length - 1));
    if (kind === 1) { set(account, random.pick(paths), random.pick([1, true, [], {}, 1.5])); account.relationshipToPartner = []; yield JSON.stringify(account); }
    if (kind === 2) yield text.replace('{', '{"ID":"x",');
    if (kind === 3) yield text.replace('{', `{"deep":${'['.repeat(40)}${']'.repeat(40)},`);
    if (kind === 4) { account.billingProfile = random.pick(['x', 5, [1]]); yield JSON.stringify(account); }
    if (kind === 5) yield `{"id":"\\ud800",${text.slice(1)}`;
    if (kind === 6) yield text.replace(/:"/, random.pick([':', ':"\u0001', ':\'']));
  }
}
