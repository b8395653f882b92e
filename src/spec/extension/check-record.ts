// Decides whether an object that is written out as a record names properties that records have, with values that can be theirs.

import { didYouMean } from '../../base/suggest.ts';
import type { Type, TypeScope } from '../../contract/type.ts';
import { overlap, showType } from '../../contract/types.ts';
import type { Report } from '../report.ts';
import type { LocatedRule } from './compiling.ts';
import { propertiesOf, propertyType } from './properties.ts';

/** Reports properties that the schema of the record does not have, and values that never fit it. Only for object literals. */
export function checkRecord(report: Report, value: LocatedRule, recordType: Type, types: TypeScope): void {
  const { expression } = value.rule;
  if (expression.kind !== 'object') return;
  for (const { key, value: given } of expression.entries) {
    if (key.kind !== 'literal' || typeof key.value !== 'string') continue;
    const expected = propertyType(types, recordType, key.value);
    if (expected === null) {
      const hint = didYouMean(key.value, propertiesOf(types, recordType));
      report.error('unknown-field', value.locate(key.offset), `${showType(recordType)} has no property '${key.value}'`, hint);
    } else if (!overlap(types, expected, given.type)) {
      const message = `'${key.value}' is ${showType(expected)}, and the value is ${showType(given.type)}`;
      report.error('type-mismatch', value.locate(given.offset), message);
    }
  }
}
