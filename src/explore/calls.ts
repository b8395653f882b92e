// Decides which calls a search tries in a state, and what it leaves untried.

import { DEFAULT_LIMITS } from '../base/limits.ts';
import { DEFAULT_NOW } from '../base/time.ts';
import type { Value } from '../base/value.ts';
import type { Contract, Operation, Request } from '../contract/contract.ts';
import type { Expression } from '../contract/expression.ts';
import { type Environment, environmentOf } from '../simulate/evaluate/environment.ts';
import { holds } from '../simulate/evaluate/evaluate.ts';
import { asUndecided } from '../simulate/requirements.ts';
import { conforms } from '../simulate/schema/conforms.ts';
import type { State } from '../simulate/state.ts';
import { argumentsFor } from './arguments.ts';
import { type Argument, type Call, requestOf } from './call.ts';
import { credentialsRead } from './credentials.ts';
import { type Domain, type DomainContext, domainOf, type Given } from './domain.ts';
import { givenIn, NOTHING_GIVEN, saidOf } from './given.ts';
import type { OpenPart } from './open-part.ts';
import { isKnown, type Leaf, type Outline, outlineOf } from './outline.ts';
import { keptOf } from './product.ts';
import { type PartText, readsOf } from './reads.ts';

/** Calls to try, and parts of requests for which other values might matter too. */
export interface Calls {
  readonly calls: readonly Call[];
  readonly open: readonly OpenPart[];
}

/** How calls are made up. */
export interface CallOptions {
  /** Of values that do not matter, or are made up. */
  readonly seed: number;
  /** Combinations of values that are tried of parts whose values are not all tried. */
  readonly mostOpen: number;
  /** Whether calls that end in a fault of the contract are wanted too, and not only those that may succeed. */
  readonly withFaults: boolean;
}

/** Calls of one operation in one state. */
const MAX_CALLS = 5_000;
/** Combinations of values that are begun for one operation in one state, where rules cut most of them short. */
const MAX_BEGUN = 100_000;

/**
 * Calls of the operation whose requests fit the schema. What no rule reads is left out where it is optional. Of calls that cannot succeed, those
 * are left out too that a rule refuses before all is chosen, unless faults are wanted.
 */
export function callsOf(contract: Contract, operation: Operation, state: State, options: CallOptions): Calls {
  const making = new Making(contract, operation, state, options);
  making.run();
  return {
    calls: making.calls,
    open: [...[...making.open].map((part) => ({ operationId: operation.id, part })), ...credentialsRead(operation)],
  };
}

/** Values chosen so far, by the place of their leaf; absent is undefined. */
type Chosen = readonly (Value | undefined)[];

/** The calls of one operation in one state, being made up leaf by leaf. */
class Making {
  readonly calls: Call[] = [];
  readonly open: Set<PartText>;
  private readonly contract: Contract;
  private readonly operation: Operation;
  private readonly state: State;
  private readonly options: CallOptions;
  private readonly outline: Outline;
  private readonly parts: readonly PartText[];
  private readonly fixed: ReadonlyMap<Leaf, Domain>;
  private kept: readonly number[] = [];
  private begun = 0;

  constructor(contract: Contract, operation: Operation, state: State, options: CallOptions) {
    this.contract = contract;
    this.operation = operation;
    this.state = state;
    this.options = options;
    this.outline = outlineOf(contract, operation);
    this.parts = this.outline.leaves.map(({ part }) => part);
    this.open = new Set(this.outline.open);
    const isOff = this.outline.leaves.length > 0 && !this.passes(this.outline.gates, []);
    this.fixed = new Map(
      isOff ? [] : this.outline.leaves.flatMap((leaf, at) => (leaf.isStaged ? [] : [[leaf, this.domainAt(leaf, at, [])] as const])),
    );
    if (isOff) this.begun = MAX_BEGUN;
  }

