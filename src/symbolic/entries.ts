// The door to the parts of objects and lists: walking and writing them. Collections have their own.

export { type EntrySlot, entriesOfObject, membersOfObject } from './members.ts';
export { mergePatch } from './merge-patch.ts';
export { listOfGuarded } from './normal.ts';
export { toStored } from './stored.ts';
export { slotsOfList } from './unroll.ts';
export { type Entries, entriesOf } from './walk.ts';
export { materialise, withoutLayers, writeItem, writeMember } from './write.ts';
