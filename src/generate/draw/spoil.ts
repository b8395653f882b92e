// Decides requests that are refused before any rule is asked: without credentials, or with a part that does not fit its schema.

import { ratio } from '../../base/number.ts';
import type { Random } from '../../base/random.ts';
import { isObject, type ObjectKey, type Value } from '../../base/value.ts';
import type { Operation } from '../../contract/contract.ts';
import { type Argument, type Call, requestOf } from '../../explore/call.ts';
import { generate } from '../../simulate/choose/generate.ts';
import { step } from '../../simulate/step.ts';
import { type Drawing, type DrawnCall, isWanted, type Situation, type Wanted } from './drawing.ts';

/** Changes that are tried. */
const MAX_TRIES = 48;
const MAX_PATH = 6;
const NOBODY: ReadonlyMap<string, string> = new Map();

/** A call with some value of the schema for each argument that is required; null where none could be made. */
export function anyCall({ contract, realism }: Drawing, operation: Operation, random: Random): Call | null {
  const args: Argument[] = [];
  for (const { in: part, name, required, schema } of operation.parameters) {
    const value = required ? generate({ schemas: contract.schemas, random, realism, rich: true }, schema, name) : undefined;
    if (value !== undefined) args.push({ in: part, name, value });
    else if (required) return null;
  }
  const schema = operation.body?.schema;
  const body = schema && generate({ schemas: contract.schemas, random, realism, rich: true }, schema, '');
  if (body !== undefined) args.push({ in: 'body', name: '', value: body });
  return body === undefined && operation.body?.required === true ? null : { operation, args };
}

/** The call without credentials, if that is refused. */
export function unauthorized(drawing: Drawing, situation: Situation, { operation, args }: Call, wanted: Wanted): DrawnCall | null {
  return decide(drawing, situation, { operation, args }, wanted, NOBODY);
}

/** The call with one part changed so that it no longer fits the schema; null if no change that was tried does that. */
export function misfit(drawing: Drawing, situation: Situation, call: Call, wanted: Wanted, random: Random): DrawnCall | null {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const args = changed(call, random);
    const found = args && decide(drawing, situation, { operation: call.operation, args }, wanted, drawing.credentials);
    if (found) return found;
  }
  return null;
}

function decide(
  { contract, limits }: Drawing,
  { state, now, chooser }: Situation,
  call: Call,
  wanted: Wanted,
  credentials: ReadonlyMap<string, string>,
): DrawnCall | null {
  const request = requestOf(call, credentials);
  const transition = step(contract, state, request, { chooser, now, invariantsHold: true, limits });
  if (transition.kind === 'undecided' || !isWanted(transition, wanted)) return null;
  return { kind: 'drawn', call, credentials, request, transition, by: 'sampling' };
}

/** What a mistaken client may send instead of a value. */
const MISTAKES: readonly Value[] = ['', 'not-a-value', 'x'.repeat(300), -1, 0, ratio(3n, 2n), 2 ** 40, true, null, [], new Map()];
/** Of these, what can travel in the text of a URL or header. */
const PLAIN_MISTAKES: readonly Value[] = ['not-a-value', 'x'.repeat(300), -1, 0, ratio(3n, 2n), 2 ** 40, true];

/** The arguments with one change; null if the one drawn cannot be made. */
function changed({ operation, args }: Call, random: Random): readonly Argument[] | null {
  const at = random.integer(0, args.length);
  const argument = args[at];
  if (argument === undefined) return withUnknown(operation, args);
  if (argument.in !== 'body') {
    if (argument.in !== 'path' && random.next() < 0.5) return args.filter((other) => other !== argument);
    return args.with(at, { ...argument, value: pick(PLAIN_MISTAKES, random) });
  }
  if (random.integer(0, 9) === 0) return args.filter((other) => other !== argument);
  return args.with(at, { ...argument, value: spoiled(argument.value, random, 0) });
}

/** A query parameter that is not declared: operations that are strict about them refuse it. */
function withUnknown({ parameters }: Operation, args: readonly Argument[]): readonly Argument[] | null {
  const name = 'undeclared';
  return parameters.some((parameter) => parameter.name === name) ? null : [...args, { in: 'query', name, value: 'x' }];
}

/** The value with one part left out, added or mistaken. */
function spoiled(value: Value, random: Random, depth: number): Value {
  if (value === null || !isObject(value) || value.size === 0 || depth >= MAX_PATH || random.integer(0, 7) === 0)
    return pick(MISTAKES, random);
  const names = [...value.keys()];
  const name = names[random.integer(0, names.length - 1)];
  const copy = new Map<ObjectKey, Value>(value);
  if (name === undefined) return copy;
  const die = random.integer(0, 5);
  if (die === 0) copy.set('undeclared', 'x');
  else if (die <= 2) copy.delete(name);
  else copy.set(name, spoiled(copy.get(name) ?? null, random, depth + 1));
  return copy;
}

function pick(values: readonly Value[], random: Random): Value {
  return values[random.integer(0, values.length - 1)] ?? null;
}
