// Decides how a call is written: as a sign between its arguments, as a method, or as a function; without the arguments it has by default.

import type { Expression } from './expression.ts';
import { OPERATORS, type OperatorName } from './operators.ts';

/** How tight parts of an expression hold together; what holds less tight than its surroundings gets brackets. */
export const LEVEL = { any: 0, or: 1, and: 2, relation: 3, sum: 4, product: 5, unary: 6, postfix: 7 } as const;

/** Writes a part of an expression so that it can stand at a level. */
export type Show = (part: Expression, level: number) => string;

interface Infix {
  readonly sign: string;
  readonly level: number;
  /** Of the right side: signs of one level group to the left, and relations get brackets on either side. */
  readonly left: number;
}

const relation = (sign: string): Infix => ({ sign, level: LEVEL.relation, left: LEVEL.sum });
const sum = (sign: string): Infix => ({ sign, level: LEVEL.sum, left: LEVEL.sum });
const product = (sign: string): Infix => ({ sign, level: LEVEL.product, left: LEVEL.product });

const INFIX: ReadonlyMap<string, Infix> = new Map([
  ['_==_', relation('==')],
  ['_!=_', relation('!=')],
  ['_<_', relation('<')],
  ['_<=_', relation('<=')],
  ['_>_', relation('>')],
  ['_>=_', relation('>=')],
  ['@in', relation('in')],
  ['_+_', sum('+')],
  ['_-_', sum('-')],
  ['_*_', product('*')],
  ['_/_', product('/')],
  ['_%_', product('%')],
]);

const METHODS: ReadonlySet<OperatorName> = new Set<OperatorName>([
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'textSize',
  'charAt',
  'textIndexOf',
  'textLastIndexOf',
  'lowerAscii',
  'upperAscii',
  'replace',
  'split',
  'substring',
  'trim',
  'reverseText',
  'join',
  'listSize',
  'listIndexOf',
  'slice',
  'flatten',
  'distinct',
  'sort',
  'reverseList',
  'sum',
  'minimum',
  'maximum',
  'zip',
  'mapSize',
  'bytesSize',
]);

/** How tight the parts of a call hold together. */
export function levelOfCall(operator: OperatorName): number {
  const spelled = spellingOf(operator);
  const unary = spelled === '!_' || spelled === '-_';
  return INFIX.get(spelled)?.level ?? (unary ? LEVEL.unary : LEVEL.postfix);
}

/** The text of a call; an exact one names the operator itself, since one spelling can mean several. */
export function printCall(operator: OperatorName, args: readonly Expression[], show: Show, exact: boolean): string {
  const open = (part: Expression): string => show(part, LEVEL.any);
  if (exact) return `${operator}(${args.map(open).join(', ')})`;
  const spelled = spellingOf(operator);
  const [first, second] = args;
  const infix = INFIX.get(spelled);
  if (!first) return `${spelled}()`;
  if (infix && second) return `${show(first, infix.left)} ${infix.sign} ${show(second, infix.level + 1)}`;
  if (spelled === '!_') return `!${show(first, LEVEL.postfix)}`;
  // A minus before a number belongs to the number.
  if (spelled === '-_') return first.kind === 'literal' ? `-(${open(first)})` : `-${show(first, LEVEL.postfix)}`;
  const written = withoutDefaults(operator, args);
  if (operator === 'timePart') return printTimePart(first, written.slice(1), show);
  if (METHODS.has(operator)) return `${show(first, LEVEL.postfix)}.${spelled}(${written.slice(1).map(open).join(', ')})`;
  return `${spelled}(${written.map(open).join(', ')})`;
}

function spellingOf(operator: OperatorName): string {
  return OPERATORS[operator].spelled[0] ?? operator;
}

function printTimePart(time: Expression, [part, zone]: readonly Expression[], show: Show): string {
  const name = part?.kind === 'literal' && typeof part.value === 'string' ? part.value : 'getFullYear';
  return `${show(time, LEVEL.postfix)}.${name}(${zone ? show(zone, LEVEL.any) : ''})`;
}

/** What the last argument is if it is not written. */
const DEFAULTS: ReadonlyMap<OperatorName, string | number> = new Map<OperatorName, string | number>([
  ['textIndexOf', 0],
  ['replace', -1],
  ['split', -1],
  ['flatten', 1],
  ['join', ''],
  ['round', 0],
  ['timePart', ''],
]);

function withoutDefaults(operator: OperatorName, args: readonly Expression[]): readonly Expression[] {
  const last = args.at(-1);
  const isDefault = last?.kind === 'literal' && DEFAULTS.has(operator) && last.value === DEFAULTS.get(operator);
  const isSize = (operator === 'substring' || operator === 'textLastIndexOf') && isSizeOf(last, args[0]);
  return isDefault || isSize ? args.slice(0, -1) : args;
}

// The end of a text is measured on the very expression that the text is.
function isSizeOf(size: Expression | undefined, text: Expression | undefined): boolean {
  return size?.kind === 'call' && size.operator === 'textSize' && size.args[0] === text;
}
