// Decides which names the state may have: identifiers of CEL that mean nothing else in a rule.

import type { Report } from '../report.ts';
import type { SpecScalar } from '../tree/node.ts';

// CEL's reserved words (cel-spec, langdef.md) and the roots of our rules.
const RESERVED: ReadonlySet<string> = new Set([
  ...['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let'],
  ...['loop', 'package', 'namespace', 'return', 'var', 'void', 'while'],
  ...['request', 'response', 'state', 'old', 'now', 'cel'],
]);

/** Whether a rule can say the name. Reports an error if not. */
export function checkName(report: Report, key: SpecScalar, what: string): boolean {
  const name = String(key.value);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    report.error('invalid-name', key, `${what} must be named by letters, digits and '_' only: '${name}'`);
    return false;
  }
  if (!RESERVED.has(name)) return true;
  report.error('invalid-name', key, `${what} cannot be named '${name}', which means something else in rules`);
  return false;
}
