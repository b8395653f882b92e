// Decides in which order the parts of a request are made up, so that what depends on others comes after them, and which rules cut a choice short.

import type { Contract, Operation } from '../contract/contract.ts';
import type { Expression, RequestPart } from '../contract/expression.ts';
import type { Schema } from '../contract/schema.ts';
import { subexpressions } from '../contract/subexpressions.ts';
import { enumerate } from '../simulate/choose/enumerate.ts';
import { isPlainObject, openParts, propertiesOf } from './domain.ts';
import { requirementsOf, saidOf } from './given.ts';
import { type PartText, partsRead, type Reads, readsOf } from './reads.ts';

/** A part of the request that is chosen as a whole. */
export interface Leaf {
  readonly in: RequestPart;
  /** Of the parameter; empty for the body. */
  readonly name: string;
  /** Properties from the body down; empty for the body itself, and for parameters. */
  readonly path: readonly string[];
  readonly part: PartText;
  readonly required: boolean;
  readonly schema: Schema;
  /** Whether its values depend on leaves before it. */
  readonly isStaged: boolean;
  /** Rules that read nothing but this leaf and those before it: unless all are true, the operation does not succeed. */
  readonly gates: readonly Expression[];
}

/** How the requests of an operation are made up. */
export interface Outline {
  /** In the order of choice. */
  readonly leaves: readonly Leaf[];
  /** Places of the leaves, in the order of the document. */
  readonly order: readonly number[];
  /** Whether the body is put together from leaves; else it is a leaf itself, or not sent. */
  readonly isBodyInParts: boolean;
  /** Rules that read the state alone. */
  readonly gates: readonly Expression[];
  /** Parts of which no request says all. */
  readonly open: readonly PartText[];
}

const outlines = new WeakMap<Operation, Outline>();

/** Worked out once for each operation. */
export function outlineOf(contract: Contract, operation: Operation): Outline {
  const before = outlines.get(operation);
  if (before !== undefined) return before;
  const outline = makeOutline(contract, operation);
  outlines.set(operation, outline);
  return outline;
}

type Slot = Omit<Leaf, 'isStaged' | 'gates'>;

function makeOutline(contract: Contract, operation: Operation): Outline {
  const reads = readsOf(operation);
  const open: PartText[] = [];
  const slots = slotsOf(contract, operation, reads, open);
  const parts = slots.map(({ part }) => part);
  const remaining = new Set(slots);
  const known: PartText[] = [];
  const gates = gatesOf(operation, parts);
  const leaves: Leaf[] = [];
  while (remaining.size > 0) {
    const next = nextOf(contract, operation, { remaining: [...remaining], known, parts });
    if (next === undefined) break;
    remaining.delete(next);
    const isStaged = known.length > 0 && dependsOn(operation, next, parts);
    known.push(next.part);
    leaves.push({ ...next, isStaged, gates: gates.filter((gate) => gate.last(known)).map(({ rule }) => rule) });
  }
  return {
    leaves,
    order: slots.map((slot) => leaves.findIndex(({ part }) => part === slot.part)),
    gates: gates.filter(({ reads: read }) => read.length === 0).map(({ rule }) => rule),
    isBodyInParts: operation.body?.required === true && !parts.includes('body'),
    open,
  };
}

/** Parameters and the properties of the body, in the order of the document. What is optional and read by no rule is left out. */
function slotsOf(contract: Contract, { parameters, body }: Operation, reads: Reads, open: PartText[]): readonly Slot[] {
  const found: Slot[] = [];
  for (const { in: part, name, required, schema } of parameters) {
    const text = `${part}.${name}`;
    if (required || reads.isRead(text)) found.push({ in: part, name, path: [], part: text, required, schema });
  }
  if (body !== null && (body.required || reads.isRead('body'))) {
    const whole: Slot = { in: 'body', name: '', path: [], part: 'body', required: body.required, schema: body.schema };
    found.push(...partsOfBody(contract, whole, reads, open));
  }
  return found;
}

/** Objects that are there anyway are chosen property by property. */
function partsOfBody(contract: Contract, slot: Slot, reads: Reads, open: PartText[]): readonly Slot[] {
  const schema = targetOf(contract, slot.schema);
  if (!slot.required || !isPlainObject(schema) || enumerate(contract.schemas, schema) !== null || slot.path.length >= MAX_PATH)
    return [slot];
  open.push(...openParts(reads, schema, slot.part));
  const found = propertiesOf(reads, schema, slot.part).flatMap(({ name, property, below, isRequired }) => {
    const inner: Slot = { ...slot, path: [...slot.path, name], part: below, required: isRequired, schema: property };
    return partsOfBody(contract, inner, reads, open);
  });
  return found.length === 0 && slot.path.length > 0 ? [slot] : found;
}

