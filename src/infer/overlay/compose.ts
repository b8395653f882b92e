// Decides which collections and operations an inferred overlay says something about, and what.

import type { Loading } from '../../spec/openapi/loading.ts';
import type { Conclusions } from '../conclude.ts';
import type { Joined } from '../declared.ts';
import { type Collection, pathOf } from '../resources/collections.ts';
import { type Site, sitesAlong } from '../resources/site.ts';
import { indexSites } from '../resources/site-index.ts';
import { notesOf, reviseText, withoutWithdrawn } from '../traffic/revise-text.ts';
import type { OperationView } from '../view/api.ts';
import { isParameter } from '../view/tree.ts';
import type { Placed } from './expressions.ts';
import { joinedPlan } from './joined-plan.ts';
import type { ForeignKey, Settable, TemplateInput } from './operation-text.ts';
import { type CollectionEntry, type OperationEntry, type OverlayText, printOverlay } from './print.ts';
import { createSettable } from './settable.ts';
import { fragment, keyParameter, planState, type StatePlan } from './state-plan.ts';
import { operationText } from './templates.ts';

/** What turned out not to fit and is left out: names of collections, and operations as `get /path`. */
export interface LeftOut {
  /** Collections that are kept by keys alone. */
  readonly records: ReadonlySet<string>;
  readonly collections: ReadonlySet<string>;
  /** Operations whose effects are left out. */
  readonly effects: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
}

export interface ComposeInput {
  readonly loading: Loading;
  readonly title: string;
  /** The document's name, for `extends`. */
  readonly base: string | null;
  readonly leftOut: LeftOut;
  /** What is less sure is left out. */
  readonly minConfidence: number;
  readonly joined: Joined;
}

export function composeOverlay(conclusions: Conclusions, input: ComposeInput): OverlayText {
  const { leftOut, joined } = input;
  const { declared } = joined;
  const declaredPlan = (collection: Collection): StatePlan | null => {
    const target = declared.collections.get(collection.name);
    return target === undefined ? null : joinedPlan(conclusions.collections, collection, target);
  };
  const bySite = operationsBySite(conclusions);
  const plans = planState({
    loading: input.loading,
    shapes: conclusions.shapes,
    collections: conclusions.collections.filter((collection) => isKept(conclusions, input, collection)),
    operationsOf: (site) => bySite.get(site) ?? [],
    referencesOf: conclusions.referencesOf,
    withoutRecords: leftOut.records,
    declared: declaredPlan,
  });
  const shared: Shared = {
    plans,
    settableOf: createSettable(conclusions),
    isShared: sharing(plans),
    foreignOf: foreignKeys(conclusions, plans),
  };
  return printOverlay({
    title: input.title,
    extends: input.base,
    collections: [...plans.values()]
      .filter(({ collection }) => !declared.collections.has(collection.name))
      .map((plan) => collectionEntry(conclusions, input, plan)),
    operations: conclusions.operations.flatMap((operation) => operationEntry(conclusions, input, shared, operation)),
  });
}

/** Sure enough, with a key that nothing speaks against. */
function isKept({ collectionFacts }: Conclusions, { leftOut, minConfidence, joined }: ComposeInput, collection: Collection): boolean {
  const fact = collectionFacts.get(collection);
  if (
    fact === undefined ||
    joined.excluded.has(pathOf(collection.main)) ||
    leftOut.collections.has(collection.name) ||
    fact.confidence < minConfidence
  )
    return false;
  return fact.traffic?.claims.every(({ claim, withdrawn }) => claim !== 'key' || !withdrawn) ?? true;
}

/** What the texts of all operations are made with. */
interface Shared {
  readonly plans: ReadonlyMap<Collection, StatePlan>;
  readonly settableOf: (collection: Collection) => Settable;
  readonly isShared: (collection: Collection) => boolean;
  readonly foreignOf: (collection: Collection) => readonly ForeignKey[];
}

/** Whether several collections that are state have the records of a collection. */
function sharing(plans: ReadonlyMap<Collection, StatePlan>): (collection: Collection) => boolean {
  const counts = new Map<unknown, number>();
  for (const { record } of plans.keys()) {
    if (record !== null) counts.set(record.at.node, (counts.get(record.at.node) ?? 0) + 1);
  }
  return ({ record }) => (record === null ? 0 : (counts.get(record.at.node) ?? 0)) > 1;
}

/** References of less confidence are noted, and nothing is asked of them. */
const SURE_REFERENCE = 0.9;

