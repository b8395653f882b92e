// Decides how names fall into words, and which words of English mean what in the names of an API.

/** `userIDs`, `user_ids`, `User-Ids` → `user`, `ids`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => (/^[A-Z]+s$/.test(word) ? word.toLowerCase() : word.toLowerCase()));
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ['mice', 'mouse'],
  ['indices', 'index'],
  ['indexes', 'index'],
  ['vertices', 'vertex'],
  ['matrices', 'matrix'],
  ['criteria', 'criterion'],
  ['media', 'medium'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['caches', 'cache'],
  ['databases', 'database'],
  ['aliases', 'alias'],
  ['statuses', 'status'],
  ['buses', 'bus'],
  ['viruses', 'virus'],
]);

/** Words that end in s and are singular, or that have no singular. */
const NO_PLURAL = /(ss|us|is|news|settings|analytics|metrics|statistics|stats|details|info|credentials|series|species|address)$/;

/** The singular of an English noun; the word itself where it is none that can be told. */
export function singular(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (!word.endsWith('s') || word.length < 3 || NO_PLURAL.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(sses|shes|ches|xes|zzes)$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Whether a word is the plural of another one. */
export function isPlural(word: string): boolean {
  return singular(word) !== word;
}

/** The stem of a name: its words in singular, joined. Names with one stem name one thing: `lineItems`, `line_item`. */
export function stem(name: string): string {
  return wordsOf(name).map(singular).join('');
}

/** The words of a name with the last one in singular: `blogPosts` → `blog post`. */
export function singularName(name: string): string {
  const words = wordsOf(name);
  return words.map((word, i) => (i === words.length - 1 ? singular(word) : word)).join(' ');
}
