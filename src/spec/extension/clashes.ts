// Decides which effects of one operation always write the same place, which no request can then succeed with (ruling 5).

import type { Effect, Place, PlaceStep } from '../../contract/contract.ts';
import type { Expression } from '../../contract/expression.ts';
import { expressionKey } from '../../contract/print.ts';
import type { Report } from '../report.ts';

/** One place that an effect writes whenever it is carried out. */
interface Write {
  readonly effect: Effect;
  readonly path: readonly string[];
  readonly text: string;
}

/** Reports, at the later of the two, writes whose places are equal or one inside the other whatever the request. */
export function checkClashes(effects: readonly Effect[], report: Report): void {
  const earlier: Write[] = [];
  for (const write of effects.flatMap(writesOf)) {
    const other = earlier.find((candidate) => clash(candidate, write));
    if (other !== undefined) {
      const by = other.effect === write.effect ? 'the same effect' : `'${other.effect.text}'`;
      report.error(
        'clashing-writes',
        write.effect.source,
        `'${write.text}' is written here, and '${other.text}' by ${by}: no success is possible`,
      );
    }
    earlier.push(write);
  }
}

// Under different conditions two effects may exclude each other; one effect's own writes happen together.
function clash(a: Write, b: Write): boolean {
  if (a.effect !== b.effect && (a.effect.when !== null || b.effect.when !== null)) return false;
  const length = Math.min(a.path.length, b.path.length);
  return a.path.slice(0, length).every((part, i) => part === b.path[i]);
}

function writesOf(effect: Effect): readonly Write[] {
  switch (effect.kind) {
    case 'assign':
      return [{ effect, path: [effect.variable], text: effect.variable }];
    case 'delete':
      return written(effect, effect.place, []);
    case 'update':
      if (effect.change.kind !== 'set') return written(effect, effect.place, []);
      return effect.change.fields.flatMap((field) => written(effect, effect.place, field.path));
    case 'create':
      return createdAt(effect);
    case 'forEach':
      // Which elements there are is unknown; only what one change writes twice in each is certain.
      if (effect.change?.kind !== 'set') return [];
      return effect.change.fields.flatMap((field) =>
        written(effect, { ...effect.place, root: `${effect.id} ${effect.place.root}` }, field.path),
      );
  }
}

function written(effect: Effect, place: Place, more: readonly PlaceStep[]): readonly Write[] {
  const path = [...place.steps, ...more].map(stepKey);
  const known = path.filter((part) => part !== null);
  return known.length === path.length ? [{ effect, path: [place.root, ...known], text: textOf(place, more) }] : [];
}

function textOf(place: Place, more: readonly PlaceStep[]): string {
  return place.text + more.map((step) => (step.kind === 'member' ? `.${step.name}` : `[${expressionKey(step.key)}]`)).join('');
}

/** A text that is equal for steps that are always the same; null if it is new at every turn. */
function stepKey(step: PlaceStep): string | null {
  if (step.kind === 'member') return `=${step.name}`;
  if (step.key.kind === 'literal' && typeof step.key.value === 'string') return `=${step.key.value}`;
  const text = expressionKey(step.key);
  return text.includes('fresh(') ? null : text;
}

function createdAt(effect: Effect & { readonly kind: 'create' }): readonly Write[] {
  const key: Expression | undefined = effect.key?.expression;
  if (key === undefined) return [];
  const place: Place = {
    root: effect.collection,
    steps: [{ kind: 'key', key }],
    text: `${effect.collection}[${effect.key?.text ?? ''}]`,
    source: effect.source,
  };
  return written(effect, place, []);
}
