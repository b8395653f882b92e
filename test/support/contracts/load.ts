// Support: makes a contract of a document by the real loader, as its users do.

import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { loadContract } from '../../../src/spec/load.ts';
import type { Json } from './shapes.ts';

/** The contract, or the errors. */
export function loadMade(document: Json): { readonly contract: Contract | null; readonly errors: readonly Diagnostic[] } {
  const bytes = new TextEncoder().encode(JSON.stringify(document, null, 1));
  const loaded = loadContract({ document: 'api.json', read: (path) => (path === 'api.json' ? bytes : null) });
  return { contract: loaded.value, errors: loaded.diagnostics.filter(({ severity }) => severity === 'error') };
}
