// What the symbolic interpreter leaves open or answers otherwise in the official JSON Schema tests, and where ajv errs: data, with a reason for each.

/**
 * `known`: the value is written down. `anything`: an unknown value of any kind equals it. `own`: an unknown value of the schema equals it.
 * `within`, `outside`: the solver finds a value on that side.
 */
export type Way = 'known' | 'anything' | 'own' | 'within' | 'outside';

/** `counts`: how many questions of each way are left open so; other numbers fail the test. `names` matches what the answer names. */
export interface Open {
  readonly where: RegExp;
  readonly names: RegExp;
  readonly reason: string;
  readonly counts: Readonly<Partial<Record<Way, number>>>;
}

const ELSEWHERE = 'the reference leads out of the document, or to a name that only a dynamic scope gives a meaning';
const OTHER_VALUE =
  'what is assumed of the other properties of an unknown object is a condition of a quantifier over them, and a model may break it instead';

export const OPEN: readonly Open[] = [
  {
    where: /\/(defs|definitions|ref|refRemote|dynamicRef|optional\/cross-draft)\.json/,
    names: /^schema keyword \$ref$/,
    reason: ELSEWHERE,
    counts: { known: 51, anything: 51, own: 51, within: 17, outside: 18 },
  },
  {
    where: /\/(dynamicRef|unevaluatedItems|unevaluatedProperties)\.json/,
    names: /^schema keyword \$dynamicRef$/,
    reason: 'dynamic references are not followed',
    counts: { known: 27, anything: 27, own: 27, within: 3, outside: 4 },
  },
  {
    where: /\/vocabulary\.json/,
    names: /^schema keyword \$schema$/,
    reason: 'a meta-schema of its own may give keywords another meaning',
    counts: { known: 2, anything: 2, own: 2, within: 2 },
  },
  {
    where: /\/ecmascript-regex\.json \| patterns always use unicode semantics/,
    names: /^a regular expression that tells characters beyond U\+2FFFF apart$/,
    reason: 'characters of the solver end at U+2FFFF',
    counts: { anything: 8, own: 4, within: 1, outside: 2 },
  },
  {
    where: /\/(optional\/ecmascript-regex|optional\/non-bmp-regex|patternProperties|unevaluatedProperties)\.json/,
    names: /^an unknown key of an object with patternProperties$/,
    reason:
      'the model has an entry at the same key twice, once as read by name and once as read by pattern, and need not agree with itself',
    counts: { own: 11 },
  },
  {
    where: /\/(ref\.json \| (root pointer ref|Recursive references between schemas)|unevaluatedProperties\.json \| .* single cyclic ref)/,
    names: /^a schema followed deeply into an unknown value$/,
    reason: 'the schema is circular and the unknown value has no end',
    counts: { anything: 5 },
  },
  {
    where: /\/unevaluatedItems\.json \| unevaluatedItems and contains interact/,
    names: /^a schema followed deeply into an unknown value$/,
    reason: 'the branches look at more parts of the unknown value than one validation may',
    counts: { outside: 1 },
  },
  {
    where: /\/unevaluatedItems\.json/,
    names: /^list hole x up to 4$/,
    reason: 'which elements are evaluated is asked of the first few only, and there may be more',
    counts: { anything: 7, own: 7, outside: 1 },
  },
  {
    where: /\/uniqueItems\.json/,
    names: /^equality of deeply nested unknown values$/,
    reason: 'the equality of two unknown values of any kind is not spelled out to the end',
    counts: { anything: 1, own: 2, outside: 1 },
  },
  {
    where: /\/(dependentSchemas|properties|required|optional\/dependencies-compatibility)\.json/,
    names: /^a model of another value$/,
    reason: OTHER_VALUE,
    counts: { anything: 4, own: 2 },
  },
  {
    where: /\/unevaluatedProperties\.json \| unevaluatedProperties can see annotations from if without then and else/,
    names: /^no answer within \d+ ms$/,
    reason: 'the solver does not come to an end',
    counts: { own: 1 },
  },
];

const NO_KEYWORD = '`dependencies` is no keyword of 2020-12; OpenAPI 3.1 does not know it';

/** Answers that differ, with the ways in which they do. An entry that no longer differs fails the test. */
export const DIFFERENT: readonly (readonly [where: RegExp, reason: string, ways: readonly Way[]])[] = [
  [/^draft2020-12\/optional\/dependencies-compatibility\.json/, NO_KEYWORD, ['known', 'anything', 'own', 'outside']],
  [
    /^draft2020-12\/optional\/unknownKeyword\.json/,
    'an $id inside an unknown keyword is taken for an identifier',
    ['known', 'anything', 'own'],
  ],
  [/^draft2020-12\/vocabulary\.json/, 'a meta-schema of its own is reported at load', ['known', 'anything', 'own']],
  [/^draft4\/ref\.json \| \$ref prevents a sibling id/, 'an id beside a $ref is taken for one', ['known', 'anything', 'own']],
  [
    /^draft4\/optional\/zeroTerminatedFloats\.json/,
    '25.0 is an integer in every dialect, as JSON Schema says since draft 6',
    ['known', 'anything', 'own'],
  ],
];

/** Groups in which ajv 8.20 does not say what the tests say. */
export const AJV_ERRS: readonly (readonly [where: RegExp, reason: string])[] = [
  [/\/optional\/float-overflow\.json/, 'it computes in doubles'],
  [/\/properties\.json \| properties whose names are Javascript object property names/, 'it does not see a property __proto__'],
  [/\/dynamicRef\.json/, 'it does not resolve some dynamic references, or without end'],
  [/\/unevaluated(Items|Properties)\.json \| .* with \$dynamicRef/, 'it resolves the dynamic reference without end'],
  [/\/unevaluatedItems\.json \| .*(nested items|contains)/, 'it counts items that a branch looked at which does not hold'],
  [/\/unevaluated(Items|Properties)\.json \| .*(if without then and else|then not defined)/, 'it does not see what `if` evaluates'],
  [/^draft2020-12\/vocabulary\.json/, 'it does not read vocabularies'],
  [/^draft4\/optional\/zeroTerminatedFloats\.json/, '25.0 is an integer for it'],
  [/^draft4\/ref\.json \| ref overrides any sibling keywords/, 'siblings of $ref count for it, as they do since draft 2019-09'],
];

/** Groups whose instances are no doubles: ajv, which computes in these, rounds what the solver finds. */
export const NO_DOUBLES: readonly RegExp[] = [/\/optional\/bignum\.json/];

/** Groups in which the solver does not come to an end, and does not count what it does. */
export const HANGS: readonly RegExp[] = [/\/unevaluatedProperties\.json \| unevaluatedProperties can see annotations from if without/];
