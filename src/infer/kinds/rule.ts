// Decides the form of a rule about kinds of operations: a conclusion with its reason, or nothing.

import type { OperationKind } from '../inference.ts';

export interface KindConclusion {
  readonly kind: OperationKind;
  readonly confidence: number;
  readonly evidence: readonly string[];
}

export function conclude(kind: OperationKind, confidence: number, ...evidence: readonly string[]): KindConclusion {
  return { kind, confidence, evidence };
}
