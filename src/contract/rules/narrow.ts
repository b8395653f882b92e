// Decides what facts say about a type: which alternatives remain, and which properties are there.

import type { ObjectType, Type, TypeScope } from '../type.ts';
import { familyOf, fieldOf, membersOf, overlap, unionOf } from '../types.ts';
import type { Fact } from './known.ts';

/** The type of an expression, narrowed by what is known about it. Facts that no alternative fits narrow nothing. */
export function narrow(scope: TypeScope, type: Type, facts: readonly Fact[] | undefined): Type {
  return combined(facts ?? []).reduce((narrowed, fact) => narrowBy(scope, narrowed, fact), type);
}

// What a property is not, is one fact: only all the literals together may exclude an alternative.
function combined(facts: readonly Fact[]): readonly Fact[] {
  const excluded = new Map<string, readonly string[]>();
  const others = facts.filter((fact) => {
    if (fact.kind !== 'tag' || fact.equal) return true;
    excluded.set(fact.name, [...(excluded.get(fact.name) ?? []), ...fact.literals]);
    return false;
  });
  return [...others, ...[...excluded].map(([name, literals]): Fact => ({ kind: 'tag', name, literals, equal: false }))];
}

function narrowBy(scope: TypeScope, type: Type, fact: Fact): Type {
  if (fact.kind === 'there') return type;
  const members = membersOf(scope, type);
  const kept = members.filter((member) => fits(scope, member, fact));
  if (kept.length === 0) return type;
  const refined = fact.kind === 'has' ? kept.map((member) => withRequired(member, fact.name)) : kept;
  const changed = refined.length !== members.length || refined.some((member, i) => member !== members[i]);
  return changed ? unionOf(refined) : type;
}

function fits(scope: TypeScope, member: Type, fact: Exclude<Fact, { kind: 'there' }>): boolean {
  if (member.kind === 'dyn' || member.kind === 'never') return true;
  if (fact.kind === 'family') return (familyOf(member) === fact.family) === fact.equal;
  if (member.kind !== 'object') return familyOf(member) === 'object';
  const field = fieldOf(member, fact.name);
  if (!field) return fact.kind === 'tag' && !fact.equal;
  if (fact.kind === 'has') return true;
  if (fact.equal) return fact.literals.some((literal) => overlap(scope, field.type, { kind: 'string', literal }));
  // Without the literals, is anything left that the property can be?
  return !membersOf(scope, field.type).every((t) => t.kind === 'string' && t.literal !== undefined && fact.literals.includes(t.literal));
}

function withRequired(member: Type, name: string): Type {
  if (member.kind !== 'object') return member;
  const field = fieldOf(member, name);
  if (!field || field.required) return member;
  const narrowed: ObjectType = { ...member, fields: new Map(member.fields).set(name, { ...field, required: true }) };
  return narrowed;
}
