// Decides what is written to a solver's process: everything once, in its scope, and with the next question.

import { stringLiteral } from '../smtlib-names.ts';
import { SEQUENCE_SORTS, type Spelling } from '../smtlib-node.ts';
import { createSmtWriter, type SmtWriter } from '../smtlib-writer.ts';
import { type Atoms, createAtoms } from '../solving/atoms.ts';
import type { Term } from '../term.ts';
import type { Dialect } from './dialect.ts';
import type { ModelContext } from './read-model.ts';

/** A question that can be sent. */
export interface WrittenQuestion {
  /** All that was not sent yet, and the tracked terms, each implied by a symbol, in a scope of their own. */
  readonly script: string;
  readonly symbols: ReadonlyMap<string, Term>;
  /** Why some of the assertions could not be said. */
  readonly unsaid: readonly string[];
}

export interface Transcript {
  assert(term: Term): void;
  push(): void;
  pop(): void;
  /** Opens a scope: `pop` it when the question was answered. */
  question(tracked: readonly Term[]): WrittenQuestion;
  modelContext(): ModelContext;
}

/** Thrown for what SMT-LIB cannot express; caught where it was asserted. */
class NotSayable extends Error {
  override readonly name = 'NotSayable';
}

export function createTranscript({ prologue }: Dialect, sequences: boolean): Transcript {
  const atoms = createAtoms();
  const writer = createSmtWriter(spellingOf(sequences ? null : atoms));
  /** Why something could not be said, by scope. */
  const unsaid: string[][] = [[]];
  let lines: string[] = [prologue];
  const push = (): void => {
    unsaid.push([]);
    writer.push();
    lines.push('(push 1)\n');
  };
  const assert = (term: Term, write: (text: string) => string): boolean => {
    const problem = said(writer, term, (prepared, text) => lines.push(...prepared, `(assert ${write(text)})\n`));
    if (problem !== null) unsaid.at(-1)?.push(problem);
    return problem === null;
  };
  return {
    assert: (term) => void assert(term, (text) => text),
    push,
    pop: () => {
      unsaid.pop();
      writer.pop();
      lines.push('(pop 1)\n');
    },
    question: (tracked) => {
      push();
      const symbols = new Map<string, Term>();
      tracked.forEach((term, index) => {
        const symbol = `p${index}`;
        if (!assert(term, (text) => `(=> ${symbol} ${text})`)) return;
        // Before its assertion, which is the last line but for its preparation.
        lines.splice(-1, 0, `(declare-fun ${symbol} () Bool)\n`);
        symbols.set(symbol, term);
      });
      const script = lines.join('');
      lines = [];
      return { script, symbols, unsaid: unsaid.flat() };
    },
    modelContext: () => ({ functions: writer.functions, atoms: sequences ? null : atoms.numbers }),
  };
}

/** Strings as numbers, where they are atoms. */
function spellingOf(atoms: Atoms | null): Spelling {
  return {
    sorts: atoms === null ? SEQUENCE_SORTS : { ...SEQUENCE_SORTS, string: 'Int' },
    text: atoms === null ? stringLiteral : (value) => String(atoms.numberOf(value)),
    unwritable: (what) => {
      throw new NotSayable(what);
    },
  };
}

/** Null if it was said, else why not. */
function said(writer: SmtWriter, term: Term, say: (prepared: readonly string[], text: string) => void): string | null {
  try {
    const { declarations, definitions } = writer.prepare([term]);
    say(
      [...declarations, ...definitions].map((line) => `${line}\n`),
      writer.textOf(term),
    );
    return null;
  } catch (error) {
    if (error instanceof NotSayable) return error.message;
    throw error;
  }
}
