// Decides how a task file of the tau2 benchmark maps to trajectories: a pure renaming of fields that knows no domain.

import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { isList, isObject, type ObjectValue, type Value } from '../base/value.ts';

/**
 * One trajectory (format: `schemas/trajectory.schema.json`) per task, in order; the task id is the trajectory id. Every gold action becomes a step
 * whose `operationId` is the tool and whose `body` is the arguments, unchanged. A task without actions gives a trajectory without steps.
 * An `initial_state` that is not null is reported, as a trajectory cannot carry it.
 */
export function trajectoriesOfTau2(tasks: Value): Checked<readonly ObjectValue[]> {
  const diagnostics: Diagnostic[] = [];
  const list = isObjectValue(tasks) ? tasks.get('tasks') : tasks;
  if (list === undefined || !isList(list)) {
    return { value: null, diagnostics: [failure('a tau2 task file is a list of tasks')] };
  }
  const trajectories = list.flatMap((task, index) => trajectoryOfTask(task, index, diagnostics) ?? []);
  return { value: hasErrors(diagnostics) ? null : trajectories, diagnostics };
}

function isObjectValue(value: Value | undefined): value is ObjectValue {
  return value !== undefined && value !== null && isObject(value);
}

function failure(message: string): Diagnostic {
  return { code: 'not-tau2', severity: 'error', message };
}

function trajectoryOfTask(task: Value, index: number, diagnostics: Diagnostic[]): ObjectValue | null {
  const id = isObjectValue(task) ? task.get('id') : undefined;
  if (!isObjectValue(task) || (typeof id !== 'string' && typeof id !== 'number')) {
    diagnostics.push(failure(`task ${index} is not an object with an 'id'`));
    return null;
  }
  const initial = task.get('initial_state');
  if (initial !== undefined && initial !== null) {
    const message = `task ${id} has an initial_state, which is left out: give it as the initial state of the verification`;
    diagnostics.push({ code: 'tau2-initial-state', severity: 'warning', message });
  }
  const criteria = task.get('evaluation_criteria');
  const actions = isObjectValue(criteria) ? (criteria.get('actions') ?? []) : [];
  if (!isList(actions)) {
    diagnostics.push(failure(`task ${id}: 'evaluation_criteria.actions' is not a list`));
    return null;
  }
  const steps = actions.map((action, step) => stepOfAction(action, `task ${id}, action ${step}`, diagnostics));
  return new Map<string, Value>([
    ['id', String(id)],
    ['initial', 'reset'],
    ['steps', steps],
  ]);
}

function stepOfAction(action: Value, where: string, diagnostics: Diagnostic[]): ObjectValue {
  const name = isObjectValue(action) ? action.get('name') : undefined;
  const args = isObjectValue(action) ? action.get('arguments') : undefined;
  if (typeof name !== 'string') diagnostics.push(failure(`${where} has no 'name'`));
  return new Map<string, Value>([
    ['operationId', typeof name === 'string' ? name : ''],
    ['body', args === undefined || args === null ? new Map() : args],
  ]);
}
