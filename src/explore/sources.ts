// Decides where the values of a part of a request can come from for a rule to be true: what it is compared with, looked up in, or between.

import type { Binding, Expression, Slot } from '../contract/expression.ts';
import { conjuncts, partsOfValue } from '../contract/rules-of.ts';
import { partsOf, subexpressions } from '../contract/subexpressions.ts';
import { type PartText, partTextOf } from './reads.ts';

/** Where values come from. More values than those with which the rule is true may: the rule itself still decides. */
export type Source =
  /** The value of an expression. */
  | { readonly kind: 'value'; readonly of: Expression }
  /** An element of a list, a key of a map; of keys that are lists, one component. */
  | { readonly kind: 'member'; readonly of: Expression; readonly component: number | null }
  /** A key of a map, an index of a list; of keys that are lists, one component. */
  | { readonly kind: 'index'; readonly of: Expression; readonly component: number | null }
  /** Of any of these; none: the rule is not true where the part is there. */
  | { readonly kind: 'union'; readonly of: readonly Source[] };

/** An expression that a number is not below, or not above. */
export interface NumberBound {
  readonly side: 'low' | 'high';
  readonly of: Expression;
}

/** Parts that locals stand for: in `request.body.items.all(i, …)`, `i` is `body.items[]`. */
type Names = ReadonlyMap<Slot, PartText>;

const NO_NAMES: Names = new Map();
const NOWHERE: Source = { kind: 'union', of: [] };

/** All that a rule says of where a part comes from, if it is there. */
export function sourcesIn(rule: Expression, part: PartText): readonly Source[] {
  return conjuncts(rule).flatMap((conjunct) => {
    const source = sourceIn(conjunct, true, part, NO_NAMES);
    return source === null ? [] : [source];
  });
}

/** Where the part comes from when the rule is true, or false; null if that says nothing. */
function sourceIn(rule: Expression, truth: boolean, part: PartText, names: Names): Source | null {
  const within = (inner: Expression, innerTruth: boolean = truth): Source | null => sourceIn(inner, innerTruth, part, names);
  switch (rule.kind) {
    case 'literal':
      return rule.value === truth ? null : NOWHERE;
    case 'and':
    case 'or': {
      if (truth === (rule.kind === 'and')) return within(rule.left) ?? within(rule.right);
      return union([within(rule.left), within(rule.right)]);
    }
    case 'conditional':
      return (
        union([within(rule.test, true) ?? within(rule.then), within(rule.test, false) ?? within(rule.else)]) ?? lookedUp(rule, part, names)
      );
    case 'quantify':
      return (truth ? quantified(rule, part, names) : null) ?? lookedUp(rule, part, names);
    case 'call':
      return called(rule, truth, part, names) ?? lookedUp(rule, part, names);
    case 'has':
    case 'root':
      return !truth && isPresence(rule) && holdsPart(partTextOf(rule, names), part) ? NOWHERE : lookedUp(rule, part, names);
    default:
      return lookedUp(rule, part, names);
  }
}

function isPresence(rule: Expression): boolean {
  return rule.kind === 'has' || (rule.kind === 'root' && rule.root.kind === 'sent');
}

function holdsPart(outer: PartText | null, part: PartText): boolean {
  return outer !== null && (outer === part || part.startsWith(`${outer}.`) || part.startsWith(`${outer}[]`));
}

function union(sources: readonly (Source | null)[]): Source | null {
  const known = sources.filter((source) => source !== null);
  return known.length === sources.length ? { kind: 'union', of: known } : null;
}

function called(rule: Extract<Expression, { kind: 'call' }>, truth: boolean, part: PartText, names: Names): Source | null {
  const [left, right] = rule.args;
  if (left === undefined) return null;
  if (rule.operator === 'not') return sourceIn(left, !truth, part, names);
  if (right === undefined) return null;
  if (rule.operator === (truth ? 'equal' : 'notEqual')) return equated(left, right, part, names) ?? equated(right, left, part, names);
  if (!truth || (rule.operator !== 'inList' && rule.operator !== 'inMap') || !isFree(right, names)) return null;
  for (const { key, component } of keyParts(left)) if (partTextOf(key, names) === part) return { kind: 'member', of: right, component };
  return null;
}

function equated(side: Expression, other: Expression, part: PartText, names: Names): Source | null {
  if (partTextOf(side, names) === part && isFree(other, names)) return { kind: 'value', of: other };
  const isolated = isolate({ side, other, part, names, isFlipped: false });
  return isolated === null || !isFree(isolated.other, names) ? null : { kind: 'value', of: isolated.other };
}

function quantified(rule: Extract<Expression, { kind: 'quantify' }>, part: PartText, names: Names): Source | null {
  const { over, binding, body, quantifier } = rule;
  const of = partTextOf(over, names);
  if (quantifier === 'all')
    return of !== null && binding.kind === 'single' ? sourceIn(body, true, part, new Map([...names, [binding.slot, `${of}[]`]])) : null;
  if (!isFree(over, names)) return null;
  const inner = sourceIn(body, true, part, names) ?? imageIn(body, binding, part, names);
  if (inner?.kind !== 'value') return null;
  return { kind: 'member', component: null, of: imageOf(rule, inner.of) };
}

/** What is equated with the part below the binder of `exists`, where it may mention what is bound. */
function imageIn(body: Expression, binding: Binding, part: PartText, names: Names): Source | null {
  const slots = binding.kind === 'single' ? [binding.slot] : [binding.key, binding.value];
  for (const conjunct of conjuncts(body)) {
    if (conjunct.kind !== 'call' || conjunct.operator !== 'equal') continue;
    const [left, right] = conjunct.args;
    if (left === undefined || right === undefined) continue;
    for (const [side, other] of [
      [left, right],
      [right, left],
    ] as const)
      if (partTextOf(side, names) === part && isFree(other, names, slots)) return { kind: 'value', of: other };
  }
  return null;
}

