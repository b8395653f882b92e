// Decides how random terms are made for laws: as descriptions, so that one term can be built folded and unfolded.

import fc from 'fast-check';
import { ofBigInt, ratio } from '../../src/base/number.ts';
import type { Num } from '../../src/base/value.ts';
import type { Factory } from '../../src/symbolic/factory.ts';
import { type Model, type ModelEntry, type ModelValue, modelOf } from '../../src/symbolic/model.ts';
import type { Regex } from '../../src/symbolic/regex.ts';
import type { Sort, Term, TermOperator } from '../../src/symbolic/term.ts';

/** A term that was not made yet. */
export type Recipe =
  | { readonly kind: 'constant'; readonly sort: Sort; readonly value: ModelValue }
  | { readonly kind: 'apply'; readonly sort: Sort; readonly name: string; readonly args: readonly Recipe[] }
  | { readonly kind: 'operation'; readonly sort: Sort; readonly operator: TermOperator; readonly args: readonly Recipe[] }
  | { readonly kind: 'inRegex'; readonly sort: 'bool'; readonly text: Recipe; readonly regex: Regex };

export interface RecipeOptions {
  readonly depth: number;
  /** Whether products of unknowns, quotients and remainders by unknowns are among the terms. */
  readonly nonlinear: boolean;
  readonly texts: boolean;
  /** Whether unknown functions of arguments are among the terms. */
  readonly functions: boolean;
}

const NAMES: Readonly<Record<Sort, readonly string[]>> = {
  bool: ['p', 'q', 'r'],
  int: ['i', 'j', 'k'],
  real: ['x', 'y'],
  string: ['s', 't'],
};

/** Unknown functions: name, domain, range. */
const FUNCTIONS: readonly (readonly [string, readonly Sort[], Sort])[] = [
  ['has', ['string'], 'bool'],
  ['total of', ['string', 'int'], 'int'],
  ['next', ['string'], 'string'],
  ['price', ['int'], 'real'],
];

const REGEXES: readonly Regex[] = [
  { kind: 'repeat', of: { kind: 'class', ranges: [[0x61, 0x63]] }, min: 1, max: 3 },
  {
    kind: 'sequence',
    parts: [
      { kind: 'text', text: 'a' },
      { kind: 'repeat', of: { kind: 'class', ranges: [[0, 0x10ffff]] }, min: 0, max: null },
    ],
  },
  {
    kind: 'choice',
    options: [
      { kind: 'text', text: '' },
      { kind: 'text', text: 'ab' },
      { kind: 'repeat', of: { kind: 'text', text: 'ba' }, min: 2, max: null },
    ],
  },
];

const smallInteger: fc.Arbitrary<Num> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -4, max: 5 }) },
  { weight: 1, arbitrary: fc.bigInt(-(2n ** 70n), 2n ** 70n).map(ofBigInt) },
);
const smallRatio: fc.Arbitrary<Num> = fc
  .tuple(fc.integer({ min: -6, max: 6 }), fc.constantFrom(1, 2, 3))
  .map(([n, d]) => ratio(BigInt(n), BigInt(d)));
const smallText = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 3 }), fc.constantFrom('é', '😀a', 'ab"\\u{41}'));

/** Any value of a sort. */
function valueOfSort(sort: Sort): fc.Arbitrary<ModelValue> {
  switch (sort) {
    case 'bool':
      return fc.boolean();
    case 'int':
      return smallInteger;
    case 'real':
      return smallRatio;
    case 'string':
      return smallText;
  }
}

const recipes = new Map<string, fc.Arbitrary<Recipe>>();

/** A term of a sort over a few unknowns and unknown functions. */
export function recipe(sort: Sort, options: RecipeOptions): fc.Arbitrary<Recipe> {
  // Shared, or the generators of one depth would be as many as the terms.
  const key = JSON.stringify([sort, options]);
  const known = recipes.get(key) ?? newRecipe(sort, options);
  recipes.set(key, known);
  return known;
}

function newRecipe(sort: Sort, options: RecipeOptions): fc.Arbitrary<Recipe> {
  const constant = valueOfSort(sort).map((value): Recipe => ({ kind: 'constant', sort, value }));
  const unknown = fc.constantFrom(...NAMES[sort]).map((name): Recipe => ({ kind: 'apply', sort, name, args: [] }));
  if (options.depth === 0) return fc.oneof(constant, { weight: 2, arbitrary: unknown });
  const inner = { ...options, depth: options.depth - 1 };
  return fc.oneof(constant, unknown, ...(options.functions ? applications(sort, inner) : []), ...operations(sort, inner));
}

function applications(sort: Sort, inner: RecipeOptions): readonly fc.Arbitrary<Recipe>[] {
  return FUNCTIONS.filter(([, , range]) => range === sort).map(([name, domain]) =>
    fc.tuple(...domain.map((of) => recipe(of, inner))).map((args): Recipe => ({ kind: 'apply', sort, name, args })),
  );
}

