// Decides a request by making it up leaf by leaf, at random, turning back where a rule says that it cannot become what is wanted.

import type { Random } from '../../base/random.ts';
import type { Value } from '../../base/value.ts';
import type { Operation, Request } from '../../contract/contract.ts';
import { argumentsFor } from '../../explore/arguments.ts';
import { type Argument, type Call, requestOf } from '../../explore/call.ts';
import type { Given } from '../../explore/domain.ts';
import { givenIn, NOTHING_GIVEN, saidOf } from '../../explore/given.ts';
import { isKnown, type Leaf, type Outline, outlineOf } from '../../explore/outline.ts';
import { type PartText, readsOf } from '../../explore/reads.ts';
import type { Environment } from '../../simulate/evaluate/environment.ts';
import { holds } from '../../simulate/evaluate/evaluate.ts';
import { conforms } from '../../simulate/schema/conforms.ts';
import { step } from '../../simulate/step.ts';
import { costOf } from './cost.ts';
import { decisiveOf } from './decisive.ts';
import type { Drawing, DrawnCall, Situation, Wanted } from './drawing.ts';
import { isWanted } from './drawing.ts';
import { enriched } from './enrich.ts';
import { type Gate, type Gates, gatesFor } from './gates.ts';
import { anchorsIn, nearTo } from './near.ts';
import { valuesFor } from './values.ts';

/** How much is tried. */
export interface Trying {
  /** Times to begin anew. */
  readonly starts: number;
  /** What may be spent on each of them: one for a value that is tried, and for every record that a rule visits because of it. */
  readonly budget: number;
}

/** What it costs to run a finished request, beside what its rules visit. */
const FINISH_COST = 20;

/** Values chosen so far, by the place of their leaf; absent is undefined. */
type Chosen = readonly (Value | undefined)[];

/** A call of the operation of which what is wanted comes, or null if none was found. */
export function sample(
  drawing: Drawing,
  situation: Situation,
  operation: Operation,
  wanted: Wanted,
  random: Random,
  trying: Trying,
): DrawnCall | null {
  const making = new Making(drawing, situation, operation, wanted, random);
  if (!making.isOpen()) return null;
  for (let start = 0; start < trying.starts; start += 1) {
    const found = making.attempt(trying.budget, start % 2 === 1);
    if (found !== null) return found;
  }
  return null;
}

/** A request in the making. */
class Making {
  private readonly drawing: Drawing;
  private readonly situation: Situation;
  private readonly operation: Operation;
  private readonly wanted: Wanted;
  private readonly random: Random;
  private readonly outline: Outline;
  private readonly parts: readonly PartText[];
  private readonly gates: Gates;
  private left = 0;
  private isCoherent = false;
  private anchors: readonly Value[] = [];

  constructor(drawing: Drawing, situation: Situation, operation: Operation, wanted: Wanted, random: Random) {
    this.drawing = drawing;
    this.situation = situation;
    this.operation = operation;
    this.wanted = wanted;
    this.random = random;
    this.outline = outlineOf(drawing.contract, operation);
    this.parts = this.outline.leaves.map(({ part }) => part);
    this.gates = gatesFor(operation, this.outline, wanted);
  }

  /** Whether the rules that read no part of the request let it become what is wanted. */
  isOpen(): boolean {
    return this.passes(this.gates[0] ?? [], []);
  }

  attempt(budget: number, isCoherent: boolean): DrawnCall | null {
    this.isCoherent = isCoherent;
    this.left = budget;
    this.anchors = anchorsIn(this.situation.state, this.random);
    return this.extend([]);
  }

  private extend(chosen: Chosen): DrawnCall | null {
    const leaf = this.outline.leaves[chosen.length];
    if (leaf === undefined) return this.finish(chosen);
    const gates = this.gates[chosen.length + 1] ?? [];
    const cost = gates.reduce((sum, { rule }) => sum + costOf(rule, this.situation.state), 1);
    for (const value of this.choices(leaf, chosen)) {
      this.left -= cost;
      if (this.left < 0) return null;
      const further = [...chosen, value];
      if (!this.passes(gates, further)) continue;
      const found = this.extend(further);
      if (found !== null) return found;
    }
    return null;
  }

  /** An optional leaf is left out first, last, or not at all before there are no others. */
  private *choices(leaf: Leaf, chosen: Chosen): Generator<Value | undefined, void, undefined> {
    const isOmittedFirst = !leaf.required && this.random.next() < 0.5;
    if (isOmittedFirst) yield undefined;
    yield* this.valuesOf(leaf, chosen);
    if (!leaf.required && !isOmittedFirst) yield undefined;
  }

  private valuesOf(leaf: Leaf, chosen: Chosen): Iterable<Value> {
    const { contract, realism } = this.drawing;
    let environment: Environment | null = null;
    const known = this.parts.slice(0, chosen.length);
    const given = (part: PartText): Given => {
      const said = saidOf(this.operation, part);
      if (said.sources.length === 0 && said.bounds.length === 0) return NOTHING_GIVEN;
      environment ??= this.environment(chosen);
      return givenIn(said, environment, (read) => isKnown(read, known, this.parts));
    };
    const context = {
      contract,
      state: this.situation.state,
      reads: readsOf(this.operation),
      isDecisive: decisiveOf(this.operation),
      given,
      near: nearTo(this.situation.state, chosen, this.anchors),
      isCoherent: this.isCoherent,
      realism,
      random: this.random,
      isContrary: this.wanted.kind === 'refused',
    };
    return valuesFor(context, leaf.schema, leaf.part, leaf.path.at(-1) ?? leaf.name);
  }

  private passes(gates: readonly Gate[], chosen: Chosen): boolean {
    if (gates.length === 0) return true;
    const environment = this.environment(chosen);
    return gates.every(({ rule, isTrue }) => (holds(rule, environment) === true) === isTrue);
  }

  private environment(chosen: Chosen): Environment {
    const { state, now } = this.situation;
    const request = this.request({ operation: this.operation, args: this.args(chosen) });
    return { state, before: null, request, response: null, now, fresh: null, limits: this.drawing.limits };
  }

  private request(call: Call): Request {
    return requestOf(call, this.drawing.credentials);
  }

  private args(chosen: Chosen): readonly Argument[] {
    return argumentsFor(this.outline, chosen);
  }

  /** The finished request, first with more than it needs, then with just that. */
  private finish(chosen: Chosen): DrawnCall | null {
    this.left -= FINISH_COST;
    const args = this.args(chosen);
    const rich = enriched(this.drawing, this.operation, args, this.random);
    return (rich === null ? null : this.decide(rich)) ?? this.decide(args);
  }

  private decide(args: readonly Argument[]): DrawnCall | null {
    const { contract, limits } = this.drawing;
    const { state, now, chooser } = this.situation;
    const schema = this.operation.body?.schema;
    const body = args.find((argument) => argument.in === 'body')?.value;
    if (
      this.outline.isBodyInParts &&
      body !== undefined &&
      schema !== undefined &&
      conforms(contract.schemas, schema, body, 'request') !== null
    )
      return null;
    const call: Call = { operation: this.operation, args };
    const request = this.request(call);
    const transition = step(contract, state, request, { chooser, now, invariantsHold: true, limits });
    if (transition.kind === 'undecided' || !isWanted(transition, this.wanted)) return null;
    return { kind: 'drawn', call, credentials: this.drawing.credentials, request, transition, by: 'sampling' };
  }
}
