// Decides how parts of a request and records of the state are written in rules.

import { child, type SpecNode } from '../../spec/tree/node.ts';
import type { Site } from '../resources/site.ts';
import type { OperationView, ParameterView } from '../view/api.ts';
import type { Property, Shape, Shapes } from '../view/shape.ts';
import { stem } from '../view/words.ts';
import { keyParameter, type StatePlan } from './state-plan.ts';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Words that cannot be names of fields. */
const KEYWORD =
  /^(true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)$/;
/** Words that mean something else where a parameter's bare name stands. */
const RESERVED =
  /^(request|response|old|state|now|true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)$/;

/** A path parameter: by its bare name where nothing else has it. */
export function parameterText(operation: OperationView, parameter: ParameterView, taken: ReadonlySet<string>): string {
  const { name } = parameter;
  if (!IDENTIFIER.test(name)) return `request.path[${JSON.stringify(name)}]`;
  const alone = operation.parameters.filter((other) => other.name === name).length === 1;
  return alone && !taken.has(name) && !RESERVED.test(name) ? name : `request.path.${name}`;
}

/** A collection where an operation's path meets it. */
export interface Placed {
  readonly plan: StatePlan;
  readonly site: Site;
}

/** The key of a record as the path gives it; null if the path does not give all of it. */
export function keyText(operation: OperationView, placed: Placed, taken: ReadonlySet<string>): string | null {
  const { plan } = placed;
  const parts = plan.keys.map((part) => keyParameter(operation, placed, part));
  const texts = parts.flatMap((parameter) => (parameter === null ? [] : [parameterText(operation, parameter, taken)]));
  const [first] = texts;
  if (first === undefined || texts.length !== plan.keys.length) return null;
  return texts.length === 1 ? first : `key(${texts.join(', ')})`;
}

/** A property by its name: `{'a-b': …}` and `.a` as CEL writes them. */
export function quoted(name: string): string {
  return `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

export function member(of: string, name: string): string {
  return isField(name) ? `${of}.${name}` : `${of}[${quoted(name)}]`;
}

/** Whether an object has a property. */
export function present(of: string, name: string): string {
  return isField(name) ? `has(${of}.${name})` : `${quoted(name)} in ${of}`;
}

function isField(name: string): boolean {
  return IDENTIFIER.test(name) && !KEYWORD.test(name);
}

export interface BodyText {
  /** The part of the body that is about a record. */
  readonly text: string;
  readonly shape: Shape;
  /** Whether every request has it. */
  readonly certain: boolean;
  /** What holds where it is there. */
  readonly guard: string;
}

/** The body, or what stands in its only property if that is the record by name. Null without an object. */
export function bodyText(shapes: Shapes, operation: OperationView, name: string): BodyText | null {
  if (operation.body === null) return null;
  const shape = shapes.of(operation.body);
  if (shape.kind !== 'object') return null;
  const [only] = shape.properties;
  if (shape.properties.size === 1 && only !== undefined && stem(only[0]) === stem(name)) {
    const inner = shapes.of(only[1].at);
    if (inner.kind === 'object') {
      const text = member('request.body', only[0]);
      const guards = [...(operation.bodyRequired ? [] : ['has(request.body)']), ...(only[1].required ? [] : [`has(${text})`])];
      return { text, shape: inner, certain: guards.length === 0, guard: guards.join(' && ') };
    }
  }
  return { text: 'request.body', shape, certain: operation.bodyRequired, guard: 'has(request.body)' };
}

/** Properties of a body that a record takes as they are: others a server may treat as it likes. */
export function fitting(shapes: Shapes, body: Shape, record: Shape): readonly string[] {
  return [...body.properties].flatMap(([name, property]) => {
    const target = record.properties.get(name);
    return target !== undefined && !target.readOnly && fits(shapes, property, target) ? [name] : [];
  });
}

const CONSTRAINTS = [
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'type',
];

/** Whether every value of one schema is one of the other: the same schema, the same text, or a scalar without more limits. */
export function fits(shapes: Shapes, from: Property, to: Property): boolean {
  const a = shapes.of(from.at);
  const b = shapes.of(to.at);
  if (a.at.node === b.at.node) return true;
  if (written(a) === written(b)) return true;
  if (a.kind !== b.kind || !['text', 'number', 'boolean'].includes(a.kind) || (a.nullable && !b.nullable)) return false;
  if (a.alternatives.length > 0 || b.alternatives.length > 0) return false;
  if (b.enumerated.length > 0 && (a.enumerated.length === 0 || !a.enumerated.every((value) => b.enumerated.includes(value)))) return false;
  return CONSTRAINTS.every((name) => {
    const limit = child(b.at.node, name);
    return limit === null || sameScalar(child(a.at.node, name), limit);
  });
}

function sameScalar(a: SpecNode | null, b: SpecNode): boolean {
  return a !== null && text(a) === text(b);
}

function written(shape: Shape): string {
  return text(shape.at.node);
}

function text(node: SpecNode): string {
  return node.file.text.slice(node.start, node.end);
}

/** The object of some properties of another one. */
export function picked(object: string, names: readonly string[]): string {
  return names.length === 0 ? '{}' : `pick(${object}, [${names.map(quoted).join(', ')}])`;
}

/** An object literal. */
export function literal(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([name, value]) => `${quoted(name)}: ${value}`).join(', ')}}`;
}

/** An object with some properties set. */
export function withSet(object: string, entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return object;
  return object === '{}' ? literal(entries) : `assign(${object}, ${literal(entries)})`;
}
