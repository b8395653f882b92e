// Decides what is true of a contract in all its states: invariants and other promises that no request breaks, operations and requirements that are
// of use. Running shows what happens; the solver shows what cannot.

import { type Checked, hasErrors } from '../../base/diagnostic.ts';
import type { Contract, Operation, Requirement, Rule } from '../../contract/contract.ts';
import type { Cause } from '../../contract/outcome.ts';
import type { State } from '../../simulate/state.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../../verify/options.ts';
import { concreteStart } from '../../verify/start.ts';
import { verify } from '../../verify/verify.ts';
import { credentialsFor } from '../credentials.ts';
import { pathToTrajectory } from '../path-to-trajectory.ts';
import { type Edge, pathTo } from '../search.ts';
import type { CheckItem, CheckResult, CheckVerdict, Violation } from './check-result.ts';
import type { Checking, CheckOptions } from './checking.ts';
import { withoutFreeAnswers } from './free-answers.ts';
import { beyondOf, type Judged, keptVerdict, openEndings } from './kept.ts';
import { lemmaItem, provedLemma, proveLemmas } from './lemma-items.ts';
import { isTrueIn, lemmaFrom, ruleFrom } from './lemmas.ts';
import { proveLinks } from './link-items.ts';
import type { Possibility } from './one-step.ts';
import { type OperationReport, reportOn } from './operation-report.ts';
import type { OutcomeKey } from './outcome-key.ts';
import { madeUpStates, probe } from './probe.ts';
import { ruleCause } from './rule-cause.ts';
import { type Sighting, sightingName, sightingsFrom } from './sightings.ts';
import { strengthen } from './strengthen.ts';
import { usedBy, useItems } from './use-items.ts';

export type { CheckOptions } from './checking.ts';

export const DEFAULT_CHECK_OPTIONS: CheckOptions = {
  initial: { kind: 'reset' },
  maxSteps: 30,
  maxCalls: 50_000,
  induction: null,
  lemmas: [],
  final: null,
  verify: {},
  progress: () => undefined,
};

/** Arguments that are tried where not all can be. */
const MOST_OPEN = 12;

/** Checks the contract itself; `value` is null after errors in its initial state. */
export async function check(contract: Contract, options: Partial<CheckOptions> = {}): Promise<Checked<CheckResult>> {
  const all = { ...DEFAULT_CHECK_OPTIONS, ...options };
  const verifyOptions: VerifyOptions = { ...DEFAULT_OPTIONS, ...all.verify };
  const initial = all.initial.kind === 'any' ? ({ kind: 'reset' } as const) : all.initial;
  const start = concreteStart(contract, initial, verifyOptions);
  if (start.value === null || hasErrors(start.diagnostics)) return { value: null, diagnostics: start.diagnostics };
  const rules = rulesOf(contract, all);
  if (rules.value === null) return { value: null, diagnostics: [...start.diagnostics, ...rules.diagnostics] };
  const { final, lemmas } = rules.value;
  const credentials = credentialsFor(contract);
  const { now, seed, limits } = verifyOptions;
  const sightings = sightingsFrom(withoutFreeAnswers(contract, seed), start.value, {
    now,
    seed,
    limits,
    credentials,
    maxDepth: all.maxSteps,
    maxCalls: all.maxCalls,
    mostOpen: MOST_OPEN,
    withFaults: true,
    maxVisits: 1,
    rules: [...lemmas.map(({ rule }) => rule.expression), ...(final ? [final.expression] : [])],
    isFinal: (state) => final !== null && isTrueIn(state, final, verifyOptions),
    isBarred: () => false,
    progress: (states, depth) => all.progress(`${states} states within ${depth + 1} steps`),
  });
  const unlinked: Checking = { contract, initial, final, options: all, verify: verifyOptions, credentials, sightings, links: new Set() };
  const { links, items: linkItems } = await proveLinks(unlinked);
  const { end, states, calls, depth, open } = sightings.coverage;
  const items = [...(await itemsOf({ ...unlinked, links }, lemmas)), ...linkItems];
  return { value: { title: contract.title, items, searched: { end, states, calls, depth, open } }, diagnostics: start.diagnostics };
}

/** What the rules of the command mean; null after errors in them. */
function rulesOf(
  contract: Contract,
  { lemmas, final }: CheckOptions,
): Checked<{ readonly lemmas: readonly Requirement[]; readonly final: Rule | null }> {
  const read = lemmas.map((text, i) => lemmaFrom(contract, text, i + 1));
  const end = final === null ? { value: null, diagnostics: [] } : ruleFrom(contract, final);
  const diagnostics = [...read, end].flatMap((one) => one.diagnostics);
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  return { value: { lemmas: read.flatMap(({ value }) => (value === null ? [] : [value])), final: end.value }, diagnostics };
}

