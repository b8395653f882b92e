// Decides how a regex becomes one of Z3's, whose alphabet ends at U+2FFFF.

import type { Z3_ast, Z3_sort } from 'z3-solver';
import type { Range, Regex } from '../regex.ts';
import { MAX_SMT_CHARACTER } from '../smtlib-names.ts';
import { smtRanges } from '../smtlib-regex.ts';
import { characters } from './characters.ts';
import { NotEncodable } from './fault.ts';
import type { Scribe } from './scribe.ts';

/** Throws `NotEncodable` for a regex that tells characters beyond the alphabet apart. Recursion is as deep as the pattern's groups. */
export function encodeRegex(scribe: Scribe, regex: Regex): Z3_ast {
  const { api, context, keep } = scribe;
  switch (regex.kind) {
    case 'empty':
      return keep(api.mk_re_empty(context, regexSort(scribe)));
    case 'text':
      return keep(api.mk_seq_to_re(context, keep(api.mk_u32string(context, [...characters(regex.text)]))));
    case 'class':
      return encodeClass(scribe, regex.ranges);
    case 'sequence':
      return several(scribe, regex.parts, (parts) => api.mk_re_concat(context, parts));
    case 'choice':
      return several(scribe, regex.options, (options) => api.mk_re_union(context, options));
    case 'repeat':
      return encodeRepeat(scribe, regex);
  }
}

function regexSort({ api, context, keep, sort }: Scribe): Z3_sort {
  return keep(api.mk_re_sort(context, sort('string')));
}

function several(scribe: Scribe, regexes: readonly Regex[], combine: (parts: Z3_ast[]) => Z3_ast): Z3_ast {
  const parts = regexes.map((part) => encodeRegex(scribe, part));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : scribe.keep(combine(parts));
}

function encodeClass(scribe: Scribe, ranges: readonly Range[]): Z3_ast {
  const { api, context, keep } = scribe;
  const kept = smtRanges(ranges);
  if (kept === null) throw new NotEncodable('a regular expression that tells characters beyond U+2FFFF apart');
  const [first] = kept;
  const isAny = kept.length === 1 && first !== undefined && first[0] === 0 && first[1] === MAX_SMT_CHARACTER;
  if (isAny) return keep(api.mk_re_allchar(context, regexSort(scribe)));
  const character = (code: number): Z3_ast => keep(api.mk_u32string(context, [code]));
  const parts = kept.map(([low, high]) => keep(api.mk_re_range(context, character(low), character(high))));
  const [single] = parts;
  return parts.length === 1 && single !== undefined ? single : keep(api.mk_re_union(context, parts));
}

function encodeRepeat(scribe: Scribe, { of, min, max }: Regex & { kind: 'repeat' }): Z3_ast {
  const { api, context, keep } = scribe;
  const part = encodeRegex(scribe, of);
  if (max !== null) {
    // An upper bound of 0 means none to Z3.
    return max === 0 ? encodeRegex(scribe, { kind: 'text', text: '' }) : keep(api.mk_re_loop(context, part, min, max));
  }
  if (min === 0) return keep(api.mk_re_star(context, part));
  if (min === 1) return keep(api.mk_re_plus(context, part));
  return keep(api.mk_re_concat(context, [keep(api.mk_re_power(context, part, min)), keep(api.mk_re_star(context, part))]));
}
