// Decides the kind of an operation that may change something, by its method and by what stands beside and below it.

import { at, isParameter } from '../view/tree.ts';
import { isBatchWord, isNounToo, isSearchWord, isSessionWord, isVerb, plainOrder } from '../view/vocabulary.ts';
import { isPlural, wordsOf } from '../view/words.ts';
import { isCallName, isPassedOn } from './procedure.ts';
import { conclude, type KindConclusion } from './rule.ts';
import type { Situation } from './situation.ts';

const PASSED_ON: KindConclusion = conclude('opaque', 0.8, 'every method is there, and none says what it takes or answers');

export function posting(situation: Situation): KindConclusion {
  const { operation, item, beside, name } = situation;
  if (isPassedOn(situation)) return PASSED_ON;
  if (operation.parsed.command !== null) return command(operation.parsed.command, 'POST');
  if (item) return postingItem(situation);
  if (isCallName(name)) return conclude('opaque', 0.8, `'${name}' is the name of a procedure`);
  if (takesList(situation) && !createsOne(situation)) return conclude('batch', 0.75, 'POST takes a list');
  const order = situation.below === null && beside('get') === null ? plainOrder(name) : null;
  if (order !== null) return conclude(order, 0.8, `POST to '${name}'`);
  if (isSearchWord(name)) return conclude('search', 0.85, `POST to '${name}'`);
  if (isSessionWord(name) && situation.below === null) return conclude('session', 0.85, `POST to '${name}'`);
  if (isBatchWord(name) && situation.below === null) return conclude('batch', 0.8, `POST to '${name}'`);
  if (situation.below !== null) return conclude('create', 0.95, 'POST to a path with items below');
  const get = beside('get');
  const listed = get !== null && situation.answerOf(get).kind === 'list';
  if (listed) return conclude('create', 0.93, 'POST beside a GET that answers a list');
  return postingAlone(situation);
}

function postingItem({ beside, operation, node }: Situation): KindConclusion {
  if (beside('get') !== null) return conclude('update', 0.9, 'POST to an item that GET reads');
  if (node.operations.some(({ method }) => method === 'put' || method === 'patch' || method === 'delete')) {
    return conclude('update', 0.75, 'POST to an item path');
  }
  if (operation.statuses.includes('201')) return conclude('create', 0.7, 'POST to an item path answers 201');
  const made = creators(node).some((candidate) => at(candidate, 'post') !== null);
  if (made && operation.takesBody) return conclude('update', 0.7, 'POST to an item of a collection with POST');
  if (!operation.takesBody) return conclude('action', 0.55, 'POST to an item path that nothing reads, without a body');
  return conclude('create', 0.5, 'POST to an item path that nothing reads');
}

/** POST to a path with nothing below, and no list beside it. */
function postingAlone(situation: Situation): KindConclusion {
  const { operation, name, owner, node, beside, callStyle, answer } = situation;
  const plural = isPlural(wordsOf(name).at(-1) ?? '');
  const created = operation.statuses.includes('201');
  if (isToggle(situation)) return conclude('membership', 0.8, `POST and DELETE of '${name}' of an item undo each other`);
  if (isVerb(name) && !(isNounToo(name) && created && owner !== null)) {
    if (owner === null && callStyle) return conclude('opaque', 0.6, `'${name}' is called like a procedure`);
    return conclude('action', owner === null ? 0.7 : 0.92, `POST to the command '${name}'${owner === null ? '' : ' of an item'}`);
  }
  const get = beside('get');
  if (get !== null && situation.answerOf(get).kind === 'one' && !created && !plural) {
    return conclude(
      beside('put') === null && beside('patch') === null ? 'singleton-write' : 'action',
      0.6,
      'POST beside a GET that answers one thing',
    );
  }
  if (created) return conclude('create', 0.85, 'POST answers 201');
  if (plural) return conclude('create', callStyle ? 0.5 : 0.75, `POST to the plural '${name}'`);
  if (node.above !== null && isParameter(node.above)) return conclude('action', 0.6, `POST to '${name}' of an item, which nothing reads`);
  if (callStyle) return conclude('opaque', 0.5, `'${name}' is called like a procedure`);
  return conclude(answer.kind === 'one' && operation.takesBody ? 'create' : 'action', 0.45, `POST to '${name}', which nothing reads`);
}

/** `POST …/follow` and `DELETE …/follow`, with nothing to say but that. */
function isToggle({ name, owner, beside, node }: Situation): boolean {
  const posted = beside('post');
  const paired = posted !== null && !posted.bodyRequired && beside('delete') !== null && beside('get') === null;
  return paired && owner !== null && node.named.size === 0 && isVerb(name);
}

function createsOne({ operation, answer }: Situation): boolean {
  return operation.statuses.includes('201') && answer.kind === 'one';
}

function takesList({ operation, shapes }: Situation): boolean {
  return operation.body !== null && shapes.of(operation.body).kind === 'array';
}

