// Decides what a hole may be: whatever the schemas admit at all the positions where it stands.

import type { Contract } from '../../contract/contract.ts';
import { ANYTHING, type Schema } from '../../contract/schema.ts';
import type { Template, Trajectory } from '../../contract/trajectory.ts';
import { conjunction, schemaBelow } from './position.ts';
import { parameterNamed, templatesOf } from './request.ts';

/** By name, what each hole of the trajectory has to fit: the schemas of the request at its positions. */
export function holeSchemas(contract: Contract, trajectory: Trajectory): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema[]>();
  for (const step of trajectory.steps) {
    for (const [name, template] of templatesOf(step)) {
      const schema =
        name === null ? contract.operations.get(step.operationId)?.body?.schema : parameterNamed(contract, step.operationId, name)?.schema;
      collect(contract, template, schema ?? ANYTHING, found);
    }
    const expected = step.expect?.body;
    if (expected !== undefined) collect(contract, expected, ANYTHING, found);
  }
  return new Map([...found].map(([name, schemas]) => [name, conjunction(schemas.filter((schema) => schema !== ANYTHING))]));
}

function collect(contract: Contract, template: Template, schema: Schema, found: Map<string, Schema[]>): void {
  switch (template.kind) {
    case 'hole': {
      const schemas = found.get(template.name) ?? [];
      if (!schemas.includes(schema)) schemas.push(schema);
      found.set(template.name, schemas);
      return;
    }
    case 'list':
      for (const [i, item] of template.items.entries()) collect(contract, item, schemaBelow(contract.schemas, schema, i), found);
      return;
    case 'object':
      for (const [name, entry] of template.entries) collect(contract, entry, schemaBelow(contract.schemas, schema, name), found);
      return;
    case 'value':
    case 'reference':
      return;
  }
}
