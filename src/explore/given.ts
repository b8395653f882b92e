// Decides what the preconditions of an operation say of a part of its request in a state: the values that some rule allows, and bounds.

import { compareNumbers } from '../base/number.ts';
import { isList, isNumber, isObject, type Num, type Value } from '../base/value.ts';
import type { Operation } from '../contract/contract.ts';
import type { Expression } from '../contract/expression.ts';
import { conjuncts } from '../contract/rules-of.ts';
import type { Environment } from '../simulate/evaluate/environment.ts';
import { evaluate } from '../simulate/evaluate/evaluate.ts';
import { EvaluationError } from '../simulate/evaluation-error.ts';
import { isRecords, type Operand } from '../simulate/operand.ts';
import { entriesOf } from '../simulate/records.ts';
import type { Given } from './domain.ts';
import { inlined } from './inlined.ts';
import { type PartText, partsRead } from './reads.ts';
import { boundsIn, type NumberBound, type Source, sourcesIn } from './sources.ts';

/** Where nothing is said. */
export const NOTHING_GIVEN: Given = { values: null, low: null, high: null };

/** Something that preconditions say of a part, and the other parts that it depends on. */
export interface Said<T> {
  readonly what: T;
  readonly reads: readonly PartText[];
}

/** All that preconditions say of one part. */
export interface SaidOfPart {
  readonly sources: readonly Said<Source>[];
  readonly bounds: readonly Said<NumberBound>[];
}

/** Each must be true for the operation to succeed; definitions are in their places. */
export function requirementsOf(operation: Operation): readonly Expression[] {
  const before = requirements.get(operation);
  if (before !== undefined) return before;
  const found = operation.preconditions.flatMap(({ rule }) => conjuncts(inlined(rule.expression)));
  requirements.set(operation, found);
  return found;
}

const requirements = new WeakMap<Operation, readonly Expression[]>();
const said = new WeakMap<Operation, Map<PartText, SaidOfPart>>();

/** Worked out once for each part. */
export function saidOf(operation: Operation, part: PartText): SaidOfPart {
  const parts = said.get(operation) ?? new Map<PartText, SaidOfPart>();
  said.set(operation, parts);
  const before = parts.get(part);
  if (before !== undefined) return before;
  const rules = requirementsOf(operation);
  const found: SaidOfPart = {
    sources: rules.flatMap((rule) => sourcesIn(rule, part)).map((what) => ({ what, reads: readsOfSource(what) })),
    bounds: rules.flatMap((rule) => boundsIn(rule, part)).map((what) => ({ what, reads: [...partsRead(what.of)] })),
  };
  parts.set(part, found);
  return found;
}

function readsOfSource(source: Source): readonly PartText[] {
  return source.kind === 'union' ? source.of.flatMap(readsOfSource) : [...partsRead(source.of)];
}

/** What is said of a part, as far as it depends on nothing but what `isKnown`: the fewest values, the closest bounds. */
export function givenIn({ sources, bounds }: SaidOfPart, environment: Environment, isKnown: (part: PartText) => boolean): Given {
  const usable = <T>(all: readonly Said<T>[]): readonly T[] => all.filter(({ reads }) => reads.every(isKnown)).map(({ what }) => what);
  let values: readonly Value[] | null = null;
  for (const source of usable(sources)) {
    const found = valuesFrom(source, environment);
    if (found !== null && (values === null || found.length < values.length)) values = found;
  }
  const ends = { low: null as Num | null, high: null as Num | null };
  for (const { side, of } of usable(bounds)) {
    const end = evaluate(of, environment);
    const known = ends[side];
    if (end instanceof EvaluationError || isRecords(end) || !isNumber(end)) continue;
    if (known === null || compareNumbers(end, known) > 0 === (side === 'low')) ends[side] = end;
  }
  return { values, ...ends };
}

/** Null where that could not be found out. An error is no value: then the rule is not true by this way. */
function valuesFrom(source: Source, environment: Environment): readonly Value[] | null {
  if (source.kind === 'union') {
    const all = source.of.map((one) => valuesFrom(one, environment));
    return all.includes(null) ? null : all.flatMap((values) => values ?? []);
  }
  const of = evaluate(source.of, environment);
  if (of instanceof EvaluationError) return of.code === 'limit' || of.code === 'no-choice' || source.of.kind === 'collect' ? null : [];
  if (source.kind === 'value') return isRecords(of) ? [] : [of];
  const keys = keysIn(of, source.kind);
  if (source.component === null) return keys;
  const { component } = source;
  return keys.flatMap((key) => {
    const part = isList(key) ? key[component] : undefined;
    return part === undefined ? [] : [part];
  });
}

function keysIn(of: Operand, kind: 'member' | 'index'): readonly Value[] {
  if (isRecords(of)) return entriesOf(of).map(({ key }) => key);
  if (isList(of)) return kind === 'member' ? of : of.map((_, index) => index);
  return isObject(of) ? [...of.keys()] : [];
}
