// Decides the rules of an operation or of the state: a list in which each element is a rule, or a mapping with one.

import type { Requirement } from '../../contract/contract.ts';
import { type Facts, factsOf, joinFacts } from '../../contract/rules/facts.ts';
import type { RuleScope } from '../../contract/rules/scope.ts';
import { BOOLEAN } from '../../contract/type.ts';
import { numberOf, type SpecMap, type SpecNode, textOf } from '../tree/node.ts';
import { type Compiling, ruleOf } from './compiling.ts';
import { fieldsOf, itemsOf, requiredField, textField } from './fields.ts';

/** What is asked for: which kind, under which ids, and whether a rule may name the status of its refusal. */
export interface Section {
  readonly kind: Requirement['kind'];
  readonly prefix: string;
  /** The extension's name, for messages. */
  readonly name: string;
  readonly node: SpecNode | null;
}

export interface Requirements {
  readonly list: readonly Requirement[];
  /** What is known after all of them held. */
  readonly facts: Facts;
}

const DEFAULT_STATUS = 409;

/** The requirements of several sections, in order. A rule is judged only if those before it held, so it may rely on them. */
export function readRequirements(compiling: Compiling, sections: readonly Section[], scope: RuleScope): Requirements {
  const list: Requirement[] = [];
  const ids = new Set<string>();
  let facts = scope.facts;
  let index = 0;
  for (const section of sections) {
    for (const node of itemsOf(compiling.report, section.node, section.name)) {
      const requirement = readRequirement(compiling, section, node, { ...scope, facts }, index, ids);
      index += 1;
      if (requirement === null) continue;
      list.push(requirement);
      facts = joinFacts(facts, factsOf(requirement.rule.expression));
    }
  }
  return { list, facts };
}

function readRequirement(
  compiling: Compiling,
  section: Section,
  node: SpecNode,
  scope: RuleScope,
  index: number,
  ids: Set<string>,
): Requirement | null {
  const written =
    node.kind === 'scalar' ? { rule: node, status: DEFAULT_STATUS, message: null, id: null } : readFields(compiling, section, node);
  if (written === null) return null;
  const id = `${section.prefix}/${written.id ?? index}`;
  if (ids.has(id)) compiling.report.error('duplicate-id', node, `two rules have the id '${id}'`);
  ids.add(id);
  const rule = ruleOf(compiling, written.rule, scope, `a rule of ${section.name}`, BOOLEAN);
  if (rule === null) return null;
  return { id, kind: section.kind, rule, status: written.status, message: written.message, layer: compiling.layerOf(node) };
}

interface Written {
  readonly rule: SpecNode;
  readonly status: number;
  readonly message: string | null;
  readonly id: string | null;
}

function readFields(compiling: Compiling, section: Section, node: SpecNode): Written | null {
  const { report } = compiling;
  const what = `a rule of ${section.name}`;
  const known = section.kind === 'precondition' ? ['id', 'rule', 'status', 'message'] : ['id', 'rule', 'message'];
  const map = fieldsOf(report, node, what, known);
  const rule = map === null ? null : requiredField(report, map, 'rule', what);
  if (map === null || rule === null) return null;
  return {
    rule,
    status: section.kind === 'precondition' ? statusOf(compiling, map) : DEFAULT_STATUS,
    message: textOf(textField(report, map, 'message', what)),
    id: textOf(textField(report, map, 'id', what)),
  };
}

function statusOf(compiling: Compiling, map: SpecMap): number {
  const node = map.entries.get('status')?.value;
  if (node === undefined) return DEFAULT_STATUS;
  const status = numberOf(node);
  if (typeof status === 'number' && status >= 300 && status <= 599) return status;
  compiling.report.error('wrong-kind', node, "'status' of a refusal must be an integer from 300 to 599");
  return DEFAULT_STATUS;
}
