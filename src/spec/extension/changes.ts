// Decides what an effect writes at its place: some fields, a merge patch, or the whole.

import type { Assignment, Change } from '../../contract/contract.ts';
import { compileAssignmentPath } from '../../contract/rules/places.ts';
import type { RuleScope } from '../../contract/rules/scope.ts';
import type { Type } from '../../contract/type.ts';
import { child, type SpecEntry, type SpecMap } from '../tree/node.ts';
import { locator } from '../tree/offsets.ts';
import { type Compiling, valueRule } from './compiling.ts';
import { mappingOf } from './fields.ts';

const CHANGES = ['set', 'merge', 'replace'] as const;

/** The one change of an effect; null after an error was reported. */
export function readChange(compiling: Compiling, map: SpecMap, type: Type, scope: RuleScope, what: string): Change | null {
  const [kind, second] = CHANGES.filter((name) => map.entries.has(name));
  const node = kind === undefined ? null : child(map, kind);
  if (kind === undefined || node === null || second !== undefined) {
    compiling.report.error('invalid-effect', map, `${what} needs exactly one of ${CHANGES.join(', ')}`);
    return null;
  }
  if (kind === 'set') return readSet(compiling, map, type, scope, what);
  const value = valueRule(compiling, node, scope, kind === 'replace' ? type : undefined);
  return value === null ? null : { kind, value };
}

function readSet(compiling: Compiling, map: SpecMap, type: Type, scope: RuleScope, what: string): Change | null {
  const node = child(map, 'set');
  const entries = node === null ? null : mappingOf(compiling.report, node, `'set' of ${what}`);
  if (entries === null) return null;
  const fields = Array.from(entries.entries.values(), (entry) => readAssignment(compiling, entry, type, scope));
  return fields.every((field) => field !== null) ? { kind: 'set', fields } : null;
}

function readAssignment(compiling: Compiling, { key, value }: SpecEntry, type: Type, scope: RuleScope): Assignment | null {
  const compiled = compileAssignmentPath(String(key.value), type, scope, locator(key));
  compiling.report.add(compiled.diagnostics);
  const rule = valueRule(compiling, value, scope, compiled.type ?? undefined);
  return compiled.path === null || rule === null ? null : { path: compiled.path, value: rule };
}
