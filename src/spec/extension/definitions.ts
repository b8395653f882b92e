// Decides what `x-definitions` names: expressions with parameters that rules may call.

import { definitionErrors } from '../../contract/rules/compile.ts';
import { type Definition, parseDefinitionHead, type RuleScope } from '../../contract/rules/scope.ts';
import type { Report } from '../report.ts';
import { child, describe, type SpecNode, textOf } from '../tree/node.ts';
import { locator } from '../tree/offsets.ts';
import { mappingOf } from './fields.ts';

/** The definitions of a document by name. Whether their expressions make sense is judged by `checkDefinitions`, and where they are called. */
export function readDefinitions(root: SpecNode, report: Report): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  const node = child(root, 'x-definitions');
  const map = node === null ? null : mappingOf(report, node, 'x-definitions');
  for (const [text, { key, value }] of map?.entries ?? []) {
    const head = parseDefinitionHead(text);
    if (head === null) {
      report.error('invalid-definition', key, `a definition is named like 'name(a, b)', with different parameters, not '${text}'`);
      continue;
    }
    if (found.has(head.name)) report.error('duplicate-name', key, `the definition '${head.name}' stands here twice`);
    const body = textOf(value);
    if (value.kind === 'scalar' && body !== null) found.set(head.name, { ...head, text: body, locate: locator(value) });
    else report.error('wrong-kind', value, `a definition must be an expression (a string), not ${describe(value)}`);
  }
  return found;
}

/** Reports what no call can mend, also of definitions that no rule calls. They may be called where `old.NAME` is readable. */
export function checkDefinitions(scope: RuleScope, report: Report): void {
  report.add(definitionErrors({ ...scope, before: true }));
}
