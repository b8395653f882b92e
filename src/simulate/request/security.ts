// Decides whether a request brings the credentials that its operation asks for; which credentials are valid is the rules' business.

import type { Operation, Request, SecurityScheme } from '../../contract/contract.ts';

/** Whether all schemes of one of the alternatives have a credential that is not empty. No alternatives: open to all. */
export function isAuthorized(operation: Operation, request: Request): boolean {
  return operation.security.length === 0 || operation.security.some((schemes) => schemes.every((scheme) => hasCredential(scheme, request)));
}

function hasCredential(scheme: SecurityScheme, request: Request): boolean {
  const credential = request[scheme.in].get(parameterName(scheme));
  return credential !== undefined && credential !== null && credential !== '';
}

/** The name under which a scheme's credential travels; header names are in lower case. */
export function parameterName(scheme: SecurityScheme): string {
  return scheme.in === 'header' ? scheme.parameter.toLowerCase() : scheme.parameter;
}
