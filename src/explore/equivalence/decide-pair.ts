// Decides in which ways two executed trajectories can differ: one question after the other, and what the solver proposes is run.

import type { Model } from '../../symbolic/model.ts';
import type { Answer, QuantifierEffort, SolverBackend } from '../../symbolic/solver.ts';
import type { Term } from '../../symbolic/term.ts';
import { Prover } from '../../verify/prover.ts';
import { unknownAnswer, unsupported } from '../../verify/unknown.ts';
import type { SolverUse, UnknownReason } from '../../verify/verdict.ts';
import { type Uncoupled, uncoupled } from './coupling.ts';
import type { Finding } from './equivalence-result.ts';
import { isRun, type Lane, withFactsOf } from './lane.ts';
import type { PairRun } from './pair-run.ts';
import { simplest } from './simplest-witness.ts';
import { type DifferenceKind, differenceIn, type Shown, scenarioOf } from './witness.ts';

/** What was found about each kind of difference. */
export interface Findings {
  readonly onlyLeft: Finding;
  readonly onlyRight: Finding;
  readonly results: Finding;
}

export interface Decided {
  readonly findings: Findings;
  readonly use: SolverUse;
}

/** Models of one question that are tried: reading one may ask for parts of unknown values that nothing had asked for. */
const MAX_READINGS = 12;
const NONE: Finding = { kind: 'none' };

/** All questions about one execution. Close it when done. May throw `LimitReached` and `Unsupported`. */
export class PairProver {
  private readonly pair: PairRun;
  private readonly backend: SolverBackend;
  private readonly effort: QuantifierEffort;
  private readonly provers: Prover[] = [];
  private readonly findings = new Map<DifferenceKind, Finding>();

  constructor(pair: PairRun, backend: SolverBackend, effort: QuantifierEffort) {
    this.pair = pair;
    this.backend = backend;
    this.effort = effort;
  }

  async decide(): Promise<Findings> {
    const { left, right, execution, equations } = this.pair;
    const { factory } = execution.context;
    const leftOpen = await this.uncoupled('left', left, right);
    const open = leftOpen ?? (await this.uncoupled('right', right, left));
    const prover = this.prover(this.lanes(), [left.accepted, right.accepted, ...equations.map(({ term }) => term)]);
    const ask = async (kind: DifferenceKind, name: string, terms: readonly Term[]): Promise<void> => {
      if (this.findings.get(kind)?.kind === 'found') return;
      const runs = [...isRun(left), ...isRun(right), ...this.alwaysAccepted(kind)];
      this.note(kind, await this.ask(prover, kind, name, [...runs, ...terms]));
    };
    await ask('onlyLeft', 'accepted by the left one alone', [left.accepted, factory.not(right.accepted)]);
    await ask('onlyRight', 'accepted by the right one alone', [right.accepted, factory.not(left.accepted)]);
    for (const { name, term } of equations) await ask('results', `not alike: ${name}`, [left.accepted, right.accepted, factory.not(term)]);
    const finding = (kind: DifferenceKind): Finding => {
      const found = this.findings.get(kind) ?? NONE;
      return found.kind === 'none' && open !== null ? { kind: 'unknown', reason: open } : found;
    };
    return { onlyLeft: finding('onlyLeft'), onlyRight: finding('onlyRight'), results: finding('results') };
  }

  /** Whether some state is accepted by both; `unknown` where that could not be told. */
  acceptance(): Answer['kind'] {
    const { left, right } = this.pair;
    const both = [left.accepted, right.accepted];
    const terms = [...isRun(left), ...isRun(right), ...this.alwaysAccepted('results'), ...both];
    return this.prover(this.lanes(), both).ask('accepted by both', terms).kind;
  }

  /** What the sessions used together. */
  use(): SolverUse {
    const uses = this.provers.map((prover) => prover.use());
    const sum = (of: (use: SolverUse) => number): number => uses.reduce((total, use) => total + of(use), 0);
    const version = uses.find((use) => use.version !== null)?.version ?? null;
    return { backend: this.backend.name, version, queries: sum((u) => u.queries), ms: sum((u) => u.ms), rlimit: sum((u) => u.rlimit) };
  }

  close(): void {
    for (const prover of this.provers) prover.close();
  }

  private prover(lanes: readonly Lane[], claims: readonly Term[]): Prover {
    const { question, execution } = this.pair;
    const { question: limits, record } = question.options;
    const prover = new Prover(withFactsOf(execution, lanes), this.backend, { limits, effort: this.effort, claims, record });
    this.provers.push(prover);
    return prover;
  }

