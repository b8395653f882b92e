// Decides which claims clash when no filling of the holes can meet them all: a minimal set, in terms of steps and requirements.

import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { Term } from '../symbolic/term.ts';
import { expectedStatus } from './explain.ts';
import { type Obligation, type Part, stepOf } from './obligation.ts';
import type { Prover } from './prover.ts';
import type { Run } from './run.ts';
import type { CoreElement } from './verdict.ts';

/** The first step at which the claims so far cannot all be met (null: one of the trajectory's own), and a minimal clashing set. */
export interface Clash {
  readonly step: number | null;
  readonly core: readonly CoreElement[];
}

interface Labelled {
  readonly part: Part;
  readonly obligation: Obligation;
}

/** Questions that making a core minimal may take; beyond, it is a core and perhaps not minimal. */
const MAX_MINIMISING_QUESTIONS = 200;

/** The clash among the obligations of a run that have been found unsatisfiable together. */
export function clash(contract: Contract, trajectory: Trajectory, run: Run, prover: Prover): Clash {
  const labelled: Labelled[] = [];
  for (const obligation of run.obligations) {
    labelled.push(...obligation.parts.map((part) => ({ part, obligation })));
    const answer = prover.ask('which claims clash', [], termsOf(labelled));
    if (answer.kind !== 'unsat') continue;
    const core = minimal(
      distinct(labelled).filter(({ part }) => answer.core.includes(part.term)),
      prover,
    );
    return { step: stepOf(obligation.about), core: core.map((l) => elementOf(contract, trajectory, l)) };
  }
  return { step: null, core: labelled.map((l) => elementOf(contract, trajectory, l)) };
}

/** What is claimed at several steps is named at the first. */
function distinct(labelled: readonly Labelled[]): readonly Labelled[] {
  const seen = new Set<Term>();
  return labelled.filter(({ part }) => !seen.has(part.term) && seen.add(part.term));
}

function termsOf(labelled: readonly Labelled[]): readonly Term[] {
  return [...new Set(labelled.map(({ part }) => part.term))].filter((term) => term.kind !== 'constant' || term.value === false);
}

/** Drops what can be dropped, one at a time (deletion-based minimal unsatisfiable subset). */
function minimal(core: readonly Labelled[], prover: Prover): readonly Labelled[] {
  let kept = core;
  for (const candidate of core.slice(0, MAX_MINIMISING_QUESTIONS)) {
    const without = kept.filter((l) => l.part.term !== candidate.part.term);
    if (without.length === kept.length) continue;
    if (prover.ask('minimising the core', [], termsOf(without)).kind === 'unsat') kept = without;
  }
  return kept;
}

function elementOf(contract: Contract, trajectory: Trajectory, { part, obligation }: Labelled): CoreElement {
  const step = stepOf(obligation.about);
  const claim = step === null ? undefined : trajectory.steps[step];
  const operationId = claim?.operationId ?? null;
  if (part.cause) return { step, operationId, rule: part.cause.rule, source: part.cause.source };
  const { about } = obligation;
  if ('text' in about) return { step, operationId, rule: `${about.kind}: ${about.text}`, source: null };
  if (about.kind !== 'outcome')
    return { step, operationId, rule: about.kind === 'expected-body' ? 'the expected body' : 'the recorded body', source: null };
  const operation = operationId === null ? undefined : contract.operations.get(operationId);
  return { step, operationId, rule: `status ${claim ? expectedStatus(claim) : '2xx'}`, source: operation?.source ?? null };
}
