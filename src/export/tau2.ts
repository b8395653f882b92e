// Decides how a task file of the tau2 benchmark maps to trajectories: a pure renaming of fields that knows no domain.

import type { Checked, Diagnostic, Severity } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { isList, isObject, type ObjectValue, type Value } from '../base/value.ts';
import type { Locate, Path } from '../contract/reading.ts';

/**
 * One trajectory (format: `schemas/trajectory.schema.json`) per task, in order; the task id is the trajectory id. Every gold action becomes a step
 * whose `operationId` is the tool and whose `body` is the arguments, unchanged. A task without actions gives a trajectory without steps.
 * An `initial_state` that is not null is reported, as a trajectory cannot carry it. Complaints are placed where `locate` knows a place.
 */
export function trajectoriesOfTau2(tasks: Value, locate: Locate = () => null): Checked<readonly ObjectValue[]> {
  const reading: Reading = { diagnostics: [], locate };
  const root: Path = isObjectValue(tasks) ? ['tasks'] : [];
  const list = isObjectValue(tasks) ? tasks.get('tasks') : tasks;
  if (list === undefined || !isList(list)) {
    complain(reading, 'error', [], 'not-tau2', 'a tau2 task file is a list of tasks');
    return { value: null, diagnostics: reading.diagnostics };
  }
  const trajectories = list.flatMap((task, index) => trajectoryOfTask(reading, task, [...root, index]) ?? []);
  return { value: hasErrors(reading.diagnostics) ? null : trajectories, diagnostics: reading.diagnostics };
}

interface Reading {
  readonly diagnostics: Diagnostic[];
  readonly locate: Locate;
}

function complain({ diagnostics, locate }: Reading, severity: Severity, path: Path, code: string, message: string): void {
  const source = locate(path);
  diagnostics.push({ code, severity, message, ...(source ? { source } : {}) });
}

function isObjectValue(value: Value | undefined): value is ObjectValue {
  return value !== undefined && value !== null && isObject(value);
}

function trajectoryOfTask(reading: Reading, task: Value, path: Path): ObjectValue | null {
  const id = isObjectValue(task) ? task.get('id') : undefined;
  if (!isObjectValue(task) || (typeof id !== 'string' && typeof id !== 'number')) {
    complain(reading, 'error', path, 'not-tau2', `task ${path.at(-1)} is not an object with an 'id'`);
    return null;
  }
  const initial = task.get('initial_state');
  if (initial !== undefined && initial !== null) {
    const message = `task ${id} has an initial_state, which is left out: give it as the initial state of the verification`;
    complain(reading, 'warning', [...path, 'initial_state'], 'tau2-initial-state', message);
  }
  const criteria = task.get('evaluation_criteria');
  const actions = (isObjectValue(criteria) ? criteria.get('actions') : null) ?? [];
  const actionsPath = [...path, 'evaluation_criteria', 'actions'];
  if (!isList(actions)) {
    complain(reading, 'error', actionsPath, 'not-tau2', `task ${id}: 'evaluation_criteria.actions' is not a list`);
    return null;
  }
  const steps = actions.map((action, index) => stepOfAction(reading, action, [...actionsPath, index], `task ${id}, action ${index}`));
  return new Map<string, Value>([
    ['id', String(id)],
    ['initial', 'reset'],
    ['steps', steps],
  ]);
}

function stepOfAction(reading: Reading, action: Value, path: Path, where: string): ObjectValue {
  const name = isObjectValue(action) ? action.get('name') : undefined;
  const args = isObjectValue(action) ? action.get('arguments') : undefined;
  if (typeof name !== 'string') complain(reading, 'error', path, 'not-tau2', `${where} has no 'name'`);
  return new Map<string, Value>([
    ['operationId', typeof name === 'string' ? name : ''],
    ['body', args === undefined || args === null ? new Map() : args],
  ]);
}
