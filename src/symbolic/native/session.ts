// Decides how one incremental session with a solver's process goes: what is said to it, and what remains of an answer after it was checked.

import type { Model } from '../model.ts';
import { needsSequences } from '../needs-sequences.ts';
import type {
  Answer,
  CheckOptions,
  QuantifierEffort,
  Solver,
  SolverOptions,
  SolverStatistics,
  Undecided,
  UnknownCause,
} from '../solver.ts';
import { believed, minimalCore } from '../solving/believe.ts';
import { modelOfData } from '../solving/model-data.ts';
import { UnreadableValue } from '../solving/unreadable-value.ts';
import type { Term } from '../term.ts';
import { readCore, readDefinitions, readNothing, readReason, readStatistic, readVerdict, WrongAnswer } from './answers.ts';
import { type Conversation, NoAnswer } from './conversation.ts';
import { readModel } from './read-model.ts';
import { createTranscript, type Transcript } from './transcript.ts';

/** What a session needs of its surroundings: a process for each effort that is asked for, started anew whenever it is needed. */
export interface SessionHost {
  open(options: SolverOptions, effort: QuantifierEffort): Conversation;
  onDispose(session: Solver): void;
}

export function openNativeSession(host: SessionHost, options: SolverOptions): Solver {
  return new NativeSession(host, options);
}

interface Running {
  readonly conversation: Conversation;
  readonly transcript: Transcript;
  readonly effort: QuantifierEffort;
}

class NativeSession implements Solver {
  private readonly host: SessionHost;
  private readonly options: SolverOptions;
  private readonly scopes: Term[][] = [[]];
  private sequences: boolean;
  private running: Running | null = null;
  private counted = 0;
  private used: SolverStatistics = { rlimit: 0, memoryBytes: 0, ms: 0 };
  private isOpen = true;

  constructor(host: SessionHost, options: SolverOptions) {
    this.host = host;
    this.options = options;
    this.sequences = options.sequences;
  }

  assert(term: Term): void {
    this.scopes.at(-1)?.push(term);
    this.running?.transcript.assert(term);
  }

  push(): void {
    this.scopes.push([]);
    this.running?.transcript.push();
  }

  pop(): void {
    if (this.scopes.length === 1) throw new Error('a pop without a push');
    this.scopes.pop();
    this.running?.transcript.pop();
  }

  check(tracked: readonly Term[] = [], { minimise = false, effort = 'models' }: CheckOptions = {}): Answer {
    if (!this.isOpen) throw new Error('a question to a session that was disposed of');
    this.used = { rlimit: 0, memoryBytes: 0, ms: 0 };
    const started = performance.now();
    if (!this.sequences && needsSequences([...this.assertions(), ...tracked])) this.restart(true);
    const answer = this.ask(tracked, effort);
    const isReducible = answer.kind === 'unsat' && minimise;
    const minimal: Answer = isReducible ? { kind: 'unsat', core: minimalCore(answer.core, (kept) => this.ask(kept, effort)) } : answer;
    this.used = { ...this.used, ms: performance.now() - started };
    return minimal;
  }

  assertions(): readonly Term[] {
    return this.scopes.flat();
  }

  statistics(): SolverStatistics {
    return this.used;
  }

  dispose(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.restart(this.sequences);
    this.host.onDispose(this);
  }

  /** Whatever goes wrong ends the process; the next question starts another one. */
  private ask(tracked: readonly Term[], effort: QuantifierEffort): Answer {
    if (this.running?.effort !== effort) this.restart(this.sequences);
    try {
      return this.askProcess(this.started(effort), tracked);
    } catch (error) {
      this.restart(this.sequences);
      if (error instanceof NoAnswer && error.isLate)
        return { kind: 'unknown', cause: 'time-limit', reason: `no answer within ${this.options.timeoutMs} ms` };
      if (error instanceof NoAnswer || error instanceof WrongAnswer)
        return { kind: 'unknown', cause: 'fault', reason: `the solver failed: ${error.message}` };
      throw error;
    }
  }

  private askProcess({ conversation, transcript }: Running, tracked: readonly Term[]): Answer {
    const { script, symbols, unsaid } = transcript.question(tracked);
    readNothing(conversation.say(script));
    const kind = readVerdict(conversation.say(checkCommand([...symbols.keys()])));
    // What came of it is asked for before anything else is counted.
    const isUnsaid = kind === 'sat' && unsaid.length > 0;
    const answer: Answer = isUnsaid
      ? { kind: 'unknown', cause: 'encoding', reason: unsaid.join(', ') }
      : this.outcome(kind, conversation, transcript, symbols, tracked);
    const rlimit = this.count(conversation);
    transcript.pop();
    return answer.kind === 'unknown' ? this.limited(answer, rlimit) : answer;
  }

