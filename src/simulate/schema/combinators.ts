// Decides the keywords that combine schemas, in three-valued logic: an undecided part decides nothing unless another part does.

import type { Schema } from '../../contract/schema.ts';
import type { Keywords } from './keyword.ts';
import { type Nonconformity, undecidable, violation, worse } from './nonconformity.ts';
import { applyInPlace, type Site } from './site.ts';

type Combinator = 'ref' | 'unsupported' | 'allOf' | 'anyOf' | 'oneOf' | 'not' | 'if' | 'then' | 'else';

export const combinators: Keywords<Combinator> = {
  ref: (name, site) => {
    const target = site.validation.schemas.get(name);
    return target === undefined ? undecidable(site.schema, '$ref', `there is no schema ${name}`) : applyInPlace(site, target);
  },
  unsupported: (keywords, { schema, evaluated }) => {
    const [first] = keywords;
    // It may be one that looks at properties or items.
    if (first !== undefined && evaluated !== null) evaluated.uncertain = true;
    return first === undefined ? null : undecidable(schema, first, `${keywords.join(', ')} has no meaning here`);
  },
  allOf: (parts, site) => parts.reduce<Nonconformity | null>((failure, part) => worse(failure, applyInPlace(site, part)), null),
  anyOf: (alternatives, site) => {
    const failures = tryAll(alternatives, site, site.evaluated === null);
    return failures.includes(null) ? null : noneFits(failures, site, 'anyOf');
  },
  oneOf: (alternatives, site) => {
    const failures = tryAll(alternatives, site, false);
    const fitting = failures.filter((failure) => failure === null).length;
    if (fitting > 1) return violation(site.schema, 'oneOf', `fits ${fitting} alternatives instead of one`);
    if (fitting === 0) return noneFits(failures, site, 'oneOf');
    return failures.find((failure) => failure?.kind === 'undecided') ?? null;
  },
  not: (forbidden, site) => {
    // What a schema under `not` looks at never counts as evaluated: it can only count where the schema fits.
    const failure = site.apply(forbidden, site.value, site.validation, null);
    if (failure === null) return violation(site.schema, 'not', 'fits a schema that it must not fit');
    return failure.kind === 'undecided' ? failure : null;
  },
  if: (condition, site) => {
    const failure = applyInPlace(site, condition);
    if (failure?.kind === 'undecided') return bothBranches(site, failure);
    const branch = failure === null ? site.schema.then : site.schema.else;
    return branch === undefined ? null : applyInPlace(site, branch);
  },
  then: null,
  else: null,
};

function tryAll(alternatives: readonly Schema[], site: Site, stopAtFit: boolean): readonly (Nonconformity | null)[] {
  const failures: (Nonconformity | null)[] = [];
  for (const alternative of alternatives) {
    const failure = applyInPlace(site, alternative);
    failures.push(failure);
    if (failure === null && stopAtFit) break;
  }
  return failures;
}

/** Undecided if an alternative is; else the failure that got deepest into the value, as that alternative was probably meant. */
function noneFits(failures: readonly (Nonconformity | null)[], site: Site, keyword: string): Nonconformity {
  let deepest: Nonconformity | null = null;
  for (const failure of failures) {
    if (failure?.kind === 'undecided') return failure;
    if (failure !== null && (deepest === null || failure.path.length > deepest.path.length)) deepest = failure;
  }
  const summary = violation(site.schema, keyword, `fits none of ${failures.length} alternatives`);
  if (deepest === null || deepest.path.length === 0) return summary;
  return { ...deepest, message: `${deepest.message} (the nearest of ${failures.length} alternatives)` };
}

/** With an undecided condition both branches must agree to decide. */
function bothBranches(site: Site, open: Nonconformity): Nonconformity | null {
  const onTrue = site.schema.then === undefined ? null : applyInPlace(site, site.schema.then);
  const onFalse = site.schema.else === undefined ? null : applyInPlace(site, site.schema.else);
  if (site.evaluated !== null) site.evaluated.uncertain = true;
  if (onTrue === null && onFalse === null) return null;
  return onTrue?.kind === 'violation' && onFalse?.kind === 'violation' ? onTrue : open;
}
