// Decides whether some sequence of so many calls leads to a goal, for all arguments that the schemas allow: asks the solver, one length after another.

import type { Timestamp, Value } from '../base/value.ts';
import type { Contract, Rule } from '../contract/contract.ts';
import type { InitialState } from '../contract/trajectory.ts';
import { equals } from '../symbolic/claims/claims.ts';
import { ruleHolds } from '../symbolic/claims/evaluate-rule.ts';
import { createContext } from '../symbolic/create-context.ts';
import { createExecution, type Execution } from '../symbolic/execution.ts';
import { createFactory } from '../symbolic/factory.ts';
import { sightOf } from '../symbolic/frame.ts';
import { decodeSymbolic } from '../symbolic/free-decode.ts';
import { type CallForm, type FreeCall, type FreeStep, freeStep } from '../symbolic/free-step/free-step.ts';
import { initialState } from '../symbolic/initial/initial.ts';
import { createInterpreter } from '../symbolic/interpret.ts';
import type { Model } from '../symbolic/model.ts';
import { needsSequences } from '../symbolic/needs-sequences.ts';
import type { SolverBackend } from '../symbolic/solver.ts';
import type { SymbolicState } from '../symbolic/state.ts';
import type { Term } from '../symbolic/term.ts';
import { completer } from '../verify/complete-state.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { Prover } from '../verify/prover.ts';
import { unknownAnswer } from '../verify/unknown.ts';
import type { Bound, SolverUse, UnknownReason } from '../verify/verdict.ts';
import { namedBounds } from './bound-names.ts';
import type { Argument, Call } from './call.ts';

/** A sequence of calls that the solver proposes, and what the server chose in each, by place. Nothing of it is replayed yet. */
export interface Proposal {
  readonly calls: readonly Call[];
  readonly choices: readonly ReadonlyMap<string, Value>[];
}

