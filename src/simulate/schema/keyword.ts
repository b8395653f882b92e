// Decides the form of a keyword's meaning: a small function from what the keyword demands and the site to a failure or null.

import type { Schema } from '../../contract/schema.ts';
import type { Nonconformity } from './nonconformity.ts';
import type { Site } from './site.ts';

/** The meaning of keyword `K`. Null: the value satisfies it (also because it is of a type that the keyword says nothing about). */
export type Keyword<K extends keyof Schema> = (demand: NonNullable<Schema[K]>, site: Site) => Nonconformity | null;

/** The meanings of some keywords; null for those that do not constrain by themselves. */
export type Keywords<K extends keyof Schema> = { readonly [Name in K]: Keyword<Name> | null };
