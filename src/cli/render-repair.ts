// Decides how a repair reads on a terminal: what to change, step by step.

import { toJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import { templateValue } from '../contract/print-trajectory.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { MadeEdit, RepairResult } from '../explore/repair/repair.ts';
import { indent } from './render-diagnostic.ts';

const MAX_SHOWN = 100;

/** The edits of a repair, or that there is none; null where none was looked for. */
export function renderRepair(trajectory: Trajectory, result: RepairResult): string | null {
  if (result.kind === 'none') return result.edits === 0 ? null : indent(`no repair was found with up to ${counted(result.edits)}`);
  const { edits, isNearest } = result.repair;
  const lines = [
    `valid with ${counted(edits.length)}, proved${isNearest ? '; no nearer one is' : ''}`,
    ...edits.map((made) => `  ${editText(trajectory, made)}`),
  ];
  return indent(lines.join('\n'));
}

function editText({ steps }: Trajectory, { edit, before, values }: MadeEdit): string {
  const name = (step: number): string => `step ${step} ${steps[step]?.operationId ?? ''}`.trim();
  switch (edit.kind) {
    case 'change': {
      const { parameter, path } = edit.place;
      const place = (parameter ?? 'body') + path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
      const [after] = values.values();
      return `${name(edit.step)}: ${place}: ${before === null ? '' : shown(templateValue(before))} → ${shown(after)}`;
    }
    case 'insert': {
      const args = [...values].map(([hole, value]) => `${hole.slice(hole.indexOf(' ') + 1)} ${shown(value)}`).join(', ');
      return `insert ${edit.operationId}${args === '' ? '' : ` with ${args}`} ${edit.step < steps.length ? `before ${name(edit.step)}` : 'at the end'}`;
    }
    case 'delete':
      return `leave out ${name(edit.step)}`;
    case 'move':
      return `move ${name(edit.step)} to place ${edit.to}`;
  }
}

function shown(value: Value | undefined): string {
  const text = value === undefined ? '' : toJson(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

function counted(edits: number): string {
  return edits === 1 ? '1 edit' : `${edits} edits`;
}
