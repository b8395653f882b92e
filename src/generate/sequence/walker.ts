// Decides a sequence step by step: a call is taken if what is wanted comes of it, whatever the server chooses as far as a second run can tell.

import type { Random } from '../../base/random.ts';
import { isObject, type Value } from '../../base/value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Argument } from '../../explore/call.ts';
import { collectionChosenAt, type Told, valuesTold } from '../../explore/path-to-trajectory.ts';
import { type PartText, readsOf } from '../../explore/reads.ts';
import type { Chooser } from '../../simulate/choose/chooser.ts';
import { type KeyText, keyText } from '../../simulate/key.ts';
import { hadKey } from '../../simulate/records.ts';
import type { State } from '../../simulate/state.ts';
import type { Transition } from '../../simulate/step.ts';
import { drawCall } from '../draw/draw.ts';
import { type Drawing, type DrawnCall, type Effort, isWanted, type NotDrawn, type Situation, type Wanted } from '../draw/drawing.ts';
import { claimOf } from './claim.ts';
import { Lane } from './lane.ts';
import type { Choosers, GeneratedStep, Sequence, Start } from './sequence.ts';

/** Calls that are drawn for one step before it is given up, where another run of the server decides otherwise. */
const MAX_DRAWS = 3;

/** A sequence in the making. */
export class Walker {
  readonly start: Start;
  readonly steps: GeneratedStep[] = [];
  private readonly drawing: Drawing;
  private readonly choosers: Choosers;
  private readonly told: (readonly Told[])[] = [];
  private readonly shown: Lane;
  /** What the server chose in the shown run so far. */
  private readonly chosen = new Set<KeyText>();
  /** Whether the server chose a key of which it is not known whose it is. */
  private isAnyKeyed = false;
  /** Collections of which the server chose a key. */
  private readonly serverKeyed = new Set<string>();
  /** The other run; the same as the shown one until the server chose something. */
  private other: Lane;

  constructor(drawing: Drawing, start: Start, choosers: Choosers) {
    this.drawing = drawing;
    this.start = start;
    this.choosers = choosers;
    this.shown = new Lane(drawing, start);
    this.other = this.shown;
  }

  get state(): State {
    return this.shown.state;
  }

  get sequence(): Sequence {
    return { start: this.start, steps: [...this.steps], state: this.state };
  }

  /** A next step of which what is wanted comes; it is not taken yet. */
  draw(operation: Operation, wanted: Wanted, random: Random, effort: Effort): GeneratedStep | NotDrawn {
    const slot = this.steps.length;
    const situation: Situation = { state: this.state, now: this.start.now, chooser: this.choosers.shown(slot) };
    for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
      const drawn = drawCall(this.drawing, situation, operation, wanted, random, effort);
      if (drawn.kind === 'not-drawn') return drawn;
      const step: GeneratedStep = { kind: 'step', claim: claimOf(drawn, wanted, this.told), drawn, wanted, slot };
      if (this.isSure(step)) return step;
    }
    return { kind: 'not-drawn', operation, reason: 'not-found' };
  }

  /** The step as the contract decides it now: another state, other choices, the same claim. Null if what is wanted does not come of it. */
  redo({ claim, drawn, wanted, slot }: GeneratedStep): GeneratedStep | null {
    const transition = this.shown.look(claim, this.choosers.shown(slot));
    if (transition === null || !isWanted(transition, wanted)) return null;
    const again: DrawnCall = { ...drawn, transition };
    const step: GeneratedStep = { kind: 'step', claim, drawn: again, wanted, slot };
    return this.isSure(step) ? step : null;
  }

  /** Goes on with a step that was drawn, or done again, from here. */
  take(step: GeneratedStep): void {
    const { drawn, claim, slot } = step;
    const { transition } = drawn;
    const split = this.split(transition);
    const elsewhere = split === this.shown ? null : split.look(claim, this.otherChooser(slot, transition));
    if (split !== this.shown && elsewhere === null) throw new Error('a step that was sure can be taken');
    this.other = split;
    this.shown.take(transition);
    if (elsewhere !== null) split.take(elsewhere);
    this.told.push(valuesTold({ call: drawn.call, transition }, this.steps.length));
    for (const place of transition.choices.keys()) {
      const collection = collectionChosenAt(drawn.call.operation, place);
      if (collection !== null) this.serverKeyed.add(collection);
      if (place.startsWith('fresh#')) this.isAnyKeyed = true;
    }
    for (const value of transition.choices.values()) this.chosen.add(keyText(value));
    this.steps.push(step);
  }

  /** The other run: of its own once the server chooses. */
  private split({ choices }: Transition): Lane {
    if (this.other !== this.shown || choices.size === 0) return this.other;
    return this.shown.copy();
  }

  private otherChooser(slot: number, { choices }: Transition): Chooser {
    const now = new Set([...choices.values()].map(keyText));
    return this.choosers.other(slot, (key) => this.chosen.has(keyText(key)) || now.has(keyText(key)));
  }

  /** Whether a key is written out that is none now, and might be one had the server chosen otherwise. */
  private namesPossibleKey({ call: { operation, args } }: DrawnCall): boolean {
    const { keys } = readsOf(operation);
    return [...keys].some(([part, { collection, component }]) => {
      const records = this.state.collections.get(collection);
      const value = partOf(args, part);
      if (value === undefined || component !== null || records === undefined || hadKey(records, value)) return false;
      return this.isAnyKeyed || this.serverKeyed.has(collection) || this.chosen.has(keyText(value));
    });
  }

  private isSure({ claim, drawn, wanted, slot }: GeneratedStep): boolean {
    if (wanted.kind === 'refused' && this.namesPossibleKey(drawn)) return false;
    const other = this.split(drawn.transition);
    if (other === this.shown) return true;
    const elsewhere = other.look(claim, this.otherChooser(slot, drawn.transition));
    return elsewhere !== null && isWanted(elsewhere, wanted) && elsewhere.outcome.status === drawn.transition.outcome.status;
  }
}

/** The value of `path.NAME`, `body`, `body.PROPERTY` in the arguments. */
function partOf(args: readonly Argument[], part: PartText): Value | undefined {
  const [place, ...path] = part.split('.');
  if (place !== 'body') return args.find(({ in: of, name }) => of === place && name === path.join('.'))?.value;
  let value = args.find(({ in: of }) => of === 'body')?.value;
  for (const name of path) value = value !== undefined && value !== null && isObject(value) ? value.get(name) : undefined;
  return value;
}
