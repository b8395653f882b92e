// Decides what is assumed of an unknown initial state: the promises of the contract about each record that the proof looks at.

import type { Checked, Diagnostic } from '../../base/diagnostic.ts';
import type { Timestamp, ValueKind } from '../../base/value.ts';
import type { Collection, Requirement } from '../../contract/contract.ts';
import { eachHolds, ruleHolds } from '../claims/evaluate-rule.ts';
import { type Conjunct, conjunctsOf } from '../claims/invariant-form.ts';
import { basePresent, baseRecord, baseSize, presenceTerm, sizeName } from '../collection/base.ts';
import { assumeInvented } from '../collection/invent.ts';
import { keyParts } from '../collection/key.ts';
import { keyScalar } from '../collection/key-terms.ts';
import { emptyLog } from '../collection/log.ts';
import { equalSymbolic } from '../equality.ts';
import { defer, type Execution } from '../execution.ts';
import { sightOf } from '../frame.ts';
import { freeValue } from '../free.ts';
import { kindTerm } from '../kinds.ts';
import { memberOf } from '../read.ts';
import { schemaBelow } from '../request/position.ts';
import { validity } from '../schema/validity.ts';
import { collectionOf, type SymbolicState } from '../state.ts';
import type { Term } from '../term.ts';
import type { Symbolic, SymbolicCollection, UnknownRecords } from '../value.ts';

/** How far promises are followed from record to record: past that, a record that only promises lead to is left unconstrained. */
const MAX_PROMISE_NESTING = 3;

/** Whether what a property of a collection refers to is assumed to exist. */
export type LinkFilter = (kind: 'references' | 'parents', collection: string, property: string) => boolean;

/**
 * Every state whose records fit their schemas and keys, whose references and parents exist, and that satisfies the invariants. What an
 * invariant says of every record is assumed of the records that are read, any other invariant as a whole.
 */
export function anyState(execution: Execution, now: Timestamp, isAssumed: LinkFilter = () => true): Checked<SymbolicState> {
  const { contract } = execution;
  const diagnostics = [...contract.collections.values()].flatMap((collection) => keyProblems(execution, collection));
  if (diagnostics.length > 0) return { value: null, diagnostics };
  const promises = createPromises(execution, now, isAssumed);
  const collections = [...contract.collections.values()].map(
    (collection) => [collection.name, unknownCollection(execution, collection, promises)] as const,
  );
  const variables = [...contract.variables.values()].map(
    ({ name, schema }) =>
      [name, freeValue(execution.context, { origin: { kind: 'variable', name }, schema, exists: execution.context.factory.true })] as const,
  );
  const holding = new Set(contract.invariants.map((invariant) => invariant.id));
  const state: SymbolicState = { collections: new Map(collections), variables: new Map(variables), holding };
  promises.begin(state);
  return { value: state, diagnostics: [] };
}

function keyProblems(execution: Execution, collection: Collection): readonly Diagnostic[] {
  const mixed = collection.key.filter((property) => keyScalar(execution.context.schemas, collection, property) === null);
  return mixed.map((property) => ({
    code: 'untyped-key',
    severity: 'error',
    message: `the key property '${property}' of ${collection.name} has no single scalar type, so 'any' initial state cannot be described`,
    source: collection.source,
  }));
}

interface Promises {
  /** Called once the state is there: assumes the invariants that speak of the state as a whole, and the promises about keys met so far. */
  begin(state: SymbolicState): void;
  about(collection: Collection, unknown: UnknownRecords, key: Symbolic, text: string): void;
}

function unknownCollection(execution: Execution, collection: Collection, promises: Promises): SymbolicCollection {
  const { context } = execution;
  const unknown: UnknownRecords = {
    occurring: new Map(),
    invented: null,
    promise: (key, text) => promises.about(collection, unknown, key, text),
  };
  const size = baseSize(context, collection);
  // Said only where something asks for the size: how it relates to the keys is a fact about all pairs of them.
  defer(execution, sizeName(collection), () => [sizeCovers(execution, collection, size, [...unknown.occurring.values()])]);
  return { kind: 'collection', collection, base: { kind: 'unknown', unknown }, log: emptyLog(size) };
}

