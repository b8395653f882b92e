// Decides which integers stand for which strings where only equality of strings matters.

/** Strings of a question and their numbers. It grows. */
export interface Atoms {
  /** The number of a string: always the same, and no other string's. */
  numberOf(text: string): number;
  /** The numbers given so far. */
  readonly numbers: ReadonlyMap<string, number>;
}

export interface ModelAtoms {
  textOf(number: bigint): string;
  numberOf(text: string): bigint;
}

/** No strings yet. */
export function createAtoms(): Atoms {
  const numbers = new Map<string, number>();
  return {
    numberOf: (text) => {
      const known = numbers.get(text) ?? numbers.size + 1;
      numbers.set(text, known);
      return known;
    },
    numbers,
  };
}

/** Strings that stand for numbers of a model are this and a count: short, and readable in a counterexample. */
const INVENTED_PREFIX = 'a';

/** A correspondence for one model, one to one: that of the question, new strings for other numbers, and new numbers for other strings. */
export function modelAtoms(known: ReadonlyMap<string, number>): ModelAtoms {
  const numbers = new Map<string, bigint>();
  const texts = new Map<bigint, string>();
  const relate = (text: string, number: bigint): void => {
    numbers.set(text, number);
    texts.set(number, text);
  };
  for (const [text, number] of known) relate(text, BigInt(number));
  let invented = 0;
  let fresh = BigInt(known.size) + 1n;
  return {
    textOf: (number) => {
      const text = texts.get(number);
      if (text !== undefined) return text;
      do invented += 1;
      while (numbers.has(`${INVENTED_PREFIX}${invented}`));
      relate(`${INVENTED_PREFIX}${invented}`, number);
      return `${INVENTED_PREFIX}${invented}`;
    },
    numberOf: (text) => {
      const number = numbers.get(text);
      if (number !== undefined) return number;
      while (texts.has(fresh)) fresh += 1n;
      relate(text, fresh);
      return fresh;
    },
  };
}