  run(): void {
    if (this.begun > 0) return;
    const { leaves } = this.outline;
    const factors = leaves.map((leaf) => {
      const domain = this.fixed.get(leaf);
      for (const part of domain?.open ?? []) this.open.add(part);
      return { size: domain === undefined ? 1 : domain.values.length + (leaf.required ? 0 : 1), isOpen: (domain?.open.length ?? 0) > 0 };
    });
    const { kept, isCut } = keptOf(factors, { all: this.options.withFaults ? MAX_CALLS : MAX_BEGUN, open: this.options.mostOpen });
    this.kept = kept;
    if (isCut) this.open.add('');
    this.extend([]);
  }

  /** Chooses the next leaf in all ways. */
  private extend(chosen: Chosen): void {
    const at = chosen.length;
    const leaf = this.outline.leaves[at];
    if (leaf === undefined) return this.finish(chosen);
    const domain = this.fixed.get(leaf) ?? this.staged(leaf, at, chosen);
    const choices: readonly (Value | undefined)[] = leaf.required ? domain.values : [undefined, ...domain.values];
    const isLast = at === this.outline.leaves.length - 1;
    for (const value of choices.slice(0, this.fixed.has(leaf) ? this.kept[at] : choices.length)) {
      this.begun += 1;
      if (this.calls.length >= MAX_CALLS || this.begun > MAX_BEGUN) {
        this.open.add('');
        return;
      }
      const further = [...chosen, value];
      if (isLast || this.passes(leaf.gates, further)) this.extend(further);
    }
  }

  private staged(leaf: Leaf, at: number, chosen: Chosen): Domain {
    const domain = this.domainAt(leaf, at, chosen);
    for (const part of domain.open) this.open.add(part);
    return domain.open.length === 0 ? domain : { ...domain, values: domain.values.slice(0, this.options.mostOpen) };
  }

  /** Whether all rules are true, or might be. */
  private passes(rules: readonly Expression[], chosen: Chosen): boolean {
    if (this.options.withFaults || rules.length === 0) return true;
    const environment = this.environment(chosen);
    return rules.every((rule) => {
      const result = holds(rule, environment);
      return typeof result === 'boolean' ? result : asUndecided(result, '') !== null;
    });
  }

  private environment(chosen: Chosen): Environment {
    return { ...environmentOf(this.state, { now: DEFAULT_NOW, limits: DEFAULT_LIMITS }), request: this.request(chosen) };
  }

  private request(chosen: Chosen): Request {
    return requestOf({ operation: this.operation, args: this.argumentsOf(chosen) }, NO_CREDENTIALS);
  }

  private domainAt(leaf: Leaf, at: number, chosen: Chosen): Domain {
    const known = this.parts.slice(0, at);
    let environment: Environment | null = null;
    const isReady = (read: PartText): boolean => isKnown(read, known, this.parts);
    const given = (part: PartText): Given => {
      const said = saidOf(this.operation, part);
      if (said.sources.length === 0 && said.bounds.length === 0) return NOTHING_GIVEN;
      environment ??= this.environment(chosen);
      return givenIn(said, environment, isReady);
    };
    const context: DomainContext = {
      contract: this.contract,
      state: this.state,
      reads: readsOf(this.operation),
      given,
      ...this.options,
    };
    return domainOf(context, leaf.schema, leaf.part);
  }

  private argumentsOf(chosen: Chosen): readonly Argument[] {
    return argumentsFor(this.outline, chosen);
  }

  private finish(chosen: Chosen): void {
    const args = this.argumentsOf(chosen);
    const body = this.outline.isBodyInParts ? args.at(-1)?.value : undefined;
    const schema = this.operation.body?.schema;
    if (body !== undefined && schema !== undefined && conforms(this.contract.schemas, schema, body, 'request') !== null) return;
    this.calls.push({ operation: this.operation, args });
  }
}

const NO_CREDENTIALS: ReadonlyMap<string, string> = new Map();