  private outcome(
    kind: Answer['kind'],
    conversation: Conversation,
    transcript: Transcript,
    symbols: ReadonlyMap<string, Term>,
    tracked: readonly Term[],
  ): Answer {
    switch (kind) {
      case 'unsat':
        return { kind: 'unsat', core: this.core(conversation, symbols) };
      case 'sat':
        return this.believed(conversation, transcript, tracked) ?? NO_MODEL;
      case 'unknown': {
        const reason = readReason(conversation.say('(get-info :reason-unknown)\n'));
        const cause = causeOf(reason);
        const candidate = cause === 'incomplete' ? this.believed(conversation, transcript, tracked) : null;
        return { kind: 'unknown', cause, reason, ...(candidate?.kind === 'sat' && { candidate: candidate.model }) };
      }
    }
  }

  /** A core without the symbols that were asked about is none. */
  private core(conversation: Conversation, symbols: ReadonlyMap<string, Term>): readonly Term[] {
    if (symbols.size === 0) return [];
    return readCore(conversation.say('(get-unsat-assumptions)\n')).map((symbol) => {
      const term = symbols.get(symbol);
      if (term === undefined) throw new WrongAnswer(`it named ${symbol}, which was not assumed`);
      return term;
    });
  }

  /** A model is believed once it was interpreted over our own terms. Null if there is none to be had. */
  private believed(conversation: Conversation, transcript: Transcript, tracked: readonly Term[]): Answer | null {
    const definitions = readDefinitions(conversation.say('(get-model)\n'));
    if (definitions === null) return null;
    const model = readable(() => modelOfData(readModel(definitions, transcript.modelContext())));
    return 'kind' in model ? model : believed(model, [...this.assertions(), ...tracked]);
  }

  /** The resource units that the last check took, and all that was said before it since the one before. */
  private count(conversation: Conversation): number {
    const { resources, memory } = conversation.dialect;
    const text = conversation.say('(get-info :all-statistics)\n');
    const total = readStatistic(text, resources);
    const rlimit = Math.max(0, total - this.counted);
    this.counted = total;
    const memoryBytes = memory === null ? 0 : Math.round(readStatistic(text, memory) * BYTES_PER_MB);
    this.used = { ...this.used, rlimit: this.used.rlimit + rlimit, memoryBytes };
    return rlimit;
  }

  /** Solvers have one word for both limits: the deterministic one counts as the reason where it was reached. */
  private limited(answer: Undecided, spent: number): Undecided {
    const { rlimit, timeoutMs } = this.options;
    if (answer.cause !== 'time-limit' && answer.cause !== 'resource-limit') return answer;
    return rlimit > 0 && (spent >= rlimit || answer.cause === 'resource-limit')
      ? { kind: 'unknown', cause: 'resource-limit', reason: `no answer within ${rlimit} resource units` }
      : { kind: 'unknown', cause: 'time-limit', reason: `no answer within ${timeoutMs} ms` };
  }

  private started(effort: QuantifierEffort): Running {
    if (this.running !== null) return this.running;
    const conversation = this.host.open(this.options, effort);
    const transcript = createTranscript(conversation.dialect, this.sequences);
    this.scopes.forEach((terms, depth) => {
      if (depth > 0) transcript.push();
      for (const term of terms) transcript.assert(term);
    });
    this.running = { conversation, transcript, effort };
    return this.running;
  }

  private restart(sequences: boolean): void {
    this.running?.conversation.end();
    this.running = null;
    this.counted = 0;
    this.sequences = sequences;
  }
}

const BYTES_PER_MB = 1_000_000;

const NO_MODEL: Undecided = { kind: 'unknown', cause: 'fault', reason: 'the solver says sat and has no model' };

function checkCommand(symbols: readonly string[]): string {
  return symbols.length === 0 ? '(check-sat)\n' : `(check-sat-assuming (${symbols.join(' ')}))\n`;
}

/** `canceled` is what z3 says at both limits. */
function causeOf(reason: string): UnknownCause {
  if (/^(?:resourceout|max\. resource limit exceeded)/.test(reason)) return 'resource-limit';
  if (/^(?:canceled|timeout|interrupted)/.test(reason)) return 'time-limit';
  return /memout|memory|out of memory/.test(reason) ? 'fault' : 'incomplete';
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