/** The list of what `of` is for each element. */
function imageOf({ over, binding, type, offset }: Extract<Expression, { kind: 'quantify' }>, of: Expression): Expression {
  return { kind: 'collect', macro: 'map', over, binding, where: null, body: of, type, offset };
}

/** Maps and lists that must have an entry for the part, or the rule has no value. */
function lookedUp(rule: Expression, part: PartText, names: Names): Source | null {
  for (const inner of [rule, ...partsOfValue(rule)]) {
    if (inner.kind !== 'index' || !isFree(inner.of, names)) continue;
    for (const { key, component } of keyParts(inner.key))
      if (partTextOf(key, names) === part) return { kind: 'index', of: inner.of, component };
  }
  return null;
}

function keyParts(key: Expression): readonly { readonly key: Expression; readonly component: number | null }[] {
  if (key.kind === 'list') return key.items.map((item, component) => ({ key: item, component }));
  return [{ key, component: null }];
}

/** Bounds that a rule sets to a part, or, for a part that ends in `#`, to the length of a list. */
export function boundsIn(rule: Expression, part: PartText): readonly NumberBound[] {
  return conjuncts(rule).flatMap((conjunct): readonly NumberBound[] => {
    if (conjunct.kind !== 'call') return [];
    const order = ORDERS.get(conjunct.operator);
    const [left, right] = conjunct.args;
    if (order === undefined || left === undefined || right === undefined) return [];
    const found: NumberBound[] = [];
    for (const [side, other, isMirrored] of [
      [left, right, false],
      [right, left, true],
    ] as const) {
      const isolated = isolate({ side, other, part, names: NO_NAMES, isFlipped: isMirrored });
      if (isolated === null || !isFree(isolated.other, NO_NAMES)) continue;
      for (const end of order) {
        const low = isolated.isFlipped === (end === 'high');
        found.push({ side: low ? 'low' : 'high', of: isolated.other });
      }
    }
    return found;
  });
}

/** On which side the right argument bounds the left one. Whether the bound itself passes is left to the rule. */
const ORDERS: ReadonlyMap<string, readonly ('low' | 'high')[]> = new Map([
  ['less', ['high']],
  ['lessOrEqual', ['high']],
  ['greater', ['low']],
  ['greaterOrEqual', ['low']],
  ['equal', ['low', 'high']],
]);

interface Relation {
  readonly side: Expression;
  readonly other: Expression;
  readonly part: PartText;
  readonly names: Names;
  /** Whether the order was turned round. */
  readonly isFlipped: boolean;
}

/** The relation solved for the part: `stock - quantity >= 0` is `quantity <= stock - 0`. Null if it cannot be by adding and subtracting. */
function isolate(relation: Relation): Relation | null {
  const { side, other, part, names, isFlipped } = relation;
  if (measured(side, names) === part) return relation;
  if (side.kind !== 'call' || (side.operator !== 'add' && side.operator !== 'subtract')) return null;
  const [left, right] = side.args;
  if (left === undefined || right === undefined) return null;
  const inLeft = mentions(left, part, names);
  if (inLeft === mentions(right, part, names)) return null;
  const made = (operator: 'add' | 'subtract', args: readonly Expression[]): Expression => ({ ...side, operator, args });
  if (side.operator === 'add')
    return isolate({ ...relation, side: inLeft ? left : right, other: made('subtract', [other, inLeft ? right : left]) });
  if (inLeft) return isolate({ ...relation, side: left, other: made('add', [other, right]) });
  return isolate({ ...relation, side: right, other: made('subtract', [left, other]), isFlipped: !isFlipped });
}

/** The part that an expression is, or of whose list it is the length. */
function measured(expression: Expression, names: Names): PartText | null {
  const [list] = expression.kind === 'call' && expression.operator === 'listSize' ? expression.args : [];
  if (list === undefined) return partTextOf(expression, names);
  const part = partTextOf(list, names);
  return part === null ? null : `${part}#`;
}

function mentions(expression: Expression, part: PartText, names: Names): boolean {
  return subexpressions(expression).some((inner) => measured(inner, names) === part);
}

/** Whether an expression has a meaning where it stands alone: it uses no local of what is around it, but for those allowed, and no clock. */
function isFree(expression: Expression, names: Names, allowed: readonly Slot[] = []): boolean {
  const pending: { readonly inner: Expression; readonly own: readonly Slot[] }[] = [{ inner: expression, own: allowed }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { inner } = next;
    if (inner.kind === 'local' && (!next.own.includes(inner.slot) || names.has(inner.slot))) return false;
    if (inner.kind === 'root' && inner.root.kind === 'now') return false;
    const own = [...next.own, ...slotsBoundBy(inner)];
    pending.push(...partsOf(inner).map((part) => ({ inner: part, own })));
  }
  return true;
}

function slotsBoundBy(expression: Expression): readonly Slot[] {
  switch (expression.kind) {
    case 'let':
      return [expression.slot];
    case 'definition':
      return expression.slots;
    case 'fold':
      return [expression.accumulator, ...bindingSlots(expression.binding)];
    case 'quantify':
    case 'collect':
      return bindingSlots(expression.binding);
    default:
      return [];
  }
}

function bindingSlots(binding: Binding): readonly Slot[] {
  return binding.kind === 'single' ? [binding.slot] : [binding.key, binding.value];
}
