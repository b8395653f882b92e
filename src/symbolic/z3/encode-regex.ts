// Decides how regular languages become Z3's. Characters end at U+2FFFF there, as in SMT-LIB.

import type { Z3_ast } from 'z3-solver';
import { codePoints } from '../../base/text.ts';
import type { Regex } from '../regex.ts';
import { smtRanges } from '../smtlib-regex.ts';
import type { Api } from './api.ts';
import { type Encoder, NotEncodable } from './encode.ts';

/** The regular expression as an AST. Throws `NotEncodable` where a class of characters reaches beyond SMT-LIB's alphabet in part. */
export function encodeRegex(api: Api, encoder: Encoder, regex: Regex): Z3_ast {
  const { z3, context: c } = api;
  const inner = (r: Regex): Z3_ast => encodeRegex(api, encoder, r);
  switch (regex.kind) {
    case 'empty':
      return z3.mk_re_empty(c, z3.mk_re_sort(c, encoder.sort('string')));
    case 'text':
      return z3.mk_seq_to_re(c, encoder.constant(regex.text, 'string'));
    case 'class':
      return encodeClass(api, encoder, regex.ranges);
    case 'sequence':
      return several(
        regex.parts.map(inner),
        (parts) => z3.mk_re_concat(c, parts),
        () => inner({ kind: 'text', text: '' }),
      );
    case 'choice':
      return several(
        regex.options.map(inner),
        (parts) => z3.mk_re_union(c, parts),
        () => inner({ kind: 'empty' }),
      );
    case 'repeat': {
      const of = inner(regex.of);
      if (regex.max === null)
        return regex.min === 0 ? z3.mk_re_star(c, of) : z3.mk_re_concat(c, [z3.mk_re_power(c, of, regex.min), z3.mk_re_star(c, of)]);
      return regex.max === 0 ? inner({ kind: 'text', text: '' }) : z3.mk_re_loop(c, of, regex.min, regex.max);
    }
  }
}

function several(parts: Z3_ast[], join: (parts: Z3_ast[]) => Z3_ast, none: () => Z3_ast): Z3_ast {
  const [only] = parts;
  if (only === undefined) return none();
  return parts.length === 1 ? only : join(parts);
}

function encodeClass(api: Api, encoder: Encoder, ranges: readonly (readonly [number, number])[]): Z3_ast {
  const { z3, context: c } = api;
  const within = smtRanges(ranges);
  if (within === null) throw new NotEncodable('a character class that reaches above U+2FFFF in part');
  const parts = within.map(([low, high]) => z3.mk_re_range(c, character(encoder, low), character(encoder, high)));
  return several(
    parts,
    (all) => z3.mk_re_union(c, all),
    () => z3.mk_re_empty(c, z3.mk_re_sort(c, encoder.sort('string'))),
  );
}

function character(encoder: Encoder, codePoint: number): Z3_ast {
  return encoder.constant(codePoints(String.fromCodePoint(codePoint)).join(''), 'string');
}
