// Decides which credentials an operation asks for: alternatives of schemes, each a header, query or cookie parameter.

import { didYouMean } from '../../base/suggest.ts';
import { lowerAscii } from '../../base/text.ts';
import type { SecurityScheme } from '../../contract/contract.ts';
import { childAt, type Located } from '../reference/resolve.ts';
import { child, childText, isMap, isSeq, type SpecNode, type SpecScalar } from '../tree/node.ts';
import type { Loading } from './loading.ts';

export interface SecurityReader {
  /** The alternatives of an operation: its own `security`, else the document's. Empty: open to all. */
  alternatives(operation: Located): readonly (readonly SecurityScheme[])[];
}

export function createSecurityReader(loading: Loading): SecurityReader {
  const root: Located = { document: loading.document, pointer: [], node: loading.document.root };
  const components = childAt(root, 'components');
  const declared = components === null ? null : childAt(components, 'securitySchemes');
  const known = new Map<string, SecurityScheme | null>();
  const scheme = (name: string, at: SpecScalar): SecurityScheme | null => {
    if (!known.has(name)) known.set(name, readScheme(loading, declared, name, at));
    return known.get(name) ?? null;
  };
  return {
    alternatives: (operation) => {
      const security = child(operation.node, 'security') ?? child(root.node, 'security');
      if (security === null) return [];
      if (isSeq(security)) return security.items.map((item) => requirement(loading, item, scheme));
      loading.report.error('invalid-document', security, "'security' must be a list");
      return [];
    },
  };
}

type SchemeOf = (name: string, at: SpecScalar) => SecurityScheme | null;

function requirement(loading: Loading, node: SpecNode, scheme: SchemeOf): readonly SecurityScheme[] {
  if (!isMap(node)) {
    loading.report.error('invalid-document', node, 'a security requirement must be a mapping from schemes to scopes');
    return [];
  }
  return Array.from(node.entries, ([name, { key }]) => scheme(name, key)).filter((found) => found !== null);
}

function readScheme(loading: Loading, declared: Located | null, name: string, at: SpecScalar): SecurityScheme | null {
  const place = declared === null ? null : childAt(declared, name);
  if (place === null) {
    const names = declared !== null && isMap(declared.node) ? declared.node.entries.keys() : [];
    loading.report.error('unknown-security-scheme', at, `no security scheme is named '${name}'`, didYouMean(name, names));
    return null;
  }
  const found = loading.resolver.follow(place);
  if (found === null) return null;
  const type = childText(found.node, 'type');
  if (type === 'apiKey') return apiKey(loading, found.node, name);
  if (type === 'http' || type === 'oauth2' || type === 'openIdConnect') return { name, type, in: 'header', parameter: 'authorization' };
  const message = `a request cannot show credentials of the type '${type ?? ''}'; the scheme '${name}' is not asked for`;
  loading.report.warn('unsupported-security', child(found.node, 'type') ?? found.node, message);
  return null;
}

function apiKey(loading: Loading, node: SpecNode, name: string): SecurityScheme | null {
  const place = childText(node, 'in');
  const parameter = childText(node, 'name');
  if (parameter !== null && (place === 'header' || place === 'query' || place === 'cookie')) {
    return { name, type: 'apiKey', in: place, parameter: place === 'header' ? lowerAscii(parameter) : parameter };
  }
  loading.report.error('invalid-document', node, "an apiKey scheme needs a 'name', and 'in' must be header, query or cookie");
  return null;
}