const MAX_PATH = 4;
const MAX_HOPS = 16;

function targetOf(contract: Contract, schema: Schema): Schema {
  let target = schema;
  for (let hops = 0; hops < MAX_HOPS && target.ref !== undefined && Object.keys(target).every((name) => REFERENCE.has(name)); hops += 1)
    target = contract.schemas.get(target.ref) ?? target;
  return target;
}

const REFERENCE: ReadonlySet<string> = new Set(['ref', 'source']);

interface Gate {
  readonly rule: Expression;
  readonly reads: readonly PartText[];
  /** Whether the last of the parts that are known is the one it waited for. */
  readonly last: (known: readonly PartText[]) => boolean;
}

function gatesOf(operation: Operation, parts: readonly PartText[]): readonly Gate[] {
  return requirementsOf(operation).flatMap((rule) => {
    if (subexpressions(rule).some((inner) => inner.kind === 'root' && inner.root.kind === 'now')) return [];
    const reads = [...partsRead(rule)];
    if (!reads.every((read) => leavesFor(read, parts).length > 0)) return [];
    const last = (known: readonly PartText[]): boolean =>
      reads.length > 0 &&
      reads.every((read) => isKnown(read, known, parts)) &&
      !reads.every((read) => isKnown(read, known.slice(0, -1), parts));
    return [{ rule, reads, last }];
  });
}

/** The leaves that a part is made of, or is in. */
function leavesFor(read: PartText, parts: readonly PartText[]): readonly PartText[] {
  return parts.filter((part) => part === read || read.startsWith(`${part}.`) || part.startsWith(`${read}.`));
}

/** Whether all that a rule reads under that name is chosen. */
export function isKnown(read: PartText, known: readonly PartText[], parts: readonly PartText[]): boolean {
  const leaves = leavesFor(read, parts);
  return leaves.length > 0 && leaves.every((leaf) => known.includes(leaf));
}

interface Choice {
  readonly remaining: readonly Slot[];
  readonly known: readonly PartText[];
  readonly parts: readonly PartText[];
}

/** First what can be told from what is known, then what waits for nothing. */
function nextOf(contract: Contract, operation: Operation, { remaining, known, parts }: Choice): Slot | undefined {
  const reads = readsOf(operation);
  const isReady = (read: PartText): boolean => isKnown(read, known, parts);
  const isTold = ({ part, schema }: Slot): boolean => {
    const { sources, bounds } = saidOf(operation, part);
    if (reads.keys.has(part) || !reads.isRead(part)) return true;
    return sources.some((one) => one.reads.every(isReady)) || (bounds.length > 1 && bounds.every((one) => one.reads.every(isReady)))
      ? true
      : sources.length === 0 && enumerate(contract.schemas, schema) !== null;
  };
  const isWaiting = ({ part }: Slot): boolean => {
    const { sources, bounds } = saidOf(operation, part);
    return [...sources, ...bounds].some((one) => !one.reads.every(isReady));
  };
  return remaining.find(isTold) ?? remaining.find((slot) => !isWaiting(slot)) ?? remaining[0];
}

/** Whether a rule says of the leaf, or of something in it, what depends on other leaves. Of what is in it that is only guessed. */
function dependsOn(operation: Operation, { part }: Slot, parts: readonly PartText[]): boolean {
  const { sources, bounds } = saidOf(operation, part);
  if ([...sources, ...bounds].some(({ reads }) => reads.length > 0)) return true;
  return requirementsOf(operation).some((rule) => {
    const reads = [...partsRead(rule)];
    const isWithin = (read: PartText): boolean => read === part || read.startsWith(`${part}.`);
    return isComposite(rule, part) && reads.some(isWithin) && reads.some((read) => !isWithin(read) && leavesFor(read, parts).length > 0);
  });
}

/** Whether the rule walks over the leaf, or reads below it. */
function isComposite(rule: Expression, part: PartText): boolean {
  return subexpressions(rule).some(
    (inner) =>
      (inner.kind === 'quantify' && partsRead(inner.over).has(part)) || [...partsRead(inner)].some((read) => read.startsWith(`${part}.`)),
  );
}
