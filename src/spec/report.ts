// Decides how complaints are gathered while a specification is loaded: each once, in order found, up to a limit, with code frames.

import type { Diagnostic, Severity } from '../base/diagnostic.ts';
import { codeFrame, type Source } from '../base/source.ts';
import type { SpecFile } from './tree/file.ts';
import { type SpecNode, sourceOf } from './tree/node.ts';

/** Diagnostics of one severity that are kept; the rest are counted. */
const MAX_KEPT = 200;
/** Diagnostics that get a code frame. A frame costs a pass over its file. */
const MAX_FRAMED = 50;

export interface Report {
  error(code: string, at: SpecNode | Source, message: string, extra?: Extra): void;
  warn(code: string, at: SpecNode | Source, message: string, extra?: Extra): void;
  add(diagnostics: readonly Diagnostic[]): void;
  /** Whether an error was added. */
  failed(): boolean;
  /** All that was kept, errors first, with frames from the given files, and a note if some were not kept. */
  finish(files: ReadonlyMap<string, SpecFile>): readonly Diagnostic[];
}

/** The same report, in which errors are warnings: for what is only a hint. */
export function softened(report: Report): Report {
  return {
    ...report,
    error: report.warn,
    add: (diagnostics) => report.add(diagnostics.map((d) => (d.severity === 'error' ? { ...d, severity: 'warning' } : d))),
  };
}

export interface Extra {
  readonly hint?: string;
}

export function createReport(): Report {
  const kept: Diagnostic[] = [];
  const seen = new Set<string>();
  const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  const add = (diagnostic: Diagnostic): void => {
    const key = identity(diagnostic);
    if (seen.has(key)) return;
    seen.add(key);
    counts[diagnostic.severity] += 1;
    if (counts[diagnostic.severity] <= MAX_KEPT) kept.push(diagnostic);
  };
  const complain = (severity: Severity, code: string, at: SpecNode | Source, message: string, extra: Extra = {}): void =>
    add({ code, severity, message, source: isNode(at) ? sourceOf(at) : at, ...extra });
  return {
    error: (code, at, message, extra) => complain('error', code, at, message, extra),
    warn: (code, at, message, extra) => complain('warning', code, at, message, extra),
    add: (diagnostics) => diagnostics.forEach(add),
    failed: () => counts.error > 0,
    finish: (files) => [...ordered(kept).map((d, i) => (i < MAX_FRAMED ? framed(d, files) : d)), ...notKept(counts)],
  };
}

function isNode(at: SpecNode | Source): at is SpecNode {
  return 'kind' in at;
}

function identity(d: Diagnostic): string {
  const place = d.source === undefined ? '' : `${d.source.file}:${d.source.line}:${d.source.column}`;
  return [d.severity, d.code, place, d.message].join('\n');
}

function ordered(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 };
  return diagnostics.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

function framed(diagnostic: Diagnostic, files: ReadonlyMap<string, SpecFile>): Diagnostic {
  const file = diagnostic.source === undefined ? undefined : files.get(diagnostic.source.file);
  if (file === undefined || diagnostic.source === undefined || diagnostic.frame !== undefined) return diagnostic;
  return { ...diagnostic, frame: codeFrame(file.text, diagnostic.source) };
}

function notKept(counts: Readonly<Record<Severity, number>>): readonly Diagnostic[] {
  const dropped = Object.values(counts).reduce((sum, count) => sum + Math.max(0, count - MAX_KEPT), 0);
  if (dropped === 0) return [];
  return [{ code: 'more-diagnostics', severity: 'note', message: `${dropped} more diagnostics are not shown` }];
}
