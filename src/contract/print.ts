// Decides how an expression is written as CEL: canonical text, the same for equal expressions.

import { toJson } from '../base/json.ts';
import { isNumber, isObject, type Value } from '../base/value.ts';
import type { Binding, Expression } from './expression.ts';
import { OPERATORS, type OperatorName } from './operators.ts';

const INFIX: Readonly<Record<string, string>> = {
  '_==_': '==',
  '_!=_': '!=',
  '_<_': '<',
  '_<=_': '<=',
  '_>_': '>',
  '_>=_': '>=',
  '_+_': '+',
  '_-_': '-',
  '_*_': '*',
  '_/_': '/',
  '_%_': '%',
  '@in': 'in',
};

/** How locals are written: by name for people, by name and slot where the text is a key. */
type LocalName = (name: string, slot: number) => string;

/** CEL text of an expression, as a person would write it. */
export function printExpression(expression: Expression): string {
  return print(expression, (name) => name);
}

/** Text that equal expressions share and different ones do not: locals carry their slots. */
export function expressionKey(expression: Expression): string {
  return print(expression, (name, slot) => `${name}#${slot}`);
}

function print(e: Expression, local: LocalName): string {
  const show = (x: Expression): string => print(x, local);
  switch (e.kind) {
    case 'literal':
      return printLiteral(e.value);
    case 'local':
      return local(e.name, e.slot);
    case 'root':
      return printRoot(e);
    case 'member':
      return `${operand(e.of, local)}.${e.name}`;
    case 'index':
      return `${operand(e.of, local)}[${show(e.key)}]`;
    case 'has':
      return `has(${operand(e.of, local)}.${e.name})`;
    case 'and':
      return `${grouped(e.left, local)} && ${grouped(e.right, local)}`;
    case 'or':
      return `${grouped(e.left, local)} || ${grouped(e.right, local)}`;
    case 'conditional':
      return `${grouped(e.test, local)} ? ${grouped(e.then, local)} : ${grouped(e.else, local)}`;
    case 'call':
      return printCall(e.operator, e.args, local);
    case 'dispatch':
      return printCall(e.candidates[0] ?? 'equal', e.args, local);
    case 'list':
      return `[${e.items.map(show).join(', ')}]`;
    case 'object':
      return `{${e.entries.map((entry) => `${show(entry.key)}: ${show(entry.value)}`).join(', ')}}`;
    case 'let':
      return `cel.bind(${local(e.name, e.slot)}, ${show(e.value)}, ${show(e.body)})`;
    case 'definition':
      return `${e.name}(${e.args.map(show).join(', ')})`;
    case 'fresh':
      return `fresh(${e.collection})`;
    default:
      return printMacro(e, local);
  }
}

function printMacro(e: Expression & { kind: 'quantify' | 'collect' | 'fold' }, local: LocalName): string {
  const over = operand(e.over, local);
  const names = bindingNames(e.binding, local);
  if (e.kind === 'fold') {
    const parts = [local(e.accumulatorName, e.accumulator), print(e.initial, local), names, print(e.body, local)];
    return `${over}.fold(${parts.join(', ')})`;
  }
  if (e.kind === 'quantify')
    return `${over}.${e.quantifier === 'existsOne' ? 'exists_one' : e.quantifier}(${names}, ${print(e.body, local)})`;
  const parts = [e.where, e.body].filter((part) => part !== null).map((part) => print(part, local));
  const name = e.macro === 'map' && e.binding.kind === 'pair' ? 'transformList' : e.macro;
  return `${over}.${name}(${[names, ...parts].join(', ')})`;
}

function bindingNames(binding: Binding, local: LocalName): string {
  return binding.kind === 'single'
    ? local(binding.name, binding.slot)
    : `${local(binding.keyName, binding.key)}, ${local(binding.valueName, binding.value)}`;
}

function printRoot({ root }: Expression & { kind: 'root' }): string {
  switch (root.kind) {
    case 'collection':
    case 'variable':
      return root.state === 'before' ? `old.${root.name}` : root.name;
    case 'request':
      return `request.${root.part}`;
    case 'response':
      return `response.${root.part}`;
    case 'now':
      return 'now';
  }
}

function printCall(operator: OperatorName, args: readonly Expression[], local: LocalName): string {
  const spelled = OPERATORS[operator].spelled[0] ?? operator;
  const [first, second] = args;
  const infix = INFIX[spelled];
  if (infix && first && second) return `${grouped(first, local)} ${infix} ${grouped(second, local)}`;
  if (spelled === '!_' && first) return `!${grouped(first, local)}`;
  if (spelled === '-_' && first) return `-${grouped(first, local)}`;
  // Only now: an argument that is printed twice at every level takes exponential time.
  const shown = args.map((arg) => print(arg, local));
  const part = operator === 'timePart' && second?.kind === 'literal' ? String(second.value) : null;
  if (part && first) return `${operand(first, local)}.${part}(${shown[2] === '""' ? '' : shown[2]})`;
  return `${spelled}(${shown.join(', ')})`;
}

function operand(e: Expression, local: LocalName): string {
  const text = print(e, local);
  return needsGroup(e) ? `(${text})` : text;
}

function grouped(e: Expression, local: LocalName): string {
  return needsGroup(e) ? `(${print(e, local)})` : print(e, local);
}

function needsGroup(e: Expression): boolean {
  if (e.kind === 'and' || e.kind === 'or' || e.kind === 'conditional') return true;
  if (e.kind !== 'call' && e.kind !== 'dispatch') return false;
  const name = e.kind === 'call' ? e.operator : e.candidates[0];
  const spelled = name ? OPERATORS[name].spelled[0] : undefined;
  return spelled !== undefined && (spelled in INFIX || spelled === '-_');
}

function printLiteral(value: Value): string {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  if (value !== null && typeof value === 'object' && !isNumber(value) && !isObject(value) && 'kind' in value) {
    return value.kind === 'type' ? value.name : `${value.kind}(${toJson(value)})`;
  }
  return toJson(value);
}
