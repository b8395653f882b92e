// Decides what a report of vitest counts as. No report, or one without tests, is no evidence.

/** @typedef {{ readonly passed: number, readonly failed: number, readonly faults: readonly string[] }} Count */

/**
 * @param {string | null} report the JSON that vitest wrote; null if it wrote none
 * @returns {Count} `faults` are reasons to fail the gate beyond failing tests
 */
export function countTests(report) {
  if (report === null) return { passed: 0, failed: 0, faults: ['vitest wrote no report'] };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, numTodoTests: todo } = JSON.parse(report);
  const faults = [];
  if (passed + failed === 0) faults.push('no test ran');
  if (skipped + todo > 0) faults.push(`${skipped + todo} tests were skipped`);
  return { passed, failed, faults };
}
