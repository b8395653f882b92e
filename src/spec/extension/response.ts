// Decides what an operation answers: what `x-response` says, and the defaults where it says nothing.

import { lowerAscii } from '../../base/text.ts';
import type { Effect, Operation, ResponseBody, ResponseRule, Rule } from '../../contract/contract.ts';
import type { RuleScope } from '../../contract/rules/scope.ts';
import { recordEffects } from '../../contract/rules-of.ts';
import { ANYTHING, type Schema } from '../../contract/schema.ts';
import { INTEGER, type Type } from '../../contract/type.ts';
import { membersOf, showType } from '../../contract/types.ts';
import { declaredBody, successStatus } from '../openapi/messages.ts';
import { child, numberOf, type SpecMap, type SpecNode, sourceOf } from '../tree/node.ts';
import { type Compiling, ruleOf, valueRule } from './compiling.ts';
import { booleanField, fieldsOf, mappingOf } from './fields.ts';

/** The response; `fallback` gives the body for a status where the extension has none. */
export function readResponse(
  compiling: Compiling,
  node: SpecNode | null,
  scope: RuleScope,
  operation: Pick<Operation, 'responses' | 'effects'>,
  fallback: (status: number) => ResponseBody,
  typeOf: (body: ResponseBody) => Type,
): ResponseRule {
  const map = node === null ? null : fieldsOf(compiling.report, node, 'x-response', ['status', 'body', 'headers', 'open', 'likely']);
  const defaultStatus = successStatus(operation.responses);
  const status = map === null ? null : readStatus(compiling, map, scope);
  const bodyScope = { ...scope, statusOnly: true, ...recordOf(operation.effects, scope) };
  const answered = typeof status === 'number' ? status : defaultStatus;
  const body = readBody(compiling, map, bodyScope, declaredBody(operation.responses, answered) ?? null) ?? fallback(answered);
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

function recordOf(effects: readonly Effect[], { collections }: RuleScope): Pick<RuleScope, 'record'> {
  const [index] = recordEffects(effects);
  const effect = index === undefined ? undefined : effects[index];
  const name = effect?.kind === 'create' ? effect.collection : effect?.kind === 'update' ? effect.place.root : '';
  const record = collections.get(name)?.recordType;
  return record === undefined ? {} : { record };
}

/** The body that the extension gives; null if it leaves that to the default. What it leaves open has the declared schema. */
function readBody(compiling: Compiling, map: SpecMap | null, scope: RuleScope, declared: Schema | null): ResponseBody | null {
  if (map === null) return null;
  const [bodyNode, likelyNode] = [child(map, 'body'), child(map, 'likely')];
  const isOpen = booleanField(compiling.report, map, 'open', 'x-response', false);
  const rule = bodyNode === null ? null : valueRule(compiling, bodyNode, scope);
  const likely = likelyNode === null ? null : valueRule(compiling, likelyNode, scope);
  if (likelyNode !== null && (bodyNode !== null || !isOpen)) {
    const message = "'likely' is of what is left open: with 'open: true', and without 'body'";
    compiling.report.error('invalid-response', likelyNode, message);
    return null;
  }
  if (!isOpen) return rule === null ? null : { kind: 'rule', rule };
  if (bodyNode === null) return declared === null ? { kind: 'none' } : { kind: 'any', schema: declared, ...(likely && { likely }) };
  if (rule === null) return null;
  const members = membersOf(scope.types, rule.expression.type);
  if (members.every(({ kind }) => kind === 'object' || kind === 'map' || kind === 'dyn'))
    return { kind: 'rule', rule, rest: declared ?? ANYTHING };
  compiling.report.error('invalid-response', bodyNode, `an open body is an object, and this is ${showType(rule.expression.type)}`);
  return null;
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
