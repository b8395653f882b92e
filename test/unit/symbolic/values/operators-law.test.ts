// Law: what an operator makes of unknowns is, under every model, what it makes of the values that they have there.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/base/value.ts';
import { OPERATORS, type OperatorName } from '../../../../src/contract/operators.ts';
import { LimitReached } from '../../../../src/symbolic/limit-reached.ts';
import { emptyModel } from '../../../../src/symbolic/model.ts';
import { compileOperators } from '../../../../src/symbolic/operators/table.ts';
import { Unsupported } from '../../../../src/symbolic/unsupported.ts';
import type { Symbolic } from '../../../../src/symbolic/value.ts';
import { known } from '../../../../src/symbolic/values.ts';
import { argumentOf } from '../../../support/arbitrary-values.ts';
import { createLifter } from '../../../support/lift.ts';
import { brokenFacts, ERROR, newContext, resultUnder, show } from '../../../support/values.ts';

const RUNS = 300;

function shown(value: Value | typeof ERROR | undefined): string {
  return value === ERROR ? ERROR : show(value);
}

/** What the operator gives, or why it gave nothing that a model can be asked about. */
function attempt(name: OperatorName, args: readonly Value[], seed: number): { readonly known: string; readonly lifted: string } | null {
  const context = newContext();
  const lifter = createLifter(context, seed);
  const lifted: readonly Symbolic[] = args.map((arg) => lifter.lift(arg));
  try {
    const expected = resultUnder(
      context,
      compileOperators[name](
        context,
        args.map((arg) => known(arg)),
      ),
      emptyModel,
    );
    const result = compileOperators[name](context, lifted);
    const model = lifter.model();
    if (context.constructs.size > 0 || brokenFacts(context, model).length > 0) return null;
    return { known: shown(expected), lifted: shown(resultUnder(context, result, model)) };
  } catch (error) {
    if (error instanceof LimitReached || error instanceof Unsupported) return null;
    throw error;
  }
}

describe('an operator on unknowns is the operator on what they are', () => {
  for (const name of Object.keys(OPERATORS) as OperatorName[]) {
    it(name, () => {
      const args = fc.tuple(...OPERATORS[name].parameters.map(argumentOf));
      fc.assert(
        fc.property(args, fc.nat(), (values, seed) => {
          const found = attempt(name, values, seed);
          if (found !== null) expect(found.lifted, values.map(show).join(' | ')).toBe(found.known);
        }),
        { numRuns: RUNS },
      );
    });
  }
});