function command(name: string, method: string): KindConclusion {
  if (isSearchWord(name)) return conclude('search', 0.85, `${method} with the command '${name}'`);
  if (isBatchWord(name)) return conclude('batch', 0.9, `${method} with the command '${name}'`);
  return conclude('action', 0.92, `${method} with the command '${name}'`);
}

export function putting(situation: Situation): KindConclusion {
  const { operation, item, name, node, beside, below } = situation;
  if (isPassedOn(situation)) return PASSED_ON;
  if (operation.parsed.command !== null) return command(operation.parsed.command, 'PUT');
  if (item) return puttingItem(situation);
  if (isCallName(name)) return conclude('opaque', 0.8, `'${name}' is the name of a procedure`);
  if (isMembership(situation)) return conclude('membership', 0.85, 'PUT answers nothing, beside a DELETE');
  if (isBatchWord(name)) return conclude('batch', 0.8, `PUT to '${name}'`);
  if (isVerb(name) && beside('get') === null && !isNounToo(name)) return conclude('action', 0.88, `PUT to the command '${name}'`);
  if (below !== null && at(node, 'post') !== null) {
    if (takesList(situation)) return conclude('batch', 0.8, 'PUT of a list to a collection');
    return conclude('replace', 0.7, 'PUT to a collection with the key in the body');
  }
  if (isVerb(name) && beside('get') === null) return conclude('action', 0.7, `PUT to the command '${name}'`);
  return conclude('singleton-write', 0.8, 'PUT to a path without a key');
}

function puttingItem(situation: Situation): KindConclusion {
  const { operation, node, beside } = situation;
  if (
    !operation.takesBody &&
    !operation.answers &&
    (beside('get') === null || situation.answerOf(beside('get') ?? operation).kind !== 'one')
  ) {
    return conclude('membership', 0.85, 'PUT to an item path with nothing in it and nothing in the answer');
  }
  const created = creators(node).some((candidate) => at(candidate, 'post') !== null);
  if (!created) return conclude('upsert', 0.85, 'PUT to an item of a collection without POST');
  return conclude('replace', 0.88, 'PUT to an item of a collection with POST');
}

/** The nodes at which a POST would make the records of an item: the one before the key. */
function creators(item: NonNullable<Situation['node']>): readonly Situation['node'][] {
  const found: Situation['node'][] = [];
  for (let above = item.above; above !== null; above = above.above) {
    found.push(above);
    if (above.text !== null) break;
  }
  return found;
}

function isMembership({ operation, beside }: Situation): boolean {
  const removed = beside('delete');
  const asked = beside('get');
  return !operation.answers && !operation.bodyRequired && removed !== null && !removed.answers && (asked === null || !asked.answers);
}

export function patching(situation: Situation): KindConclusion {
  const { operation, item, name, below } = situation;
  if (isPassedOn(situation)) return PASSED_ON;
  if (operation.parsed.command !== null) return command(operation.parsed.command, 'PATCH');
  if (item) return conclude('update', 0.97, 'PATCH of an item path');
  if (isBatchWord(name)) return conclude('batch', 0.8, `PATCH of '${name}'`);
  if (takesList(situation) && below !== null) return conclude('batch', 0.75, 'PATCH of a list to a collection');
  if (below !== null && situation.beside('post') !== null)
    return conclude('update', 0.6, 'PATCH of a collection with the key in the body or the query');
  if (isVerb(name) && !isNounToo(name) && situation.beside('get') === null)
    return conclude('action', 0.8, `PATCH of the command '${name}'`);
  return conclude('singleton-write', 0.85, 'PATCH of a path without a key');
}

export function deleting(situation: Situation): KindConclusion {
  const { operation, item, name, below, beside, owner } = situation;
  if (isPassedOn(situation)) return PASSED_ON;
  if (operation.parsed.command !== null) return command(operation.parsed.command, 'DELETE');
  if (item) return deletingItem(situation);
  if (isCallName(name)) return conclude('opaque', 0.8, `'${name}' is the name of a procedure`);
  const put = beside('put');
  if (put !== null && isMembership({ ...situation, operation: put }))
    return conclude('membership', 0.85, 'DELETE beside a PUT that answers nothing');
  if (below === null && isToggle(situation)) return conclude('membership', 0.8, `POST and DELETE of '${name}' of an item undo each other`);
  if (isSessionWord(name)) return conclude('session', 0.7, `DELETE of '${name}'`);
  const get = beside('get');
  const listed = get !== null && situation.answerOf(get).kind === 'list';
  if (below !== null || listed) return conclude('bulk-delete', 0.88, 'DELETE of a whole collection');
  if (isVerb(name) && !isNounToo(name) && beside('get') === null) return conclude('action', 0.7, `DELETE of the command '${name}'`);
  return conclude('delete', 0.7, owner === null ? 'DELETE of one thing' : 'DELETE of one thing of an item');
}

function deletingItem(situation: Situation): KindConclusion {
  const put = situation.beside('put');
  if (put !== null && puttingItem({ ...situation, operation: put }).kind === 'membership') {
    return conclude('membership', 0.85, 'DELETE beside a PUT with nothing in it');
  }
  return conclude('delete', 0.97, 'DELETE of an item path');
}
