// Decides what a place is: a path into state that effects may write, written as CEL (`users[u].payment_methods[p].balance`).

import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Place, PlaceStep } from '../contract.ts';
import type { Expression } from '../expression.ts';
import type { Type } from '../type.ts';
import { nonNull, unionOf } from '../types.ts';
import { compileExpressionText } from './compile.ts';
import type { Local, LocateInRule, RuleScope } from './scope.ts';

export interface CompiledPlace {
  readonly place: Place | null;
  /** Type of what stands at the place. */
  readonly type: Type | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the text of a place. */
export function compilePlace(text: string, scope: RuleScope, locate: LocateInRule): CompiledPlace {
  const { expression, diagnostics } = compileExpressionText(text, scope, locate);
  if (!expression) return { place: null, type: null, diagnostics: diagnostics.filter(isAboutValues) };
  const path = pathOf(expression);
  const root = path?.root.root;
  if (!path || (root?.kind !== 'collection' && root?.kind !== 'variable') || root.state !== 'current') {
    const message = 'an effect writes a place in the state: a collection or variable, then properties and keys';
    return { place: null, type: null, diagnostics: [...diagnostics, notAPlace(message, locate)] };
  }
  const place: Place = { root: root.name, steps: path.steps, text, source: locate(0, text.length) };
  return { place, type: expression.type, diagnostics: diagnostics.filter(isAboutValues) };
}

function notAPlace(message: string, locate: LocateInRule): Diagnostic {
  return { code: 'not-a-place', severity: 'error', message, source: locate(0) };
}

// What is written may be absent or null before; whether that is a fault is decided when it happens.
function isAboutValues({ code }: Diagnostic): boolean {
  return code !== 'unguarded-optional' && code !== 'nullable-operand';
}

/** Root and steps of a chain of `.name` and `[key]`; null for other expressions. */
function pathOf(expression: Expression): { readonly root: Expression & { kind: 'root' }; readonly steps: readonly PlaceStep[] } | null {
  const steps: PlaceStep[] = [];
  let current = expression;
  while (current.kind !== 'root') {
    if (current.kind === 'member') steps.unshift({ kind: 'member', name: current.name });
    else if (current.kind === 'index') steps.unshift({ kind: 'key', key: current.key });
    else return null;
    current = current.of;
  }
  return { root: current, steps };
}

export interface CompiledPath {
  readonly path: readonly PlaceStep[] | null;
  readonly type: Type | null;
  readonly diagnostics: readonly Diagnostic[];
}

const BASE = 'target';

/** Compiles a key of `set`: a property of the base, or a path below it such as `address.zip` or `items[0].price`. */
export function compileAssignmentPath(text: string, base: Type, scope: RuleScope, locate: LocateInRule): CompiledPath {
  const direct = propertyType(base, text, scope);
  if (direct) return { path: [{ kind: 'member', name: text }], type: direct, diagnostics: [] };
  const slot = scope.locals.reduce((next, local) => Math.max(next, local.slot + 1), 0);
  const local: Local = { name: BASE, type: base, slot };
  const prefix = text.startsWith('[') ? BASE : `${BASE}.`;
  const shifted: LocateInRule = (offset, length) => locate(Math.max(0, offset - prefix.length), length);
  const { expression, diagnostics } = compileExpressionText(prefix + text, { ...scope, locals: [...scope.locals, local] }, shifted);
  if (!expression) return { path: null, type: null, diagnostics: diagnostics.filter(isAboutValues) };
  const path = relativePath(expression, slot);
  if (path && path.length > 0) return { path, type: expression.type, diagnostics: diagnostics.filter(isAboutValues) };
  return { path: null, type: null, diagnostics: [...diagnostics, notAPlace(`'${text}' is not a path to a property`, locate)] };
}

const PATH_SIGNS = /[.[\]]/;

// A property that is listed under just this name wins over a path; in a map, what looks like no path is a key.
function propertyType(base: Type, name: string, scope: RuleScope): Type | null {
  const types = nonNull(scope.types, base).map((member) => {
    if (member.kind === 'object') return member.fields.get(name)?.type ?? (PATH_SIGNS.test(name) ? null : member.rest);
    return member.kind === 'map' && !PATH_SIGNS.test(name) ? member.value : null;
  });
  return types.length > 0 && types.every((t) => t !== null) ? unionOf(types) : null;
}

function relativePath(expression: Expression, slot: number): readonly PlaceStep[] | null {
  const steps: PlaceStep[] = [];
  let current = expression;
  while (current.kind === 'member' || current.kind === 'index') {
    steps.unshift(current.kind === 'member' ? { kind: 'member', name: current.name } : { kind: 'key', key: current.key });
    current = current.of;
  }
  return current.kind === 'local' && current.slot === slot ? steps : null;
}
