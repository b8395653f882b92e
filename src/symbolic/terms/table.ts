// Decides how a term is found again by its content: a hash table without keys, as terms number in millions and their keys would outweigh them.

import { denominatorOf, equalNumbers, numeratorOf } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { Regex } from '../regex.ts';
import type { Term } from '../term.ts';

/** Terms by content. Whatever is asked about is compared with everything but its `id`. */
export interface TermTable {
  find(like: Term): Term | null;
  /** The term must not be there yet. */
  add(term: Term): void;
}

const INITIAL_SLOTS = 1024;

/** An empty table. Regexes are compared by identity. */
export function createTable(): TermTable {
  const terms: Term[] = [];
  const hashes: number[] = [];
  const hashOf = createHash();
  // Slots hold 1 + an index into `terms`; 0 is empty. Linear probing, at most half full.
  let slots = new Int32Array(INITIAL_SLOTS);

  const slotOf = (hash: number, isWanted: (index: number) => boolean): number => {
    const mask = slots.length - 1;
    let at = hash & mask;
    for (let found = slots[at] ?? 0; found !== 0 && !isWanted(found - 1); found = slots[at] ?? 0) at = (at + 1) & mask;
    return at;
  };

  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    for (const [index, hash] of hashes.entries()) slots[slotOf(hash, () => false)] = index + 1;
  };

  return {
    find: (like) => {
      const hash = hashOf(like);
      const found = slots[slotOf(hash, (index) => hashes[index] === hash && isAlike(like, terms[index]))] ?? 0;
      return found === 0 ? null : (terms[found - 1] ?? null);
    },
    add: (term) => {
      if (terms.length * 2 >= slots.length) grow();
      const hash = hashOf(term);
      terms.push(term);
      hashes.push(hash);
      slots[slotOf(hash, () => false)] = terms.length;
    },
  };
}

function isAlike(a: Term, b: Term | undefined): boolean {
  if (b === undefined || a.kind !== b.kind || a.sort !== b.sort) return false;
  switch (a.kind) {
    case 'constant':
      return b.kind === 'constant' && isSameValue(a.value, b.value);
    case 'bound':
      return b.kind === 'bound' && a.name === b.name;
    case 'apply':
      return b.kind === 'apply' && a.name === b.name && areSame(a.args, b.args);
    case 'operation':
      return b.kind === 'operation' && a.operator === b.operator && areSame(a.args, b.args);
    case 'inRegex':
      return b.kind === 'inRegex' && a.text === b.text && a.regex === b.regex;
    case 'quantifier':
      return b.kind === 'quantifier' && a.quantifier === b.quantifier && a.body === b.body && areSame(a.variables, b.variables);
  }
}

function isSameValue(a: boolean | Num | string, b: boolean | Num | string): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && equalNumbers(a, b));
}

function areSame(a: readonly Term[], b: readonly Term[]): boolean {
  return a.length === b.length && a.every((term, i) => term === b[i]);
}

function createHash(): (term: Term) => number {
  const regexes = new WeakMap<Regex, number>();
  let regexCount = 0;
  const regexHash = (regex: Regex): number => {
    const known = regexes.get(regex);
    if (known !== undefined) return known;
    regexCount += 1;
    regexes.set(regex, regexCount);
    return regexCount;
  };
  return (term) => {
    switch (term.kind) {
      case 'constant':
        return hashText(valueText(term.value), hashText(term.sort, 1));
      case 'bound':
        return hashText(term.name, 2);
      case 'apply':
        return hashIds(term.args, hashText(term.name, 3));
      case 'operation':
        return hashIds(term.args, hashText(term.operator, 4));
      case 'inRegex':
        return mix(mix(5, term.text.id), regexHash(term.regex));
      case 'quantifier':
        return hashIds(term.variables, mix(hashText(term.quantifier, 6), term.body.id));
    }
  };
}

function valueText(value: boolean | Num | string): string {
  return typeof value === 'object' ? `${numeratorOf(value)}/${denominatorOf(value)}` : String(value);
}

// FNV-1a with a final avalanche per id, as ids are small and regular.
function mix(hash: number, value: number): number {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return (h ^ (h >>> 15)) >>> 0;
}

function hashText(text: string, seed: number): number {
  let h = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return (h ^ (h >>> 15)) >>> 0;
}

function hashIds(terms: readonly Term[], seed: number): number {
  return terms.reduce((hash, term) => mix(hash, term.id), seed);
}
