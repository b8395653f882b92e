// Decides what the values of flags may be.

import { InvalidArgumentError } from 'commander';
import type { Layer } from '../contract/contract.ts';

/** All layers, in the order in which help names them. */
export const LAYERS: readonly Layer[] = ['schema', 'declared', 'inferred'];

const MAX_JOBS = 256;
const MAX_DIGITS = 12;

/** Gathers the values of a flag that may be repeated. */
export function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Names of layers, separated by commas. */
export function layers(value: string): readonly Layer[] {
  return value.split(',').map((name) => {
    const layer = LAYERS.find((known) => known === name.trim());
    if (layer === undefined) throw new InvalidArgumentError(`'${name}' is no layer; the layers are ${LAYERS.join(', ')}.`);
    return layer;
  });
}

/** A whole number from 0 on. */
export function natural(value: string): number {
  if (!/^\d+$/.test(value) || value.length > MAX_DIGITS)
    throw new InvalidArgumentError(`Expected a whole number of at most ${MAX_DIGITS} digits.`);
  return Number(value);
}

/** A whole number from 1 on. */
export function positive(value: string): number {
  const count = natural(value);
  if (count < 1) throw new InvalidArgumentError('Expected a whole number from 1 on.');
  return count;
}

/** A number of threads. */
export function jobs(value: string): number {
  const count = natural(value);
  if (count < 1 || count > MAX_JOBS) throw new InvalidArgumentError(`Expected a number from 1 to ${MAX_JOBS}.`);
  return count;
}

/** A share from 0 to 1. */
export function confidence(value: string): number {
  const share = Number(value);
  if (!/^\d*\.?\d+$/.test(value) || share > 1) throw new InvalidArgumentError('Expected a number from 0 to 1.');
  return share;
}