/** The base has at least as many records as there are different keys among those that it has. */
function sizeCovers(execution: Execution, collection: Collection, size: Term, keys: readonly Symbolic[]): Term {
  const { context } = execution;
  const { factory } = context;
  const found = keys.map((key) => ({ key, present: presenceTerm(context, collection, key) ?? factory.false }));
  const counted = found.map(({ key, present }, i) => {
    const repeats = found.slice(0, i).map((other) => factory.and([other.present, equalSymbolic(context, other.key, key)]));
    return factory.ite(factory.and([present, factory.not(factory.or(repeats))]), factory.int(1), factory.int(0));
  });
  return factory.lessOrEqual(factory.sum([factory.int(0), ...counted]), size);
}

function createPromises(execution: Execution, now: Timestamp, isAssumed: LinkFilter): Promises {
  const { contract } = execution;
  const conjuncts = contract.invariants.flatMap((invariant: Requirement) => conjunctsOf(invariant));
  let start: SymbolicState | null = null;
  const done = new Set<string>();
  let nesting = 0;
  return {
    begin(state) {
      start = state;
      for (const conjunct of conjuncts) {
        if (conjunct.each === null) execution.context.assume(ruleHolds(execution, sightOf(state, now), conjunct.expression));
      }
    },
    about(collection, unknown, key, text) {
      const id = `${collection.name} ${text}`;
      if (start === null || nesting >= MAX_PROMISE_NESTING || done.has(id)) return;
      done.add(id);
      if (unknown.invented !== null) assumeInvented(execution.context, collection, unknown.invented, key);
      nesting += 1;
      try {
        promiseRecord(execution, start, { collection, key, isAssumed });
        promiseInvariants(execution, start, conjuncts, collection, key, now);
      } finally {
        nesting -= 1;
      }
    },
  };
}

/** The key fits its schema; references and the parent exist. */
function promiseRecord(
  execution: Execution,
  start: SymbolicState,
  { collection, key, isAssumed }: { readonly collection: Collection; readonly key: Symbolic; readonly isAssumed: LinkFilter },
): void {
  const { context } = execution;
  const { factory } = context;
  const c = collectionOf(start, collection.name);
  const present = basePresent(context, c, key);
  const assume = (fact: Term): void => context.assume(factory.implies(present, fact));
  keyParts(collection, key)?.forEach((part, i) => {
    assume(validity(context, schemaBelow(context.schemas, collection.schema, collection.key[i] ?? ''), part, 'stored'));
  });
  const record = baseRecord(context, c, key);
  for (const [property, target] of targetsOf(collection, isAssumed)) {
    assume(refersToExisting(execution, collectionOf(start, target), memberOf(context, record, property)));
  }
}

function targetsOf(
  { name, references, parent }: Collection,
  isAssumed: LinkFilter,
): readonly (readonly [property: string, target: string])[] {
  const assumed = [...references].filter(([property]) => isAssumed('references', name, property));
  const targets = assumed.map(([property, reference]) => [property, reference.collection] as const);
  return parent === null || !isAssumed('parents', name, parent.property) ? targets : [...targets, [parent.property, parent.collection]];
}

/** Null and an absent reference refer to nothing. What a list of keys refers to is not assumed to exist, which makes the claim harder, never easier. */
function refersToExisting(
  execution: Execution,
  target: SymbolicCollection,
  reference: { readonly present: Term; readonly value: Symbolic },
): Term {
  const { context } = execution;
  const { factory } = context;
  if (reference.present === factory.false) return factory.true;
  const others: readonly ValueKind[] = target.collection.key.length === 1 ? ['null', 'list'] : ['null'];
  const isNone = factory.or(others.map((kind) => kindTerm(context, reference.value, kind)));
  return factory.implies(factory.and([reference.present, factory.not(isNone)]), basePresent(context, target, reference.value));
}

function promiseInvariants(
  execution: Execution,
  start: SymbolicState,
  conjuncts: readonly Conjunct[],
  collection: Collection,
  key: Symbolic,
  now: Timestamp,
): void {
  for (const { each } of conjuncts) {
    if (each === null || each.collection !== collection.name) continue;
    execution.context.assume(eachHolds(execution, sightOf(start, now), each, key));
  }
}
