// Decides which steps of two trajectories are the same call, and which only use the same operation.

import { canonicalJson } from '../../base/json.ts';
import type { ObjectKey, Value } from '../../base/value.ts';
import type { Step, Template, Trajectory } from '../../contract/trajectory.ts';

/** Steps of the left trajectory and of the right one, by index. */
export interface Pair {
  readonly left: number;
  readonly right: number;
}

export interface Correspondence {
  /** The same operation with the same arguments, the k-th such call with the k-th. Their answers are compared. */
  readonly same: readonly Pair[];
  /** Of the rest: the same operation, in order. Only what the server chooses is alike in them. */
  readonly alike: readonly Pair[];
}

/** References are the same arguments where they lead to corresponding steps. What a step claims, what it is called and when it happens is no part of the call. */
export function correspondence(left: Trajectory, right: Trajectory): Correspondence {
  const classes = new Map<string, number>();
  const ofLeft = callNames(left, classes);
  const ofRight = callNames(right, classes);
  const same = pairsOf(ofLeft, ofRight);
  const isPaired = (side: 'left' | 'right', index: number): boolean => same.some((pair) => pair[side] === index);
  const rest = (side: 'left' | 'right', { steps }: Trajectory): readonly (string | null)[] => {
    const used = new Map<string, number>();
    return steps.map(({ operationId }, i) => (isPaired(side, i) ? null : numbered(operationId, used)));
  };
  return { same, alike: pairsOf(rest('left', left), rest('right', right)) };
}

function pairsOf(left: readonly (string | null)[], right: readonly (string | null)[]): readonly Pair[] {
  return left.flatMap((name, i) => {
    const found = name === null ? -1 : right.indexOf(name);
    return found < 0 ? [] : [{ left: i, right: found }];
  });
}

/** A name for each step: equal names for equal calls, each as often as it is made. `classes` numbers the calls of both trajectories. */
function callNames({ steps, credentials }: Trajectory, classes: Map<string, number>): readonly string[] {
  const used = new Map<string, number>();
  const names: string[] = [];
  for (const step of steps) {
    const sent = new Map([...credentials, ...step.credentials]);
    const text = callText(step, sent, (target) => names[target] ?? `step ${target}`);
    const number = classes.get(text) ?? classes.size;
    classes.set(text, number);
    names.push(numbered(`call ${number}`, used));
  }
  return names;
}

function numbered(text: string, used: Map<string, number>): string {
  const before = used.get(text) ?? 0;
  used.set(text, before + 1);
  return `${text}, ${before}`;
}

/** The call as a text that does not depend on the order of parameters; `nameOf` names the step that a reference leads to. */
export function callText(
  { operationId, params, body }: Step,
  credentials: ReadonlyMap<string, string>,
  nameOf: (step: number) => string,
): string {
  const shape = (template: Template): Value => shapeOf(template, nameOf);
  return canonicalJson([
    operationId,
    new Map<ObjectKey, Value>([...params].map(([name, template]) => [name, shape(template)])),
    body === undefined ? [] : [shape(body)],
    new Map<ObjectKey, Value>(credentials),
  ]);
}

/** A value and a structure of templates that are all values have one shape. */
function shapeOf(template: Template, nameOf: (step: number) => string): Value {
  switch (template.kind) {
    case 'value':
      return ['value', canonicalJson(template.value)];
    case 'hole':
      return ['hole', template.name];
    case 'reference':
      return ['reference', nameOf(template.step), template.from, template.pointer];
    case 'list':
      return ['list', template.items.map((item) => shapeOf(item, nameOf))];
    case 'object':
      return ['object', new Map<ObjectKey, Value>([...template.entries].map(([name, entry]) => [name, shapeOf(entry, nameOf)]))];
  }
}
