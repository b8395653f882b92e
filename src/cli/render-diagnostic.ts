// Decides how a complaint about input looks on a terminal.

import type { Diagnostic } from '../base/diagnostic.ts';
import { showSource } from '../base/source.ts';
import type { Style } from './style.ts';

/** `file:line:column: error: message [code]`, the code frame, and the hint. */
export function renderDiagnostic(diagnostic: Diagnostic, style: Style): string {
  const where = diagnostic.source ? `${showSource(diagnostic.source)}: ` : '';
  const paint = diagnostic.severity === 'error' ? style.bad : diagnostic.severity === 'warning' ? style.warn : style.dim;
  const lines = [`${where}${paint(`${diagnostic.severity}:`)} ${diagnostic.message} ${style.dim(`[${diagnostic.code}]`)}`];
  if (diagnostic.frame) lines.push(indent(diagnostic.frame));
  if (diagnostic.hint) lines.push(`  hint: ${diagnostic.hint}`);
  return lines.join('\n');
}

/** `… and 12 more [code]`. */
export function renderMore({ code }: Diagnostic, count: number, style: Style): string {
  return style.dim(`… and ${count} more [${code}]`);
}

/** Every line two blanks further in. */
export function indent(text: string, by = '  '): string {
  return text
    .split('\n')
    .map((line) => by + line)
    .join('\n');
}