async function itemsOf(checking: Checking, named: readonly Requirement[]): Promise<readonly CheckItem[]> {
  const { contract, options } = checking;
  const operations = [...contract.operations.values()];
  const plain: OperationReport[] = [];
  const states = madeUpStates(checking);
  for (const [index, operation] of operations.entries()) {
    options.progress(`${operation.id}, ${index + 1} of ${operations.length}`);
    plain.push(await plainReport(checking, operation, states));
  }
  const lemmas = await proveLemmas(checking, named);
  const stronger = await strengthen(checking, openEndings(checking, plain), lemmas);
  const judged: readonly Judged[] = plain.map((report) => ({ ...report, beyond: beyondOf(report, stronger) }));
  const invariants = await Promise.all(contract.invariants.map(({ id }) => invariantItem(checking, id, judged)));
  const promises = await Promise.all(judged.flatMap((report) => promiseItems(checking, report)));
  const uses: CheckItem[] = [];
  for (const report of judged) uses.push(...(await useItems(checking, report)));
  const found = stronger.found.map((lemma) => lemmaItem(lemma, provedLemma([...lemmas.lemmas, ...stronger.found], stronger.foundBounds)));
  return [...lemmas.items, ...found, ...invariants, ...promises, ...uses, ...stuckItem(checking)];
}

/** How the operation can end in any legal state: the solver is asked about what neither running nor a few made-up states show. */
async function plainReport(checking: Checking, operation: Operation, states: readonly State[]): Promise<OperationReport> {
  const { contract, verify: verifyOptions, credentials, links, sightings } = checking;
  const shown = probe(checking, operation, states);
  const isShown = (key: OutcomeKey): boolean => shown.has(key) || sightings.seen.has(sightingName(operation.id, key));
  const isInhabited = shown.size > 0;
  const report = await reportOn(contract, operation, { verify: verifyOptions, credentials, links, isShown, isInhabited });
  const possibility = (key: OutcomeKey): Possibility => {
    const witness = shown.get(key);
    return witness === undefined ? report.possibility(key) : { kind: 'possible', witness };
  };
  return { ...report, possibility };
}

/** An invariant is kept if every operation keeps it. */
async function invariantItem(checking: Checking, id: string, reports: readonly Judged[]): Promise<CheckItem> {
  const { contract, sightings } = checking;
  const invariant = contract.invariants.find((one) => one.id === id);
  if (invariant === undefined) throw new Error(`no invariant ${id}`);
  const key = `fault invariant ${id}`;
  const broken = [...sightings.seen.values()].filter((seen) => seen.key === key).sort((a, b) => a.path.length - b.path.length)[0];
  const verdict =
    broken === undefined
      ? keptVerdict(
          checking,
          reports.map(({ possibility, beyond }) => ({ plain: possibility(key), beyond: beyond(key) })),
        )
      : await violated(checking, broken);
  return { claim: 'kept', operationId: null, requirement: ruleCause(invariant), verdict };
}

/** Postconditions, schemas of records, effects and responses that always have a value. */
function promiseItems(checking: Checking, { operation, endings, possibility, beyond }: Judged): readonly Promise<CheckItem>[] {
  const { sightings } = checking;
  const causes = new Map<OutcomeKey, Cause>();
  for (const { key, kind, cause } of endings) if (kind === 'fault' && cause !== null && cause.kind !== 'invariant') causes.set(key, cause);
  for (const { operationId, key, kind, cause } of sightings.seen.values())
    if (operationId === operation.id && kind === 'fault' && cause !== null && cause.kind !== 'invariant') causes.set(key, cause);
  return [...causes].map(async ([key, requirement]): Promise<CheckItem> => {
    const broken = sightings.seen.get(sightingName(operation.id, key));
    const verdict =
      broken === undefined ? keptVerdict(checking, [{ plain: possibility(key), beyond: beyond(key) }]) : await violated(checking, broken);
    return { claim: 'kept', operationId: operation.id, requirement: broken?.cause ?? requirement, verdict };
  });
}

async function violated(checking: Checking, { path }: Sighting): Promise<CheckVerdict> {
  return { kind: 'violated', run: await violationOf(checking, path), bounds: [] };
}

async function violationOf({ contract, initial, credentials, verify: options }: Checking, path: readonly Edge[]): Promise<Violation> {
  const trajectory = pathToTrajectory(path, { id: 'violation', initial, goal: null, never: null, credentials: usedBy(path, credentials) });
  const { value } = await verify(contract, trajectory, options);
  return { trajectory, verdict: value };
}

/** Said only where all calls could be tried, or a state was found from which none goes on. */
function stuckItem({ contract, initial, credentials, sightings }: Checking): readonly CheckItem[] {
  // Where nothing is ever changed that is no finding.
  if (![...contract.operations.values()].some(({ effects }) => effects.length > 0)) return [];
  const { stuck, coverage, isServerFree } = sightings;
  const requirement = sightings.faultWhereStuck;
  const item = (verdict: CheckVerdict): readonly CheckItem[] => [{ claim: 'can-go-on', operationId: null, requirement, verdict }];
  if (stuck !== null) {
    const path = pathTo(stuck);
    const trajectory = pathToTrajectory(path, { id: 'stuck', initial, goal: null, never: null, credentials: usedBy(path, credentials) });
    return item({ kind: 'violated', run: { trajectory, verdict: null }, bounds: [] });
  }
  if (coverage.open.length > 0 || coverage.undecided.length > 0 || isServerFree || coverage.depth === 0) return [];
  if (coverage.end === 'all') return item({ kind: 'proved', method: 'exhaustion', bounds: [], witness: null });
  return item({ kind: 'bounded', steps: coverage.depth, induction: null });
}
