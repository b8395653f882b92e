// The door to unknown values: how they are made.

export { freeValue, type Unknown } from './free/expand.ts';
export { directionOf } from './free/leaf.ts';
