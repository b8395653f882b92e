// Decides `all`, `exists` and `exists_one`: what is known is walked over, what is not is quantified over.

import { lookUp } from '../collection/read.ts';
import { quantifyKeys } from '../collection-equality.ts';
import { equalScalars } from '../equal-scalars.ts';
import { lengthOfFree } from '../free/facts.ts';
import { freeItem } from '../free/list.ts';
import { elementsInAnyOrder, walkable } from '../iterate.ts';
import { isFalse, isTrue, isUndecided, kindOfAlternative } from '../kinds.ts';
import { outlineOf } from '../members.ts';
import { booleanValue, failed, numberValue, textValue } from '../normal.ts';
import { entryAt } from '../objects.ts';
import type { Quantified } from '../scopes.ts';
import type { Term } from '../term.ts';
import { isUnrolled } from '../unroll.ts';
import type { Free, Result, Symbolic, SymbolicCollection } from '../value.ts';
import { withoutLayers } from '../write.ts';
import { bind, type Element } from './bind.ts';
import type { Compiling, Node } from './compiling.ts';

/** Whether one element decides the result, and whether the body is an error for one. */
interface Findings {
  readonly decided: Term;
  readonly undecided: Term;
}

export function compileQuantify(compiling: Compiling, expression: Node<'quantify'>): Result {
  const { context } = compiling;
  const { factory } = context;
  const over = compiling.compile(expression.over);
  if (over.error === factory.true) return failed(context);
  if (expression.quantifier === 'existsOne') return compileExistsOne(compiling, expression, over);
  const { alternatives, error } = walkable(context, withoutLayers(context, over.value));
  const found = alternatives.map(({ guard, value }) => ({ guard, ...find(compiling, expression, value) }));
  const decided = factory.or(found.map((one) => factory.and([one.guard, one.decided])));
  const undecided = factory.or(found.map((one) => factory.and([one.guard, one.undecided])));
  const value = booleanValue(expression.quantifier === 'exists' ? decided : factory.not(decided));
  return { value, error: factory.or([over.error, error, factory.and([factory.not(decided), undecided])]) };
}

function find(compiling: Compiling, expression: Node<'quantify'>, over: Symbolic): Findings {
  const { context } = compiling;
  if (context.quantifiers === 'exact') {
    if (over.kind === 'collection' && over.base.kind === 'unknown') return findInCollection(compiling, expression, over);
    const isObject = kindOfAlternative(over) === 'object';
    if (over.kind === 'free' && !isObject && !isUnrolled(context, over)) return findInList(compiling, expression, over);
    if (isObject && (over.kind === 'free' || over.kind === 'map')) return findInObject(compiling, expression, over);
  }
  return findAmong(compiling, expression, over, elementsInAnyOrder(context, over).slots);
}

/** An element that is there where `present` holds. */
interface Candidate extends Element {
  readonly present: Term;
}

function findAmong(compiling: Compiling, expression: Node<'quantify'>, over: Symbolic, candidates: readonly Candidate[]): Findings {
  const { factory } = compiling.context;
  const decided: Term[] = [];
  const undecided: Term[] = [];
  for (const candidate of candidates) {
    const judged = judge(compiling, expression, over, candidate);
    const decides = factory.and([candidate.present, judged.decided]);
    if (decides === factory.true) return { decided: decides, undecided: factory.false };
    decided.push(decides);
    undecided.push(factory.and([candidate.present, judged.undecided]));
  }
  return { decided: factory.or(decided), undecided: factory.or(undecided) };
}

/** Whether an element decides the result: `exists` by being true, `all` by being false. */
function judge(compiling: Compiling, { quantifier, binding, body }: Node<'quantify'>, over: Symbolic, element: Element): Findings {
  const { context } = compiling;
  compiling.spend(1);
  bind(compiling, binding, over, element);
  const result = compiling.compile(body);
  return { decided: quantifier === 'exists' ? isTrue(context, result) : isFalse(context, result), undecided: isUndecided(context, result) };
}

/** Makes a quantifier: the callback is asked for the range and what holds of a variable element. */
type MakeQuantifier = (of: (element: Element, range: Term) => Quantified) => Term;

