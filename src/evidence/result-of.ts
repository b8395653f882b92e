// Decides how a result reads in a line, and what of it must come out again when it is judged again: all but what the solver took.

import { hasErrors } from '../base/diagnostic.ts';
import { parseJson } from '../base/json.ts';
import { isList, isObject, type ObjectKey, type Value } from '../base/value.ts';

/** Names of properties in which results tell what the solver took, or where in a file something stands. */
const SOLVER = 'solver';
const SOURCE = 'source';

/**
 * What a result says, as a value to compare; null for what is no result. Left out is what the solver took, which is another each time, and places in files
 * that are not among `files`: they are those of the trajectories, which a certificate has in a form of its own.
 */
export function statementOf(json: string, files: ReadonlySet<string>): Value | null {
  const { value, diagnostics } = parseJson(json, 'result');
  return hasErrors(diagnostics) || value === null || !isObject(value) ? null : statement(value, files);
}

function statement(value: Value, files: ReadonlySet<string>): Value {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => statement(item, files));
  if (!isObject(value)) return value;
  const kept = [...value].flatMap(([key, part]): readonly (readonly [ObjectKey, Value])[] => {
    if (key === SOLVER && part !== null && isObject(part) && part.has('backend')) return [];
    if (key === SOURCE && part !== null && isObject(part) && !files.has(String(part.get('file')))) return [[key, null]];
    return [[key, statement(part, files)]];
  });
  return new Map(kept);
}

/** The verdict of a trajectory, the outcome of a plan, counts of the verdicts of a check or of the relations of a comparison. */
export function resultOf(json: string): string {
  const { value, diagnostics } = parseJson(json, 'result');
  if (hasErrors(diagnostics) || value === null || !isObject(value)) return 'nothing';
  const [verdict, outcome, items, operations, trajectories] = ['verdict', 'outcome', 'items', 'operations', 'trajectories'].map((name) =>
    value.get(name),
  );
  if (verdict !== undefined) return `${wordOf(verdict)}${failureText(value.get('failure'))}`;
  if (outcome !== undefined) return `${wordOf(outcome)}${plansText(value.get('plans'))}`;
  if (items !== undefined) return counts(items, 'verdict');
  if (trajectories !== undefined) return `${listOf(trajectories).length} trajectories judged by both`;
  return operations === undefined ? 'nothing' : counts(operations, 'relation');
}

/** What the result says of each thing that it is about; empty where one line is all. */
export function claimsOf(json: string): readonly string[] {
  const { value, diagnostics } = parseJson(json, 'result');
  if (hasErrors(diagnostics) || value === null || !isObject(value)) return [];
  const items = listOf(value.get('items')).map(itemText);
  const operations = listOf(value.get('operations')).map((one) => {
    const text = (name: string): string => wordOf(part(part(one, name), 'verdict'));
    const kinds = `A within B ${text('kept')}, B within A ${text('covered')}, same results ${text('alike')}, same refusals ${text('refusals')}`;
    return `${wordOf(part(one, 'relation'))}: ${wordOf(part(one, 'operationId'))} (${kinds})`;
  });
  const trajectories = listOf(value.get('trajectories')).map(
    (one) => `${wordOf(part(one, 'trajectory'))}: ${wordOf(part(one, 'a'))} by A, ${wordOf(part(one, 'b'))} by B`,
  );
  return [...items, ...operations, ...trajectories];
}

/** The verdict, what is claimed, of which operation, and the requirement that it is claimed of. */
function itemText(item: Value): string {
  const requirement = part(item, 'requirement');
  const about = [part(item, 'operationId'), part(requirement, 'id')].filter((one) => typeof one === 'string');
  const [method, rule] = [part(item, 'method'), part(requirement, 'rule')];
  const how = typeof method === 'string' ? ` (${method})` : '';
  return `${wordOf(part(item, 'verdict'))}${how}: ${[wordOf(part(item, 'claim')), ...about].join(' ')}${typeof rule === 'string' ? `: ${rule}` : ''}`;
}

function failureText(failure: Value | undefined): string {
  if (failure === undefined || failure === null) return '';
  const id = part(part(failure, 'requirement'), 'id');
  return ` at step ${wordOf(part(failure, 'step'))}${typeof id === 'string' ? `, ${id}` : ''}`;
}

function plansText(plans: Value | undefined): string {
  if (plans === undefined) return '';
  const lengths = listOf(plans).map((plan) => listOf(part(part(plan, 'trajectory'), 'steps')).length);
  return `, ${lengths.join(' and ') || 'no'} steps`;
}

function counts(items: Value, name: string): string {
  const words = listOf(items).map((item) => wordOf(part(item, name)));
  return [...new Set(words)].map((word) => `${word} ${words.filter((one) => one === word).length}`).join(', ') || 'nothing';
}

function part(value: Value | undefined, name: string): Value | undefined {
  return value !== undefined && value !== null && isObject(value) ? value.get(name) : undefined;
}

function listOf(value: Value | undefined): readonly Value[] {
  return value !== undefined && value !== null && isList(value) ? value : [];
}

function wordOf(value: Value | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
}
