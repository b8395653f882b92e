// Decides the concrete meaning of every strict operator: one total record over the operator table, in its sections and order.

import type { OperatorName } from '../../contract/operators.ts';
import { conversionOperators } from './conversions.ts';
import type { Evaluate } from './define.ts';
import { listOperators } from './lists.ts';
import { logicOperators } from './logic.ts';
import { mapOperators } from './maps.ts';
import { numberOperators } from './numbers.ts';
import { stringOperators } from './strings.ts';
import { timeOperators } from './time.ts';

/**
 * The meaning of each operator on operands of any kind: the value, or an error value where the arguments do not fit or have no
 * result. Pure and total; an operator missing from its section is a type error here.
 */
export const evaluateOperators: Readonly<Record<OperatorName, Evaluate>> = {
  ...logicOperators,
  ...numberOperators,
  ...stringOperators,
  ...listOperators,
  ...mapOperators,
  ...conversionOperators,
  ...timeOperators,
};
