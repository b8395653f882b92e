// Decides what an operation answers: what `x-response` says, and the defaults where it says nothing.

import { lowerAscii } from '../../base/text.ts';
import type { Operation, ResponseBody, ResponseRule, Rule } from '../../contract/contract.ts';
import type { RuleScope } from '../../contract/rules/scope.ts';
import { INTEGER, type Type } from '../../contract/type.ts';
import { successStatus } from '../openapi/messages.ts';
import { child, numberOf, type SpecMap, type SpecNode, sourceOf } from '../tree/node.ts';
import { type Compiling, ruleOf, valueRule } from './compiling.ts';
import { fieldsOf, mappingOf } from './fields.ts';

/** The response; `fallback` gives the body for a status where the extension has none. */
export function readResponse(
  compiling: Compiling,
  node: SpecNode | null,
  scope: RuleScope,
  operation: Pick<Operation, 'responses'>,
  fallback: (status: number) => ResponseBody,
  typeOf: (body: ResponseBody) => Type,
): ResponseRule {
  const map = node === null ? null : fieldsOf(compiling.report, node, 'x-response', ['status', 'body', 'headers']);
  const defaultStatus = successStatus(operation.responses);
  const status = map === null ? null : readStatus(compiling, map, scope);
  const bodyNode = child(map, 'body');
  const rule = bodyNode === null ? null : valueRule(compiling, bodyNode, { ...scope, statusOnly: true });
  const body: ResponseBody = rule === null ? fallback(typeof status === 'number' ? status : defaultStatus) : { kind: 'rule', rule };
  const headers = map === null ? new Map() : readHeaders(compiling, map, { ...scope, response: typeOf(body) });
  return {
    status,
    defaultStatus,
    body,
    ...(headers.size === 0 ? {} : { headers }),
    layer: node === null ? 'schema' : compiling.layerOf(node),
    source: node === null ? null : sourceOf(node),
  };
}

function readStatus(compiling: Compiling, map: SpecMap, scope: RuleScope): Rule | number | null {
  const node = child(map, 'status');
  if (node === null) return null;
  const status = numberOf(node);
  if (status === null) return ruleOf(compiling, node, scope, "'status' of x-response", INTEGER);
  if (typeof status === 'number' && status >= 200 && status <= 399) return status;
  compiling.report.error('wrong-kind', node, "'status' of a success must be an integer from 200 to 399");
  return null;
}

/** Header names ignore case. */
function readHeaders(compiling: Compiling, map: SpecMap, scope: RuleScope): ReadonlyMap<string, Rule> {
  const found = new Map<string, Rule>();
  const node = child(map, 'headers');
  const headers = node === null ? null : mappingOf(compiling.report, node, "'headers' of x-response");
  for (const [text, { key, value }] of headers?.entries ?? []) {
    const name = lowerAscii(text);
    if (found.has(name)) compiling.report.error('duplicate-name', key, `the header '${name}' stands here twice`);
    const rule = valueRule(compiling, value, scope);
    if (rule !== null) found.set(name, rule);
  }
  return found;
}
