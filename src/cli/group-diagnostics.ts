// Decides which of many complaints are shown: of warnings and notes that differ in their names and numbers only, the first few.

import type { Diagnostic } from '../base/diagnostic.ts';

/** Warnings or notes of one code and shape that are shown. */
const MAX_ALIKE = 3;

/** A complaint, or how many more there are like the one before. */
export type Shown =
  | { readonly kind: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly kind: 'more'; readonly like: Diagnostic; readonly count: number };

/** In the order given; what is left out is counted after the last of its group that is shown. Errors are all shown. */
export function grouped(diagnostics: readonly Diagnostic[]): readonly Shown[] {
  const sizes = new Map<string, number>();
  for (const diagnostic of diagnostics) sizes.set(shapeOf(diagnostic), (sizes.get(shapeOf(diagnostic)) ?? 0) + 1);
  const met = new Map<string, number>();
  return diagnostics.flatMap((diagnostic): readonly Shown[] => {
    const one: Shown = { kind: 'diagnostic', diagnostic };
    if (diagnostic.severity === 'error') return [one];
    const shape = shapeOf(diagnostic);
    const count = (met.get(shape) ?? 0) + 1;
    met.set(shape, count);
    if (count > MAX_ALIKE) return [];
    const more = (sizes.get(shape) ?? 0) - MAX_ALIKE;
    return count === MAX_ALIKE && more > 0 ? [one, { kind: 'more', like: diagnostic, count: more }] : [one];
  });
}

/** Severity, code, and the message without what is quoted in it and without numbers. */
function shapeOf({ severity, code, message }: Diagnostic): string {
  return [severity, code, message.replace(/'[^']*'|"[^"]*"|\b\d+(?:\.\d+)*\b/g, '…')].join('\n');
}
