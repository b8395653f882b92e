// Decides how an expression is written as CEL: canonical text, the same for equal expressions.

import type { Binding, Expression } from './expression.ts';
import { LEVEL, levelOfCall, printCall, type Show } from './print-call.ts';
import { printLiteral } from './print-literal.ts';

interface Style {
  /** How a local is written: by name for people, by name and slot where the text is a key. */
  local(name: string, slot: number): string;
  /** Whether the text is a key: overloads of one sign, and two occurrences of `fresh`, must differ. */
  readonly exact: boolean;
}

const READABLE: Style = { local: (name) => name, exact: false };
const EXACT: Style = { local: (name, slot) => `${name}#${slot}`, exact: true };

/** CEL text of an expression, as a person would write it; compiled again in the same scope, it is the same expression. */
export function printExpression(expression: Expression): string {
  return print(expression, LEVEL.any, READABLE);
}

const keys = new WeakMap<Expression, string>();

/** Text that equal expressions share and different ones do not: locals carry their slots, overloads their names. */
export function expressionKey(expression: Expression): string {
  const known = keys.get(expression);
  if (known !== undefined) return known;
  const key = print(expression, LEVEL.any, EXACT);
  keys.set(expression, key);
  return key;
}

function print(expression: Expression, level: number, style: Style): string {
  const text = style.exact && level === LEVEL.any ? (keys.get(expression) ?? printOpen(expression, style)) : printOpen(expression, style);
  return levelOf(expression) < level ? `(${text})` : text;
}

function printOpen(e: Expression, style: Style): string {
  const show: Show = (part, level) => print(part, level, style);
  const open = (part: Expression): string => show(part, LEVEL.any);
  switch (e.kind) {
    case 'literal':
      return printLiteral(e.value, e.type);
    case 'local':
      return style.local(e.name, e.slot);
    case 'root':
      return printRoot(e);
    case 'member':
      return `${show(e.of, LEVEL.postfix)}.${e.name}`;
    case 'index':
      return `${show(e.of, LEVEL.postfix)}[${open(e.key)}]`;
    case 'has':
      return `has(${show(e.of, LEVEL.postfix)}.${e.name})`;
    case 'and':
      return `${show(e.left, LEVEL.and)} && ${show(e.right, LEVEL.and)}`;
    case 'or':
      return `${show(e.left, LEVEL.or)} || ${show(e.right, LEVEL.or)}`;
    case 'conditional':
      return `${show(e.test, LEVEL.or)} ? ${show(e.then, LEVEL.or)} : ${open(e.else)}`;
    case 'call':
      return printCall(e.operator, e.args, show, style.exact);
    case 'dispatch':
      return printCall(e.candidates[0] ?? 'equal', e.args, show, style.exact);
    case 'list':
      return `[${e.items.map(open).join(', ')}]`;
    case 'object':
      return `{${e.entries.map((entry) => `${open(entry.key)}: ${open(entry.value)}`).join(', ')}}`;
    case 'let':
      return printLet(e, style);
    case 'definition':
      return `${e.name}(${e.args.map(open).join(', ')})`;
    case 'fresh':
      return style.exact ? `fresh#${e.ordinal}(${e.collection})` : `fresh(${e.collection})`;
    default:
      return printMacro(e, style);
  }
}

/** Begins the names of locals that no rule has written: they stand for their values. */
export const HIDDEN = '@';

function printLet(e: Expression & { kind: 'let' }, style: Style): string {
  const value = print(e.value, LEVEL.any, style);
  // In a key, the value must not stand wherever the local does: chains of such calls would double at every step.
  if (style.exact || !e.name.startsWith(HIDDEN))
    return `cel.bind(${style.local(e.name, e.slot)}, ${value}, ${print(e.body, LEVEL.any, style)})`;
  const shown = levelOf(e.value) < LEVEL.postfix ? `(${value})` : value;
  const local = (name: string, slot: number): string => (name === e.name && slot === e.slot ? shown : style.local(name, slot));
  return printOpen(e.body, { ...style, local });
}

function printMacro(e: Expression & { kind: 'quantify' | 'collect' | 'fold' }, style: Style): string {
  const over = print(e.over, LEVEL.postfix, style);
  const open = (part: Expression): string => print(part, LEVEL.any, style);
  const names = bindingNames(e.binding, style);
  if (e.kind === 'fold') {
    const parts = [style.local(e.accumulatorName, e.accumulator), open(e.initial), names, open(e.body)];
    return `${over}.fold(${parts.join(', ')})`;
  }
  if (e.kind === 'quantify') return `${over}.${e.quantifier === 'existsOne' ? 'exists_one' : e.quantifier}(${names}, ${open(e.body)})`;
  const parts = [e.where, e.body].filter((part) => part !== null).map(open);
  const name = e.macro === 'map' && e.binding.kind === 'pair' ? 'transformList' : e.macro;
  return `${over}.${name}(${[names, ...parts].join(', ')})`;
}

function bindingNames(binding: Binding, style: Style): string {
  if (binding.kind === 'single') return style.local(binding.name, binding.slot);
  return `${style.local(binding.keyName, binding.key)}, ${style.local(binding.valueName, binding.value)}`;
}

function printRoot({ root }: Expression & { kind: 'root' }): string {
  switch (root.kind) {
    case 'collection':
    case 'variable':
      return root.state === 'before' ? `old.${root.name}` : root.name;
    case 'request':
      return `request.${root.part}`;
    case 'sent':
      return `has(request.${root.part})`;
    case 'response':
      return `response.${root.part}`;
    case 'now':
      return 'now';
  }
}

function levelOf(e: Expression): number {
  switch (e.kind) {
    case 'or':
      return LEVEL.or;
    case 'and':
      return LEVEL.and;
    case 'conditional':
      return LEVEL.any;
    case 'literal':
      return typeof e.value !== 'string' && printLiteral(e.value, e.type).startsWith('-') ? LEVEL.unary : LEVEL.postfix;
    case 'call':
      return levelOfCall(e.operator);
    case 'dispatch':
      return levelOfCall(e.candidates[0] ?? 'equal');
    case 'let':
      return e.name.startsWith(HIDDEN) ? levelOf(e.body) : LEVEL.postfix;
    default:
      return LEVEL.postfix;
  }
}
