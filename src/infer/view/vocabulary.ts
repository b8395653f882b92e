// Decides which words in paths speak for which kind of operation. English only, and never the only evidence where there is other.

import { singular, wordsOf } from './words.ts';

/** Verbs that stand in paths for what REST has no method for. */
const VERBS: ReadonlySet<string> = new Set(
  `abort accept acknowledge ack acquire activate add adjust allocate analyze analyse apply approve archive arm assign associate attach
authenticate authorize authorise ban begin bind block book boot borrow build bulk buffer buy calculate call cancel capture change charge check checkin
checkout claim classify clean cleanup clear clone close commit compare complete compose compute configure confirm connect consume convert copy
create crop deactivate debit decline decode decommission decrypt deallocate delete deliver deny deploy deprecate dequeue deregister detach detect disable
disassociate disconnect discard dismiss dispatch dispute download drain drop duplicate edit eject email enable encode encrypt end enqueue enroll escalate
estimate evaluate evict exchange execute expand expire explain export extend extract failover favorite fetch finalize finalise finish fire flag flush
follow force forget fork forward freeze fulfill generate get grant hide hold identify ignore import increment increase decrease decrement ingest initialize initiate insert inspect
install invalidate list propose resync screen invite invoke issue join kick kill launch leave like link load lock login logout logoff mark merge migrate modify
monitor move mute nack notify open override parse patch pause pay perform pin ping play poll post preview probe process promote provision
publish pull purge push query queue quote rate read reassign rebase reboot rebuild recalculate receive recheck recognize recompute reconcile
reconnect recover redeem redeploy redo refresh refund regenerate register reindex reinstall reinstate reject relay release reload relocate remind
remove rename render renew reopen reorder repair replace replay replicate reply report reprocess request requeue rerun resend reschedule
reserve reset resize resolve restart restore restrict resubmit resume retire retrieve retry return revert review revise revoke rollback
rollover rotate rotatekeys run sample save scale scan schedule score seal seek select sell send set settle share shift ship show shutdown sign
signal signin signout signup simulate skip snooze sort split stage star start stop store stream submit subscribe suggest suspend swap
switch sync synchronize tag takeover terminate test throttle toggle touch track train transcode transcribe transfer transform transition translate
trash trigger truncate try unarchive unassign unban unbind unblock unbook unfavorite unfollow unfreeze unhide uninstall unlike unlink unlock unmark unmute
unpause unpin unpublish unregister unreserve unseal unshare unstar unsubscribe unsuspend untag untrash update upgrade upload
upsert use validate verify view void vote wait wake warm watch withdraw wipe write undelete unmount mount deauthorize regeneratekey regeneratekeys listkeys undo poweroff poweron reimage redirect rekey`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Verbs that are nouns as often: alone they say nothing; with an object after them (`checkName`) they do. */
const NOUNS_TOO: ReadonlySet<string> = new Set(
  `address book build call charge check claim copy debit deploy dispute document download email end estimate exchange export file flag fork hold
import invite invoice issue join like link load lock log mark match message monitor notice offer open order patch pin play poll post preview process purchase
query queue quote rate read record release reply report request reserve resume return review run sample scale scan schedule score set share ship show sign
signal sort split stage star start status stop store stream tag test track trade train transfer transition trigger try upgrade upload list screen use view vote
watch payment discount change sale subscribe bulk batch quote refund capture cancel move comment`.split(/\s+/),
);

const SEARCH: ReadonlySet<string> = new Set([
  'search',
  'query',
  'find',
  'lookup',
  'filter',
  'autocomplete',
  'suggest',
  'typeahead',
  'browse',
]);
const BATCH: ReadonlySet<string> = new Set(['batch', 'bulk', 'multi', 'mass']);
const SESSION: ReadonlySet<string> = new Set([
  'login',
  'logout',
  'signin',
  'signout',
  'logoff',
  'logon',
  'authenticate',
  'oauth',
  'session',
  'authorize',
]);
const COMPUTED: ReadonlySet<string> = new Set(
  `count counts total totals stat stats statistics summary summaries aggregate aggregates report metric metrics analytics usage diff compare preview
estimate forecast health healthcheck ping version status inventory export download calculate quota limits availability random latest`.split(
    /\s+/,
  ),
);

/** Whether a segment is a command: a verb, or a verb with what it is applied to. `noun` verbs count only where nothing else stands. */
export function isVerb(segment: string): boolean {
  const words = wordsOf(segment);
  const [first = ''] = words;
  if (!VERBS.has(first)) return false;
  if (words.length > 1) return !NOUNS_TOO.has(first) || /^[a-z]+[A-Z]/.test(segment);
  return singular(first) === first;
}

/** Whether a verb may as well be a noun (`charge`, `order`), so that the operation may make one. */
export function isNounToo(segment: string): boolean {
  const words = wordsOf(segment);
  return words.length === 1 && NOUNS_TOO.has(words[0] ?? '');
}

export function isSearchWord(segment: string): boolean {
  const words = wordsOf(segment);
  return SEARCH.has(words[0] ?? '') || SEARCH.has(words.at(-1) ?? '');
}

/** What a segment that is an order for the usual operations asks for. */
export type PlainOrder = 'create' | 'list' | 'read' | 'update' | 'delete';

const ORDERS: ReadonlyMap<string, PlainOrder> = new Map([
  ...['create', 'add', 'new', 'insert'].map((word) => [word, 'create'] as const),
  ...['list', 'getall', 'listall', 'all'].map((word) => [word, 'list'] as const),
  ...['get', 'fetch', 'retrieve', 'read', 'show', 'details', 'getbyid'].map((word) => [word, 'read'] as const),
  ...['update', 'edit', 'modify'].map((word) => [word, 'update'] as const),
  ...['delete', 'remove', 'destroy'].map((word) => [word, 'delete'] as const),
]);

/** `/orders/create`, `/orders/{id}/delete`, `/labs/createLab`. Null for all other segments. */
export function plainOrder(segment: string): PlainOrder | null {
  const words = wordsOf(segment);
  const whole = ORDERS.get(words.join(''));
  if (whole !== undefined) return whole;
  return words[0] === 'create' && words.length > 1 ? 'create' : null;
}

/** Whether what stands below a segment is measured or counted. */
export function isMeasure(segment: string): boolean {
  return /^(metrics|analytics|statistics|stats|insights|telemetry)$/.test(wordsOf(segment).join(''));
}

export function isBatchWord(segment: string): boolean {
  return BATCH.has(wordsOf(segment)[0] ?? '') || BATCH.has(wordsOf(segment).at(-1) ?? '');
}

export function isSessionWord(segment: string): boolean {
  const words = wordsOf(segment);
  const joined = words.join('');
  return SESSION.has(joined) || (words.length === 2 && SESSION.has(words[1] ?? '') && words[1] !== 'session');
}

export function isComputedWord(segment: string): boolean {
  const words = wordsOf(segment);
  return COMPUTED.has(words.at(-1) ?? '');
}
