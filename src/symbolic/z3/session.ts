// Decides how one incremental session goes: assertions by scope, and what remains of an answer after it was checked.

import type { Z3_ast } from 'z3-solver';
import type { Model } from '../model.ts';
import { needsSequences } from '../needs-sequences.ts';
import type { Answer, CheckOptions, QuantifierEffort, Solver, SolverOptions, SolverStatistics, Undecided } from '../solver.ts';
import { believed, minimalCore } from '../solving/believe.ts';
import { modelOfData } from '../solving/model-data.ts';
import { UnreadableValue } from '../solving/unreadable-value.ts';
import type { Term } from '../term.ts';
import { createEncoder, type Encoder } from './encode.ts';
import type { Engine } from './engine.ts';
import { NotEncodable } from './fault.ts';
import { type RawSolver, startSolver } from './raw-solver.ts';
import { readModel } from './read-model.ts';

/** One scope: what was asserted in it, and why some of that could not be said to Z3. */
interface Scope {
  readonly terms: Term[];
  readonly unsaid: string[];
}

/** What the backend tells a session, and hears of it. */
export interface SessionHost {
  readonly engine: Engine;
  /** What to answer instead of asking; null as long as the engine works. */
  broken(): Undecided | null;
  /** The engine threw: it can no longer be used. */
  onCrash(error: unknown): Undecided;
  onDispose(session: Solver): void;
}

/** A session with a context of its own, so that its answers depend on nothing that was asked before in other ones. */
export function openSession(host: SessionHost, options: SolverOptions): Solver {
  return new Session(host, options);
}

class Session implements Solver {
  private readonly host: SessionHost;
  private readonly options: SolverOptions;
  private readonly scopes: Scope[] = [{ terms: [], unsaid: [] }];
  private sequences: boolean;
  private raw: RawSolver | null = null;
  private encoder: Encoder | null = null;
  private spent = 0;
  private ms = 0;
  private memoryBytes = 0;
  private isOpen = true;

  constructor(host: SessionHost, options: SolverOptions) {
    this.host = host;
    this.options = options;
    this.sequences = options.sequences;
  }

  assert(term: Term): void {
    const scope = this.scopes.at(-1);
    scope?.terms.push(term);
    if (!this.sequences && needsSequences([term])) this.restart(true);
    else if (scope && this.raw) this.guarded(() => this.say(scope, term));
  }

  push(): void {
    this.scopes.push({ terms: [], unsaid: [] });
    this.guarded(() => this.raw?.push());
  }

  pop(): void {
    if (this.scopes.length === 1) throw new Error('a pop without a push');
    this.scopes.pop();
    this.guarded(() => this.raw?.pop());
  }

  check(tracked: readonly Term[] = [], { minimise = false, effort = 'models' }: CheckOptions = {}): Answer {
    if (!this.isOpen) throw new Error('a question to a session that was disposed of');
    this.spent = 0;
    const started = performance.now();
    if (!this.sequences && needsSequences(tracked)) this.restart(true);
    const answer = this.ask(tracked, effort);
    const isReducible = answer.kind === 'unsat' && minimise;
    const minimal: Answer = isReducible ? { kind: 'unsat', core: minimalCore(answer.core, (kept) => this.ask(kept, effort)) } : answer;
    this.ms = performance.now() - started;
    return minimal;
  }

  assertions(): readonly Term[] {
    return this.scopes.flatMap((scope) => scope.terms);
  }

  statistics(): SolverStatistics {
    return { rlimit: this.spent, ms: this.ms, memoryBytes: this.memoryBytes };
  }

  dispose(): void {
    this.isOpen = false;
    this.stop();
    this.host.onDispose(this);
  }

  private ask(tracked: readonly Term[], effort: QuantifierEffort): Answer {
    return this.host.broken() ?? this.guarded(() => this.askEngine(tracked, effort)) ?? this.brokenAnswer();
  }

