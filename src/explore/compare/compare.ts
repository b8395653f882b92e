// Decides what two contracts over one API have in common and what not: per operation what each accepts and what comes of it, proved or shown.

import { type Checked, type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import type { Contract } from '../../contract/contract.ts';
import type { InitialState, Step, Trajectory } from '../../contract/trajectory.ts';
import { stateOf } from '../../simulate/read-state.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../../verify/options.ts';
import { concreteStart } from '../../verify/start.ts';
import type { UnknownReason } from '../../verify/verdict.ts';
import { verify } from '../../verify/verify.ts';
import type { OutcomeKey } from '../check/outcome-key.ts';
import { credentialsFor } from '../credentials.ts';
import { pathToTrajectory } from '../path-to-trajectory.ts';
import type { CompareResult, Difference, Inclusion, JointCoverage, OperationComparison } from './compare-result.ts';
import { compareTrajectories } from './compare-trajectories.ts';
import { declaredDifferences } from './declared.ts';
import { type Answers, inclusionOf, relationOf } from './inclusion.ts';
import { type JointSighting, type JointSightings, pathToSighting, searchBoth, sightingKey } from './joint-search.ts';
import { type Direction, initialFor, type OperationPair, type Pair, pairOf } from './pair.ts';
import { CHOSEN, REFUSED, UNLIKE } from './pair-calls.ts';
import { linksOfPair, NO_LINKS, type PairLinks, type Started } from './pair-links.ts';
import { type PairReport, reportOnPair } from './pair-report.ts';
import type { PairWitness } from './pair-step.ts';
import { stateDifferences } from './replay-both.ts';

export interface CompareOptions {
  /** Where runs start; `any` is as `reset`. */
  readonly initial: InitialState;
  /** Steps that runs may have. */
  readonly maxSteps: number;
  /** Calls that running may try. */
  readonly maxCalls: number;
  /** To be judged by both contracts; null for none. */
  readonly trajectories: readonly Trajectory[] | null;
  /** Whether operations are compared, and not only trajectories. */
  readonly operations: boolean;
  readonly verify: Partial<VerifyOptions>;
  /** Told now and then what is being done. */
  readonly progress: (text: string) => void;
}

export const DEFAULT_COMPARE_OPTIONS: CompareOptions = {
  initial: { kind: 'reset' },
  maxSteps: 20,
  maxCalls: 2_000,
  trajectories: null,
  operations: true,
  verify: {},
  progress: () => undefined,
};

/** Arguments that are tried where not all can be. */
const MOST_OPEN = 12;

/** Compares A with B; `value` is null after errors in the initial state or in a trajectory. */
export async function compare(a: Contract, b: Contract, options: Partial<CompareOptions> = {}): Promise<Checked<CompareResult>> {
  const all = { ...DEFAULT_COMPARE_OPTIONS, ...options };
  const asked: Comparing = {
    pair: pairOf(a, b),
    links: () => Promise.resolve(NO_LINKS),
    options: { ...all, initial: all.initial.kind === 'any' ? { kind: 'reset' } : all.initial },
    verify: { ...DEFAULT_OPTIONS, ...all.verify },
    credentials: new Map([...credentialsFor(b), ...credentialsFor(a)]),
  };
  const run = ranBoth(asked);
  if (run.value === null) return { value: null, diagnostics: run.diagnostics };
  const judged = await judgedTrajectories(asked);
  if (hasErrors(judged.diagnostics)) return { value: null, diagnostics: judged.diagnostics };
  const { pair } = asked;
  const { started } = run.value;
  let known: Promise<PairLinks> | null = null;
  const comparing: Comparing = {
    ...asked,
    links: () => {
      known ??= linksOfPair(pair, started, asked.verify, all.progress);
      return known;
    },
  };
  const operations = all.operations ? await comparedOperations(comparing, run.value) : [];
  const links = known === null ? NO_LINKS : await comparing.links();
  const value: CompareResult = {
    titles: { a: a.title, b: b.title },
    operations,
    onlyInA: all.operations ? pair.onlyInA.map(({ id }) => id) : [],
    onlyInB: all.operations ? pair.onlyInB.map(({ id }) => id) : [],
    states: {
      private: pair.privateRoots,
      narrowed: pair.narrowedRoots,
      links: links.kept,
      dangling: links.dangling,
      clashes: pair.clashes,
      initial: run.value.initial,
    },
    searched: run.value.coverage,
    trajectories: judged.value,
  };
  return { value, diagnostics: [...run.diagnostics, ...judged.diagnostics] };
}

interface Comparing {
  readonly pair: Pair;
  /** What is known of references and parents; found out when it is asked for. */
  readonly links: () => Promise<PairLinks>;
  readonly options: CompareOptions;
  readonly verify: VerifyOptions;
  readonly credentials: ReadonlyMap<string, string>;
}

const NOTHING_RUN: JointCoverage = { end: 'depth', states: 0, calls: 0, depth: 0, open: [] };

/** What running both from the initial state shows, and the places where that state is not the same in both: then nothing is run. */
function ranBoth({
  pair,
  options,
  verify: how,
  credentials,
}: Comparing): Checked<JointSightings & { readonly initial: readonly string[]; readonly started: readonly Started[] }> {
  const { initial } = options;
  if (initial.kind === 'any') throw new Error('runs start in a known state');
  const named = initial.kind === 'given' && pair.clashes.length === 0 ? stateOf(pair.joint, initial.state).diagnostics : [];
  if (hasErrors(named)) return { value: null, diagnostics: named };
  const [a, b] = [pair.a, pair.b].map(({ concrete }) => startOf(concrete, initial, how));
  const diagnostics: readonly Diagnostic[] = [...(a?.diagnostics ?? []), ...(b?.diagnostics ?? [])];
  if (!a?.value || !b?.value || hasErrors(diagnostics)) return { value: null, diagnostics };
  const places = stateDifferences(a.value, b.value);
  const started = [
    { contract: pair.a.concrete, start: a.value },
    { contract: pair.b.concrete, start: b.value },
  ];
  if (!options.operations || pair.clashes.length > 0 || places.length > 0)
    return { value: { seen: new Map(), coverage: NOTHING_RUN, initial: places, started }, diagnostics };
  const { maxSteps: maxDepth, maxCalls } = options;
  const progress = (states: number, depth: number): void => options.progress(`${states} states within ${depth + 1} steps`);
  const search = { verify: how, credentials, maxDepth, maxCalls, mostOpen: MOST_OPEN, progress };
  return { value: { ...searchBoth(pair, { a: a.value, b: b.value }, search), initial: [], started }, diagnostics };
}

function startOf(contract: Contract, initial: InitialState, how: VerifyOptions): ReturnType<typeof concreteStart> {
  const own = initialFor(contract, initial);
  if (own.kind === 'any') throw new Error('runs start in a known state');
  return concreteStart(contract, own, how);
}

async function judgedTrajectories({ pair, options }: Comparing): Promise<{
  readonly value: CompareResult['trajectories'];
  readonly diagnostics: readonly Diagnostic[];
}> {
  if (options.trajectories === null) return { value: null, diagnostics: [] };
  options.progress(`${options.trajectories.length} trajectories`);
  const given = options.initial.kind === 'given' ? { initial: options.initial } : {};
  return compareTrajectories(pair, options.trajectories, { ...options.verify, ...given });
}

async function comparedOperations(comparing: Comparing, sightings: JointSightings): Promise<readonly OperationComparison[]> {
  const { pair, options } = comparing;
  const compared: OperationComparison[] = [];
  for (const [index, operations] of pair.operations.entries()) {
    options.progress(`${operations.a.id}, ${index + 1} of ${pair.operations.length}`);
    compared.push(pair.clashes.length > 0 ? undecidable(pair, operations) : await comparedOperation(comparing, operations, sightings));
  }
  return compared;
}

function undecidable({ clashes }: Pair, { a, b }: OperationPair): OperationComparison {
  const reason: UnknownReason = {
    kind: 'unsupported',
    message: `no state is one of both contracts: ${clashes.join('; ')}`,
    constructs: clashes,
  };
  const unknown: Inclusion = { kind: 'unknown', reason };
  const inclusions = { kept: unknown, covered: unknown, alike: unknown, refusals: unknown };
  return { operationId: a.id, againstId: b.id, relation: 'unknown', ...inclusions, declared: declaredDifferences({ a, b }) };
}

async function comparedOperation(comparing: Comparing, operations: OperationPair, sightings: JointSightings): Promise<OperationComparison> {
  const { pair } = comparing;
  const ours = { ...pair.a, operation: operations.a };
  const theirs = { ...pair.b, operation: operations.b };
  const shown = await shownDifferences(comparing, operations, sightings);
  const isOpen = (about: About, key: OutcomeKey): boolean => !sightings.seen.has(sightingKey(operations, about, key));
  const forward = await reported(comparing, { accepting: ours, other: theirs }, (key) => isOpen(aboutOf(key, 'kept'), key));
  // Effects and choices were compared already, and one refusal with another status is as good as two.
  const isShown = (key: OutcomeKey): boolean => forward.answers.some((one) => one.key === key && one.answer.kind === 'possible');
  const isAsked = (key: OutcomeKey): boolean =>
    aboutOf(key, 'covered') !== 'alike' && isOpen(aboutOf(key, 'covered'), key) && !(key === REFUSED && isShown(key));
  const backward = await reported(comparing, { accepting: theirs, other: ours }, isAsked);
  const inclusion = (about: About, reports: readonly DirectedReport[]): Inclusion =>
    inclusionOf(answersAbout(about, reports), shown.get(about) ?? [], [pair.a.concrete, pair.b.concrete]);
  const [here, there] = [
    { report: forward, isOfB: false },
    { report: backward, isOfB: true },
  ];
  const [kept, covered] = [inclusion('kept', [here]), inclusion('covered', [there])];
  return {
    operationId: operations.a.id,
    againstId: operations.b.id,
    relation: relationOf(kept, covered),
    kept,
    covered,
    alike: inclusion('alike', [here]),
    refusals: inclusion('refusals', [here, there]),
    declared: declaredDifferences(operations),
  };
}

type About = JointSighting['about'];

/** What a question is about that was asked in a direction. */
function aboutOf(key: OutcomeKey, direction: 'kept' | 'covered'): About {
  if (key === REFUSED) return 'refusals';
  return key === UNLIKE || key === CHOSEN ? 'alike' : direction;
}

interface DirectedReport {
  readonly report: PairReport;
  readonly isOfB: boolean;
}

/** What was answered about something, in whichever direction it was asked. */
function answersAbout(about: About, reports: readonly DirectedReport[]): Answers {
  const answers = reports.flatMap(({ report, isOfB }) =>
    report.answers
      .filter(({ key }) => aboutOf(key, isOfB ? 'covered' : 'kept') === about)
      .map(({ cause, answer }) => ({ cause, answer, told: (witness: PairWitness) => ofWitness(cause, witness, isOfB) })),
  );
  const failed = reports.flatMap(({ report }) => (report.failed === null ? [] : [report.failed]));
  return { answers, failed, untold: reports.flatMap(({ report }) => report.untold) };
}

/**
 * Nothing is assumed of links first: what is proved so needs no proof of them. Where a difference was found in a state in which one dangles, or
 * nothing, it is asked again with those assumed that both contracts keep.
 */
async function reported(comparing: Comparing, direction: Direction, isWanted: (key: OutcomeKey) => boolean): Promise<PairReport> {
  const { pair, verify: how, credentials } = comparing;
  const asked = { now: how.now, credentials, verify: how };
  const plain = await reportOnPair(pair, direction, { ...asked, links: NO_LINKS.assumed, isWanted });
  const isOpen = ({ answer }: PairReport['answers'][number]): boolean =>
    answer.kind === 'unknown' || (answer.kind === 'possible' && answer.witness.dangling !== null);
  if (plain.failed === null && !plain.answers.some(isOpen)) return plain;
  const { assumed, bounds } = await comparing.links();
  if (assumed.size === 0) return plain;
  const settled = plain.answers.filter((one) => !isOpen(one));
  const isAgain = (key: OutcomeKey): boolean => isWanted(key) && !settled.some((one) => one.key === key);
  const again = await reportOnPair(pair, direction, { ...asked, links: assumed, isWanted: isAgain });
  const answers = again.answers.map((one) =>
    one.answer.kind === 'impossible' ? { ...one, answer: { ...one.answer, bounds: [...one.answer.bounds, ...bounds] } } : one,
  );
  return { ...again, answers: [...settled, ...answers] };
}

function ofWitness(
  cause: Difference['cause'],
  { state, call, accepting, other, differs, dangling }: PairWitness,
  isOfB: boolean,
): Difference {
  const [a, b] = isOfB ? [other, accepting] : [accepting, other];
  const said = b.kind === 'success' ? a : b;
  return { cause: said.kind === 'success' ? cause : said.cause, a, b, differs, witness: { kind: 'state', state, call, dangling } };
}

async function shownDifferences(
  comparing: Comparing,
  operations: OperationPair,
  { seen }: JointSightings,
): Promise<ReadonlyMap<JointSighting['about'], readonly Difference[]>> {
  const shown = new Map<JointSighting['about'], readonly Difference[]>();
  for (const sighting of seen.values()) {
    if (sighting.pair !== operations) continue;
    shown.set(sighting.about, [...(shown.get(sighting.about) ?? []), await ofSighting(comparing, sighting)]);
  }
  return shown;
}

/** With the status that the last step is to answer. */
function claiming(trajectory: Trajectory, status: number): Trajectory {
  const last = trajectory.steps.length - 1;
  const steps = trajectory.steps.map((step, i): Step => (i === last ? { ...step, expect: { status, body: undefined } } : step));
  return { ...trajectory, steps };
}

async function ofSighting({ pair, options, verify: how, credentials }: Comparing, sighting: JointSighting): Promise<Difference> {
  const path = pathToSighting(sighting);
  const isSecured = path.some(({ call }) => call.operation.security.length > 0);
  const called = pathToTrajectory(path, {
    id: `${sighting.pair.a.id}-differs`,
    initial: options.initial,
    goal: null,
    never: null,
    credentials: isSecured ? credentials : new Map(),
  });
  const trajectory = sighting.about === 'refusals' ? claiming(called, sighting.a.outcome.status) : called;
  const judge = async (contract: Contract): Promise<'valid' | 'invalid' | 'unknown'> => {
    const isKnown = trajectory.steps.every(({ operationId }) => contract.operations.has(operationId));
    if (!isKnown) return 'unknown';
    const { value } = await verify(contract, { ...trajectory, initial: initialFor(contract, options.initial) }, how);
    return value?.verdict ?? 'unknown';
  };
  const [a, b] = [sighting.a.outcome, sighting.b.outcome];
  const refusing = b.kind === 'success' ? a : b;
  return {
    cause: refusing.kind === 'success' ? null : refusing.cause,
    a,
    b,
    differs: sighting.differs,
    witness: { kind: 'run', trajectory, a: await judge(pair.a.concrete), b: await judge(pair.b.concrete) },
  };
}
