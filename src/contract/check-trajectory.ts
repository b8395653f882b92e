// Decides what a trajectory says that its contract does not know: operations, parameters, credentials, and references that lead nowhere. Such
// a step has its verdict all the same (it may be meant to be refused); the complaints are warnings that say where to look.

import type { Diagnostic } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import { deadReference } from './check-reference.ts';
import type { Contract, Operation, Parameter } from './contract.ts';
import type { Path } from './reading.ts';
import type { Step, Template, Trajectory } from './trajectory.ts';
import type { TypeScope } from './type.ts';
import { typeScope } from './type-of.ts';
import { membersOf } from './types.ts';

/** Steps that are complained about; a generated trajectory may repeat itself. */
const MAX_COMPLAINTS = 50;

interface Checking {
  readonly contract: Contract;
  readonly trajectory: Trajectory;
  readonly types: TypeScope;
  readonly schemes: ReadonlySet<string>;
  readonly diagnostics: Diagnostic[];
}

/** Warnings, each with the `path` of its part and the place of the trajectory. */
export function checkTrajectory(contract: Contract, trajectory: Trajectory): readonly Diagnostic[] {
  const operations = [...contract.operations.values()];
  const schemes = new Set(operations.flatMap(({ security }) => security.flat().map(({ name }) => name)));
  const checking: Checking = { contract, trajectory, types: typeScope(contract.schemas), schemes, diagnostics: [] };
  checkCredentials(checking, trajectory.credentials, ['credentials']);
  for (const [index, step] of trajectory.steps.entries()) {
    if (checking.diagnostics.length > MAX_COMPLAINTS) break;
    checkStep(checking, step, ['steps', index]);
  }
  return checking.diagnostics;
}

function warn({ trajectory, diagnostics }: Checking, path: Path, code: string, message: string, more: { readonly hint?: string }): void {
  const step = path[0] === 'steps' ? `, step ${path[1]}` : '';
  const text = `trajectory '${trajectory.id}'${step}: ${message}`;
  const { source } = trajectory;
  diagnostics.push({ code, severity: 'warning', message: text, path, ...(source === null ? {} : { source }), ...more });
}

function checkStep(checking: Checking, step: Step, path: Path): void {
  const { operations } = checking.contract;
  const operation = operations.get(step.operationId);
  checkCredentials(checking, step.credentials, [...path, 'credentials']);
  for (const [name, template] of step.params) checkTemplate(checking, template, [...path, 'params', name]);
  if (step.body !== undefined) checkTemplate(checking, step.body, [...path, 'body']);
  if (step.expect?.body !== undefined) checkTemplate(checking, step.expect.body, [...path, 'expect', 'body']);
  if (operation === undefined) {
    const message = `the contract has no operation '${step.operationId}'`;
    warn(checking, [...path, 'operationId'], 'unknown-operation', message, didYouMean(step.operationId, operations.keys()));
    return;
  }
  // Who expects the refusal means it.
  if (step.expect?.status === operation.schemaStatus) return;
  for (const name of step.params.keys()) {
    if (operation.parameters.some((parameter) => isNamed(parameter, name))) continue;
    const message = `${operation.id} has no parameter '${name}', and a request with it is refused`;
    warn(checking, [...path, 'params', name], 'unknown-parameter', message, parameterHint(checking, operation, name));
  }
}

/** By its name alone, or as `query.NAME`; names of headers ignore case. */
function isNamed({ in: part, name }: Parameter, given: string): boolean {
  const same = (text: string): boolean => (part === 'header' ? text.toLowerCase() === name.toLowerCase() : text === name);
  return same(given) || (given.startsWith(`${part}.`) && same(given.slice(part.length + 1)));
}

function parameterHint({ types }: Checking, { parameters, body }: Operation, name: string): { readonly hint?: string } {
  const fields =
    body === null ? [] : membersOf(types, body.type).flatMap((type) => (type.kind === 'object' ? [...type.fields.keys()] : []));
  if (fields.includes(name)) return { hint: `it is a property of the body: "body": {"${name}": …}` };
  const known = parameters.map((parameter) => parameter.name);
  const near = didYouMean(name, known);
  return near.hint !== undefined || known.length === 0 ? near : { hint: `it has ${known.join(', ')}` };
}

function checkCredentials(checking: Checking, credentials: ReadonlyMap<string, string>, path: Path): void {
  for (const name of credentials.keys()) {
    if (checking.schemes.has(name)) continue;
    const known = [...checking.schemes];
    const near = didYouMean(name, known);
    const hint = near.hint ?? (known.length === 0 ? 'none asks for any' : `security schemes that are asked for: ${known.join(', ')}`);
    warn(checking, [...path, name], 'unknown-security-scheme', `no operation asks for credentials of '${name}'`, { hint });
  }
}

function checkTemplate(checking: Checking, template: Template, path: Path): void {
  switch (template.kind) {
    case 'value':
    case 'hole':
      return;
    case 'list':
      for (const [index, item] of template.items.entries()) checkTemplate(checking, item, [...path, index]);
      return;
    case 'object':
      for (const [name, entry] of template.entries) checkTemplate(checking, entry, [...path, name]);
      return;
    case 'reference':
      checkReference(checking, template, path);
  }
}

function checkReference(checking: Checking, reference: Extract<Template, { kind: 'reference' }>, path: Path): void {
  const target = checking.trajectory.steps[reference.step];
  const dead = target === undefined ? null : deadReference(checking.contract, checking.types, target, reference);
  if (dead === null) return;
  const { message, ...more } = dead;
  warn(checking, path, 'dead-reference', `${reference.text} leads nowhere: ${message}`, more);
}
