// Decides what a session with Z3 in another thread is on this side: what was said is kept, told when something is asked, and told again to a new thread.

import type { Answer, CheckOptions, Solver, SolverOptions, SolverStatistics } from '../../solver.ts';
import { modelOfData } from '../../solving/model-data.ts';
import type { Term } from '../../term.ts';
import { createTermWriter, type TermWriter } from './flat-terms.ts';
import type { FlatAnswer, Move, Question, Reply } from './messages.ts';

/** No reply in time. */
export interface Late {
  readonly kind: 'late';
}

/** What a session needs of the side that has the thread. */
export interface Line {
  /** The thread as it is now, started if need be: another object where it is another thread. */
  engine(): object;
  ask(question: Omit<Question, 'closed'>): Extract<Reply, { kind: 'answer' }> | Late;
  onDispose(id: number): void;
}

export function openRemoteSession(id: number, options: SolverOptions, line: Line): Solver {
  return new RemoteSession(id, options, line);
}

/** What happened since the thread was last told. */
type Happening = { readonly kind: 'assert'; readonly term: Term } | { readonly kind: 'push' } | { readonly kind: 'pop' };

/** A thread that knows this session, and the table of terms that it has for it. */
interface Acquaintance {
  readonly engine: object;
  readonly writer: TermWriter;
}

class RemoteSession implements Solver {
  private readonly id: number;
  private readonly options: SolverOptions;
  private readonly line: Line;
  private readonly scopes: Term[][] = [[]];
  private untold: Happening[] = [];
  private acquaintance: Acquaintance | null = null;
  private used: SolverStatistics = { rlimit: 0, memoryBytes: 0, ms: 0 };
  private isOpen = true;

  constructor(id: number, options: SolverOptions, line: Line) {
    this.id = id;
    this.options = options;
    this.line = line;
  }

  assert(term: Term): void {
    this.scopes.at(-1)?.push(term);
    this.untold.push({ kind: 'assert', term });
  }

  push(): void {
    this.scopes.push([]);
    this.untold.push({ kind: 'push' });
  }

  pop(): void {
    if (this.scopes.length === 1) throw new Error('a pop without a push');
    this.scopes.pop();
    this.forget();
  }

  check(tracked: readonly Term[] = [], options: CheckOptions = {}): Answer {
    if (!this.isOpen) throw new Error('a question to a session that was disposed of');
    const started = performance.now();
    const reply = this.line.ask(this.question(tracked, options));
    const ms = performance.now() - started;
    if (reply.kind === 'late') {
      this.used = { rlimit: 0, memoryBytes: 0, ms };
      return { kind: 'unknown', cause: 'time-limit', reason: `no answer within ${this.options.timeoutMs} ms` };
    }
    this.used = { ...reply.statistics, ms };
    return answerOf(reply.answer, this.acquaintance?.writer, tracked);
  }

  assertions(): readonly Term[] {
    return this.scopes.flat();
  }

  statistics(): SolverStatistics {
    return this.used;
  }

  dispose(): void {
    if (this.isOpen && this.acquaintance) this.line.onDispose(this.id);
    this.isOpen = false;
  }

  /** What was pushed and popped again before anything was asked need not be told. */
  private forget(): void {
    const push = this.untold.findLastIndex(({ kind }) => kind === 'push');
    const pop = this.untold.findLastIndex(({ kind }) => kind === 'pop');
    if (push > pop) this.untold.length = push;
    else this.untold.push({ kind: 'pop' });
  }

  private question(tracked: readonly Term[], options: CheckOptions): Omit<Question, 'closed'> {
    const engine = this.line.engine();
    const isKnown = this.acquaintance?.engine === engine;
    const happened = isKnown ? this.untold : retold(this.scopes);
    const writer = (isKnown ? this.acquaintance?.writer : null) ?? createTermWriter();
    this.acquaintance = { engine, writer };
    this.untold = [];
    const moves = happened.map((one): Move => (one.kind === 'assert' ? { kind: 'assert', place: writer.placeOf(one.term) } : one));
    const places = tracked.map(writer.placeOf);
    return { session: this.id, open: isKnown ? null : this.options, terms: writer.takeNew(), moves, tracked: places, options };
  }
}

function retold(scopes: readonly (readonly Term[])[]): readonly Happening[] {
  return scopes.flatMap((terms, depth): readonly Happening[] => {
    const asserts = terms.map((term): Happening => ({ kind: 'assert', term }));
    return depth === 0 ? asserts : [{ kind: 'push' }, ...asserts];
  });
}

function answerOf(answer: FlatAnswer, writer: TermWriter | undefined, tracked: readonly Term[]): Answer {
  switch (answer.kind) {
    case 'sat':
      return { kind: 'sat', model: modelOfData(answer.model) };
    case 'unsat': {
      const core = new Set(answer.core);
      return { kind: 'unsat', core: tracked.filter((term) => writer && core.has(writer.placeOf(term))) };
    }
    case 'unknown': {
      const { candidate, cause, reason } = answer;
      return { kind: 'unknown', cause, reason, ...(candidate && { candidate: modelOfData(candidate) }) };
    }
  }
}
