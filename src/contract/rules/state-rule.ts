// Decides the scope of a rule about one state, such as a goal: collections, variables and the clock; no request, no response.

import { codeFrame, type Source } from '../../base/source.ts';
import type { Contract } from '../contract.ts';
import { BOOLEAN } from '../type.ts';
import { typeScope } from '../type-of.ts';
import { type CompiledRule, compileRule } from './compile.ts';
import { NO_FACTS } from './facts.ts';

/** Characters around the text of a JSON string that has no escapes. */
const QUOTES = 2;

/**
 * Compiles a rule that must be true or false of a state. `place` is the JSON string that the rule was read from; complaints point into it
 * where it shows the rule as it is, and else show the rule's own text.
 */
export function compileStateRule(text: string, contract: Contract, place: Source): CompiledRule {
  const scope = {
    types: typeScope(contract.schemas),
    collections: contract.collections,
    variables: contract.variables,
    parameters: new Map(),
    request: null,
    response: null,
    before: false,
    fresh: null,
    definitions: new Map(),
    locals: [],
    facts: NO_FACTS,
  };
  const isShown = place.length === text.length + QUOTES;
  const within = (offset: number, length = 1): Source => (isShown ? { ...place, column: place.column + 1 + offset, length } : place);
  const compiled = compileRule(text, scope, within, BOOLEAN);
  if (isShown) return compiled;
  const frame = codeFrame(text, { file: place.file, line: 1, column: 1, length: text.length });
  return { rule: compiled.rule, diagnostics: compiled.diagnostics.map((d) => ({ ...d, frame })) };
}
