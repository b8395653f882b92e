// What vitest reports is what the closing line counts; silence is a failure.

import { describe, expect, it } from 'vitest';
import { countTests } from '../../../scripts/test/count.mjs';

const report = (numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number): string =>
  JSON.stringify({ numPassedTests, numFailedTests, numPendingTests, numTodoTests });

describe('counting tests', () => {
  it.each([
    ['passing and failing tests', report(3, 1, 0, 0), { passed: 3, failed: 1, faults: [] }],
    ['skipped tests', report(3, 0, 1, 1), { passed: 3, failed: 0, faults: ['2 tests were skipped'] }],
    ['a run without tests', report(0, 0, 0, 0), { passed: 0, failed: 0, faults: ['no test ran'] }],
    ['a run that broke off', null, { passed: 0, failed: 0, faults: ['vitest wrote no report'] }],
  ])('%s', (_, text, expected) => {
    expect(countTests(text)).toEqual(expected);
  });
});
