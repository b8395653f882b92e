// Decides what comes of one request: the order of the checks, and what the state is afterwards.

import { DEFAULT_LIMITS, type Limits } from '../base/limits.ts';
import type { Timestamp, Value } from '../base/value.ts';
import type { Contract, Operation, Request } from '../contract/contract.ts';
import { type Outcome, UNAUTHORIZED } from '../contract/outcome.ts';
import { securityCause } from './cause.ts';
import { asking } from './choose/ask.ts';
import type { Chooser } from './choose/chooser.ts';
import { applyWrites, happened } from './effects/apply.ts';
import { checkRecords } from './effects/check-records.ts';
import { isCollision } from './effects/create.ts';
import { settleReferences } from './effects/delete-references.ts';
import { createIssuer, type Issuer } from './effects/issuer.ts';
import { type Run, runEffects } from './effects/run.ts';
import type { Write } from './effects/write.ts';
import type { Answer, Environment } from './evaluate/environment.ts';
import { type KeyText, keyText } from './key.ts';
import { checkRequest } from './request/check.ts';
import { isAuthorized } from './request/security.ts';
import { affectedInvariants, firstFailing } from './requirements.ts';
import { answer } from './response.ts';
import type { State } from './state.ts';
import { fault, isStop, refuse, type Stop } from './stop.ts';
import { type Undecided, undecided } from './undecided.ts';

export interface StepOptions {
  readonly chooser: Chooser;
  readonly now: Timestamp;
  /** Whether the state before is known to satisfy the invariants: then only those that a write or the clock can have broken are evaluated. */
  readonly invariantsHold?: boolean;
  readonly limits?: Limits;
}

/** What came of a request. Refusals and faults leave the state as it was, and have no writes. */
export interface Transition {
  readonly kind: 'transition';
  readonly outcome: Outcome;
  readonly state: State;
  readonly writes: readonly Write[];
  /** What the chooser was asked, by place, and answered. */
  readonly choices: ReadonlyMap<string, Value>;
  /** Of a fault after the effects: the state and response that it kept from being, so that the fault can be explained. */
  readonly attempted: Attempt | null;
}

/** A state after that was not accepted; `response` is null if the fault came before there was one. */
export interface Attempt {
  readonly state: State;
  readonly response: Answer | null;
}

/** Decides one request against a state: security, schema, preconditions, effects, references, records, response, postconditions, invariants. */
export function step(contract: Contract, state: State, request: Request, options: StepOptions): Transition | Undecided {
  const operation = contract.operations.get(request.operationId);
  if (operation === undefined) throw new Error(`there is no operation ${request.operationId}`);
  const choices = new Map<string, Value>();
  const world: World = { contract, operation, state, request, options, limits: options.limits ?? DEFAULT_LIMITS };
  const early = refusal(world);
  const result = early ?? perform(world, choices);
  if (isStop(result)) return stopped(state, result, choices, null);
  if ('stop' in result) return stopped(state, result.stop, choices, result.attempt);
  return { kind: 'transition', ...result, choices, attempted: null };
}

interface World {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly state: State;
  readonly request: Request;
  readonly options: StepOptions;
  readonly limits: Limits;
}

function stopped(state: State, stop: Stop, choices: ReadonlyMap<string, Value>, attempted: Attempt | null): Transition | Undecided {
  return stop.kind === 'undecided' ? stop : { kind: 'transition', outcome: stop, state, writes: [], choices, attempted };
}

function environmentBefore({ state, request, options, limits }: World, issuer: Issuer | null): Environment {
  return { state, before: null, request, response: null, now: options.now, fresh: issuer?.fresh ?? null, limits };
}

/** What decides before anything happens. */
function refusal(world: World): Stop | null {
  const { contract, operation, request, limits } = world;
  if (!isAuthorized(operation, request)) return refuse(UNAUTHORIZED, securityCause(operation));
  const misfit = checkRequest(contract, operation, request, limits);
  if (misfit !== null) return misfit;
  const failing = firstFailing(operation.preconditions, environmentBefore(world, null));
  if (failing?.kind === 'failing') return refuse(failing.requirement.status, failing.cause);
  return failing;
}

interface Done {
  readonly outcome: Outcome;
  readonly state: State;
  readonly writes: readonly Write[];
}

type Stopped = { readonly stop: Stop; readonly attempt: Attempt };

function perform(world: World, choices: Map<string, Value>): Done | Stop | Stopped {
  const started = runWithFreshKeys(world, choices);
  if (isStop(started)) return started;
  const { run, issuer } = started;
  const written = settleReferences(world.contract, applyWrites(world.state, run), happened(world.state, run));
  if (isStop(written)) return written;
  const misfit = checkRecords(world.contract, written.state, written.writes, world.limits);
  if (misfit !== null) return { stop: misfit, attempt: { state: written.state, response: null } };
  const after: Environment = { ...environmentBefore(world, issuer), state: written.state, before: world.state };
  const ask = asking(world.contract, world.options.chooser, world.limits, choices);
  const response = answer({ operation: world.operation, environment: after, run, ask });
  if (isStop(response)) return { stop: response, attempt: { state: written.state, response: null } };
  const broken = brokenPromise(world, after, response, written.writes);
  if (broken !== null) return { stop: broken, attempt: { state: written.state, response } };
  return { outcome: { kind: 'success', ...response }, state: written.state, writes: written.writes };
}

function brokenPromise(world: World, after: Environment, response: Answer, writes: readonly Write[]): Stop | null {
  const promised = firstFailing(world.operation.postconditions, { ...after, response, fresh: null });
  if (promised !== null) return promised.kind === 'failing' ? fault(promised.cause) : promised;
  const { invariants } = world.contract;
  const affected =
    world.options.invariantsHold === true ? affectedInvariants(invariants, new Set(writes.map(({ root }) => root))) : invariants;
  const environment = { ...after, before: null, request: null, fresh: null };
  const failing = firstFailing(affected, environment);
  return failing?.kind === 'failing' ? fault(failing.cause) : failing;
}

/**
 * Runs the effects; if a key issued as new turns out to be created on purpose by a later effect, runs them again with that key reserved.
 * Every round reserves one more key, and an operation has only so many creates.
 */
function runWithFreshKeys(world: World, choices: Map<string, Value>): { readonly run: Run; readonly issuer: Issuer } | Stop {
  const { contract, operation, state, limits } = world;
  const ask = asking(contract, world.options.chooser, limits, choices);
  const reserved = new Map<string, Set<KeyText>>();
  for (let round = 0; round <= operation.effects.length; round += 1) {
    choices.clear();
    const issuer = createIssuer(contract, state, ask, reserved);
    const run = runEffects({ contract, operation, environment: environmentBefore(world, issuer), issuer, ask, limits });
    if (isStop(run)) return run;
    if (!isCollision(run)) return { run, issuer };
    reserved.set(run.collection, (reserved.get(run.collection) ?? new Set()).add(keyText(run.key)));
  }
  return undecided('no-choice', `${operation.id}: no new key stays different from the keys that the operation creates`);
}
