// Decides how runs are written as tests to paste: they send the requests with fetch to a running implementation and expect the statuses of the contract.
// Everything that a specification or a trajectory says is in string literals, so that nothing of it is code.

import { type Atom, headerAtoms, jsonAtoms, urlAtoms } from './script/atoms.ts';
import { commentsOf, titleOf } from './script/comments.ts';
import { literalOf } from './script/literal.ts';
import { messageOf } from './script/message.ts';
import { type Call, expectedStatus, type Script } from './script/script.ts';

const START = `import { expect, test } from 'vitest';

/** The implementation under test, without a slash at the end. (BASE_URL is a variable of vitest's own.) */
const API_URL = process.env['API_URL'] ?? 'http://localhost:8080';

interface Answer {
  readonly status: number;
  /** The JSON of the body; its text where it is none. */
  readonly body: unknown;
}

async function send(method: string, path: string, headers: Record<string, string> = {}, body: string | null = null): Promise<Answer> {
  const response = await fetch(API_URL + path, { method, headers, body, redirect: 'manual' });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: text };
  }
}
`;

const TAKE = `
/** A part of an answer, which must be there. */
function take({ body }: Answer, ...pointer: readonly (string | number)[]): unknown {
  let part = body;
  for (const name of pointer) {
    expect(part, 'the answer has no ' + pointer.join('/')).toHaveProperty([name]);
    part = Object(part)[name];
  }
  return part;
}
`;

const TEXT = `
/** What a part of an answer is in a URL or a header. */
function text(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part);
}
`;

/** One file with a test for each run. */
export function asVitest(scripts: readonly Script[]): string {
  const tests = scripts.map(testOf).join('\n');
  return [START, tests.includes('take(') ? TAKE : '', tests.includes('text(') ? TEXT : '', '\n', tests].join('');
}

function testOf(script: Script): string {
  const comments = commentsOf(script).map((line) => `// ${line}`);
  const lines = script.calls
    .flatMap((call, i) => [...(i === 0 ? [] : ['']), ...linesOf(call)])
    .map((line) => (line === '' ? '' : `  ${line}`));
  return [...comments, `test(${literalOf(script.id)}, async () => {`, ...lines, '});', ''].join('\n');
}

function linesOf(call: Call): readonly string[] {
  const { method, url, headers, body } = messageOf(call);
  const sent = [literalOf(method), textOf(urlAtoms(url))];
  const named = headers.map(([name, value]): [string, string] => [name, textOf(headerAtoms(value))]);
  if (named.length > 0 || body.kind !== 'none') sent.push(`{ ${named.map(([name, value]) => `${literalOf(name)}: ${value}`).join(', ')} }`);
  if (body.kind === 'json') sent.push(textOf(jsonAtoms(body.part)));
  if (body.kind === 'form') sent.push(textOf(urlAtoms(body.text)));
  const expected = expectedStatus(call.outcome);
  const answer = `answer${call.index}`;
  return [
    `// ${titleOf(call)}`,
    `const ${answer} = await send(${sent.join(', ')});`,
    expected === null
      ? `expect(Math.floor(${answer}.status / 100), 'the contract does not let this succeed').not.toBe(2);`
      : `expect(${answer}.status).toBe(${expected});`,
  ];
}

/** An expression for a text. */
function textOf(atoms: readonly Atom[]): string {
  return atoms.length === 0 ? "''" : atoms.map(termOf).join(' + ');
}

function termOf(atom: Atom): string {
  switch (atom.kind) {
    case 'literal':
      return literalOf(atom.text);
    case 'encoded':
      return `encodeURIComponent(${textOf(atom.json)})`;
    case 'taken': {
      const { step, pointer } = atom.taken;
      const names = pointer.map((name) => (typeof name === 'number' ? String(name) : literalOf(name)));
      const part = `take(${[`answer${step}`, ...names].join(', ')})`;
      if (atom.as === 'json') return `JSON.stringify(${part})`;
      return atom.as === 'url' ? `encodeURIComponent(text(${part}))` : `text(${part})`;
    }
  }
}
