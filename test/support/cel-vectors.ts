// Support: the official CEL vectors, flattened, with their bindings as locals of a rule.

import type { Type as CelType } from '@bufbuild/cel-spec/cel/expr/checked_pb.js';
import type { Value as CelValue } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import { getConformanceSuite, type IncrementalTest, type IncrementalTestSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import type { Value } from '../../src/base/value.ts';
import { DYN, type Type } from '../../src/contract/type.ts';
import { ourType } from './cel-types.ts';
import { ourValue } from './cel-values.ts';

export interface CelVector {
  /** `file/section/name`. */
  readonly name: string;
  readonly text: string;
  /** Null if one of them can be none of ours: it is a message, or its name has dots. */
  readonly bindings: readonly CelBinding[] | null;
  readonly expected: Expected;
}

export interface CelBinding {
  readonly name: string;
  readonly type: Type;
  readonly value: Value;
}

/** `type`: the rule is well-typed, and of that type; it is not evaluated. */
export type Expected =
  | { readonly kind: 'value'; readonly value: CelValue; readonly type: CelType | null }
  | { readonly kind: 'type'; readonly type: CelType }
  | { readonly kind: 'error' };

/**
 * All vectors of the specification. (The package has tests of cel-go, too, for comprehensions and for parsing, but not what they should give.)
 */
export function celVectors(): readonly CelVector[] {
  return flatten(getConformanceSuite(), []);
}

function flatten(suite: IncrementalTestSuite, path: readonly string[]): readonly CelVector[] {
  const inner = suite.suites.flatMap((part) => flatten(part, [...path, part.name]));
  return [...suite.tests.map((test) => vectorOf(test, path)), ...inner];
}

function vectorOf(test: IncrementalTest, path: readonly string[]): CelVector {
  return {
    name: [...path, test.name].join('/'),
    text: test.original.expr,
    bindings: bindingsOf(test),
    expected: expectedOf(test),
  };
}

function bindingsOf({ original }: IncrementalTest): readonly CelBinding[] | null {
  const bindings = Object.entries(original.bindings).map(([name, { kind }]): CelBinding | null => {
    const value = kind.case === 'value' ? ourValue(kind.value) : undefined;
    const declared = original.typeEnv.find((declaration) => declaration.name === name)?.declKind;
    const type = declared?.case === 'ident' && declared.value.type ? ourType(declared.value.type) : DYN;
    return value === undefined || type === null || !/^\w+$/.test(name) ? null : { name, type, value };
  });
  const ours = bindings.filter((binding) => binding !== null);
  return ours.length === bindings.length ? ours : null;
}

const TRUE: CelValue = { $typeName: 'cel.expr.Value', kind: { case: 'boolValue', value: true } };

function expectedOf({ original }: IncrementalTest): Expected {
  const { resultMatcher, checkOnly } = original;
  switch (resultMatcher.case) {
    case 'value':
      return { kind: 'value', value: resultMatcher.value, type: null };
    case 'typedResult': {
      const { result, deducedType } = resultMatcher.value;
      if (result && !checkOnly) return { kind: 'value', value: result, type: deducedType ?? null };
      if (deducedType) return { kind: 'type', type: deducedType };
      throw new Error(`${original.name} expects nothing`);
    }
    case undefined:
      return { kind: 'value', value: TRUE, type: null };
    default:
      return { kind: 'error' };
  }
}
