// Decides which labels a provider's documents are scored against.

import { AZURE } from './azure.ts';
import { DIGITALOCEAN } from './digitalocean.ts';
import { GITHUB } from './github.ts';
import { GOOGLE } from './google.ts';
import { GRAPH } from './graph.ts';
import { KUBERNETES } from './kubernetes.ts';
import { OTHERS } from './others.ts';
import type { LabelSource } from './table.ts';
import { TWILIO } from './twilio.ts';

const SOURCES: ReadonlyMap<string, LabelSource> = new Map(
  [KUBERNETES, TWILIO, GOOGLE, AZURE, GITHUB, DIGITALOCEAN, GRAPH].map((source) => [source.name, source]),
);

/** Null where nothing labels operations. */
export function labelSource(group: string): LabelSource | null {
  if (group === 'stripe') return null;
  if (group === 'github-editions') return GITHUB;
  return SOURCES.get(group) ?? OTHERS;
}
