// Decides what is asked of the benchmark: everything, or the small part that someone who tunes wants quickly.

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { handLabels } from './by-hand.ts';
import { BY_HAND, type Document, directoryDocuments, documentOf, handDocuments } from './documents.ts';
import { evenly } from './evenly.ts';
import type { InfererName } from './inferers.ts';

export interface Options {
  readonly documents: readonly Document[];
  readonly inferers: readonly InfererName[];
  readonly misses: boolean;
  /** Labels to print instead of measuring, evenly chosen from each group; 0 is none. */
  readonly sample: number;
  readonly overlays: boolean;
  /** Only the recorded traffic. */
  readonly fixtures: boolean;
  readonly workers: number;
  readonly limitMs: number;
  readonly heapMegabytes: number;
  /** Everything was asked for. */
  readonly whole: boolean;
  /** What is measured is put into the report. */
  readonly write: boolean;
}

/** Of wall time, which other programs on the machine share. */
const DEFAULT_SECONDS = 300;

const USAGE = `npm run bench -- inference, or node benchmarks/inference/run.mjs, with
  --group NAME      one of kubernetes twilio google azure github digitalocean stripe graph aws others by-hand (--provider is the same)
  --document PATH   a document elsewhere, labelled like those of --group
  --match TEXT      documents whose name contains it
  --limit N         N documents of those, evenly chosen
  --side SIDE       tuned or held-out
  --inferer NAME    inference or baseline
  --misses          confusions and misses of what is tuned on, to out/misses-GROUP.txt
  --sample N        labels to judge by eye, to out/sample-GROUP.txt; nothing is measured
  --overlays        only whether the inferred overlays load over their documents
  --fixtures        only the recorded traffic
  --write           what is measured is put into the report, as without options
  --workers N       processes
  --seconds N       for each document, 300 by default`;

export function readOptions(args: readonly string[]): Options | string {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      group: text,
      provider: text,
      document: text,
      match: text,
      limit: text,
      side: text,
      inferer: text,
      workers: text,
      seconds: text,
      sample: text,
      misses: { type: 'boolean' },
      overlays: { type: 'boolean' },
      fixtures: { type: 'boolean' },
      write: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return USAGE;
  const group = values.group ?? values.provider;
  const all =
    values.document === undefined
      ? [...directoryDocuments(), ...handDocuments(handLabels().map(({ document }) => document))]
      : [documentOf(values.document, group ?? 'others')];
  const chosen = all
    .filter((document) => group === undefined || document.group === group || (group === 'by-hand' && document.group.startsWith(BY_HAND)))
    .filter(({ name }) => values.match === undefined || name.includes(values.match))
    .filter(({ side }) => values.side === undefined || side === values.side);
  if (chosen.length === 0) return `no such documents\n${USAGE}`;
  return {
    documents: evenly(chosen, Number(values.limit ?? chosen.length)),
    inferers: values.inferer === 'baseline' ? ['baseline'] : values.inferer === 'inference' ? ['inference'] : ['baseline', 'inference'],
    misses: values.misses ?? false,
    overlays: values.overlays ?? false,
    fixtures: values.fixtures ?? false,
    sample: Number(values.sample ?? 0),
    workers: Number(values.workers ?? Math.min(2, availableParallelism())),
    limitMs: Number(values.seconds ?? DEFAULT_SECONDS) * 1000,
    heapMegabytes: 4096,
    whole: args.length === 0,
    write: args.length === 0 || values.write === true,
  };
}
