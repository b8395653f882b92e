// The door to the parts of objects and lists: walking and writing them. Collections have their own.

export { assignEntries, mergePatch } from './merge-patch.ts';
export { entriesInAnyOrder, entriesOf } from './walk.ts';
export { writeItem, writeMember } from './write.ts';
