// Decides which plan the solver finds, one length after another, and which lengths it excludes for all arguments.

import type { Value } from '../base/value.ts';
import { scriptedChooser } from '../simulate/choose/scripted.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { step } from '../simulate/step.ts';
import { LimitReached } from '../symbolic/limit-reached.ts';
import { Unsupported } from '../symbolic/unsupported.ts';
import type { Bound, SolverUse, UnknownReason } from '../verify/verdict.ts';
import { BoundedSearch, type Proposal } from './bounded.ts';
import { requestOf } from './call.ts';
import { formsOf } from './forms.ts';
import type { OpenPart } from './open-part.ts';
import type { Plan } from './plan-result.ts';
import { type Planning, prove } from './planning.ts';
import { type Edge, type Node, pathTo } from './search.ts';

/** Proposals of one length that may fail before planning goes on to the next. */
const MAX_FAILED_PROPOSALS = 16;
/** Lengths that are asked about after one whose proposals all failed. */
const MAX_LENGTHS_IN_DOUBT = 2;

/** What asking came to. */
export interface Solved {
  /** Shorter than the one that was known. */
  readonly plan: Plan | null;
  readonly excluded: number;
  readonly bounds: readonly Bound[];
  readonly open: readonly OpenPart[];
  readonly reason: UnknownReason | null;
  readonly use: SolverUse | null;
}

/** Asks for plans of 0, 1, 2, … steps, fewer than the known one has. */
export async function askSolver(planning: Planning, known: Plan | null): Promise<Solved> {
  const { contract, options, verify: verifyOptions, goal, avoid, initial, credentials } = planning;
  const most = known === null ? options.maxSteps : known.trajectory.steps.length - 1;
  const { forms, open } = formsOf(contract);
  let excluded = -1;
  let bounds: readonly Bound[] = [];
  let searching: BoundedSearch | null = null;
  const result = (plan: Plan | null, reason: UnknownReason | null): Solved => ({
    plan,
    excluded,
    bounds,
    open,
    reason,
    use: searching?.use() ?? null,
  });
  if (open.length > 0) return result(null, optionalParts(open));
  try {
    searching = new BoundedSearch(contract, forms, await verifyOptions.solver(), {
      initial,
      goal,
      avoid,
      credentials,
      now: verifyOptions.now,
      verify: verifyOptions,
    });
    let doubt: UnknownReason | null = null;
    for (let length = 0; length <= most && length <= excluded + 1 + MAX_LENGTHS_IN_DOUBT; length += 1) {
      options.progress(`plans of ${length} steps`);
      if (length > 0) searching.extend();
      const answer = await planOfThatLength(planning, searching);
      if (answer.kind === 'plan') return result(answer.plan, null);
      if (answer.kind === 'unknown') return result(null, doubt ?? answer.reason);
      if (answer.kind === 'doubtful') {
        // A longer plan may need nothing of the server. It is then not known to be a shortest one.
        doubt ??= answer.reason;
      } else if (doubt === null) {
        excluded = length;
        bounds = answer.bounds;
      }
    }
    return result(null, doubt);
  } catch (error) {
    return result(null, reasonOf(error));
  } finally {
    searching?.close();
  }
}

type OfLength =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'none'; readonly bounds: readonly Bound[] }
  /** What the solver proposes cannot be proved to get there. */
  | { readonly kind: 'doubtful'; readonly reason: UnknownReason }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** What the solver proposes is run, and proved; what cannot be is left out, and it is asked again. */
async function planOfThatLength(planning: Planning, searching: BoundedSearch): Promise<OfLength> {
  let failed = 0;
  for (; failed < MAX_FAILED_PROPOSALS; failed += 1) {
    const answer = searching.ask();
    if (answer.kind === 'unknown') return answer;
    if (answer.kind === 'none') {
      // What was left out was left out for what it is, not for what the solver knows: it might do in some other form.
      return failed === 0 ? answer : { kind: 'doubtful', reason: dependsOnServer(failed, searching.length) };
    }
    const proved = await proveProposal(planning, answer.proposal);
    if (proved !== null) return { kind: 'plan', plan: proved };
    searching.exclude(answer.proposal);
  }
  return { kind: 'doubtful', reason: dependsOnServer(failed, searching.length) };
}

/** Run with the choices that the solver supposes, and with others: a plan gets there whatever the server chooses. */
async function proveProposal(planning: Planning, proposal: Proposal): Promise<Plan | null> {
  for (const choices of [proposal.choices, []]) {
    const path = runProposal(planning, { ...proposal, choices });
    const proved = path === null ? null : await prove(planning, path, 0);
    if (proved !== null || proposal.choices.every(({ size }) => size === 0)) return proved;
  }
  return null;
}

function dependsOnServer(failed: number, length: number): UnknownReason {
  const sequences = failed === 1 ? 'the one sequence' : `${failed} sequences`;
  const message = `${sequences} of ${length} calls that the solver proposed cannot be proved to get there whatever the server chooses`;
  return { kind: 'not-realisable', message, constructs: [] };
}

function optionalParts(open: readonly OpenPart[]): UnknownReason {
  const parts = open.map(({ operationId, part }) => `${operationId} ${part}`);
  return { kind: 'unsupported', message: 'an operation has more optional parts than are tried in all combinations', constructs: parts };
}

/** The proposal as a path, run with the choices that the solver supposes; null where a call does not succeed. */
function runProposal(planning: Planning, { calls, choices }: Proposal): readonly Edge[] | null {
  const { contract, credentials, verify: options } = planning;
  let node: Node = { state: planning.start, edge: null, depth: 0 };
  for (const [index, call] of calls.entries()) {
    const chooser = scriptedChooser(choices[index] ?? new Map<string, Value>(), seededChooser(contract, options.seed, index));
    const { now, limits } = options;
    const transition = step(contract, node.state, requestOf(call, credentials), { chooser, now, invariantsHold: true, limits });
    if (transition.kind === 'undecided' || transition.outcome.kind !== 'success') return null;
    node = { state: transition.state, edge: { from: node, call, transition }, depth: index + 1 };
  }
  return pathTo(node);
}

function reasonOf(error: unknown): UnknownReason {
  if (error instanceof LimitReached) return { kind: 'size-limit', message: error.message, constructs: [] };
  if (error instanceof Unsupported) return { kind: 'unsupported', message: error.message, constructs: [error.construct] };
  throw error;
}
