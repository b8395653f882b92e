// Decides validity as far as the properties of objects go.

import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { equalScalars } from '../equal-scalars.ts';
import { freeEntries } from '../free/order.ts';
import { kindOfAlternative } from '../kinds.ts';
import { indicator } from '../lists.ts';
import { membersOfObject, outlineOf } from '../members.ts';
import { alternativesOf } from '../merge.ts';
import { known, textValue } from '../normal.ts';
import { entryAt, entryOf } from '../objects.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import { withoutLayers } from '../write.ts';
import { evaluatedProperty, isOneOf, matchesOneOf } from './evaluated.ts';
import { isRequired } from './shape.ts';
import { admitsAnything } from './structure.ts';
import { every, type ValidateKeyword } from './validation.ts';

/** A keyword that says something of objects only. */
function ofObjects(holds: ValidateKeyword): ValidateKeyword {
  return (validation, schema, value) =>
    kindOfAlternative(value) === 'object' ? holds(validation, schema, value) : validation.context.factory.true;
}

/** `holds` for every entry that is there. */
function forEveryEntry(context: Context, object: Symbolic, holds: (key: Symbolic, value: Symbolic) => Term): Term {
  const { factory } = context;
  return every(context, alternativesOf(context, withoutLayers(context, object)), ({ guard, value }) => {
    const { slots, open } = outlineOf(context, value);
    const listed = every(context, slots, (slot) => factory.implies(slot.present, holds(slot.key, slot.value)));
    if (listed === factory.false || !open) return factory.implies(guard, listed);
    const rest = context.quantify('forall', [{ name: 'k', sort: 'string' }], ([k]) => {
      const key = textValue(k ?? factory.text(''));
      const entry = entryAt(context, value, key);
      const others = slots.map((slot) => factory.not(equalScalars(context, slot.key, key)));
      return { range: factory.and([entry.present, ...others]), holds: holds(key, entry.value) };
    });
    return factory.implies(guard, factory.and([listed, rest]));
  });
}

export const validateProperties: ValidateKeyword = ofObjects((validation, { properties = [] }, value) => {
  const { context } = validation;
  const { factory } = context;
  return every(context, properties, ([name, schema]) => {
    const { present, value: of } = entryOf(context, value, known(name));
    return present === factory.false ? factory.true : factory.implies(present, validation.part(schema, of));
  });
});

export const validatePatternProperties: ValidateKeyword = ofObjects((validation, { patternProperties = [] }, value) =>
  forEveryEntry(validation.context, value, (key, of) => {
    const { factory } = validation.context;
    return every(validation.context, patternProperties, ([pattern, schema]) => {
      const match = matchesOneOf(validation.context, key, [pattern]);
      return match === factory.false ? factory.true : factory.implies(match, validation.part(schema, of));
    });
  }),
);

export const validateAdditionalProperties: ValidateKeyword = ofObjects((validation, schema, value) => {
  const { additionalProperties: rest, properties, patternProperties } = schema;
  const { context } = validation;
  const { factory } = context;
  if (rest === undefined || admitsAnything(rest)) return factory.true;
  return forEveryEntry(context, value, (key, of) => {
    const covered = factory.or([
      isOneOf(context, key, properties?.keys() ?? []),
      matchesOneOf(context, key, patternProperties?.keys() ?? []),
    ]);
    return covered === factory.true ? covered : factory.or([covered, validation.part(rest, of)]);
  });
});

export const validateUnevaluatedProperties: ValidateKeyword = ofObjects((validation, schema, value) => {
  const { unevaluatedProperties: rest, ...others } = schema;
  const { context } = validation;
  const { factory } = context;
  if (rest === undefined) return factory.true;
  return forEveryEntry(context, value, (key, of) => {
    const evaluated = evaluatedProperty(validation, others, value, key);
    return evaluated === factory.true ? evaluated : factory.or([evaluated, validation.part(rest, of)]);
  });
});

/** A key that is not a string (as CEL's maps may have, and JSON has not) has no valid name. */
export const validatePropertyNames: ValidateKeyword = ofObjects((validation, { propertyNames }, value) =>
  propertyNames === undefined
    ? validation.context.factory.true
    : forEveryEntry(validation.context, value, (key) => validation.part(propertyNames, key)),
);

export const validateRequired: ValidateKeyword = ofObjects((validation, schema, value) => {
  const { context, direction } = validation;
  return every(context, schema.required ?? [], (name) =>
    isRequired(context.schemas, schema, name, direction) ? entryOf(context, value, known(name)).present : context.factory.true,
  );
});

function sizeTerm(context: Context, value: Symbolic): Term {
  const entries = value.kind === 'free' ? freeEntries(context, value) : membersOfObject(context, value);
  return context.factory.sum(entries.map((entry) => indicator(context, entry.present)));
}

export const validateMinProperties: ValidateKeyword = ofObjects(({ context }, { minProperties = 0 }, value) =>
  minProperties === 0 ? context.factory.true : context.factory.lessOrEqual(context.factory.int(minProperties), sizeTerm(context, value)),
);

export const validateMaxProperties: ValidateKeyword = ofObjects(({ context }, { maxProperties }, value) =>
  maxProperties === undefined
    ? context.factory.true
    : context.factory.lessOrEqual(sizeTerm(context, value), context.factory.int(maxProperties)),
);

export const validateDependentRequired: ValidateKeyword = ofObjects(({ context }, { dependentRequired = [] }, value) => {
  const { factory } = context;
  const has = (name: string): Term => entryOf(context, value, known(name)).present;
  return every(context, dependentRequired, ([name, others]) => factory.implies(has(name), factory.and(others.map(has))));
});

export const validateDependentSchemas: ValidateKeyword = ofObjects((validation, { dependentSchemas = [] }, value) => {
  const { context } = validation;
  const { factory } = context;
  return every(context, dependentSchemas, ([name, schema]: readonly [string, Schema]) => {
    const { present } = entryOf(context, value, known(name));
    return present === factory.false ? factory.true : factory.implies(present, validation.same(schema, value));
  });
});
