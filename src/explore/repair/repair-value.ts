// Decides how a repair is written as JSON (format: `repair` in `schemas/verdict.schema.json`).

import type { ObjectKey, Value } from '../../base/value.ts';
import { templateValue, trajectoryValue } from '../../contract/print-trajectory.ts';
import type { MadeEdit, Repair } from './repair.ts';

/** The repair as a JSON value. */
export function repairValue({ edits, trajectory, isNearest, tried, limits }: Repair): Value {
  return object({ edits: edits.map(editValue), trajectory: trajectoryValue(trajectory), nearest: isNearest, tried, limits });
}

function editValue({ edit, before, values }: MadeEdit): Value {
  switch (edit.kind) {
    case 'change': {
      const { parameter, path } = edit.place;
      const [after] = values.values();
      return object({
        kind: edit.kind,
        step: edit.step,
        parameter,
        path,
        before: before === null ? null : templateValue(before),
        after: after ?? null,
      });
    }
    case 'insert':
      return object({ kind: edit.kind, step: edit.step, operationId: edit.operationId, values: new Map<ObjectKey, Value>(values) });
    case 'delete':
      return object({ kind: edit.kind, step: edit.step });
    case 'move':
      return object({ kind: edit.kind, step: edit.step, to: edit.to });
  }
}

function object(entries: Readonly<Record<string, Value>>): Value {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
