// Decides what a contract says of one record leading to another, references and parents, as rules about states: whether they hold is proved elsewhere.

import { hasErrors } from '../../base/diagnostic.ts';
import type { Source } from '../../base/source.ts';
import type { Collection, Contract, Requirement } from '../../contract/contract.ts';
import type { Cause } from '../../contract/outcome.ts';
import { compileStateRule } from '../../contract/rules/state-rule.ts';
import type { Type } from '../../contract/type.ts';
import { typeScope } from '../../contract/type-of.ts';

/** A property of the records of one collection that holds keys of another. */
export interface Link {
  /** `references/loans/book`, `parents/orders/user_id`. */
  readonly id: string;
  readonly collection: string;
  readonly property: string;
  readonly target: string;
  readonly source: Source;
  /** That every key which such a property holds is in the collection; null where its type is too open for the rule to be said. */
  readonly requirement: Requirement | null;
}

/** Ids of the links of which it is assumed that what they lead to exists. */
export type LinkIds = ReadonlySet<string>;

/** References and parents, in the order of the collections. */
export function linksOf(contract: Contract): readonly Link[] {
  return [...contract.collections.values()].flatMap((collection) => {
    const { name, parent, source } = collection;
    const references = [...collection.references].map(([property, reference]) => ({ kind: 'references', property, ...reference }));
    const parents = parent === null ? [] : [{ kind: 'parents', property: parent.property, collection: parent.collection, source }];
    return [...references, ...parents].map(({ kind, property, collection: target, source: place }): Link => {
      const id = `${kind}/${name}/${property}`;
      const link = { id, collection: name, property, target, source: place };
      return { ...link, requirement: requirementFor(contract, collection, link) };
    });
  });
}

/** The link as what a verdict names. */
export function linkCause({ id, collection, property, target, source }: Link, message = 'what it refers to does not exist'): Cause {
  return { kind: 'reference', id, rule: `${collection}.${property} refers to ${target}`, message, layer: 'declared', source };
}

/** The contract without the links that are not assumed: what states it calls legal is what is left to assume. */
export function withLinks(contract: Contract, assumed: LinkIds): Contract {
  const collections = [...contract.collections].map(([name, collection]) => {
    const references = [...collection.references].filter(([property]) => assumed.has(`references/${name}/${property}`));
    const isParent = collection.parent !== null && assumed.has(`parents/${name}/${collection.parent.property}`);
    return [name, { ...collection, references: new Map(references), parent: isParent ? collection.parent : null }] as const;
  });
  return { ...contract, collections: new Map(collections) };
}

/** Names that the rule binds a key to, whichever the contract leaves free. */
const NAMES = ['record', 'one', 'entry', 'linked'];

function requirementFor(
  contract: Contract,
  collection: Collection,
  { id, property, target, source }: Omit<Link, 'requirement'>,
): Requirement | null {
  const key = NAMES.find((name) => !contract.collections.has(name) && !contract.variables.has(name)) ?? 'referring';
  const composite = (contract.collections.get(target)?.key.length ?? 1) > 1;
  const body = bodyFor(contract, collection, property, { place: `${collection.name}[${key}]`, target, composite });
  if (body === null) return null;
  const { rule, diagnostics } = compileStateRule(`${collection.name}.all(${key}, ${body})`, contract, source);
  return rule === null || hasErrors(diagnostics) ? null : { id, kind: 'invariant', rule, status: 409, message: null, layer: 'declared' };
}

interface Reading {
  readonly place: string;
  readonly target: string;
  readonly composite: boolean;
}

/** Null and an absent property refer to nothing, a list to each of its elements unless it is one composite key. */
function bodyFor(contract: Contract, { recordType }: Collection, property: string, reading: Reading): string | null {
  const types = typeScope(contract.schemas);
  const resolved = (type: Type): Type => (type.kind === 'ref' ? resolved(types.resolve(type.ref)) : type);
  const record = resolved(recordType);
  const field = record.kind === 'object' ? record.fields.get(property) : undefined;
  if (field === undefined || !/^[A-Za-z_]\w*$/u.test(property)) return null;
  const kinds = alternatives(resolved(field.type), resolved);
  const isNullable = kinds.some(({ kind }) => kind === 'null');
  const isList = kinds.some(({ kind }) => kind === 'list' || kind === 'tuple');
  const others = kinds.filter(({ kind }) => !['null', 'list', 'tuple'].includes(kind));
  if (others.some(({ kind }) => !SCALARS.has(kind)) || (isList && others.length > 0)) return null;
  const value = `${reading.place}.${property}`;
  const held = isList && !reading.composite ? `${value}.all(key, key in ${reading.target})` : `${value} in ${reading.target}`;
  return [...(field.required ? [] : [`!has(${value})`]), ...(isNullable ? [`${value} == null`] : []), held].join(' || ');
}

const SCALARS: ReadonlySet<Type['kind']> = new Set<Type['kind']>(['string', 'integer', 'number', 'boolean', 'timestamp']);

function alternatives(type: Type, resolved: (type: Type) => Type): readonly Type[] {
  return type.kind === 'union' ? type.members.flatMap((member) => alternatives(resolved(member), resolved)) : [type];
}
