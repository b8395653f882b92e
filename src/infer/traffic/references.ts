// Decides what speaks for a property being the key of another record: that its values are keys of records that are there.

import type { ObjectValue } from '../../base/value.ts';
import type { Collection } from '../resources/collections.ts';
import { scalarAt } from './answers.ts';
import type { Observed } from './observed.ts';
import type { Presence } from './session.ts';
import { identityOf } from './situated.ts';

/** A record that is there, with what it refers to. A record that was removed may still be referred to. */
export function observeReferences(observed: Observed, collection: Collection, record: ObjectValue): void {
  for (const { property, presence } of targets(observed, collection, record)) {
    const claim = { kind: 'reference', collection: collection.name, property } as const;
    if (presence.state === 'present') observed.ledger.confirm(claim, observed.at);
    else if (presence.by === null) observed.ledger.contradict(claim, observed.at);
  }
}

/** Whether a body refers to something that is known not to be there; the properties that do. */
export function dangling(observed: Observed, collection: Collection, body: ObjectValue): readonly string[] {
  return targets(observed, collection, body).flatMap(({ property, presence }) => (presence.state === 'absent' ? [property] : []));
}

function targets(
  { conclusions, session }: Observed,
  collection: Collection,
  record: ObjectValue,
): readonly { readonly property: string; readonly presence: Presence }[] {
  return conclusions.referencesOf(collection).flatMap(({ property, collection: name }) => {
    const target = conclusions.collections.find((other) => other.name === name);
    const value = scalarAt(record, property);
    const identity = value === null ? null : identityOf([value]);
    const presence = target === undefined || identity === null ? null : session.presence(target, identity);
    return presence === null ? [] : [{ property, presence }];
  });
}
