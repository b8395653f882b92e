// Decides which terms get a name in a script, and keeps what was written: each term once, for as long as its scope lasts.

import { functionSymbol, quotedSymbol } from './smtlib-names.ts';
import { nodeText, type Spelling } from './smtlib-node.ts';
import type { Sort, Term } from './term.ts';
import { childrenOf, subtermsOf } from './terms/children.ts';

/** A function of the script and its sorts. */
export interface WrittenFunction {
  readonly name: string;
  readonly domain: readonly Sort[];
  readonly range: Sort;
}

/** Commands that must come before the terms are used. */
export interface Preparation {
  readonly declarations: readonly string[];
  /** Closed terms that have a name, each defined after those that it uses. */
  readonly definitions: readonly string[];
}

export interface SmtWriter {
  /** What these terms need and the script does not have yet; if the spelling throws, nothing was written. `inline` are written out where they stand, however long they are. */
  prepare(terms: readonly Term[], inline?: ReadonlySet<Term>): Preparation;
  /** The text of a term that was prepared, in this scope or one around it. */
  textOf(term: Term): string;
  /** A solver forgets what was declared and defined in a scope: so does the writer. */
  push(): void;
  pop(): void;
  /** The functions that were ever written, by symbol. */
  readonly functions: ReadonlyMap<string, WrittenFunction>;
}

/** A term whose text is longer than this gets a name, or a script could be exponentially longer than its terms. */
const MAX_INLINE_TEXT = 60;

const NONE: ReadonlySet<Term> = new Set();

export function createSmtWriter(spelling: Spelling): SmtWriter {
  return new Writer(spelling);
}

/** A term with a name and variables. Those with lower numbers may be parts of it. */
interface OpenTerm {
  readonly number: number;
  /** `(name text)`. */
  readonly definition: string;
}

/** What was written at once. */
interface Layer {
  readonly terms: Term[];
  readonly symbols: string[];
}

class Writer implements SmtWriter {
  readonly functions: Map<string, WrittenFunction> = new Map();
  private readonly spelling: Spelling;
  private readonly texts = new Map<Term, string>();
  private readonly free = new Map<Term, ReadonlySet<Term>>();
  /** Texts of the terms that have a name but are open: the quantifier of their variables defines them. */
  private readonly open = new Map<Term, OpenTerm>();
  private readonly declared = new Set<string>();
  /** Names given so far: none is given twice. */
  private names = 0;
  private readonly layers: Layer[][] = [[]];

  constructor(spelling: Spelling) {
    this.spelling = spelling;
  }

  prepare(terms: readonly Term[], inline: ReadonlySet<Term> = NONE): Preparation {
    const declarations: string[] = [];
    const definitions: string[] = [];
    const layer: Layer = { terms: [], symbols: [] };
    try {
      for (const term of this.unwritten(terms)) {
        if (term.kind === 'apply') declarations.push(...this.declare(term, layer));
        definitions.push(...this.write(term, inline.has(term), layer));
      }
    } catch (error) {
      this.forget(layer);
      throw error;
    }
    this.layers.at(-1)?.push(layer);
    return { declarations, definitions };
  }

  textOf(term: Term): string {
    const text = this.texts.get(term);
    if (text === undefined) throw new Error('a term was written before its parts');
    return text;
  }

  push(): void {
    this.layers.push([]);
  }

  pop(): void {
    for (const layer of this.layers.pop() ?? []) this.forget(layer);
  }

  private forget({ symbols, terms }: Layer): void {
    for (const symbol of symbols) this.declared.delete(symbol);
    for (const term of terms) for (const known of [this.texts, this.free, this.open]) known.delete(term);
  }

  /** Children before parents, whatever their ids. What is written already, and what is in it, is not visited. */
  private unwritten(roots: readonly Term[]): readonly Term[] {
    const found = new Set<Term>();
    const isKnown = (term: Term): boolean => found.has(term) || this.texts.has(term);
    const pending = roots.toReversed();
    for (let term = pending.at(-1); term !== undefined; term = pending.at(-1)) {
      const missing = isKnown(term) ? [] : childrenOf(term).filter((child) => !isKnown(child));
      if (missing.length > 0) {
        pending.push(...missing.toReversed());
        continue;
      }
      if (!isKnown(term)) found.add(term);
      pending.pop();
    }
    return [...found];
  }

  private declare(term: Term & { kind: 'apply' }, layer: Layer): readonly string[] {
    const symbol = functionSymbol(term.name);
    if (this.declared.has(symbol)) return [];
    this.declared.add(symbol);
    layer.symbols.push(symbol);
    const domain = term.args.map((arg) => arg.sort);
    this.functions.set(symbol, { name: term.name, domain, range: term.sort });
    const { sorts } = this.spelling;
    return [`(declare-fun ${quotedSymbol(symbol)} (${domain.map((sort) => sorts[sort]).join(' ')}) ${sorts[term.sort]})`];
  }

  private write(term: Term, isInline: boolean, layer: Layer): readonly string[] {
    const variables = freeVariables(term, this.free);
    const local = term.kind === 'quantifier' ? this.localTerms(term) : [];
    const text = nodeText(term, (part) => this.textOf(part), this.spelling, local);
    const isNamed = text.length > MAX_INLINE_TEXT && !isInline;
    if (isNamed) this.names += 1;
    const name = isNamed ? `t${this.names}` : text;
    this.free.set(term, variables);
    this.texts.set(term, name);
    layer.terms.push(term);
    if (!isNamed) return [];
    if (variables.size === 0) return [`(define-fun ${name} () ${this.spelling.sorts[term.sort]} ${text})`];
    this.open.set(term, { number: this.names, definition: `(${name} ${text})` });
    return [];
  }

  /** `(t1 text)` for the named terms in the body that speak of the quantifier's variables, and of none that is bound further inside. */
  private localTerms(quantifier: Term & { kind: 'quantifier' }): readonly string[] {
    const inside = subtermsOf([quantifier.body]);
    const own = new Set<Term>(quantifier.variables);
    const inner = inside.flatMap((term): readonly Term[] => (term.kind === 'quantifier' ? term.variables : []));
    const hidden = new Set(inner.filter((variable) => !own.has(variable)));
    const isLocal = (term: Term): boolean => {
      const variables = [...(this.free.get(term) ?? NONE)];
      return variables.some((variable) => own.has(variable)) && !variables.some((variable) => hidden.has(variable));
    };
    const local = inside.filter(isLocal).flatMap((term) => this.open.get(term) ?? []);
    return local.sort((a, b) => a.number - b.number).map(({ definition }) => definition);
  }
}

/** The variables in a term that no quantifier inside it binds; `known` has those of its parts. */
function freeVariables(term: Term, known: ReadonlyMap<Term, ReadonlySet<Term>>): ReadonlySet<Term> {
  if (term.kind === 'bound') return new Set([term]);
  const inside = childrenOf(term).flatMap((child) => [...(known.get(child) ?? NONE)]);
  const bound: readonly Term[] = term.kind === 'quantifier' ? term.variables : [];
  return inside.length === 0 ? NONE : new Set(inside.filter((variable) => !bound.includes(variable)));
}
