// Decides the symbolic request that a step of a trajectory sends: parameters and credentials in their places, and the body.

import type { Contract, Operation, Parameter } from '../../contract/contract.ts';
import type { Step, Template, Trajectory } from '../../contract/trajectory.ts';
import type { Execution } from '../execution.ts';
import type { Performed, SentPart, SentParts, SymbolicRequest } from '../transition.ts';
import type { Symbolic } from '../value.ts';
import { known, objectValue } from '../values.ts';
import { templateValue } from './template.ts';

const PARTS: readonly SentPart[] = ['path', 'query', 'header', 'cookie'];

/** A parameter of a step: where it goes, as what. */
interface Destination {
  readonly part: SentPart;
  readonly name: string;
}

/** The request of a step; null if the contract has no such operation. `history` holds what became of the steps before it. */
export function formRequest(
  execution: Execution,
  trajectory: Trajectory,
  index: number,
  history: readonly Performed[],
): SymbolicRequest | null {
  const step = trajectory.steps[index];
  const operation = step === undefined ? undefined : execution.contract.operations.get(step.operationId);
  if (step === undefined || operation === undefined) return null;
  const { context } = execution;
  const params = [...step.params].map(([name, template]) => [name, templateValue(execution, template, history)] as const);
  const body = step.body === undefined ? null : templateValue(execution, step.body, history);
  const sent = placeParameters(
    operation,
    trajectory,
    step,
    params.map(([name, result]) => [name, result.value] as const),
  );
  return {
    operation,
    sent,
    path: objectValue(sent.path, context),
    query: objectValue(sent.query, context),
    header: objectValue(sent.header, context),
    cookie: objectValue(sent.cookie, context),
    body: body?.value ?? null,
    params: objectValue(
      params.map(([name, result]) => [name, result.value] as const),
      context,
    ),
    unformed: context.factory.or([...params.map(([, result]) => result.error), ...(body === null ? [] : [body.error])]),
  };
}

function placeParameters(
  operation: Operation,
  trajectory: Trajectory,
  step: Step,
  params: readonly (readonly [string, Symbolic])[],
): SentParts {
  const parts: Record<SentPart, Map<string, Symbolic>> = { path: new Map(), query: new Map(), header: new Map(), cookie: new Map() };
  for (const [name, value] of params) {
    const to = destinationOf(operation, name);
    parts[to.part].set(to.name, value);
  }
  for (const scheme of operation.security.flat()) {
    const credential = step.credentials.get(scheme.name) ?? trajectory.credentials.get(scheme.name);
    if (credential === undefined) continue;
    const name = scheme.in === 'header' ? scheme.parameter.toLowerCase() : scheme.parameter;
    if (!parts[scheme.in].has(name)) parts[scheme.in].set(name, known(credential));
  }
  return parts;
}

/**
 * Where a parameter that a trajectory names goes: to the first declared one of that name, in the order path, query, header, cookie;
 * `query.NAME` names one of several. A name that is not declared goes to the query, where the schema refuses it.
 */
function destinationOf(operation: Operation, name: string): Destination {
  for (const part of PARTS) {
    const found = operation.parameters.find((parameter) => isNamed(parameter, part, name));
    if (found !== undefined) return { part, name: wireName(found) };
  }
  for (const part of PARTS) {
    const inner = name.startsWith(`${part}.`) ? name.slice(part.length + 1) : null;
    const found = inner === null ? undefined : operation.parameters.find((parameter) => isNamed(parameter, part, inner));
    if (found !== undefined) return { part, name: wireName(found) };
  }
  return { part: 'query', name };
}

function isNamed(parameter: Parameter, part: SentPart, name: string): boolean {
  if (parameter.in !== part) return false;
  return part === 'header' ? parameter.name.toLowerCase() === name.toLowerCase() : parameter.name === name;
}

/** Name of a parameter in a request: headers in lower case. */
export function wireName(parameter: Parameter): string {
  return parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
}

/** The declared parameter that a name of a step's `params` means; undefined for an undeclared one. */
export function parameterNamed(contract: Contract, operationId: string, name: string): Parameter | undefined {
  const operation = contract.operations.get(operationId);
  if (operation === undefined) return undefined;
  const to = destinationOf(operation, name);
  return operation.parameters.find((parameter) => parameter.in === to.part && wireName(parameter) === to.name);
}

/** The templates of a step with what they are: parameters by name, and the body. */
export function templatesOf(step: Step): readonly (readonly [name: string | null, template: Template])[] {
  return [...step.params, ...(step.body === undefined ? [] : [[null, step.body] as const])];
}
