// Support: the questions whether a value is within a schema, and for a value within or outside of it, as they are put to the symbolic interpreter.

import { equalValues } from '../../src/base/equality.ts';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { isList, isObject, type Value } from '../../src/base/value.ts';
import { ANYTHING } from '../../src/contract/schema.ts';
import { conforms } from '../../src/simulate/schema/conforms.ts';
import type { NormalisedSchema } from '../../src/spec/schema/json-schema.ts';
import type { Context } from '../../src/symbolic/context.ts';
import { createContext } from '../../src/symbolic/create-context.ts';
import { equalSymbolic } from '../../src/symbolic/equality.ts';
import { createFactory } from '../../src/symbolic/factory.ts';
import { freeValue } from '../../src/symbolic/free.ts';
import { decodeSymbolic } from '../../src/symbolic/free-decode.ts';
import { validity } from '../../src/symbolic/schema/validity.ts';
import { skolemise } from '../../src/symbolic/skolem.ts';
import type { Answer, QuantifierEffort, Solver, SolverBackend } from '../../src/symbolic/solver.ts';
import type { Term } from '../../src/symbolic/term.ts';
import type { Symbolic } from '../../src/symbolic/value.ts';
import { known } from '../../src/symbolic/values.ts';
import { completer } from '../../src/verify/complete-state.ts';
import { contractOf } from './contract-builder.ts';

/** Who is asked, and how long; what an answer may take is counted besides, so that the same questions are left open everywhere. */
export interface Asked {
  readonly backend: SolverBackend;
  readonly timeoutMs: number;
}

const RLIMIT = 400_000;

/**
 * `undecided` says in `why` which constructs or bounds, or what of the solver's, left it open. `contradiction`: neither valid nor invalid,
 * or both, for no such reason.
 */
export interface Judged {
  readonly answer: 'valid' | 'invalid' | 'undecided' | 'contradiction';
  readonly why: string;
}

/** `none`: certainly no value is on that side of the schema. */
export type Produced =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided'; readonly why: string };

const VALID: Judged = { answer: 'valid', why: '' };
const INVALID: Judged = { answer: 'invalid', why: '' };

function undecided(why: string): Judged {
  return { answer: 'undecided', why };
}

function contextFor({ schemas }: NormalisedSchema): Context {
  return createContext({ factory: createFactory(DEFAULT_LIMITS), schemas, limits: DEFAULT_LIMITS });
}

/** Whether the value, written down, is within the schema: decided by folding, without a solver. */
export function judgeKnown(form: NormalisedSchema, data: Value): Judged {
  const context = contextFor(form);
  const term = validity(context, form.schema, known(data), 'request');
  if (term.kind === 'constant') return term.value === true ? VALID : INVALID;
  return undecided(context.constructsIn([term]).join(', '));
}

/** Whether an unknown value that may be anything is within the schema, where it equals the data: both answers are asked for. */
export function judgeAnything(form: NormalisedSchema, data: readonly Value[], asked: Asked): readonly Judged[] {
  const asking = new Asking(form, 'anything', asked);
  const valid = asking.validity();
  const judged = data.map((one) => {
    const pin = asking.equals(one);
    const [yes, no] = asking.askEither([pin, valid], [pin, asking.not(valid)]);
    if (yes.kind === 'unsat' && no.kind === 'unsat') return asking.isBounded(one) ? undecided(asking.bounds()) : contradiction;
    if (yes.kind === 'unsat') return INVALID;
    if (no.kind === 'unsat') return VALID;
    return asking.open([pin, valid], one, [yes, no]);
  });
  asking.close();
  return judged;
}

/** Whether an unknown value of that very schema, as a hole in a request is, can be the data. */
export function judgeOwn(form: NormalisedSchema, data: readonly Value[], asked: Asked): readonly Judged[] {
  const asking = new Asking(form, 'within', asked);
  const judged = data.map((one) => {
    const pin = asking.equals(one);
    const answer = asking.ask(pin);
    if (answer.kind === 'unsat') return asking.isBounded(one) ? undecided(asking.bounds()) : INVALID;
    const open = asking.open([pin], one, [answer]);
    // A model is what a replay confirms, whatever it depends on.
    return open.answer === 'contradiction' || (asking.says(answer, one) && isOn(form, 'within', one)) ? VALID : open;
  });
  asking.close();
  return judged;
}

