// Tax and registration numbers against npm stdnum: the numbers of its specs, which it ships, copies of them with one
// character wrong, and random numbers, all judged by its own validate().
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkProgram } from '../support/project.mjs';
import { explained } from '../support/stdnum_differences.mjs';

const require = createRequire(import.meta.url);
const sources = path.join(path.dirname(require.resolve('stdnum/package.json')), 'src');

// What the library covers as tax, VAT and company numbers, by the field where such a number stands.
const schemeNames = {
  taxId: `ad.nrt ai.tin al.nipt ao.nif ar.cuit at.tin at.uid au.abn au.tfn az.tin be.vat bg.vat br.cnpj br.cpf by.unp bz.tin ca.bn
    ca.gst ca.pst ca.qst ch.uid ch.vat cl.rut cn.uscc co.nit cr.cpf cr.cpj cr.cr cy.vat cz.dic de.idnr de.stnr de.vat dk.cvr do.rnc
    dz.nif ec.ruc ee.kmkr eg.tn es.cif es.dni es.nie es.nif fi.alv fo.vn fr.nif fr.siren fr.siret fr.tva gb.utr gb.vat gh.tin gn.nifp
    gr.vat gt.nit hr.oib hu.anum id.npwp ie.pps ie.vat il.hp il.idnr in.gstin in.pan is.kennitala is.vsk it.codicefiscale it.iva
    jp.cn ke.pin kr.brn li.peid lt.pvm lu.tva lv.pvn ma.ice mc.tva md.idno me.pib mk.edb mt.vat mx.rfc mz.nuit nl.bsn nl.btw no.mva
    no.orgnr nz.ird pe.ruc pk.ntn pl.nip pt.nif py.ruc ro.cif ro.cui rs.pib ru.inn se.orgnr se.vat sg.uen si.ddv sk.dph sm.coe sv.nit
    th.moa th.tin tn.mf tr.tckimlik tr.vkn tw.ban tw.tax_code tw.ubn ua.edrpou ua.rntrc us.ein us.ssn uy.rut ve.rif vn.mst za.tin za.vat`,
  organizationRegistrationNumber: `ad.nrt al.nipt at.businessid au.abn au.acn be.vat br.cnpj by.unp ca.bn ch.uid cl.rut cn.uscc co.nit
    cr.cpj cz.ico dk.cvr do.rnc dz.nif ec.ruc ee.registrikood es.cif fi.ytunnus fr.siren fr.siret gr.vat gt.nit hr.oib il.hp
    is.kennitala it.iva jp.cn kr.brn li.peid ma.ice ma.ice9 md.idno me.pib mk.edb no.orgnr pe.ruc pl.regon pt.nif pt.nipc py.ruc
    ro.cui ro.onrc rs.pib ru.inn se.orgnr sg.uen sm.coe th.moa tw.ban tw.ubn ua.edrpou us.ein uy.rut ve.rif vn.mst`,
};
const bar = 0.97;

const schemes = Object.entries(schemeNames).flatMap(([field, names]) => names.split(/\s+/).map((name) => {
  const validator = require(`stdnum/lib/cjs/${name.replace('.', '/')}`);
  return { name, field, country: name.slice(0, 2).toUpperCase(), isValid: (value) => { try { return validator.validate(value).isValid; } catch { return false; } } };
}));
const key = ({ field, country }) => `${field} ${country}`;
const siblings = new Map(schemes.map((scheme) => [key(scheme), schemes.filter((other) => key(other) === key(scheme))]));

