// Decides the keywords on objects.

import { isObject, type ObjectValue } from '../../base/value.ts';
import type { Schema } from '../../contract/schema.ts';
import type { Keywords } from './keyword.ts';
import { type Nonconformity, undecidable, violation, within, worse } from './nonconformity.ts';
import { isWaived } from './required.ts';
import { matchPattern } from './scalars.ts';
import { applyInPlace, applyToPart, type Site } from './site.ts';

type ObjectKeyword =
  | 'properties'
  | 'patternProperties'
  | 'additionalProperties'
  | 'propertyNames'
  | 'required'
  | 'minProperties'
  | 'maxProperties'
  | 'dependentRequired'
  | 'dependentSchemas';

export const objectKeywords: Keywords<ObjectKeyword> = {
  required: (names, { schema, value, validation }) => {
    if (!isObject(value)) return null;
    const missing = names.find((name) => !value.has(name) && !isWaived(validation, schema, name));
    return missing === undefined ? null : within(missing, violation(schema, 'required', `'${missing}' is missing`));
  },
  minProperties: (least, { schema, value }) => {
    return isObject(value) && value.size < least ? violation(schema, 'minProperties', `must have at least ${least} properties`) : null;
  },
  maxProperties: (most, { schema, value }) => {
    return isObject(value) && value.size > most ? violation(schema, 'maxProperties', `must have at most ${most} properties`) : null;
  },
  properties: (properties, site) => eachProperty(site, (name) => properties.get(name)),
  patternProperties: (patterns, site) => {
    let failure: Nonconformity | null = null;
    for (const [pattern, schema] of patterns) {
      failure = worse(failure, patternProperty(site, pattern, schema));
      if (failure?.kind === 'violation') return failure;
    }
    return failure;
  },
  additionalProperties,
  propertyNames: (schema, site) => {
    return eachName(site.value, (name) => {
      const failure = applyToPart(site, schema, name);
      return failure === null
        ? null
        : within(name, { ...failure, keyword: 'propertyNames', message: `the property name ${failure.message}` });
    });
  },
  dependentRequired: (dependents, { schema, value }) => {
    if (!isObject(value)) return null;
    for (const [name, others] of dependents) {
      const missing = value.has(name) ? others.find((other) => !value.has(other)) : undefined;
      if (missing !== undefined) return within(missing, violation(schema, 'dependentRequired', `'${missing}' is missing beside '${name}'`));
    }
    return null;
  },
  dependentSchemas: (dependents, site) => {
    let failure: Nonconformity | null = null;
    for (const [name, schema] of dependents) {
      if (isObject(site.value) && site.value.has(name)) failure = worse(failure, applyInPlace(site, schema));
    }
    return failure;
  },
};

/** The worst failure over the names of an object's properties; the first violation ends the walk. */
function eachName(value: Site['value'], check: (name: string, object: ObjectValue) => Nonconformity | null): Nonconformity | null {
  if (!isObject(value)) return null;
  let failure: Nonconformity | null = null;
  for (const key of value.keys()) {
    failure = worse(failure, check(String(key), value));
    if (failure?.kind === 'violation') return failure;
  }
  return failure;
}

/** Applies to each property the schema that is meant for it, if any, and marks it as evaluated. */
function eachProperty(site: Site, schemaFor: (name: string) => Schema | undefined): Nonconformity | null {
  return eachName(site.value, (name, object) => {
    const schema = schemaFor(name);
    if (schema === undefined) return null;
    site.evaluated?.properties.add(name);
    const failure = applyToPart(site, schema, object.get(name) ?? null);
    return failure === null ? null : within(name, failure);
  });
}

function patternProperty(site: Site, pattern: string, schema: Schema): Nonconformity | null {
  return eachName(site.value, (name, object) => {
    const mismatch = matchPattern(site.schema, 'patternProperties', pattern, name);
    if (mismatch?.kind === 'violation') return null;
    if (mismatch === null) site.evaluated?.properties.add(name);
    else if (site.evaluated !== null) site.evaluated.uncertain = true;
    const failure = applyToPart(site, schema, object.get(name) ?? null);
    // Whether the schema is meant at all is open, so its failure is, too.
    if (mismatch !== null) return failure === null ? null : within(name, mismatch);
    return failure === null ? null : within(name, failure);
  });
}

function additionalProperties(schema: Schema, site: Site): Nonconformity | null {
  const patterns = [...(site.schema.patternProperties?.keys() ?? [])];
  return eachName(site.value, (name, object) => {
    if (site.schema.properties?.has(name)) return null;
    const matches = patterns.map((pattern) => matchPattern(site.schema, 'patternProperties', pattern, name));
    if (matches.includes(null)) return null;
    site.evaluated?.properties.add(name);
    const failure = additionalFailure(site, schema, name, object);
    const open = matches.find((match) => match?.kind === 'undecided') ?? null;
    return failure !== null && open !== null ? within(name, open) : failure;
  });
}

function additionalFailure(site: Site, schema: Schema, name: string, object: ObjectValue): Nonconformity | null {
  const failure = applyToPart(site, schema, object.get(name) ?? null);
  if (failure === null) return null;
  return isNothing(schema)
    ? within(name, violation(site.schema, 'additionalProperties', `'${name}' is not a property here`))
    : within(name, failure);
}

/** `false`, in the normal form `{not: {}}`. */
function isNothing(schema: Schema): boolean {
  return schema.not !== undefined && Object.keys(schema.not).every((key) => key === 'source');
}

export const unevaluatedProperties: Keywords<'unevaluatedProperties'> = {
  unevaluatedProperties: (schema, site) => {
    const { evaluated } = site;
    if (evaluated === null) return null;
    const failure = eachName(site.value, (name, object) => {
      if (evaluated.properties.has(name)) return null;
      evaluated.properties.add(name);
      const found = applyToPart(site, schema, object.get(name) ?? null);
      if (found === null) return null;
      return isNothing(schema)
        ? within(name, violation(site.schema, 'unevaluatedProperties', `'${name}' is not a property here`))
        : within(name, found);
    });
    if (failure === null || !evaluated.uncertain) return failure;
    return undecidable(site.schema, 'unevaluatedProperties', 'it is not known which properties other keywords cover');
  },
};