/** A value within the schema, or outside of it, as the solver finds it. */
export function produce(form: NormalisedSchema, side: 'within' | 'outside', asked: Asked): Produced {
  const asking = new Asking(form, side === 'within' ? 'within' : 'anything', asked);
  const claim = side === 'within' ? [] : [asking.not(asking.validity())];
  const answer = asking.ask(...claim);
  const constructs = asking.constructs(claim);
  const value = asking.decode(answer);
  asking.close();
  if (answer.kind === 'unknown') return { kind: 'undecided', why: answer.reason };
  if (answer.kind === 'unsat') return asking.hasBounds() ? { kind: 'undecided', why: asking.bounds() } : { kind: 'none' };
  if (constructs !== '' && !isOn(form, side, value)) return { kind: 'undecided', why: constructs };
  return value === undefined ? { kind: 'undecided', why: 'a model that says no value' } : { kind: 'value', value };
}

function isOn({ schemas, schema }: NormalisedSchema, side: 'within' | 'outside', value: Value | undefined): boolean {
  const found = value === undefined ? undefined : conforms(schemas, schema, value, 'request');
  return side === 'within' ? found === null : found?.kind === 'violation';
}

const contradiction: Judged = { answer: 'contradiction', why: '' };

/** An unknown value, and a solver to ask about it. */
class Asking {
  private readonly context: Context;
  private readonly unknown: Symbolic;
  private readonly form: NormalisedSchema;
  private readonly solver: Solver;
  private factsTaken = 0;

  constructor(form: NormalisedSchema, of: 'anything' | 'within', { backend, timeoutMs }: Asked) {
    this.form = form;
    this.context = contextFor(form);
    const schema = of === 'within' ? form.schema : ANYTHING;
    this.unknown = freeValue(this.context, { origin: { kind: 'hole', name: 'x' }, schema, exists: this.context.factory.true });
    this.solver = backend.open({ rlimit: RLIMIT, timeoutMs, sequences: false });
  }

  validity(): Term {
    return validity(this.context, this.form.schema, this.unknown, 'request');
  }

  equals(data: Value): Term {
    return equalSymbolic(this.context, this.unknown, known(data));
  }

  not(term: Term): Term {
    return this.context.factory.not(term);
  }

  /** Two questions of which one should be unsatisfiable: quickly, or else thoroughly. */
  askEither(one: readonly Term[], other: readonly Term[]): readonly [Answer, Answer] {
    const quick = [this.askWith('matching', one), this.askWith('matching', other)] as const;
    return quick.some((answer) => answer.kind === 'unsat') ? quick : [this.ask(...one), this.ask(...other)];
  }

  ask(...terms: readonly Term[]): Answer {
    return this.askWith('models', terms);
  }

  /** With all facts that are known by now. */
  private askWith(effort: QuantifierEffort, terms: readonly Term[]): Answer {
    const { factory, facts } = this.context;
    for (const fact of facts.slice(this.factsTaken)) this.solver.assert(skolemise(factory, fact));
    this.factsTaken = facts.length;
    this.solver.push();
    for (const term of terms) this.solver.assert(skolemise(factory, term));
    const answer = this.solver.check([], { effort });
    this.solver.pop();
    return answer;
  }

  /** The unknown value under the model; undefined without one, or where it does not say. */
  decode(answer: Answer): Value | undefined {
    const contract = { ...contractOf({}), schemas: this.form.schemas };
    return answer.kind === 'sat' ? decodeSymbolic(this.context, answer.model, this.unknown, completer(contract, 1)) : undefined;
  }

  constructs(terms: readonly Term[]): string {
    return this.context.constructsIn([...terms, ...this.context.facts]).join(', ');
  }

  /** Why the data is neither proved to be valid nor proved not to be; a contradiction if there is no reason. */
  open(terms: readonly Term[], data: Value, answers: readonly Answer[]): Judged {
    const constructs = this.constructs(terms);
    if (constructs !== '') return undecided(constructs);
    const unknown = answers.find((answer) => answer.kind === 'unknown');
    if (unknown !== undefined) return undecided(unknown.reason);
    return answers.every((answer) => this.says(answer, data)) ? contradiction : undecided('a model of another value');
  }

  /** Whether the model says that the unknown value is the data. */
  says(answer: Answer, data: Value): boolean {
    const value = this.decode(answer);
    return value !== undefined && equalValues(value, data);
  }

  hasBounds(): boolean {
    return this.context.bounds.length > 0;
  }

  /** Whether the data may be beyond what the context was bounded to. */
  isBounded(data: Value): boolean {
    return this.hasBounds() && widthOf(data) > this.context.limits.scope;
  }

  bounds(): string {
    return this.context.bounds.map(({ what, size }) => `${what} up to ${size}`).join(', ');
  }

  close(): void {
    this.solver.dispose();
  }
}

/** Elements or entries of the largest list or object in the value. */
function widthOf(value: Value): number {
  const parts = isList(value) ? value : value !== null && isObject(value) ? [...value.values()] : [];
  return Math.max(parts.length, ...parts.map(widthOf));
}
