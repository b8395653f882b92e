// The door to unknown values: how they are made.

export { freeValue } from './free/expand.ts';
