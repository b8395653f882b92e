// Decides what a condition says about the types of the expressions in it, so that `has(x.f) && x.f > 0` is understood.

import type { Expression } from '../expression.ts';
import { expressionKey } from '../print.ts';
import type { ObjectType, Type, TypeScope } from '../type.ts';
import { fieldOf, membersOf, overlap, unionOf } from '../types.ts';

/** Something known about the expression under which it is filed. */
export type Fact =
  | { readonly kind: 'has'; readonly name: string }
  /** The property is (or is not) the string. */
  | { readonly kind: 'tag'; readonly name: string; readonly literal: string; readonly equal: boolean }
  | { readonly kind: 'not-null' };

/** Facts by `expressionKey`. */
export type Facts = ReadonlyMap<string, readonly Fact[]>;

export const NO_FACTS: Facts = new Map();

/** What holds if the expression evaluates to `truth`. */
export function factsOf(expression: Expression, truth = true): Facts {
  switch (expression.kind) {
    case 'and':
      return truth ? joinFacts(factsOf(expression.left), factsOf(expression.right)) : NO_FACTS;
    case 'or':
      return truth ? NO_FACTS : joinFacts(factsOf(expression.left, false), factsOf(expression.right, false));
    case 'has':
      return truth ? fact(expression.of, { kind: 'has', name: expression.name }) : NO_FACTS;
    case 'call':
      return factsOfCall(expression, truth);
    default:
      return NO_FACTS;
  }
}

function factsOfCall(call: Expression & { kind: 'call' }, truth: boolean): Facts {
  const [a, b] = call.args;
  if (call.operator === 'not' && a) return factsOf(a, !truth);
  if ((call.operator !== 'equal' && call.operator !== 'notEqual') || !a || !b) return NO_FACTS;
  const equal = (call.operator === 'equal') === truth;
  return joinFacts(factOfEquality(a, b, equal), factOfEquality(b, a, equal));
}

function factOfEquality(subject: Expression, other: Expression, equal: boolean): Facts {
  if (other.kind !== 'literal') return NO_FACTS;
  const facts: Facts[] = [];
  if (other.value === null) return equal ? NO_FACTS : fact(subject, { kind: 'not-null' });
  if (equal) facts.push(fact(subject, { kind: 'not-null' }));
  if (subject.kind === 'member') {
    // An equality with a value that is true says, too, that the property is there.
    if (equal) facts.push(fact(subject.of, { kind: 'has', name: subject.name }));
    if (typeof other.value === 'string') facts.push(fact(subject.of, { kind: 'tag', name: subject.name, literal: other.value, equal }));
  }
  return facts.reduce(joinFacts, NO_FACTS);
}

function fact(of: Expression, about: Fact): Facts {
  return new Map([[expressionKey(of), [about]]]);
}

/** Both sets of facts. */
export function joinFacts(a: Facts, b: Facts): Facts {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const joined = new Map(a);
  for (const [key, facts] of b) joined.set(key, [...(joined.get(key) ?? []), ...facts]);
  return joined;
}

/** The type of an expression, narrowed by what is known about it. */
export function narrow(scope: TypeScope, type: Type, facts: readonly Fact[] | undefined): Type {
  if (!facts || facts.length === 0) return type;
  return facts.reduce((narrowed, f) => narrowBy(scope, narrowed, f), type);
}

function narrowBy(scope: TypeScope, type: Type, f: Fact): Type {
  const members = membersOf(scope, type);
  const kept = members.filter((member) => fits(scope, member, f)).map((member) => (f.kind === 'has' ? withRequired(member, f.name) : member));
  return kept.length === 0 ? type : unionOf(kept);
}

function fits(scope: TypeScope, member: Type, f: Fact): boolean {
  if (member.kind === 'dyn') return true;
  if (f.kind === 'not-null') return member.kind !== 'null';
  if (member.kind !== 'object') return member.kind === 'map';
  const field = fieldOf(member, f.name);
  if (!field) return f.kind === 'tag' && !f.equal;
  if (f.kind === 'has') return true;
  if (f.equal) return overlap(scope, field.type, { kind: 'string', literal: f.literal });
  return !membersOf(scope, field.type).every((t) => t.kind === 'string' && t.literal === f.literal);
}

function withRequired(member: Type, name: string): Type {
  if (member.kind !== 'object') return member;
  const field = fieldOf(member, name);
  if (!field || field.required) return member;
  const narrowed: ObjectType = { ...member, fields: new Map([...member.fields, [name, { ...field, required: true }]]) };
  return narrowed;
}
