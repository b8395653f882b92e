// Decides how questions reach the solver: facts are asserted once, each question in a scope of its own, everything counted and recorded.

import { deferredFacts, type Execution } from '../symbolic/execution.ts';
import { createLifter, type Lifted } from '../symbolic/lift-closed.ts';
import { needsSequences } from '../symbolic/needs-sequences.ts';
import { skolemise } from '../symbolic/skolem.ts';
import type { Answer, QuantifierEffort, Solver, SolverBackend, Undecided } from '../symbolic/solver.ts';
import type { Term } from '../symbolic/term.ts';
import { knownDateTimes } from '../symbolic/time-terms.ts';
import type { SolverUse } from './verdict.ts';

/** Limits of one question: Z3's deterministic resource count, and wall-clock time as a safety net. */
export interface QuestionLimits {
  readonly rlimit: number;
  readonly timeoutMs: number;
}

/** One question as it was asked, for `--smtlib`. */
export interface Query {
  readonly name: string;
  readonly assertions: readonly Term[];
  readonly answer: Answer['kind'];
}

export interface ProverOptions {
  readonly limits: QuestionLimits;
  readonly effort: QuantifierEffort;
  /** What will be asked about: it decides how strings are encoded. */
  readonly claims: readonly Term[];
  readonly record: ((query: Query) => void) | null;
}

/** All questions of one session together may take so many times the limits of one. */
const MAX_QUESTIONS_AT_LIMIT = 10;

/** A solver session about one trajectory. Close it, or its memory is lost. */
export class Prover {
  private readonly execution: Execution;
  private readonly lift: (term: Term) => Lifted;
  private readonly backend: SolverBackend;
  private readonly limits: QuestionLimits;
  private readonly effort: QuantifierEffort;
  private readonly sequences: boolean;
  private readonly record: ((query: Query) => void) | null;
  private readonly assumed: Term[] = [];
  private asserted = 0;
  private factsTaken = 0;
  private solver: Solver | null = null;
  private askedLast: readonly Term[] = [];
  private queries = 0;
  private ms = 0;
  private rlimit = 0;

  constructor(execution: Execution, backend: SolverBackend, { limits, effort, claims, record }: ProverOptions) {
    this.execution = execution;
    this.lift = createLifter(execution.context.factory);
    this.backend = backend;
    this.limits = limits;
    this.effort = effort;
    this.record = record;
    this.sequences = needsSequences([...claims, ...execution.context.facts]);
  }

  /** Takes a term for granted in all questions to come. */
  assume(term: Term): void {
    if (term.kind !== 'constant' || term.value !== true) this.assumed.push(...this.prepared(term));
  }

  /** Whether facts, assumptions and the given terms can hold together. With `tracked`, an `unsat` names those of them that clash. */
  ask(name: string, terms: readonly Term[], tracked: readonly Term[] = []): Answer {
    this.takeFacts();
    const deferred = deferredFacts(this.execution, [...this.assumed, ...terms, ...tracked]);
    const { context } = this.execution;
    const dateTimes = knownDateTimes(context, [...this.assumed, ...terms, ...tracked, ...deferred]);
    const inScope = [...terms, ...deferred, ...dateTimes].flatMap((term) => this.prepared(term));
    const originals = new Map(tracked.map((term) => [this.witnessed(term), term]));
    const named = [...originals.keys()];
    this.askedLast = [...this.assumed, ...inScope, ...named];
    const answer = this.trivialAnswer([...inScope, ...named]) ?? this.exhausted() ?? this.solve(name, inScope, named);
    if (answer.kind !== 'unsat') return answer;
    return { kind: 'unsat', core: answer.core.flatMap((term) => originals.get(term) ?? []) };
  }

  /** All that was asserted for the last answer: what its model is a model of. */
  asked(): readonly Term[] {
    return this.askedLast;
  }

  private solve(name: string, inScope: readonly Term[], tracked: readonly Term[]): Answer {
    const solver = this.open();
    solver.push();
    for (const term of inScope) solver.assert(term);
    const answer = solver.check(tracked, { effort: this.effort });
    const { rlimit, ms } = solver.statistics();
    this.ms += ms;
    this.queries += 1;
    this.rlimit += rlimit;
    solver.pop();
    this.record?.({ name, assertions: this.askedLast, answer: answer.kind });
    return answer;
  }

  private exhausted(): Undecided | null {
    const { rlimit, timeoutMs } = this.limits;
    const spent = `after ${this.queries} questions about one trajectory`;
    if (rlimit > 0 && this.rlimit > MAX_QUESTIONS_AT_LIMIT * rlimit)
      return {
        kind: 'unknown',
        cause: 'resource-limit',
        reason: `more than ${MAX_QUESTIONS_AT_LIMIT} times ${rlimit} resource units ${spent}`,
      };
    if (timeoutMs > 0 && this.ms > MAX_QUESTIONS_AT_LIMIT * timeoutMs)
      return { kind: 'unknown', cause: 'time-limit', reason: `more than ${MAX_QUESTIONS_AT_LIMIT} times ${timeoutMs} ms ${spent}` };
    return null;
  }

  private prepared(term: Term): readonly Term[] {
    const lifted = this.lift(this.witnessed(term));
    return [...lifted.definitions, lifted.term];
  }

  // A claim that something exists gets an unknown for it, so that a model says which.
  private witnessed(term: Term): Term {
    return skolemise(this.execution.context.factory, term);
  }

  /** What the session used. */
  use(): SolverUse {
    return {
      backend: this.backend.name,
      version: this.queries > 0 ? this.backend.version : null,
      queries: this.queries,
      ms: Math.round(this.ms * 10) / 10,
      rlimit: this.rlimit,
    };
  }

  close(): void {
    this.solver?.dispose();
    this.solver = null;
  }

  private takeFacts(): void {
    const { facts } = this.execution.context;
    for (; this.factsTaken < facts.length; this.factsTaken += 1) {
      const fact = facts[this.factsTaken];
      if (fact) this.assume(fact);
    }
  }

  private trivialAnswer(terms: readonly Term[]): Answer | null {
    const all = [...this.assumed, ...terms];
    const falsehood = all.find((term) => term.kind === 'constant' && term.value === false);
    if (falsehood) return { kind: 'unsat', core: terms.includes(falsehood) ? [falsehood] : [] };
    return all.every((term) => term.kind === 'constant') ? { kind: 'sat', model: this.backend.emptyModel } : null;
  }

  private open(): Solver {
    this.solver ??= this.backend.open({ ...this.limits, sequences: this.sequences });
    for (; this.asserted < this.assumed.length; this.asserted += 1) {
      const term = this.assumed[this.asserted];
      if (term) this.solver.assert(term);
    }
    return this.solver;
  }
}
