// Decides a text: by format, by pattern, by what it is for, else letters; as long as the schema wants it.

import type { Random } from '../../base/random.ts';
import { codePoints, textLength } from '../../base/text.ts';
import type { Schema } from '../../contract/schema.ts';
import { textOfPattern } from './pattern-text.ts';
import type { Hint, Realism } from './realism.ts';

/** Length of a text about which nothing is said. */
const PLAIN_LENGTH = 8;
/** Texts longer than this are not built. */
const MAX_LENGTH = 100_000;

/** A text for the schema, or null if it would be too long. */
export function chooseText(schema: Schema, random: Random, hint: Hint, realism: Realism, extra: number): string | null {
  const least = schema.minLength ?? 0;
  const most = schema.maxLength ?? Number.POSITIVE_INFINITY;
  if (least > MAX_LENGTH || least > most) return null;
  const formatted = FORMATS[schema.format ?? '']?.(random);
  if (formatted !== undefined) return formatted;
  if (schema.pattern !== undefined) return padded(textOfPattern(schema.pattern, random, Math.max(extra, least)) ?? '', least);
  const text = realism(hint, random) ?? letters(random, Math.max(1, Math.min(PLAIN_LENGTH, most)));
  return codePoints(padded(text, least)).slice(0, Math.min(most, MAX_LENGTH)).join('');
}

function padded(text: string, least: number): string {
  return text + 'a'.repeat(Math.max(0, least - textLength(text)));
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const HEX = '0123456789abcdef';

function letters(random: Random, count: number): string {
  return draw(random, LETTERS, count);
}

function draw(random: Random, alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet.charAt(random.integer(0, alphabet.length - 1))).join('');
}

function digits(random: Random, least: number, most: number, width: number): string {
  return String(random.integer(least, most)).padStart(width, '0');
}

function date(random: Random): string {
  return `${digits(random, 2020, 2029, 4)}-${digits(random, 1, 12, 2)}-${digits(random, 1, 28, 2)}`;
}

function time(random: Random): string {
  return `${digits(random, 0, 23, 2)}:${digits(random, 0, 59, 2)}:${digits(random, 0, 59, 2)}Z`;
}

function uuid(random: Random): string {
  return [draw(random, HEX, 8), draw(random, HEX, 4), `4${draw(random, HEX, 3)}`, `8${draw(random, HEX, 3)}`, draw(random, HEX, 12)].join(
    '-',
  );
}

function host(random: Random): string {
  return `${letters(random, 6)}.example`;
}

/** Texts of the formats that OpenAPI and JSON Schema register. */
const FORMATS: Readonly<Record<string, ((random: Random) => string) | undefined>> = {
  'date-time': (random) => `${date(random)}T${time(random)}`,
  date,
  time,
  duration: (random) => `PT${random.integer(1, 59)}M`,
  email: (random) => `${letters(random, 6)}@${host(random)}`,
  'idn-email': (random) => `${letters(random, 6)}@${host(random)}`,
  hostname: host,
  'idn-hostname': host,
  ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
  ipv6: (random) => `2001:db8::${draw(random, HEX, 4)}`,
  uuid,
  uri: (random) => `https://${host(random)}/${letters(random, 5)}`,
  url: (random) => `https://${host(random)}/${letters(random, 5)}`,
  iri: (random) => `https://${host(random)}/${letters(random, 5)}`,
  'uri-reference': (random) => `/${letters(random, 5)}`,
  'json-pointer': (random) => `/${letters(random, 5)}`,
  byte: (random) => `${draw(random, LETTERS, 4)}`,
};
