// Decides what a call of an `x-definitions` entry means: its text, lowered anew where it is called, with its parameters bound.

import { showSource } from '../../base/source.ts';
import type { Expression } from '../expression.ts';
import { DYN, type Type } from '../type.ts';
import { factsBeyondLocals } from './known.ts';
import { broken, complain, type Here, type Lower, type Lowering } from './lowering.ts';
import { parseRule } from './parse.ts';
import type { Definition, Local } from './scope.ts';
import { widened } from './widen.ts';

/** Definitions that call each other, one inside the other. */
const MAX_EXPANSION = 32;
/** Parts that the definitions of a contract expand to in all its rules. A short rule can call for as much as a rule may have. */
const MAX_EXPANDED = 1_000_000;

/** The call of a definition. Its body sees its parameters and the state, not the locals or the request of the caller. */
export function lowerDefinition(
  lower: Lower,
  lowering: Lowering,
  definition: Definition,
  args: readonly Expression[],
  here: Here,
  offset: number,
): Expression {
  if (args.length !== definition.parameters.length) {
    const wanted = `${definition.name}(${definition.parameters.join(', ')})`;
    complain(lowering, offset, 'no-overload', `${wanted} takes ${definition.parameters.length} arguments, not ${args.length}`);
    return broken(offset);
  }
  if (isTooFar(lowering, definition, here, offset)) return broken(offset);
  const parsed = parsedBody(definition);
  if ('kind' in parsed) {
    lowering.diagnostics.push({ code: 'bad-rule', severity: 'error', message: parsed.message, source: definition.locate(parsed.offset) });
    return broken(offset);
  }
  const locals: readonly Local[] = definition.parameters.map((name, i) => ({
    name,
    type: parameterType(args[i]),
    slot: here.nextSlot + i,
  }));
  const scope = { ...lowering.scope, request: null, response: null, parameters: new Map(), fresh: null };
  const inner: Lowering = { ...lowering, scope, parsed, locate: definition.locate };
  const inside: Here = {
    ...here,
    locals,
    nextSlot: here.nextSlot + args.length,
    facts: factsBeyondLocals(here.facts),
    expanding: [...here.expanding, definition.name],
  };
  const complaints = lowering.diagnostics.length;
  const { nodes } = lowering.budget;
  const body = lower(inner, parsed.root, inside);
  if (scope.expansion && here.expanding.length === 0) scope.expansion.parts += lowering.budget.nodes - nodes;
  blameCall(lowering, complaints, offset);
  return { kind: 'definition', name: definition.name, args, slots: locals.map((l) => l.slot), body, type: body.type, offset };
}

/** Whether a call leads back to itself or beyond a limit; complains if so. */
function isTooFar(lowering: Lowering, { name }: Definition, here: Here, offset: number): boolean {
  const path = [...here.expanding, name].join(' → ');
  if (here.expanding.includes(name)) complain(lowering, offset, 'recursive-definition', `the definition '${name}' uses itself: ${path}`);
  else if (here.expanding.length >= MAX_EXPANSION) {
    complain(lowering, offset, 'rule-too-large', `definitions call each other more than ${MAX_EXPANSION} deep: ${path}`);
  } else if ((lowering.scope.expansion?.parts ?? 0) > MAX_EXPANDED) {
    complain(lowering, offset, 'rule-too-large', `the rules have more than ${MAX_EXPANDED} parts, their definitions expanded`);
  } else return false;
  return true;
}

// A text that is written out is one of many that the definition may be called with.
function parameterType(arg: Expression | undefined): Type {
  return arg?.kind === 'literal' || arg?.kind === 'list' || arg?.kind === 'conditional' ? widened(arg.type) : (arg?.type ?? DYN);
}

/** What is complained about in the body depends on the arguments: says where these are. */
function blameCall(lowering: Lowering, first: number, offset: number): void {
  for (const [i, diagnostic] of lowering.diagnostics.entries()) {
    if (i < first || diagnostic.hint !== undefined) continue;
    lowering.diagnostics[i] = { ...diagnostic, hint: `as it is called at ${showSource(lowering.locate(offset))}` };
  }
}

const parsedBodies = new WeakMap<Definition, ReturnType<typeof parseRule>>();

// Parsing costs more than lowering, and a definition is lowered for every call of it.
function parsedBody(definition: Definition): ReturnType<typeof parseRule> {
  const known = parsedBodies.get(definition);
  if (known !== undefined) return known;
  const parsed = parseRule(definition.text);
  parsedBodies.set(definition, parsed);
  return parsed;
}
