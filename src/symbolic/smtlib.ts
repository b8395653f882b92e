// Decides how a question is written as an SMT-LIB 2.6 script that any solver can check again.

import { stringLiteral } from './smtlib-names.ts';
import { SEQUENCE_SORTS } from './smtlib-node.ts';
import { createSmtWriter } from './smtlib-writer.ts';
import type { Term } from './term.ts';

export interface SmtLibOptions {
  /** Default `ALL`. */
  readonly logic?: string;
  /** The answer that was given; written as `(set-info :status …)`. */
  readonly expected?: 'sat' | 'unsat';
  /** Names every assertion `a0`, `a1`, … so that a solver can report a core. */
  readonly named?: boolean;
}

/**
 * The script: declarations, assertions, `(check-sat)`. What has no form in SMT-LIB (characters beyond U+2FFFF) is declared as an unknown
 * function in its place and named in a comment: `unsat` then still means what it says, `sat` does not.
 */
export function toSmtLib(assertions: readonly Term[], options: SmtLibOptions = {}): string {
  const unwritable: string[] = [];
  const writer = createSmtWriter({
    sorts: SEQUENCE_SORTS,
    text: stringLiteral,
    unwritable: (what, domain, range) => {
      const symbol = `unwritable${unwritable.length}`;
      const sorts = domain.map((sort) => SEQUENCE_SORTS[sort]).join(' ');
      unwritable.push(`(declare-fun ${symbol} (${sorts}) ${SEQUENCE_SORTS[range]}) ; instead of ${what}`);
      return symbol;
    },
  });
  const { declarations, definitions } = writer.prepare(assertions, new Set(assertions));
  const asserted = assertions.map((term, i) => {
    const text = writer.textOf(term);
    return `(assert ${options.named ? `(! ${text} :named a${i})` : text})`;
  });
  const lines = [
    ...(options.named ? ['(set-option :produce-unsat-cores true)'] : []),
    `(set-logic ${options.logic ?? 'ALL'})`,
    ...(options.expected === undefined ? [] : [`(set-info :status ${options.expected})`]),
    ...declarations,
    ...unwritable,
    ...definitions,
    ...asserted,
    '(check-sat)',
  ];
  return `${lines.join('\n')}\n`;
}
