// What a term with quantifiers is under a model, if the quantifiers need to look no further than a few values.

import type { Factory } from '../../src/symbolic/factory.ts';
import { interpretTerm } from '../../src/symbolic/interpret.ts';
import type { Model, ModelValue } from '../../src/symbolic/solver.ts';
import type { Term } from '../../src/symbolic/term.ts';
import { childrenOf } from '../../src/symbolic/terms/children.ts';

const INTEGERS = Array.from({ length: 6 }, (_, i) => i);

/** Quantifiers range over these texts, both booleans and the first natural numbers. Null where that does not decide. */
export function valueOfTerm(factory: Factory, term: Term, model: Model, texts: readonly string[]): ModelValue | null {
  const done = new Map<Term, Term>();
  const ground = (part: Term): Term => {
    const before = done.get(part);
    if (before !== undefined) return before;
    const made = groundNode(part);
    done.set(part, made);
    return made;
  };
  const groundNode = (part: Term): Term => {
    switch (part.kind) {
      case 'constant':
      case 'bound':
        return part;
      case 'apply':
        return factory.apply(part.name, part.sort, part.args.map(ground));
      case 'operation':
        return factory.operation(part.operator, part.args.map(ground));
      case 'inRegex':
        return factory.inRegex(ground(part.text), part.regex);
      case 'quantifier': {
        const instances = instancesOf(part).map(ground);
        return part.quantifier === 'forall' ? factory.and(instances) : factory.or(instances);
      }
    }
  };
  const instancesOf = (part: Extract<Term, { kind: 'quantifier' }>): readonly Term[] => {
    let instances: readonly Term[] = [part.body];
    for (const variable of part.variables) {
      const values =
        variable.sort === 'string'
          ? texts.map((text) => factory.text(text))
          : variable.sort === 'bool'
            ? [factory.true, factory.false]
            : INTEGERS.map((i) => factory.int(i));
      instances = instances.flatMap((instance) => values.map((value) => factory.substitute(instance, new Map([[variable, value]]))));
    }
    return instances;
  };
  return interpretTerm(ground(term), model);
}

export function decide(factory: Factory, term: Term, model: Model, texts: readonly string[]): boolean | null {
  const value = valueOfTerm(factory, term, model, texts);
  return typeof value === 'boolean' ? value : null;
}

export function hasQuantifier(term: Term): boolean {
  const seen = new Set<Term>([term]);
  for (const part of seen) {
    if (part.kind === 'quantifier') return true;
    for (const child of childrenOf(part)) seen.add(child);
  }
  return false;
}
