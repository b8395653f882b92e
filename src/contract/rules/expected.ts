// Decides whether an expression can have the type that its place wants, and which part of it is to blame.

import type { Diagnostic } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Expression } from '../expression.ts';
import type { ObjectType, Type, TypeScope } from '../type.ts';
import { fieldOf, nonNull, overlap, showType } from '../types.ts';
import { literalHint } from './comparisons.ts';
import type { LocateInRule } from './scope.ts';

/** Complaints about the parts of an expression, as it is written out, that never fit the type wanted of them. */
export function mismatches(types: TypeScope, expression: Expression, wanted: Type, locate: LocateInRule): readonly Diagnostic[] {
  switch (expression.kind) {
    case 'conditional':
      return [expression.then, expression.else].flatMap((branch) => mismatches(types, branch, wanted, locate));
    case 'let':
      return mismatches(types, expression.body, wanted, locate);
    case 'list': {
      const [only, second] = nonNull(types, wanted);
      if (only?.kind !== 'list' || second) break;
      return expression.items.flatMap((item) => mismatches(types, item, only.element, locate));
    }
    case 'object': {
      const [only, second] = nonNull(types, wanted);
      if (only?.kind !== 'object' || second) break;
      return entryMismatches(types, expression, only, locate);
    }
  }
  return overlap(types, expression.type, wanted) ? [] : [mismatch(types, expression, wanted, locate)];
}

function entryMismatches(
  types: TypeScope,
  expression: Expression & { kind: 'object' },
  wanted: ObjectType,
  locate: LocateInRule,
): readonly Diagnostic[] {
  return expression.entries.flatMap(({ key, value }) => {
    if (key.kind !== 'literal' || typeof key.value !== 'string') return [];
    const field = fieldOf(wanted, key.value);
    if (field) return mismatches(types, value, field.type, locate);
    const message = `${showType(wanted)} has no property '${key.value}'`;
    const source = locate(key.offset, key.value.length + 2);
    return [{ code: 'unknown-field', severity: 'error', message, source, ...didYouMean(key.value, wanted.fields.keys()) } as const];
  });
}

function mismatch(types: TypeScope, expression: Expression, wanted: Type, locate: LocateInRule): Diagnostic {
  const code = wanted.kind === 'boolean' ? 'not-boolean' : 'type-mismatch';
  const message = `expected ${showType(wanted)}, and this is ${showType(expression.type)}`;
  const hint = literalHint(types, wanted, expression);
  return { code, severity: 'error', message, source: locate(expression.offset), ...(hint ? { hint } : {}) };
}
