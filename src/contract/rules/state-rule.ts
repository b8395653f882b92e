// Decides the scope of a rule about one state, such as a goal: collections, variables and the clock; no request, no response.

import { codeFrame, type Source } from '../../base/source.ts';
import type { Contract } from '../contract.ts';
import { BOOLEAN } from '../type.ts';
import { typeScope } from '../type-of.ts';
import { type CompiledRule, compileRule } from './compile.ts';
import { NO_FACTS } from './facts.ts';

/** Compiles a rule that must be true or false of a state. Complaints are placed in the rule's own text, at `place`. */
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
  const compiled = compileRule(text, scope, () => place, BOOLEAN);
  const frame = codeFrame(text, { file: place.file, line: 1, column: 1, length: text.length });
  return { rule: compiled.rule, diagnostics: compiled.diagnostics.map((d) => ({ ...d, frame })) };
}
