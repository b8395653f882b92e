// Decides the names of the functions that stand for the parts of an unknown value: the way to the part, without the keys and indices,
// which are the arguments.

import type { Term } from '../term.ts';
import type { Free, FreeStep, Origin } from '../value.ts';

/** An unknown value as a function application. */
export interface Place {
  readonly name: string;
  readonly args: readonly Term[];
}

const places = new WeakMap<Free, Place>();

/** Where the unknown value stands. Equal names have argument lists of equal sorts. */
export function placeOf(free: Free): Place {
  const before = places.get(free);
  if (before !== undefined) return before;
  const place: Place = {
    name: originName(free.origin) + free.path.map(stepName).join(''),
    args: [...(free.origin.kind === 'collection' ? free.origin.key : []), ...free.path.flatMap(stepArguments)],
  };
  places.set(free, place);
  return place;
}

/** For people: the name, with the arguments in their places where they are known. */
export function showPlace(free: Free): string {
  return originName(free.origin) + free.path.map(showStep).join('');
}

function originName(origin: Origin): string {
  switch (origin.kind) {
    case 'collection':
      return `${origin.name}[]`;
    case 'variable':
      return `variable ${origin.name}`;
    case 'hole':
      return `hole ${origin.name}`;
    case 'choice':
      return `choice ${origin.step} ${origin.place}`;
  }
}

function stepName(step: FreeStep): string {
  switch (step.kind) {
    case 'property':
      return propertyName(step.name);
    case 'entry':
      return '{}';
    case 'item':
      return '[]';
  }
}

function stepArguments(step: FreeStep): readonly Term[] {
  switch (step.kind) {
    case 'property':
      return [];
    case 'entry':
      return [step.key];
    case 'item':
      return [step.index];
  }
}

function showStep(step: FreeStep): string {
  const [arg] = stepArguments(step);
  return arg?.kind === 'constant' ? `[${JSON.stringify(arg.value)}]` : stepName(step);
}

function propertyName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `.${JSON.stringify(name)}`;
}