/** Foreign keys to records that some operation of the document makes, by their whole key. */
function foreignKeys(conclusions: Conclusions, plans: ReadonlyMap<Collection, StatePlan>): Shared['foreignOf'] {
  const byName = new Map([...plans].map(([{ name }, plan]) => [name, plan] as const));
  return (collection) =>
    conclusions.referencesOf(collection).flatMap(({ property, collection: name, confidence }) => {
      const target = byName.get(name);
      const isMade = target?.collection.keyOrigin !== 'ambient' && target?.keys.length === 1;
      return target !== undefined && isMade && confidence >= SURE_REFERENCE ? [{ property, target }] : [];
    });
}

/** Operations at the item of a site: what gives its key. */
function operationsBySite({ operations, tree, collections }: Conclusions): ReadonlyMap<Site, readonly OperationView[]> {
  const { byItem } = indexSites(collections);
  const found = new Map<Site, OperationView[]>();
  for (const operation of operations) {
    const node = tree.nodeOf(operation);
    for (const site of sitesAlong(node, byItem)) {
      const list = found.get(site);
      if (list === undefined) found.set(site, [operation]);
      else list.push(operation);
    }
  }
  return found;
}

function collectionEntry(conclusions: Conclusions, { loading }: ComposeInput, plan: StatePlan): CollectionEntry {
  const { collection, form, keys, owner } = plan;
  const fact = conclusions.collectionFacts.get(collection);
  if (fact === undefined) throw new Error(`the collection '${collection.name}' has no fact`);
  const record = collection.record === null ? null : fragment(loading, collection.record.name.slice(1));
  return {
    fact,
    schema: form === 'record' && record !== null ? record : keys.map(({ property, schema }) => ({ property, schema })),
    key: keys.map(({ property }) => property),
    notes: notesOf(fact),
    owner: owner === null ? null : { collection: owner.parent, property: owner.property },
  };
}

function operationEntry(
  conclusions: Conclusions,
  { leftOut, minConfidence, joined }: ComposeInput,
  { plans, settableOf, isShared, foreignOf }: Shared,
  operation: OperationView,
): readonly OperationEntry[] {
  const fact = conclusions.operationFacts.get(operation);
  const name = `${operation.method} ${operation.path}`;
  // An operation that stands behind a reference has no place that an overlay could name by its path.
  const here = operation.at.pointer[0] === 'paths' && operation.at.pointer[1] === operation.path;
  if (fact === undefined || fact.confidence < minConfidence || !here || leftOut.operations.has(name)) return [];
  if (joined.declared.operations.has(name)) return [];
  const node = conclusions.tree.nodeOf(operation);
  const index = indexSites(conclusions.collections);
  const ownSite = isParameter(node) ? index.byItem.get(node) : index.byNode.get(node);
  const planOf = (site: Site | undefined): StatePlan | null => {
    const collection = site === undefined ? undefined : index.collectionOf.get(site);
    return collection === undefined ? null : (plans.get(collection) ?? null);
  };
  const along = sitesAlong(node, index.byItem).flatMap((site) => {
    const plan = planOf(site);
    const isNamed = plan !== null && namesKey(conclusions, operation, { plan, site });
    return isNamed ? [{ plan, site, own: site === ownSite }] : [];
  });
  const found = planOf(ownSite);
  const ownPlan =
    found !== null && ownSite !== undefined && namesKey(conclusions, operation, { plan: found, site: ownSite }) ? found : null;
  const template: TemplateInput = withoutWithdrawn({
    operation,
    fact,
    along,
    own: ownPlan === null || ownSite === undefined ? null : { plan: ownPlan, site: ownSite },
    shapes: conclusions.shapes,
    policy: conclusions.policy,
    settableOf,
    isShared,
    foreignOf,
    names: new Set([...plans.keys()].map((collection) => collection.name)),
    existenceOnly: leftOut.effects.has(name),
  });
  const text = reviseText(operationText(template), template);
  const notes = notesOf(fact);
  const says = text.preconditions.length + text.effects.length + text.response.length + notes.length > 0;
  return says ? [{ fact, text, notes }] : [];
}

/** Whether the parameters of an operation that name a record are of the kinds of its key: one path may name it by number, another by name. */
function namesKey({ shapes }: Conclusions, operation: OperationView, placed: Placed): boolean {
  return placed.plan.keys.every((part) => {
    const parameter = keyParameter(operation, placed, part);
    return (
      parameter === null || part.kind === null || part.kind === (parameter.schema === null ? 'text' : shapes.of(parameter.schema).kind)
    );
  });
}
