// Support: models under which an unknown value is a given one, found by reading the unknown value along the given one.

import { equalValues } from '../../src/base/equality.ts';
import { isInteger } from '../../src/base/number.ts';
import { isList, isNumber, isObject, type Value } from '../../src/base/value.ts';
import type { Context } from '../../src/symbolic/context.ts';
import { lengthOfFree } from '../../src/symbolic/free/facts.ts';
import { freeItem } from '../../src/symbolic/free/list.ts';
import { placeOf } from '../../src/symbolic/free/name.ts';
import { freeEntry, freeProperty, isOpenObject, listedProperties } from '../../src/symbolic/free/object.ts';
import { interpretTerm } from '../../src/symbolic/interpret.ts';
import { argumentsKey, type Model, type ModelEntry, type ModelValue, modelOf } from '../../src/symbolic/model.ts';
import type { Sort, Term } from '../../src/symbolic/term.ts';
import type { Free, Symbolic } from '../../src/symbolic/value.ts';
import { known } from '../../src/symbolic/values.ts';

/** The model under which the unknown value is the target, and the same as terms; null if it cannot be. */
export function modelWhere(
  context: Context,
  value: Symbolic,
  target: Value,
): { readonly model: Model; readonly pins: readonly Term[] } | null {
  const fitting = new Fitting(context);
  return fitting.fit(value, target) ? { model: fitting.model(), pins: fitting.pins() } : null;
}

/** More keys than are ever named of one object. */
const NAMED = 32;

class Fitting {
  private entries = new Map<string, ModelEntry & { readonly pin: Term }>();
  private readonly closings: Term[] = [];
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  model(): Model {
    return modelOf(this.entries.values());
  }

  pins(): readonly Term[] {
    return [...[...this.entries.values()].map(({ pin }) => pin), ...this.closings];
  }

  fit(value: Symbolic, target: Value): boolean {
    switch (value.kind) {
      case 'known':
        return equalValues(value.value, target);
      case 'scalar':
        return this.fitScalar(value, target);
      case 'union':
        return value.alternatives.some((alternative) =>
          this.attempt(() => this.force(alternative.guard, true) && this.fit(alternative.value, target)),
        );
      case 'free':
        return this.fitFree(value, target);
      default:
        throw new Error(`a ${value.kind} value is not unknown`);
    }
  }

  private attempt(work: () => boolean): boolean {
    const before = new Map(this.entries);
    if (work()) return true;
    this.entries = before;
    return false;
  }

  private fitScalar(value: Extract<Symbolic, { kind: 'scalar' }>, target: Value): boolean {
    if (value.scalar === 'boolean') return typeof target === 'boolean' && this.force(value.term, target);
    if (value.scalar === 'string') return typeof target === 'string' && this.set(value.term, target);
    if (target === null || !isNumber(target)) return false;
    return (value.scalar === 'number' || isInteger(target)) && this.set(value.term, target);
  }

  private set(term: Term, value: ModelValue, isPinned = true): boolean {
    if (term.kind === 'constant') return term.value === value;
    if (term.kind !== 'apply') throw new Error(`cannot choose the value of a term of kind ${term.kind}`);
    const args = term.args.map((arg) => interpretTerm(arg, this.model()) ?? 0);
    const key = `${term.name} ${argumentsKey(args)}`;
    const before = this.entries.get(key);
    if (before !== undefined) return before.value === value;
    this.entries.set(key, { name: term.name, args, value, pin: isPinned ? this.pin(term, args, value) : this.context.factory.true });
    return true;
  }

  private pin(term: Extract<Term, { kind: 'apply' }>, args: readonly ModelValue[], value: ModelValue): Term {
    const { factory } = this.context;
    const constants = args.map((arg, i) => this.constant(arg, term.args[i]?.sort ?? 'int'));
    return factory.equal(factory.apply(term.name, term.sort, constants), this.constant(value, term.sort));
  }

  private constant(value: ModelValue, sort: Sort): Term {
    const { factory } = this.context;
    if (typeof value === 'boolean') return factory.bool(value);
    if (typeof value === 'string') return factory.text(value);
    return sort === 'real' ? factory.real(value) : factory.int(value);
  }

  /** Makes a condition over tags true or false. */
  private force(term: Term, holds: boolean): boolean {
    if (term.kind !== 'operation') return this.set(term, holds);
    const [a, b] = term.args;
    if (term.operator === 'not' && a !== undefined) return this.force(a, !holds);
    if (term.operator === 'equal' && a !== undefined && b !== undefined) {
      const [tag, number] = a.kind === 'constant' ? [b, a] : [a, b];
      if (holds && number.kind === 'constant') return this.set(tag, number.value);
      return this.set(tag, 1000) || interpretTerm(term, this.model()) === false;
    }
    if (term.operator === 'or' && !holds) return term.args.every((arg) => this.force(arg, false));
    if (term.operator === 'and' && holds) return term.args.every((arg) => this.force(arg, true));
    throw new Error('a condition of an unexpected form');
  }

  private fitFree(free: Free, target: Value): boolean {
    if (this.context.validity(free.schema, known(target), 'stored') !== this.context.factory.true) return false;
    if (isList(target)) return this.fitList(free, target);
    return isObject(target) && this.fitObject(free, target);
  }

  private fitList(free: Free, target: readonly Value[]): boolean {
    const { factory } = this.context;
    if (!this.set(lengthOfFree(this.context, free), target.length)) return false;
    return target.every((item, i) => this.fit(freeItem(this.context, free, factory.int(i)), item));
  }

  private fitObject(free: Free, target: ReadonlyMap<string | number | boolean, Value>): boolean {
    const { factory } = this.context;
    const names = [...target.keys()].filter((key) => typeof key === 'string');
    for (const name of listedProperties(this.context, free)) {
      if (!names.includes(name) && !this.force(freeProperty(this.context, free, name).present, false)) return false;
    }
    const rest = names.filter((name) => !listedProperties(this.context, free).has(name));
    const { name: place, args } = placeOf(free);
    const at = (aspect: string, ...more: readonly Term[]): Term =>
      factory.apply(`${place}:${aspect}`, aspect === 'rest' ? 'int' : 'string', [...args, ...more]);
    this.set(at('rest'), rest.length);
    for (const [aspect, keys] of [['key', rest] as const, ['order', names] as const]) {
      // Also those past the number of keys are names of something, and different.
      for (let i = 0; i < NAMED; i += 1) {
        const key = keys[i] ?? `none ${i}`;
        const isPinned = i < keys.length;
        this.set(at(aspect, factory.int(i)), key, isPinned);
        this.set(factory.apply(`${place}:${aspect}:position`, 'int', [...args, factory.text(key)]), i, isPinned);
      }
    }
    if (isOpenObject(this.context, free)) this.closings.push(this.nothingElse(free, names));
    return names.every((name) => {
      const { present, value } = freeProperty(this.context, free, name);
      return this.force(present, true) && this.fit(value, target.get(name) ?? null);
    });
  }

  /** No entry at any other key. */
  private nothingElse(free: Free, names: readonly string[]): Term {
    const { factory } = this.context;
    return this.context.quantify('forall', [{ name: 'k', sort: 'string' }], ([k]) => {
      const key = k ?? factory.text('');
      const others = [...names, ...listedProperties(this.context, free)].map((name) => factory.not(factory.equal(key, factory.text(name))));
      return { range: factory.and(others), holds: factory.not(freeEntry(this.context, free, key).present) };
    });
  }
}
