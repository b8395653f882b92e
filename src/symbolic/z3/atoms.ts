// Decides which integer stands for which string while strings are atoms, and which string a model's integer stands for.

/** A one-to-one relation between strings and integers, as far as it was needed. */
export interface Atoms {
  /** The number of a string: always the same, and no other string's. */
  numberOf(text: string): number;
  /** The string of a number that a model uses; one that occurs nowhere else, for a number that stands for none yet. */
  textOf(number: string): string;
}

/** Texts of numbers that stand for no string of the question; short, and readable in a counterexample. */
const INVENTED_PREFIX = 's';

export function createAtoms(): Atoms {
  const numbers = new Map<string, string>();
  const texts = new Map<string, string>();
  let next = 0;
  let invented = 0;
  const relate = (text: string, number: string): void => {
    numbers.set(text, number);
    texts.set(number, text);
  };
  return {
    numberOf: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) return Number(known);
      while (texts.has(String(next))) next += 1;
      relate(text, String(next));
      return next;
    },
    textOf: (number) => {
      const known = texts.get(number);
      if (known !== undefined) return known;
      do invented += 1;
      while (numbers.has(`${INVENTED_PREFIX}${invented}`));
      relate(`${INVENTED_PREFIX}${invented}`, number);
      return `${INVENTED_PREFIX}${invented}`;
    },
  };
}
