// Replays what a client library sends, byte by byte, from a file of steps, and checks what that library relies on.
//
// A step begins with "=== its name". The request follows as it goes over the wire, its lines ended by CR LF when sent; behind
// the first empty line stands the body, if any. {{name}} is replaced by a variable, {{length}} by the body's bytes. "--- 200" gives
// the status that must come, and each line behind it a check of the answer:
//   name = $.path          keeps a value as a variable
//   $.path == text         the value, as text or as JSON          $.path ~ pattern     a regular expression
//   $.path exists, absent                                         header Name ~ pattern
//   same as STEP           the body, byte by byte                 empty                there is no body
// Lines that begin with "# " in front of the first step are for the reader.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { exchange } from './raw.mjs';

const byteOrderMark = '\uFEFF';

export async function readSteps(file) {
  const text = await readFile(file, 'utf8');
  return text.split(/^=== /m).slice(1).map((step) => {
    const [name] = step.split('\n', 1);
    const [, request, status, checks] = /^[^\n]*\n([\s\S]*?)\n--- (\d{3})\n([\s\S]*)$/.exec(step) ?? assert.fail(`the step "${name}" is broken`);
    const [head, ...body] = request.split('\n\n');
    return { name, head: head.split('\n').filter(Boolean), body: body.join('\n\n').trim(), status: Number(status), checks: checks.split('\n').filter(Boolean) };
  });
}

const valueAt = (value, path) =>
  path.slice(1).split(/[.[\]]+/).filter(Boolean).reduce((part, name) => (part === undefined || part === null ? undefined : part[name]), value);
const same = (actual, wanted) => String(actual) === wanted || JSON.stringify(actual) === wanted;

// What every client relies on: whole JSON and nothing behind it, no null, names in camelCase, known enumerations.
const relationships = ['unknown', 'reseller', 'advisor', 'syndication', 'microsoft_support', 'none'];
function checkMembers(value, where) {
  if (value === null || typeof value !== 'object') return assert.notEqual(value, null, where);
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value)) assert.match(name, /^[a-z]/, `${where}.${name}`);
    if (name === 'relationshipToPartner') assert.ok(relationships.includes(member), `${where}: ${member}`);
    if (name === 'method') assert.equal(member, 'GET', where);
    checkMembers(member, `${where}.${name}`);
  }
}

function parsedBody(text, { has_byte_order_mark }, where) {
  if (text === '') return undefined;
  const bare = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const value = JSON.parse(bare);
  assert.equal(text.length - bare.length, has_byte_order_mark ? 1 : 0, `${where}: byte order mark`);
  assert.equal(JSON.stringify(value), bare, `${where}: compact`);
  return value;
}

function check(line, { value, answer, headers, variables, bodies }, where) {
  let match;
  if ((match = /^(\w+) = (\$\S*)$/.exec(line))) {
    variables[match[1]] = valueAt(value, match[2]) ?? assert.fail(`${where}: ${match[2]} is missing in ${answer.body}`);
  } else if ((match = /^(\$\S*) == (.*)$/.exec(line))) {
    assert.ok(same(valueAt(value, match[1]), match[2]), `${where}: ${line}, but it is ${JSON.stringify(valueAt(value, match[1]))}`);
  } else if ((match = /^(\$\S*) ~ (.*)$/.exec(line))) {
    assert.match(String(valueAt(value, match[1])), new RegExp(match[2]), where);
  } else if ((match = /^(\$\S*) (exists|absent)$/.exec(line))) {
    assert.equal(valueAt(value, match[1]) === undefined, match[2] === 'absent', `${where}: ${line} in ${answer.body}`);
  } else if ((match = /^header (\S+) ~ (.*)$/.exec(line))) {
    assert.match(headers[match[1].toLowerCase()] ?? '', new RegExp(match[2]), `${where}: ${match[1]}`);
  } else if ((match = /^same as (.*)$/.exec(line))) {
    assert.equal(answer.body, bodies[match[1]] ?? assert.fail(`${where}: no step "${match[1]}"`), where);
  } else if (line === 'empty') {
    assert.equal(answer.body, '', where);
  } else {
    assert.fail(`${where}: the check "${line}" is not understood`);
  }
}

// Runs the steps one after the other on connections of their own; the number of steps and checks that held.
export async function replay(steps, { port, variables, has_byte_order_mark = false }) {
  const bodies = {};
  let checks = 0;
  const filled = (text) => text.replace(/\{\{(\w+)\}\}/g, (whole, name) => String(variables[name] ?? assert.fail(`no variable ${name}`)));
  for (const step of steps) {
    const where = `step "${step.name}"`;
    const body = Buffer.from(filled(step.body), 'utf8');
    const head = filled(step.head.map((line) => line.replace('{{length}}', String(body.length))).join('\r\n')) + '\r\n\r\n';
    const waits = /\r\nExpect: 100-continue\r\n/i.test(head);
    const untilTold = async (socket, answers) => {
      for (let i = 0; i < 100 && answers().length === 0 && !socket.destroyed; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(answers()[0]?.status, 100, `${where}: told to go on`);
    };
    const { answers } = await exchange(port, [head, ...(waits ? [untilTold] : []), body], { toHead: head.startsWith('HEAD ') });
    const answer = answers.find(({ status }) => status >= 200) ?? assert.fail(`${where}: no answer`);
    assert.equal(answer.status, step.status, `${where}: ${answer.body}`);
    const headers = Object.fromEntries(answer.head.split('\r\n').slice(1).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]));
    for (const name of ['MS-RequestId', 'MS-CorrelationId']) {
      const sent = new RegExp(`\r\n${name}: (\\S+)`, 'i').exec(head)?.[1];
      sent ? assert.equal(headers[name.toLowerCase()], sent, where) : assert.match(headers[name.toLowerCase()], /^[0-9a-f-]{36}$/, where);
    }
    assert.match(headers['ms-cv'], /^[A-Za-z0-9+/]{16}\.0$/, where);
    assert.equal(headers['content-encoding'], undefined, where);
    const value = parsedBody(answer.body, { has_byte_order_mark: has_byte_order_mark && answer.status < 300 }, where);
    if (value !== undefined) {
      assert.equal(headers['content-type'], 'application/json; charset=utf-8', where);
      checkMembers(value, where);
    }
    bodies[step.name] = answer.body;
    for (const line of step.checks) {
      check(filled(line), { value, answer, headers, variables, bodies }, where);
      checks += 1;
    }
  }
  return { steps: steps.length, checks };
}
