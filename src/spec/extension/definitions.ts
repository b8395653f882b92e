// Decides what `x-definitions` names: expressions with parameters that rules may call.

import { parseRule } from '../../contract/rules/parse.ts';
import { type Definition, parseDefinitionHead } from '../../contract/rules/scope.ts';
import type { Report } from '../report.ts';
import { child, describe, type SpecNode, textOf } from '../tree/node.ts';
import { locator } from '../tree/offsets.ts';
import { mappingOf } from './fields.ts';

/** The definitions of a document by name. Whether their expressions make sense is judged where they are called. */
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
    if (value.kind === 'scalar' && body !== null) {
      const locate = locator(value);
      const parsed = parseRule(body);
      if ('kind' in parsed) report.error('bad-rule', locate(parsed.offset), parsed.message);
      found.set(head.name, { ...head, text: body, locate });
    } else report.error('wrong-kind', value, `a definition must be an expression (a string), not ${describe(value)}`);
  }
  return found;
}
