// Decides how values stand in an Arazzo document: what is taken is a runtime expression, and no text of the run is one by accident.

import { isList, isObject, type ObjectKey, type Value } from '../../base/value.ts';
import type { Call, Part, Pointer } from './script.ts';
import { takenWhole } from './taken.ts';

export interface Referencing {
  /** The part as a value of the document. */
  of(part: Part): Value;
  /** The output of the step that holds a part of its answer. */
  output(step: number, pointer: Pointer): { readonly name: string; readonly expression: string };
}

/** Writes values of a workflow. Texts that would be read as expressions become inputs with a default, which are added to `inputs`. */
export function referencing(calls: readonly Call[], inputs: Map<string, Value>): Referencing {
  const stepId = (step: number): string => calls.find(({ index }) => index === step)?.name ?? '';
  const ofValue = (value: Value): Value => {
    if (typeof value === 'string') return isPlainText(value) ? value : `$inputs.${inputFor(inputs, value)}`;
    if (value === null || typeof value !== 'object') return value;
    if (isList(value)) return value.map(ofValue);
    return isObject(value) ? new Map([...value].map(([name, item]): [ObjectKey, Value] => [name, ofValue(item)])) : value;
  };
  const of = (part: Part): Value => {
    switch (part.kind) {
      case 'value':
        return ofValue(part.value);
      case 'taken':
        return `$steps.${stepId(part.step)}.outputs.${outputName(calls, part.step, part.pointer)}`;
      case 'list':
        return part.items.map(of);
      case 'object':
        return new Map([...part.entries].map(([name, entry]): [ObjectKey, Value] => [name, of(entry)]));
    }
  };
  const output: Referencing['output'] = (step, pointer) => ({
    name: outputName(calls, step, pointer),
    expression: `$response.body${pointer.length === 0 ? '' : `#${pointer.map((name) => `/${escaped(String(name))}`).join('')}`}`,
  });
  return { of, output };
}

/** Whether a text is nothing but itself: no runtime expression, and none within it. */
export function isPlainText(text: string): boolean {
  return !text.startsWith('$') && !text.includes('{$');
}

/** Letters, digits, `_` and `-`; different for different parts of one answer. */
function outputName(calls: readonly Call[], step: number, pointer: Pointer): string {
  const taken = takenWhole(calls, step);
  const place = taken.findIndex((other) => JSON.stringify(other) === JSON.stringify(pointer));
  const plain = plainName(pointer);
  return taken.findIndex((other) => plainName(other) === plain) === place ? plain : `${plain}_${place}`;
}

function plainName(pointer: Pointer): string {
  return pointer.length === 0 ? 'body' : pointer.join('_').replaceAll(/[^A-Za-z0-9_-]/g, '_');
}

function inputFor(inputs: Map<string, Value>, text: string): string {
  for (const [name, schema] of inputs) if (schema !== null && isObject(schema) && schema.get('default') === text) return name;
  const name = `text${inputs.size + 1}`;
  inputs.set(
    name,
    new Map<ObjectKey, Value>([
      ['type', 'string'],
      ['default', text],
    ]),
  );
  return name;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