  private brokenAnswer(): Undecided {
    return this.host.broken() ?? { kind: 'unknown', cause: 'fault', reason: 'the solver did not answer' };
  }

  private askEngine(tracked: readonly Term[], effort: QuantifierEffort): Answer {
    const { raw, encoder } = this.started();
    encoder.trim();
    const assumptions = new Map<Z3_ast, Term>();
    raw.push();
    try {
      const unsaid = this.scopes.flatMap((scope) => scope.unsaid);
      tracked.forEach((term, index) => {
        const problem = said(() => {
          const { proxy, implication } = encoder.track(term, index);
          raw.assert(implication);
          assumptions.set(proxy, term);
        });
        if (problem !== null) unsaid.push(problem);
      });
      const outcome = raw.check([...assumptions.keys()], effort);
      this.spent += outcome.rlimit;
      this.memoryBytes = Number(raw.api.get_estimated_alloc_size());
      switch (outcome.kind) {
        case 'unsat':
          return { kind: 'unsat', core: raw.core().flatMap((proxy) => assumptions.get(proxy) ?? []) };
        case 'unknown':
          return this.undecided(outcome, raw, encoder, tracked);
        case 'sat':
          return unsaid.length > 0
            ? { kind: 'unknown', cause: 'encoding', reason: unsaid.join(', ') }
            : this.believed(raw, encoder, tracked);
      }
    } finally {
      raw.pop();
    }
  }

  /** Where only quantifiers were left open there is a model of the rest. */
  private undecided({ cause, reason }: Undecided, raw: RawSolver, encoder: Encoder, tracked: readonly Term[]): Undecided {
    const candidate = cause === 'incomplete' ? this.believed(raw, encoder, tracked) : null;
    return { kind: 'unknown', cause, reason, ...(candidate?.kind === 'sat' && { candidate: candidate.model }) };
  }

  /** A model is believed once it was interpreted over our own terms. */
  private believed(raw: RawSolver, encoder: Encoder, tracked: readonly Term[]): Answer {
    const model = readable(() => raw.withModel((found) => modelOfData(readModel(raw.api, raw.context, found, encoder))));
    if ('kind' in model) return model;
    return believed(model, [...this.assertions(), ...tracked]);
  }

  private started(): { readonly raw: RawSolver; readonly encoder: Encoder } {
    if (this.raw && this.encoder) return { raw: this.raw, encoder: this.encoder };
    const raw = startSolver(this.host.engine, this.options);
    const encoder = createEncoder(raw.api, raw.context, this.sequences);
    this.raw = raw;
    this.encoder = encoder;
    this.scopes.forEach((scope, depth) => {
      if (depth > 0) raw.push();
      scope.unsaid.length = 0;
      for (const term of scope.terms) this.say(scope, term);
    });
    return { raw, encoder };
  }

  private say(scope: Scope, term: Term): void {
    const { raw, encoder } = this.started();
    const problem = said(() => raw.assert(encoder.encode(term)));
    if (problem !== null) scope.unsaid.push(problem);
  }

  private restart(sequences: boolean): void {
    this.stop();
    this.sequences = sequences;
  }

  private stop(): void {
    const { raw, encoder } = this;
    this.raw = null;
    this.encoder = null;
    if (this.host.broken() !== null) return;
    encoder?.release();
    raw?.dispose();
  }

  /** Anything but our own errors that the engine throws ends it: WebAssembly does not recover from a trap. Null then. */
  private guarded<T>(work: () => T): T | null {
    if (this.host.broken() !== null) return null;
    try {
      return work();
    } catch (error) {
      this.host.onCrash(error);
      return null;
    }
  }
}

/** Null if the work was done, else what could not be said. */
function said(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof NotEncodable) return error.message;
    throw error;
  }
}

function readable(read: () => Model): Model | Undecided {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableValue)
      return { kind: 'unknown', cause: 'incomplete', reason: `the model that was found has ${error.message}` };
    throw error;
  }
}