/** The findings among elements of which there is no list: two real quantifiers, the second only if the body can be an error. */
function findByQuantifier(
  compiling: Compiling,
  expression: Node<'quantify'>,
  over: Symbolic,
  forall: MakeQuantifier,
  exists: MakeQuantifier,
): Findings {
  const { factory } = compiling.context;
  let canFail = false;
  const noneDecides = forall((element, range) => {
    const { decided, undecided } = judge(compiling, expression, over, element);
    canFail ||= undecided !== factory.false;
    return { range, holds: factory.not(decided) };
  });
  const undecided = canFail
    ? exists((element, range) => ({ range, holds: judge(compiling, expression, over, element).undecided }))
    : factory.false;
  return { decided: factory.not(noneDecides), undecided };
}

function findInList(compiling: Compiling, expression: Node<'quantify'>, list: Free): Findings {
  const { context } = compiling;
  const { factory } = context;
  const make =
    (quantifier: 'forall' | 'exists'): MakeQuantifier =>
    (of) =>
      context.quantify(quantifier, [{ name: 'i', sort: 'int' }], ([i]) => {
        const index = i ?? factory.int(0);
        const range = factory.and([factory.lessOrEqual(factory.int(0), index), factory.less(index, lengthOfFree(context, list))]);
        return of({ key: numberValue(index), value: freeItem(context, list, index) }, range);
      });
  return findByQuantifier(compiling, expression, list, make('forall'), make('exists'));
}

function findInCollection(compiling: Compiling, expression: Node<'quantify'>, c: SymbolicCollection): Findings {
  const { context } = compiling;
  const make =
    (quantifier: 'forall' | 'exists'): MakeQuantifier =>
    (of) =>
      quantifyKeys(context, quantifier, c, (key) => {
        const { present, record } = lookUp(context, c, key);
        return of({ key, value: record }, present);
      });
  return findByQuantifier(compiling, expression, c, make('forall'), make('exists'));
}

/** The entries at keys that are named one by one, the others by a quantifier. */
function findInObject(compiling: Compiling, expression: Node<'quantify'>, object: Symbolic): Findings {
  const { context } = compiling;
  const { factory } = context;
  const base = object.kind === 'map' ? object.base : object;
  if (base?.kind !== 'free') return findAmong(compiling, expression, object, elementsInAnyOrder(context, object).slots);
  const { slots, open } = outlineOf(context, object);
  const named = findAmong(compiling, expression, object, slots);
  if (!open || named.decided === factory.true) return named;
  const make =
    (quantifier: 'forall' | 'exists'): MakeQuantifier =>
    (of) =>
      context.quantify(quantifier, [{ name: 'k', sort: 'string' }], ([k]) => {
        const key = textValue(k ?? factory.text(''));
        const { present, value } = entryAt(context, object, key);
        const others = slots.map((slot) => factory.not(equalScalars(context, slot.key, key)));
        return of({ key, value }, factory.and([present, ...others]));
      });
  const rest = findByQuantifier(compiling, expression, object, make('forall'), make('exists'));
  return { decided: factory.or([named.decided, rest.decided]), undecided: factory.or([named.undecided, rest.undecided]) };
}

/** Exactly one; an error in any body is the result. */
function compileExistsOne(compiling: Compiling, expression: Node<'quantify'>, over: Result): Result {
  const { context } = compiling;
  const { factory } = context;
  const { alternatives, error } = walkable(context, over.value);
  const errors: Term[] = [over.error, error];
  let none = factory.true;
  let one = factory.false;
  for (const { guard, value } of alternatives) {
    for (const element of elementsInAnyOrder(context, value).slots) {
      const result = judgeOne(compiling, expression, value, element);
      const present = factory.and([guard, element.present]);
      errors.push(factory.and([present, isUndecided(context, result)]));
      const holds = factory.and([present, isTrue(context, result)]);
      one = factory.ite(holds, none, one);
      none = factory.and([none, factory.not(holds)]);
    }
  }
  return { value: booleanValue(one), error: factory.or(errors) };
}

function judgeOne(compiling: Compiling, { binding, body }: Node<'quantify'>, over: Symbolic, element: Element): Result {
  compiling.spend(1);
  bind(compiling, binding, over, element);
  return compiling.compile(body);
}
