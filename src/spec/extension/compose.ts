// Decides the CEL text of a value that is written as a YAML mapping or list with CEL in its strings, and where its parts stand.

import { printNumber } from '../../base/number.ts';
import type { Source } from '../../base/source.ts';
import { parseRule } from '../../contract/rules/parse.ts';
import type { Report } from '../report.ts';
import { numberOf, type SpecNode, type SpecScalar, sourceOf, textOf } from '../tree/node.ts';
import { locator, sourceWithin } from '../tree/offsets.ts';
import { cutByComma, cutHint } from './fields.ts';

export interface Composed {
  readonly text: string;
  /** The place of a part of the text: within a leaf, or the value as a whole. */
  readonly locate: (offset: number, length?: number) => Source;
}

/** A leaf's text within the composed text. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly scalar: SpecScalar;
}

interface Composing {
  text: string;
  readonly pieces: Piece[];
  readonly report: Report;
  failed: boolean;
}

/** The composed text; null after an error was reported. */
export function composeValue(node: SpecNode, report: Report): Composed | null {
  const composing: Composing = { text: '', pieces: [], report, failed: false };
  write(composing, node);
  if (composing.failed) return null;
  const { text, pieces } = composing;
  const locate = (offset: number, length?: number): Source => {
    const piece = pieces.find((p) => p.start <= offset && offset < p.end);
    return piece === undefined ? sourceOf(node) : sourceWithin(piece.scalar, offset - piece.start, length);
  };
  return { text, locate };
}

function write(composing: Composing, node: SpecNode): void {
  if (node.kind === 'scalar') return writeScalar(composing, node);
  if (node.kind === 'map' && cutByComma(composing.report, node, [])) {
    composing.failed = true;
    return;
  }
  const [open, close] = node.kind === 'seq' ? ['[', ']'] : ['{', '}'];
  composing.text += open;
  let separator = '';
  for (const [key, value] of node.kind === 'seq' ? node.items.map((item) => [null, item] as const) : entriesOf(node)) {
    composing.text += separator;
    separator = ', ';
    if (key !== null) writeKey(composing, key);
    write(composing, value);
  }
  composing.text += close;
}

function entriesOf(node: SpecNode & { kind: 'map' }): readonly (readonly [SpecScalar, SpecNode])[] {
  return Array.from(node.entries.values(), (entry) => [entry.key, entry.value] as const);
}

function writeKey(composing: Composing, key: SpecScalar): void {
  const start = composing.text.length;
  composing.text += JSON.stringify(String(key.value));
  composing.pieces.push({ start, end: composing.text.length, scalar: key });
  composing.text += ': ';
}

function writeScalar(composing: Composing, node: SpecScalar): void {
  const number = numberOf(node);
  const text = textOf(node);
  if (text === null) composing.text += number === null ? String(node.value) : (printNumber(number) ?? '0');
  else writeRule(composing, node, text);
}

// A leaf must be an expression by itself, or it could spill over into its neighbours: `a), (b`.
function writeRule(composing: Composing, node: SpecScalar, text: string): void {
  const parsed = parseRule(text);
  if ('kind' in parsed) {
    composing.report.error('bad-rule', locator(node)(parsed.offset, 1), parsed.message, cutHint(node));
    composing.failed = true;
    return;
  }
  const atomic = /^[\w.]+$/.test(text);
  composing.text += atomic ? '' : '(';
  const start = composing.text.length;
  composing.text += text;
  composing.pieces.push({ start, end: composing.text.length, scalar: node });
  // A comment at the end of the leaf must not swallow the bracket.
  composing.text += atomic ? '' : text.includes('//') ? '\n)' : ')';
}
