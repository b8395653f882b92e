// Decides what one worker process does with a document: infers, scores, counts, and answers with plain numbers.

import type { Side } from './documents.ts';
import { type InfererName, infer } from './inferers.ts';
import { type Counts, countFacts } from './measure.ts';
import { readDocument } from './openapi.ts';
import { type OverlayResult, tryOverlay } from './overlays.ts';
import { type Score, scoreDocument } from './score.ts';

export interface Job {
  readonly path: string;
  readonly group: string;
  readonly side: Side;
  readonly inferer: InfererName;
  /** Misses are answered only where they are asked for, and never for what is held out. */
  readonly misses: boolean;
  /** Instead of facts and scores, whether the overlay loads. */
  readonly overlays: boolean;
}

export type Answer =
  | {
      readonly kind: 'done';
      readonly ms: number;
      readonly megabytes: number;
      readonly counts: Counts | null;
      readonly score: Score | null;
      readonly overlay: OverlayResult | null;
      readonly errors: readonly string[];
    }
  | { readonly kind: 'thrown'; readonly message: string };

async function work({ path, group, side, inferer, misses, overlays }: Job): Promise<Answer> {
  if (overlays) return overlayAnswer(path);
  const document = readDocument(path);
  const started = performance.now();
  const { facts, errors } = await infer(inferer, path, document);
  const ms = performance.now() - started;
  const megabytes = process.memoryUsage.rss() / 2 ** 20;
  if (facts === null) return { kind: 'done', ms, megabytes, counts: null, score: null, overlay: null, errors };
  const score = scoreDocument(group, document, facts);
  const shown = misses && side === 'tuned' ? score : { ...score, misses: [] };
  return { kind: 'done', ms, megabytes, counts: countFacts(facts), score: shown, overlay: null, errors };
}

function overlayAnswer(path: string): Answer {
  const overlay = tryOverlay(path);
  const megabytes = process.memoryUsage.rss() / 2 ** 20;
  return { kind: 'done', ms: overlay.inferMs, megabytes, counts: null, score: null, overlay, errors: overlay.errors };
}

process.on('message', (job: Job) => {
  work(job).then(
    (answer) => process.send?.(answer),
    (error: unknown) =>
      process.send?.({ kind: 'thrown', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.send?.('ready');