function operations(sort: Sort, inner: RecipeOptions): readonly fc.Arbitrary<Recipe>[] {
  const make = (operator: TermOperator, ...sorts: readonly Sort[]): fc.Arbitrary<Recipe> =>
    fc.tuple(...sorts.map((of) => recipe(of, inner))).map((args): Recipe => ({ kind: 'operation', sort, operator, args }));
  const ite = make('ite', 'bool', sort, sort);
  switch (sort) {
    case 'bool':
      return [
        make('not', 'bool'),
        ...['and', 'or'].flatMap((operator) =>
          [2, 3, 4].map((count) => make(operator === 'and' ? 'and' : 'or', ...Array<Sort>(count).fill('bool'))),
        ),
        ite,
        ...(['bool', 'int', 'real', 'string'] as const).map((of) => make('equal', of, of)),
        make('less', 'int', 'int'),
        make('lessOrEqual', 'int', 'int'),
        make('less', 'real', 'real'),
        make('lessOrEqual', 'real', 'real'),
        ...(inner.texts ? textPredicates(inner, make) : []),
      ];
    case 'int':
      return [
        ite,
        make('add', 'int', 'int'),
        make('add', 'int', 'int', 'int'),
        make('negate', 'int'),
        ...products('int', inner, make),
        make('floor', 'real'),
        ...divisions(inner, make),
        ...(inner.texts ? [make('length', 'string'), make('indexOf', 'string', 'string', 'int')] : []),
      ];
    case 'real':
      return [
        ite,
        make('add', 'real', 'real'),
        make('negate', 'real'),
        ...products('real', inner, make),
        make('toReal', 'int'),
        ...(inner.nonlinear ? [make('divide', 'real', 'real')] : []),
      ];
    case 'string':
      return inner.texts ? [ite, ...textFunctions(make)] : [ite];
  }
}

type Make = (operator: TermOperator, ...sorts: readonly Sort[]) => fc.Arbitrary<Recipe>;

function products(sort: Sort, inner: RecipeOptions, make: Make): readonly fc.Arbitrary<Recipe>[] {
  const byConstant = fc
    .tuple(valueOfSort(sort), recipe(sort, inner))
    .map(([value, term]): Recipe => ({ kind: 'operation', sort, operator: 'multiply', args: [{ kind: 'constant', sort, value }, term] }));
  return inner.nonlinear ? [byConstant, make('multiply', sort, sort)] : [byConstant];
}

function divisions(inner: RecipeOptions, make: Make): readonly fc.Arbitrary<Recipe>[] {
  if (inner.nonlinear) return [make('quotient', 'int', 'int'), make('remainder', 'int', 'int')];
  return (['quotient', 'remainder'] as const).map((operator) =>
    fc
      .tuple(recipe('int', inner), fc.integer({ min: -3, max: 3 }))
      .map(
        ([term, value]): Recipe => ({ kind: 'operation', sort: 'int', operator, args: [term, { kind: 'constant', sort: 'int', value }] }),
      ),
  );
}

function textPredicates(inner: RecipeOptions, make: Make): readonly fc.Arbitrary<Recipe>[] {
  const operators = ['contains', 'prefixOf', 'suffixOf', 'textLess', 'textLessOrEqual'] as const;
  const membership = fc
    .tuple(recipe('string', inner), fc.constantFrom(...REGEXES))
    .map(([text, regex]): Recipe => ({ kind: 'inRegex', sort: 'bool', text, regex }));
  return [...operators.map((operator) => make(operator, 'string', 'string')), membership];
}

function textFunctions(make: Make): readonly fc.Arbitrary<Recipe>[] {
  return [
    make('concat', 'string', 'string'),
    make('concat', 'string', 'string', 'string'),
    make('at', 'string', 'int'),
    make('substring', 'string', 'int', 'int'),
    make('replaceFirst', 'string', 'string', 'string'),
    make('replaceAll', 'string', 'string', 'string'),
  ];
}

/** The term as the factory makes it: folded. */
export function cook(factory: Factory, made: Recipe): Term {
  switch (made.kind) {
    case 'constant':
      return constantTerm(factory, made.sort, made.value);
    case 'apply':
      return factory.apply(
        made.name,
        made.sort,
        made.args.map((arg) => cook(factory, arg)),
      );
    case 'operation':
      return factory.operation(
        made.operator,
        made.args.map((arg) => cook(factory, arg)),
      );
    case 'inRegex':
      return factory.inRegex(cook(factory, made.text), made.regex);
  }
}

export function constantTerm(factory: Factory, sort: Sort, value: ModelValue): Term {
  if (typeof value === 'boolean') return factory.bool(value);
  if (typeof value === 'string') return factory.text(value);
  return sort === 'int' ? factory.int(value) : factory.real(value);
}

/** The term exactly as described, without any folding or sharing. */
export function raw(made: Recipe): Term {
  let ids = 0;
  const next = (): number => {
    ids += 1;
    return ids;
  };
  const build = (part: Recipe): Term => {
    switch (part.kind) {
      case 'constant':
        return { id: next(), kind: 'constant', sort: part.sort, value: part.value } as Term;
      case 'apply': {
        const args = part.args.map(build);
        return { id: next(), kind: 'apply', sort: part.sort, name: part.name, args };
      }
      case 'operation': {
        const args = part.args.map(build);
        return { id: next(), kind: 'operation', sort: part.sort, operator: part.operator, args };
      }
      case 'inRegex': {
        const text = build(part.text);
        return { id: next(), kind: 'inRegex', sort: 'bool', text, regex: part.regex };
      }
    }
  };
  return build(made);
}

/** A model: values of the unknowns, and of the functions at some points. */
export const model: fc.Arbitrary<Model> = fc
  .tuple(
    ...(['bool', 'int', 'real', 'string'] as const).flatMap((sort) =>
      NAMES[sort].map((name) => valueOfSort(sort).map((value): readonly ModelEntry[] => [{ name, args: [], value }])),
    ),
    ...FUNCTIONS.map(([name, domain, range]) =>
      fc.array(
        fc.tuple(fc.tuple(...domain.map(valueOfSort)), valueOfSort(range)).map(([args, value]): ModelEntry => ({ name, args, value })),
        { maxLength: 4 },
      ),
    ),
  )
  .map((entries) => modelOf(entries.flat()));