  private lanes(): readonly Lane[] {
    const { left, right, genericLeft, genericRight } = this.pair;
    return [left, right, ...[genericLeft, genericRight].flatMap((generic) => (generic === null ? [] : [generic.lane]))];
  }

  /** What holds in a state that shows such a difference, as one or both accept it whatever the server chooses. */
  private alwaysAccepted(kind: DifferenceKind): readonly Term[] {
    const left = this.pair.genericLeft?.instance ?? [];
    const right = this.pair.genericRight?.instance ?? [];
    return kind === 'onlyLeft' ? left : kind === 'onlyRight' ? right : [...left, ...right];
  }

  /** Something found counts for more than something open, and that for more than nothing. */
  private note(kind: DifferenceKind, finding: Finding): void {
    const before = this.findings.get(kind) ?? NONE;
    if (finding.kind === 'found' || before.kind === 'none') this.findings.set(kind, finding);
  }

  /** Why it is open whether each run of a lane has one of the other beside it; null if each has, in all states that matter. */
  private async uncoupled(side: 'left' | 'right', of: Lane, other: Lane): Promise<UnknownReason | null> {
    const { factory } = this.pair.execution.context;
    const { violation, assumed }: Uncoupled = uncoupled(of, other);
    if (violation === factory.false) return null;
    const { genericLeft, genericRight } = this.pair;
    const generic = [genericLeft, genericRight].flatMap((run) => (run === null ? [] : [run.lane]));
    const prover = this.prover([of, ...generic], [violation, ...assumed]);
    // Where neither is accepted there is nothing to compare.
    const matters = factory.or([factory.and(genericLeft?.instance ?? []), factory.and(genericRight?.instance ?? [])]);
    const name = `a run of the ${side} one that the other has not`;
    const finding = await this.ask(prover, null, name, [...isRun(of), ...assumed, violation, matters]);
    if (finding.kind === 'none') return null;
    return finding.kind === 'unknown' ? finding.reason : UNCOUPLED;
  }

  /** A difference of this kind, or, for null, of any: it is taken note of under its own. */
  private async ask(prover: Prover, kind: DifferenceKind | null, name: string, terms: readonly Term[]): Promise<Finding> {
    const { context } = this.pair.execution;
    let reason: UnknownReason = NOT_SHOWN;
    for (let reading = 1; reading <= MAX_READINGS; reading += 1) {
      const answer = prover.ask(name, terms);
      if (answer.kind === 'unsat') return NONE;
      const known = context.facts.length;
      const model = answer.kind === 'sat' ? answer.model : answer.candidate;
      const shown = model ? await this.show(model, prover.asked()) : 'the solver proposes nothing';
      if (typeof shown !== 'string') {
        const finding: Finding = { kind: 'found', witness: shown.witness };
        this.note(shown.kind, finding);
        if (kind === null || shown.kind === kind) return finding;
      }
      reason =
        answer.kind === 'unknown' ? unknownAnswer(answer) : this.undecided(terms, typeof shown === 'string' ? shown : OF_ANOTHER_KIND);
      if (context.facts.length === known) break;
    }
    return { kind: 'unknown', reason };
  }

  private async show(model: Model, asked: readonly Term[]): Promise<Shown> {
    const { question } = this.pair;
    const scenario = scenarioOf(this.pair, model, asked);
    if (typeof scenario === 'string') return scenario;
    // What the solver leaves open is easier to read as the seed chooses it.
    const seeded = await differenceIn(question, this.pair, { ...scenario, left: [], right: [] });
    const shown = typeof seeded === 'string' ? await differenceIn(question, this.pair, scenario) : seeded;
    return typeof shown === 'string' ? shown : simplest(question, this.pair, scenario, shown);
  }

  private undecided(terms: readonly Term[], detail: string): UnknownReason {
    const { context } = this.pair.execution;
    const constructs = context.constructsIn([...terms, ...context.facts]);
    if (constructs.length > 0) return unsupported(constructs);
    return { ...NOT_SHOWN, message: `${NOT_SHOWN.message}: ${detail}` };
  }
}

const UNCOUPLED: UnknownReason = {
  kind: 'not-realisable',
  message: 'some runs of one have none of the other beside them, with the same choices of the server',
  constructs: [],
};

const OF_ANOTHER_KIND = 'what was shown is a difference of another kind';

const NOT_SHOWN: UnknownReason = {
  kind: 'not-realisable',
  message: 'the solver proposes a difference, but none could be shown by running',
  constructs: [],
};
