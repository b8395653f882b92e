// Decides the parameters of an operation: those of its path, replaced and followed by its own, with the defaults of OpenAPI.

import { lowerAscii } from '../../base/text.ts';
import type { Parameter } from '../../contract/contract.ts';
import { ANYTHING, type Schema } from '../../contract/schema.ts';
import { below, childAt, type Located } from '../reference/resolve.ts';
import { child, childText, isSeq, isTrue, sourceOf } from '../tree/node.ts';
import type { Loading } from './loading.ts';
import { mediaSchema, mediaTypes } from './media.ts';

/** A parameter before schemas have types. */
export type ParameterDraft = Omit<Parameter, 'type'>;

export interface ParameterList {
  readonly parameters: readonly ParameterDraft[];
  /** A shared body that Swagger 2.0 lists among the parameters. */
  readonly body: Located | null;
}

type Part = Parameter['in'];

const STYLES: Readonly<Record<Part, readonly string[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

// OpenAPI 3.x, Parameter Object: definitions of these headers are ignored, since other fields of the document describe them.
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** The parameters in effect: the path item's first, each replaced by the operation's one of the same name and place. */
export function readParameters(loading: Loading, item: Located, operation: Located, path: string): ParameterList {
  const found = new Map<string, ParameterDraft>();
  let body: Located | null = null;
  for (const holder of [item, operation]) {
    const own = new Set<string>();
    for (const at of listed(loading, holder)) {
      if (isBody(at)) {
        body = at;
        continue;
      }
      const parameter = readParameter(loading, at);
      if (parameter === null) continue;
      const identity = `${parameter.in} ${parameter.name}`;
      if (own.has(identity))
        loading.report.error('duplicate-parameter', at.node, `the ${parameter.in} parameter '${parameter.name}' is declared twice`);
      own.add(identity);
      found.set(identity, parameter);
    }
  }
  const parameters = [...found.values()].filter((p) => p.in !== 'header' || !IGNORED_HEADERS.has(p.name));
  checkTemplate(loading, operation, path, parameters);
  return { parameters, body };
}

function listed(loading: Loading, holder: Located): readonly Located[] {
  const list = childAt(holder, 'parameters');
  if (list === null) return [];
  if (!isSeq(list.node)) {
    loading.report.error('invalid-document', list.node, "'parameters' must be a list");
    return [];
  }
  return list.node.items.map((item, i) => loading.resolver.follow(below(list, item, String(i)))).filter((at) => at !== null);
}

function isBody(at: Located): boolean {
  return at.pointer[0] === 'components' && at.pointer[1] === 'requestBodies';
}

function readParameter(loading: Loading, at: Located): ParameterDraft | null {
  const { node } = at;
  const name = childText(node, 'name');
  const place = childText(node, 'in');
  if (name === null || !isPart(place)) {
    const message = "a parameter needs a 'name', and 'in' must be path, query, header or cookie";
    loading.report.error('invalid-parameter', child(node, 'in') ?? node, message);
    return null;
  }
  return {
    name: place === 'header' ? lowerAscii(name) : name,
    in: place,
    required: place === 'path' || isTrue(child(node, 'required')),
    ...decoding(loading, at, place),
    source: sourceOf(node),
  };
}

function isPart(place: string | null): place is Part {
  return place !== null && Object.hasOwn(STYLES, place);
}

interface Decoding {
  readonly schema: Schema;
  readonly style: string;
  readonly explode: boolean;
}

function decoding(loading: Loading, at: Located, place: Part): Decoding {
  const [media] = mediaTypes(childAt(at, 'content'));
  const [usual = 'simple', ...others] = STYLES[place];
  if (media !== undefined) return { schema: mediaSchema(loading, media), style: media.json ? 'content' : usual, explode: false };
  const schema = childAt(at, 'schema');
  const given = childText(at.node, 'style');
  const known = given === null || given === usual || others.includes(given);
  if (!known)
    loading.report.warn('invalid-parameter', child(at.node, 'style') ?? at.node, `a ${place} parameter cannot have the style '${given}'`);
  const style = known ? (given ?? usual) : usual;
  const explode = child(at.node, 'explode');
  return {
    schema: schema === null ? ANYTHING : loading.schemas.read(schema),
    style,
    explode: explode === null ? style === 'form' : isTrue(explode),
  };
}

/** Names in braces and path parameters must be the same. A difference is the author's slip, which no request can mend. */
function checkTemplate(loading: Loading, operation: Located, path: string, parameters: readonly ParameterDraft[]): void {
  const declared = new Set(parameters.filter((p) => p.in === 'path').map((p) => p.name));
  const templated = new Set(Array.from(path.matchAll(/\{([^{}]+)\}/g), (match) => match[1] ?? ''));
  for (const name of templated) {
    if (!declared.has(name))
      loading.report.warn('undeclared-path-parameter', operation.node, `the path has '{${name}}', and no path parameter is named so`);
  }
  for (const parameter of parameters) {
    if (parameter.in !== 'path' || templated.has(parameter.name)) continue;
    loading.report.warn('unused-path-parameter', parameter.source, `the path '${path}' has no '{${parameter.name}}'`);
  }
}