/** What became of one length. */
export type Answer =
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  /** No sequence of that length leads to the goal; `bounds` says how much of what has no bound of its own the proof covered. */
  | { readonly kind: 'none'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

export interface BoundedOptions {
  readonly initial: InitialState;
  readonly goal: Rule;
  readonly avoid: Rule | null;
  readonly credentials: ReadonlyMap<string, string>;
  readonly now: Timestamp;
  readonly verify: VerifyOptions;
}

/** Unrolls a contract step by step. Close it when done. May throw `LimitReached` and `Unsupported`. */
export class BoundedSearch {
  private readonly contract: Contract;
  private readonly options: BoundedOptions;
  private readonly forms: readonly CallForm[];
  private readonly backend: SolverBackend;
  private readonly execution: Execution;
  private readonly steps: FreeStep[] = [];
  /** Holds of every sequence in question: the steps happen, no goal was reached before, nothing to avoid was met. */
  private readonly assumed: Term[] = [];
  private readonly excluded: Term[] = [];
  private state: SymbolicState;
  private prover: Prover | null = null;
  private proverKnows = 0;
  private isSequenceProver = false;
  private used: SolverUse | null = null;

  constructor(contract: Contract, forms: readonly CallForm[], backend: SolverBackend, options: BoundedOptions) {
    this.contract = contract;
    this.forms = forms;
    this.backend = backend;
    this.options = options;
    const { limits } = options.verify;
    const context = createContext({ factory: createFactory(limits), schemas: contract.schemas, limits, quantifiers: 'exact' });
    this.execution = createExecution(context, contract, new Map());
    const start = initialState(this.execution, options.initial, options.now);
    if (start.value === null) throw new Error('the initial state was read before');
    this.state = start.value;
    if (options.avoid) this.assumed.push(context.factory.not(this.holds(options.avoid)));
  }

  /** Steps so far. */
  get length(): number {
    return this.steps.length;
  }

  /** Whether the goal can hold after exactly the steps so far, if it did not before. */
  ask(): Answer {
    const goal = this.holds(this.options.goal);
    const { context } = this.execution;
    const asked = [goal, ...this.excluded];
    const answer = this.proverFor(asked).ask(`a plan of ${this.length} steps`, asked);
    if (answer.kind === 'sat') return this.propose(answer.model);
    if (answer.kind === 'unknown')
      return answer.candidate ? this.propose(answer.candidate) : { kind: 'unknown', reason: unknownAnswer(answer) };
    const bounds = namedBounds(context.bounds);
    const reason = this.vacuity();
    return reason === null ? { kind: 'none', bounds } : { kind: 'unknown', reason };
  }

  /** Adds a step, after none of the sequences so far led to the goal. */
  extend(): void {
    const { context } = this.execution;
    const { now, credentials, avoid, goal } = this.options;
    this.assumed.push(context.factory.not(this.holds(goal)));
    this.excluded.length = 0;
    const step = freeStep(this.execution, this.state, this.forms, { index: this.length, now, credentials });
    this.steps.push(step);
    this.state = step.state;
    this.assumed.push(step.happens);
    if (avoid) this.assumed.push(context.factory.not(this.holds(avoid)));
  }

  /** Leaves a sequence of calls, with these arguments, out of all further answers of this length. */
  exclude({ calls }: Proposal): void {
    const { context } = this.execution;
    const same = calls.flatMap(
      (call, i) => this.steps[i]?.calls.flatMap((free) => (free.form.operation === call.operation ? this.sameCall(free, call) : [])) ?? [],
    );
    this.excluded.push(context.factory.not(context.factory.and(same)));
  }

  use(): SolverUse | null {
    return this.prover?.use() ?? this.used;
  }

  close(): void {
    this.used = this.use();
    this.prover?.close();
    this.prover = null;
  }

  private sameCall({ chosen, form, args }: FreeCall, call: Call): Term[] {
    const { context } = this.execution;
    if (form.slots.length !== call.args.length || form.slots.some((slot) => argumentAt(call, slot) === undefined)) return [];
    return [chosen, ...form.slots.map((slot, i) => equals(context, args[i] ?? null, argumentAt(call, slot)))];
  }

  private holds(rule: Rule): Term {
    return ruleHolds(this.execution, sightOf(this.state, this.options.now), rule.expression);
  }

  /** One solver serves all lengths, until strings need another encoding. */
  private proverFor(asked: readonly Term[]): Prover {
    const needed = this.isSequenceProver || needsSequences([...asked, ...this.assumed, ...this.execution.context.facts]);
    if (this.prover === null || needed !== this.isSequenceProver) {
      this.prover?.close();
      const { question, record } = this.options.verify;
      this.prover = new Prover(this.execution, this.backend, {
        limits: question,
        effort: 'matching',
        claims: [...asked, ...this.assumed],
        record,
      });
      this.isSequenceProver = needed;
      this.proverKnows = 0;
    }
    for (; this.proverKnows < this.assumed.length; this.proverKnows += 1) {
      const term = this.assumed[this.proverKnows];
      if (term) this.prover.assume(term);
    }
    return this.prover;
  }

  /** What is assumed of unknowns must be possible, or that no plan exists says nothing. */
  private vacuity(): UnknownReason | null {
    const { question } = this.options.verify;
    const facts = new Prover(this.execution, this.backend, { limits: question, effort: 'matching', claims: this.assumed, record: null });
    try {
      const answer = facts.ask('anything at all', []);
      if (answer.kind === 'sat' || (answer.kind === 'unknown' && answer.candidate)) return null;
      if (answer.kind === 'unknown') return unknownAnswer(answer);
      return { kind: 'vacuous', message: 'no values of what the contract leaves open satisfy their schemas', constructs: [] };
    } finally {
      facts.close();
    }
  }

  private propose(model: Model): Answer {
    const { context } = this.execution;
    const interpret = createInterpreter(model);
    const complete = completer(this.contract, this.options.verify.seed);
    const calls: Call[] = [];
    const choices: ReadonlyMap<string, Value>[] = [];
    for (const step of this.steps) {
      const made = step.calls.find(({ chosen }) => interpret(chosen) === true);
      const args = made?.args.map((value) => decodeSymbolic(context, model, value, complete));
      if (made === undefined || args === undefined || !args.every((value) => value !== undefined))
        return { kind: 'unknown', reason: UNTOLD };
      calls.push({
        operation: made.form.operation,
        args: made.form.slots.map(({ in: part, name }, i): Argument => ({ in: part, name, value: args[i] ?? null })),
      });
      choices.push(this.choicesIn(made.step, model));
    }
    return { kind: 'proposal', proposal: { calls, choices } };
  }

  private choicesIn(step: number, model: Model): ReadonlyMap<string, Value> {
    const { context } = this.execution;
    const complete = completer(this.contract, this.options.verify.seed);
    const own = [...this.execution.choices.values()].filter((choice) => choice.step === step);
    return new Map(
      own.flatMap(({ place, value }) => {
        const noticed = noticing(model);
        const chosen = decodeSymbolic(context, noticed, value, complete);
        // What the model says nothing of was no part of the question, and what is assumed of it was not either: that a key is free, say.
        return chosen === undefined || !noticed.isTold() ? [] : [[place, chosen] as const];
      }),
    );
  }
}

/** The model, and whether it told any of what it was asked since. */
function noticing(model: Model): Model & { isTold(): boolean } {
  let told = false;
  return {
    valueOf: (name, args, sort) => {
      const value = model.valueOf(name, args, sort);
      told ||= value !== null;
      return value;
    },
    isTold: () => told,
  };
}

function argumentAt({ args }: Call, slot: Pick<Argument, 'in' | 'name'>): Value | undefined {
  return args.find(({ in: part, name }) => part === slot.in && name === slot.name)?.value;
}

const UNTOLD: UnknownReason = {
  kind: 'not-realisable',
  message: 'the solver proposes a sequence whose arguments cannot be told as values',
  constructs: [],
};
