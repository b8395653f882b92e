// Decides what an operation answers: what `x-response` says, and the defaults where it says nothing.

import type { Operation, ResponseBody, ResponseRule, Rule } from '../../contract/contract.ts';
import type { RuleScope } from '../../contract/rules/scope.ts';
import { INTEGER } from '../../contract/type.ts';
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
): ResponseRule {
  const map = node === null ? null : fieldsOf(compiling.report, node, 'x-response', ['status', 'body', 'headers']);
  const defaultStatus = successStatus(operation.responses);
  const status = map === null ? null : readStatus(compiling, map, scope);
  const bodyNode = child(map, 'body');
  const rule = bodyNode === null ? null : valueRule(compiling, bodyNode, scope);
  if (map !== null) checkHeaders(compiling, map, scope);
  return {
    status,
    defaultStatus,
    body: rule === null ? fallback(typeof status === 'number' ? status : defaultStatus) : { kind: 'rule', rule },
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

/** Headers are checked like any rule; that they do not reach the response yet is said. */
function checkHeaders(compiling: Compiling, map: SpecMap, scope: RuleScope): void {
  const node = child(map, 'headers');
  const headers = node === null ? null : mappingOf(compiling.report, node, "'headers' of x-response");
  if (node === null || headers === null) return;
  for (const { value } of headers.entries.values()) valueRule(compiling, value, scope);
  compiling.report.warn('unsupported-headers', node, 'headers of a response are checked, but no verdict depends on them');
}
