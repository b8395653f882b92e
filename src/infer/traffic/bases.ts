// Decides below which paths a document's operations are served.

import { child, childrenOf, childText, isMap, isSeq, type SpecNode } from '../../spec/tree/node.ts';

/** The base paths of all servers of a document, without host; the root is always one, as traffic may be recorded behind a proxy. */
export function basePaths(root: SpecNode): readonly string[] {
  const paths = child(root, 'paths');
  const items = isMap(paths) ? childrenOf(paths) : [];
  const holders = [root, ...items, ...items.flatMap(childrenOf)];
  return ['/', ...new Set(holders.flatMap(serversOf))];
}

function serversOf(holder: SpecNode): readonly string[] {
  const servers = child(holder, 'servers');
  if (!isSeq(servers)) return [];
  return servers.items.flatMap((server) => {
    const path = (childText(server, 'url') ?? '').replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, '').split(/[?#]/)[0] ?? '';
    // A variable may stand for several segments, which its default shows.
    const variables = child(server, 'variables');
    const filled = path.replaceAll(/\{([^{}]+)\}/g, (text, name: string) => childText(child(variables, name), 'default') ?? text);
    return path === filled ? [path] : [filled, path];
  });
}
