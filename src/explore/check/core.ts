// Decides why an operation can never end in some way: the requirements that together rule it out, none of which could be left out.

import type { Contract, Operation, Requirement } from '../../contract/contract.ts';
import type { Cause } from '../../contract/outcome.ts';
import type { Checking } from './checking.ts';
import { linkCause, linksOf } from './links.ts';
import type { Possibility } from './one-step.ts';
import { reportOn } from './operation-report.ts';
import type { OutcomeKey } from './outcome-key.ts';
import { ruleCause } from './rule-cause.ts';

/** Requirements up to which leaving each of them out is tried. */
const MOST_REQUIREMENTS = 40;

/** What rules an ending out together. */
export interface Core {
  readonly causes: readonly Cause[];
  /** Whether each of them was shown to be needed by a request that ends so without it. */
  readonly isMinimal: boolean;
}

/** Something that can be left out of the question. */
type Part =
  | { readonly kind: 'requirement'; readonly requirement: Requirement }
  | { readonly kind: 'link'; readonly id: string; readonly cause: Cause };

/**
 * What rules the ending out: preconditions before it, postconditions, invariants and references, in this order. Together they do, by a
 * proof. Empty: nothing of these is needed, schemas and effects do. Null: not found out.
 */
export async function coreOf(checking: Checking, operation: Operation, key: OutcomeKey): Promise<Core | null> {
  let core = partsOf(checking, operation, key);
  if (core.length > MOST_REQUIREMENTS || (await possibilityWith(checking, operation, key, core)) !== 'impossible') return null;
  let isMinimal = true;
  // What says most comes first in the list: what comes last is tried first, and left out where it can be.
  for (const part of [...core].reverse()) {
    const without = core.filter((other) => other !== part);
    const possibility = await possibilityWith(checking, operation, key, without);
    if (possibility === 'impossible') core = without;
    if (possibility === 'unknown') isMinimal = false;
  }
  return { causes: core.map((part) => (part.kind === 'link' ? part.cause : ruleCause(part.requirement))), isMinimal };
}

function partsOf({ contract, links }: Checking, operation: Operation, key: OutcomeKey): readonly Part[] {
  const asked = operation.preconditions.findIndex(({ id }) => key === `refused precondition ${id}`);
  const before = asked < 0 ? operation.preconditions : operation.preconditions.slice(0, asked);
  const after = asked < 0 ? operation.postconditions : [];
  const requirements = [...before, ...after, ...contract.invariants];
  return [
    ...requirements.map((requirement): Part => ({ kind: 'requirement', requirement })),
    ...linksOf(contract)
      .filter(({ id }) => links.has(id))
      .map((link): Part => ({ kind: 'link', id: link.id, cause: linkCause(link) })),
  ];
}

/** Whether anything can end so where only these are required. */
async function possibilityWith(
  checking: Checking,
  operation: Operation,
  key: OutcomeKey,
  parts: readonly Part[],
): Promise<Possibility['kind']> {
  const { verify, credentials } = checking;
  const isKept = (one: Requirement): boolean =>
    key === `refused precondition ${one.id}` || parts.some((part) => part.kind === 'requirement' && part.requirement === one);
  const reduced: Operation = {
    ...operation,
    preconditions: operation.preconditions.filter(isKept),
    postconditions: operation.postconditions.filter(isKept),
  };
  const contract: Contract = {
    ...checking.contract,
    invariants: checking.contract.invariants.filter(isKept),
    operations: new Map([[operation.id, reduced]]),
  };
  const links = new Set(parts.flatMap((part) => (part.kind === 'link' ? [part.id] : [])));
  const options = { verify: { ...verify, record: null }, credentials, links, quick: true, isShown: (other: OutcomeKey) => other !== key };
  const { possibility } = await reportOn(contract, reduced, options);
  return possibility(key).kind;
}
