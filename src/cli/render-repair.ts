// Decides how a repair reads on a terminal: what to change, step by step.

import { toJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import { templateValue } from '../contract/print-trajectory.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { Edit } from '../explore/repair/edits.ts';
import type { MadeEdit, RepairLimit, RepairResult } from '../explore/repair/repair.ts';
import { indent } from './render-diagnostic.ts';

const MAX_SHOWN = 100;

/** The edits of a repair and whether there is a nearer one, or that there is none; null where none was looked for. Steps are those of the original. */
export function renderRepair(trajectory: Trajectory, result: RepairResult): string | null {
  if (result.kind === 'none') return result.edits === 0 ? null : indent(noneText(result));
  const { edits, isNearest, tried, limits } = result.repair;
  const refuted = tried === 0 ? '' : `: all ${tried} before it were refuted`;
  const nearest = isNearest ? `none is nearer${refuted}` : `there may be a nearer one: ${limitsText(limits, tried)}`;
  return indent(
    [`valid with ${counted(edits.length)}, proved; ${nearest}`, ...editTexts(trajectory, edits).map((text) => `  ${text}`)].join('\n'),
  );
}

function noneText({ edits, tried, limits }: Extract<RepairResult, { kind: 'none' }>): string {
  if (limits.length === 0) return `no repair with ${counted(edits)} exists: all ${tried} edited trajectories were refuted`;
  return `no repair was found with up to ${counted(edits)}, ${tried} tried: ${limitsText(limits, tried)}`;
}

function limitsText(limits: readonly RepairLimit[], tried: number): string {
  const texts: Readonly<Record<RepairLimit, string>> = {
    tried: `no more than ${tried} edited trajectories are judged`,
    undecided: 'some edited trajectories could not be decided',
    forms: 'some calls have too many optional parts to be inserted in every form',
    'second-edit': 'a second edit is tried only after a first with which the trajectory gets further',
  };
  return limits.map((limit) => texts[limit]).join('; ');
}

/** Each step is called by its place in the original; what was inserted had none. */
function editTexts({ steps }: Trajectory, edits: readonly MadeEdit[]): readonly string[] {
  let places: readonly Place[] = steps.map(({ operationId }, index) => ({ index, operationId }));
  return edits.map((made) => {
    const text = editText(places, made);
    places = placesAfter(places, made.edit);
    return text;
  });
}

/** Where a step stood in the original; null for one that was inserted. */
interface Place {
  readonly index: number | null;
  readonly operationId: string;
}

function placesAfter(places: readonly Place[], edit: Edit): readonly Place[] {
  switch (edit.kind) {
    case 'change':
      return places;
    case 'insert':
      return places.toSpliced(edit.step, 0, { index: null, operationId: edit.operationId });
    case 'delete':
      return places.toSpliced(edit.step, 1);
    case 'move':
      return places.toSpliced(edit.step, 1).toSpliced(edit.to, 0, ...places.slice(edit.step, edit.step + 1));
  }
}

function editText(places: readonly Place[], { edit, before, values }: MadeEdit): string {
  const nameIn = (all: readonly Place[], step: number): string => {
    const place = all[step];
    return place === undefined || place.index === null ? `the inserted ${place?.operationId}` : `step ${place.index} ${place.operationId}`;
  };
  const name = (step: number): string => nameIn(places, step);
  switch (edit.kind) {
    case 'change': {
      const { parameter, path } = edit.place;
      const place = (parameter ?? 'body') + path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
      const [after] = values.values();
      return `${name(edit.step)}: ${place}: ${before === null ? '' : shown(templateValue(before))} → ${shown(after)}`;
    }
    case 'insert': {
      const args = [...values].map(([hole, value]) => `${hole.slice(hole.indexOf(' ') + 1)} ${shown(value)}`).join(', ');
      return `insert ${edit.operationId}${args === '' ? '' : ` with ${args}`} ${edit.step < places.length ? `before ${name(edit.step)}` : 'at the end'}`;
    }
    case 'delete':
      return `leave out ${name(edit.step)}`;
    case 'move': {
      const others = places.toSpliced(edit.step, 1);
      return `move ${name(edit.step)} ${edit.to < others.length ? `before ${nameIn(others, edit.to)}` : 'to the end'}`;
    }
  }
}

function shown(value: Value | undefined): string {
  const text = value === undefined ? '' : toJson(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

function counted(edits: number): string {
  return edits === 1 ? '1 edit' : `${edits} edits`;
}
