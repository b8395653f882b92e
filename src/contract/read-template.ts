// Decides what a JSON value in a trajectory stands for: itself, a hole, a reference to an earlier step, or a structure of these.

import { didYouMean } from '../base/suggest.ts';
import { isList, isObject, type ObjectValue, type Value } from '../base/value.ts';
import { complain, type Path, type Reading } from './reading.ts';
import type { Template } from './trajectory.ts';

/** Indices of the named steps so far. */
export type StepNames = ReadonlyMap<string, number>;

const REFERENCE = /^\$steps\.([A-Za-z0-9_-]+)\.(response\.body|response\.status|request\.body|request\.params)(?:#(.*))?$/s;

/** A reference within a longer text, or one that is written in another way: taken as a text, it would be sent as it is. */
const MISWRITTEN = /\{\s*\$steps\b|^\s*\$steps\b/;

/** Reads `{"$hole": name}`, `$steps.NAME.response.body#/pointer` (RFC 6901 pointers), and anything else as itself. */
export function readTemplate(reading: Reading, value: Value, path: Path, names: StepNames): Template {
  if (typeof value === 'string' && value.startsWith('$steps.')) return readReference(reading, value, path, names);
  if (typeof value === 'string' && MISWRITTEN.test(value)) return refuseText(reading, value, path);
  if (isList(value)) return readList(reading, value, path, names);
  if (value !== null && isObject(value)) return readObject(reading, value, path, names);
  return { kind: 'value', value };
}

function readReference(reading: Reading, text: string, path: Path, names: StepNames): Template {
  const match = REFERENCE.exec(text);
  const [, name = '', from = '', pointer = ''] = match ?? [];
  const steps = match ? pointerSteps(pointer) : null;
  if (steps === null) {
    complain(reading, path, 'bad-reference', `'${text}' is not a reference`, 'write $steps.NAME.response.body#/json/pointer');
    return { kind: 'value', value: text };
  }
  const step = names.get(name);
  if (step === undefined) {
    const { hint } = didYouMean(name, names.keys());
    complain(reading, path, 'unknown-step', `no earlier step is named '${name}'`, hint ?? `give the step an "as": "${name}"`);
    return { kind: 'value', value: text };
  }
  return { kind: 'reference', step, from: asPart(from), pointer: steps, text };
}

function refuseText(reading: Reading, text: string, path: Path): Template {
  const message = `'${text}' would be sent as it is: a reference is a whole value, not part of a text`;
  complain(reading, path, 'bad-reference', message, 'write "$steps.NAME.response.body#/json/pointer", where NAME is the "as" of a step');
  return { kind: 'value', value: text };
}

function asPart(text: string): 'response.body' | 'response.status' | 'request.body' | 'request.params' {
  return text === 'response.status' || text === 'request.body' || text === 'request.params' ? text : 'response.body';
}

function pointerSteps(pointer: string): readonly string[] | null {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null;
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function readList(reading: Reading, value: readonly Value[], path: Path, names: StepNames): Template {
  const items = value.map((item, index) => readTemplate(reading, item, [...path, index], names));
  return items.every((item) => item.kind === 'value') ? { kind: 'value', value } : { kind: 'list', items };
}

function readObject(reading: Reading, value: ObjectValue, path: Path, names: StepNames): Template {
  const hole = value.get('$hole');
  if (hole !== undefined) return readHole(reading, value, hole, path);
  const entries = new Map<string, Template>();
  for (const [key, item] of value) entries.set(String(key), readTemplate(reading, item, [...path, String(key)], names));
  const plain = [...entries.values()].every((item) => item.kind === 'value');
  return plain ? { kind: 'value', value } : { kind: 'object', entries };
}

function readHole(reading: Reading, object: ObjectValue, name: Value, path: Path): Template {
  if (typeof name === 'string' && name !== '' && object.size === 1) return { kind: 'hole', name };
  complain(reading, path, 'bad-hole', 'a hole is {"$hole": "name"}, with a name and nothing else');
  return { kind: 'value', value: null };
}
