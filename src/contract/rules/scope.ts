// Decides what a rule can see: which names stand for what, of which type.

import type { Source } from '../../base/source.ts';
import type { RequestPart, Slot } from '../expression.ts';
import type { Type, TypeScope } from '../type.ts';
import type { Facts } from './facts.ts';

/** Where an offset (in UTF-16 units) of a rule's text stands in its file. */
export type LocateInRule = (offset: number, length?: number) => Source;

/** Everything that the text of a rule can refer to. */
export interface RuleScope {
  readonly types: TypeScope;
  readonly collections: ReadonlyMap<string, { readonly keyType: Type; readonly recordType: Type }>;
  readonly variables: ReadonlyMap<string, { readonly type: Type }>;
  /** Bare names of parameters that occur in one place of the request only. */
  readonly parameters: ReadonlyMap<string, RequestPart>;
  /** Types of the parts of the request (objects of parameters; the body); null where a rule may not read the request. A part without type was not declared. */
  readonly request: ReadonlyMap<RequestPart, Type> | null;
  /** Whether a request may come without a body. */
  readonly bodyIsOptional?: boolean;
  /** Type of the body of the response, null where a rule may not read the response. */
  readonly response: Type | null;
  /** Whether the status of the response is readable though its body is not: where the body is made. */
  readonly statusOnly?: boolean;
  /** Type of `response.record`, where the body is made of an operation that writes one record. */
  readonly record?: Type;
  /** Whether `old.NAME` is readable. */
  readonly before: boolean;
  /** Counter for `fresh`, shared by the rules of one operation; null where `fresh` may not stand. */
  readonly fresh: FreshCounter | null;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** What all rules of a contract together have expanded; absent where one rule stands alone. */
  readonly expansion?: Expansion;
  /** Locals that are bound from outside (`key` and `record` of forEach). */
  readonly locals: readonly Local[];
  /** What is known to hold when the rule is evaluated. */
  readonly facts: Facts;
}

export interface FreshCounter {
  next: number;
}

/** Parts of expressions that came of definitions. */
export interface Expansion {
  parts: number;
}

export interface Local {
  readonly name: string;
  readonly type: Type;
  readonly slot: Slot;
}

/** An entry of `x-definitions`. */
export interface Definition {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly text: string;
  readonly locate: LocateInRule;
}

const DEFINITION_HEAD = /^\s*([A-Za-z_]\w*)\s*\(\s*((?:[A-Za-z_]\w*\s*(?:,\s*[A-Za-z_]\w*\s*)*)?)\)\s*$/;

/** Name and parameters of a definition's head, `name(a, b)`; null if it is not one, or repeats a parameter. */
export function parseDefinitionHead(head: string): { readonly name: string; readonly parameters: readonly string[] } | null {
  const match = DEFINITION_HEAD.exec(head);
  if (!match) return null;
  const parameters = (match[2] ?? '')
    .split(',')
    .map((p) => p.trim())
    .filter((p) => p !== '');
  return new Set(parameters).size === parameters.length ? { name: match[1] ?? '', parameters } : null;
}