function specNumbers(name) {
  const text = readFileSync(path.join(sources, `${name.replace('.', '/')}.spec.ts`), 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
  const literals = [...text.matchAll(/'([^'\n]*)'/g)].map((match) => match[1]);
  return [...new Set(literals)].filter((text) => !/^(validate|format|compact|\.|[a-z]{2}\/)/.test(text) && /\d/.test(text));
}

// The same numbers at every run.
function random(seed) {
  let state = seed * 2654435761;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}
const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const isDigit = (c) => c >= '0' && c <= '9';
const isLetter = (c) => /[A-Z]/.test(c);

// One character changed, left out, put in, and two changed about.
function* mutations(value) {
  for (let i = 0; i < value.length; ++i) {
    const c = value[i];
    if (!isDigit(c) && !isLetter(c)) continue;
    const alphabet = isDigit(c) ? digits : letters;
    for (const step of [1, 3, 7]) yield value.slice(0, i) + alphabet[(alphabet.indexOf(c) + step) % alphabet.length] + value.slice(i + 1);
    if (i % 3 === 0) yield value.slice(0, i) + value.slice(i + 1);
    if (i % 3 === 1) yield value.slice(0, i) + c + value.slice(i);
    const next = value[i + 1] ?? '';
    if (isDigit(c) && isDigit(next) && c !== next) yield value.slice(0, i) + next + c + value.slice(i + 2);
  }
}

// Numbers of the shapes that the specs have, their digits at random; a part of them made valid by trying last characters.
function* randoms(scheme, shapes, roll) {
  for (let i = 0; i < 100; ++i) {
    const shape = shapes[roll(shapes.length)];
    const value = [...shape].map((c) => (isDigit(c) ? digits[roll(10)] : c)).join('');
    yield value;
    for (const last of digits + letters) {
      const other = value.slice(0, -1) + last;
      if (scheme.isValid(other)) yield other;
    }
  }
  let found = 0;
  for (let i = 0; i < 1500 && found < 40; ++i) {
    const shape = shapes[roll(shapes.length)];
    const value = [...shape].map((c) => (isDigit(c) ? digits[roll(10)] : c)).join('');
    if (!scheme.isValid(value)) continue;
    ++found;
    yield value;
  }
}

// Whether each is accepted, judged in one run of the command.
function verdicts(rows) {
  const input = rows.map(({ scheme, value }) => `${scheme.field}\t${scheme.country}\t${value}\n`).join('');
  const { stdout } = spawnSync(checkProgram, ['--values', '-'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines.length, rows.length);
  return lines.map((line) => line.split('\t')[3] === 'accepted');
}

// A number that is none of this scheme may still be another of the country's.
const agrees = ({ scheme, value }, accepted) =>
  scheme.isValid(value) === accepted || (accepted && siblings.get(key(scheme)).some((other) => other.isValid(value)));

const usedReasons = new Set();
function isExplained({ scheme, value }, accepted) {
  const compact = value.toUpperCase().replaceAll(/[^0-9A-Z&Ñ]/g, '').replace(new RegExp(`^${scheme.country}(?=[0-9])`), '');
  const reason = explained.find((row) => row.scheme.split(' ').includes(scheme.name) && (row.accepted ?? accepted) === accepted && row.is(compact, value));
  if (reason) usedReasons.add(reason);
  return Boolean(reason);
}

function compare(rows, title) {
  const accepted = verdicts(rows);
  const totals = new Map();
  rows.forEach((row, i) => {
    const name = `${row.scheme.field} ${row.scheme.name}`;
    const total = totals.get(name) ?? { agreed: 0, count: 0, different: [] };
    totals.set(name, total);
    if (agrees(row, accepted[i])) total.agreed += 1;
    else if (isExplained(row, accepted[i])) return;
    else total.different.push(`${row.value} ${accepted[i] ? 'accepted here' : 'refused here'}`);
    total.count += 1;
  });
  const below = [...totals].filter(([, { agreed, count }]) => agreed < bar * count)
    .map(([name, { agreed, count, different }]) => `${name}: ${agreed} of ${count}: ${different.slice(0, 12).join('; ')}`);
  const different = [...totals.values()].reduce((sum, total) => sum + total.different.length, 0);
  console.log(`# ${title}: ${rows.length} numbers of ${totals.size} schemes, ${different} judged differently`);
  if (process.env.STDNUM_SHOW) for (const [name, total] of totals) if (total.different.length) console.log(name, `${total.agreed}/${total.count}`, total.different.slice(0, 12).join('; '));
  assert.deepEqual(below, []);
  return { rows: rows.length, schemes: totals.size };
}

const specRows = schemes.flatMap((scheme) => specNumbers(scheme.name === 'pt.nipc' ? 'pt.nif' : scheme.name).map((value) => ({ scheme, value })));

test('the numbers of its specs are judged as they are there', () => {
  const seen = compare(specRows, 'specs');
  assert.ok(seen.rows > 1500);
  assert.equal(seen.schemes, schemes.length);
  assert.ok(new Set(schemes.map(({ country }) => country)).size >= 86);
});

test('copies with one character wrong are judged as it judges them', () => {
  const rows = [];
  for (const { scheme, value } of specRows) {
    if (!scheme.isValid(value)) continue;
    for (const mutation of mutations(value.toUpperCase())) rows.push({ scheme, value: mutation });
  }
  assert.ok(compare(rows, 'mutations').rows > 40000);
});

test('random numbers are judged as it judges them', () => {
  const rows = [];
  schemes.forEach((scheme, i) => {
    const shapes = specRows.filter((row) => row.scheme === scheme && scheme.isValid(row.value)).map((row) => row.value.toUpperCase());
    if (shapes.length === 0) return;
    for (const value of randoms(scheme, shapes, random(i + 1))) rows.push({ scheme, value });
  });
  assert.ok(compare(rows, 'random').rows > 50000);
});

test('every difference that is explained was met', () => {
  assert.deepEqual(explained.filter((row) => !usedReasons.has(row)).map((row) => `${row.scheme}: ${row.why}`), []);
});
