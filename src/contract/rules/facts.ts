// Decides what an expression says about others if it is true, or if it is not: `has(x.f) && x.f > 0` is understood.

import type { Expression } from '../expression.ts';
import { type Fact, type Facts, factAbout, joinFacts, meetFacts, NO_FACTS } from './known.ts';

export { type Facts, joinFacts, NO_FACTS } from './known.ts';
export { narrow } from './narrow.ts';

/** What stands for locals that are bound inside the expression: facts about them are facts about these. */
type Meaning = ReadonlyMap<number, Expression>;

const NOTHING: Meaning = new Map();

/** What holds if the expression evaluates to `truth`. (An error on the left of `||` counts as false: what is said then is of no consequence.) */
export function factsOf(expression: Expression, truth = true): Facts {
  return facts(expression, truth, NOTHING);
}

function facts(e: Expression, truth: boolean, meaning: Meaning): Facts {
  switch (e.kind) {
    case 'and':
    case 'or':
      return factsOfJunction(e, truth, meaning);
    case 'conditional':
      return factsOfConditional(e, truth, meaning);
    case 'has':
      return joinFacts(presence(e.of, meaning), truth ? about(e.of, { kind: 'has', name: e.name }, meaning) : NO_FACTS);
    case 'root':
      return e.root.kind === 'sent' ? (truth ? factAbout(bodyOf(e), { kind: 'there' }) : NO_FACTS) : presence(e, meaning);
    case 'call':
      return joinFacts(presence(e, meaning), factsOfCall(e, truth, meaning));
    case 'let':
      return facts(e.body, truth, new Map(meaning).set(e.slot, meant(e.value, meaning)));
    case 'definition':
      return facts(e.body, truth, new Map([...meaning, ...e.slots.map((slot, i) => [slot, meant(e.args[i] ?? e, meaning)] as const)]));
    default:
      return presence(e, meaning);
  }
}

function factsOfJunction(e: Expression & { kind: 'and' | 'or' }, truth: boolean, meaning: Meaning): Facts {
  const [left, right] = [facts(e.left, truth, meaning), facts(e.right, truth, meaning)];
  return (e.kind === 'and') === truth ? joinFacts(left, right) : meetFacts(left, right);
}

// `c ? a : false` is true only if c and a are; in general, one of the two branches was taken.
function factsOfConditional(e: Expression & { kind: 'conditional' }, truth: boolean, meaning: Meaning): Facts {
  const taken = (branch: Expression, test: boolean): Facts | null =>
    branch.kind === 'literal' && branch.value === !truth ? null : joinFacts(facts(e.test, test, meaning), facts(branch, truth, meaning));
  const [yes, no] = [taken(e.then, true), taken(e.else, false)];
  return yes && no ? meetFacts(yes, no) : (yes ?? no ?? NO_FACTS);
}

function factsOfCall(call: Expression & { kind: 'call' }, truth: boolean, meaning: Meaning): Facts {
  const [a, b] = call.args;
  if (!a) return NO_FACTS;
  if (call.operator === 'not') return facts(a, !truth, meaning);
  if (!b) return NO_FACTS;
  switch (call.operator) {
    case 'equal':
    case 'notEqual': {
      const equal = (call.operator === 'equal') === truth;
      return joinFacts(factsOfEquality(a, [b], equal, meaning), factsOfEquality(b, [a], equal, meaning));
    }
    case 'inList':
      return b.kind === 'list' ? factsOfEquality(a, b.items, truth, meaning) : NO_FACTS;
    case 'inMap':
      return truth && a.kind === 'literal' && typeof a.value === 'string' ? about(b, { kind: 'has', name: a.value }, meaning) : NO_FACTS;
    default:
      return NO_FACTS;
  }
}

const FAMILIES: ReadonlyMap<string, string> = new Map([
  ['bool', 'boolean'],
  ['int', 'number'],
  ['uint', 'number'],
  ['double', 'number'],
  ['string', 'string'],
  ['bytes', 'bytes'],
  ['list', 'list'],
  ['map', 'object'],
  ['null_type', 'null'],
]);

/** The subject equals one of the others, or none of them. */
function factsOfEquality(subject: Expression, others: readonly Expression[], equal: boolean, meaning: Meaning): Facts {
  const values = others.map((other) => (other.kind === 'literal' ? other.value : undefined));
  const texts = values.filter((value) => typeof value === 'string');
  const [only] = values;
  if (values.length === 1 && only === null) return about(subject, { kind: 'family', family: 'null', equal }, meaning);
  if (subject.kind === 'call' && subject.operator === 'typeName' && subject.args[0])
    return factsOfType(subject.args[0], only, equal, meaning);
  const found: Facts[] = [];
  if (equal && values.every((value) => value !== undefined && value !== null)) {
    found.push(about(subject, { kind: 'family', family: 'null', equal: false }, meaning));
  }
  const property = propertyOf(subject, meaning);
  // To differ from all of them, it is enough to know of some.
  if (property && texts.length > 0 && (!equal || texts.length === values.length)) {
    found.push(about(property.of, { kind: 'tag', name: property.name, literals: texts, equal }, meaning));
  }
  return found.reduce(joinFacts, NO_FACTS);
}

function factsOfType(of: Expression, type: unknown, equal: boolean, meaning: Meaning): Facts {
  const name =
    typeof type === 'object' && type !== null && 'kind' in type && type.kind === 'type' && 'name' in type ? String(type.name) : '';
  const family = FAMILIES.get(name);
  // That it is no `int` leaves it open whether it is a number.
  if (family === undefined || (!equal && family === 'number')) return NO_FACTS;
  return about(of, { kind: 'family', family, equal }, meaning);
}

function propertyOf(subject: Expression, meaning: Meaning): { readonly of: Expression; readonly name: string } | null {
  const e = meant(subject, meaning);
  if (e.kind === 'member') return e;
  return e.kind === 'index' && e.key.kind === 'literal' && typeof e.key.value === 'string' ? { of: e.of, name: e.key.value } : null;
}

/** That an expression had a value says that the properties it reads are there. */
function presence(e: Expression, meaning: Meaning): Facts {
  switch (e.kind) {
    case 'root':
      return e.root.kind === 'request' && e.root.part === 'body' ? factAbout(e, { kind: 'there' }) : NO_FACTS;
    case 'member':
      return joinFacts(presence(e.of, meaning), about(e.of, { kind: 'has', name: e.name }, meaning));
    case 'index':
      return joinFacts(presence(e.of, meaning), presence(e.key, meaning));
    case 'has':
      return presence(e.of, meaning);
    case 'call':
      return e.args.map((arg) => presence(arg, meaning)).reduce(joinFacts, NO_FACTS);
    case 'quantify':
    case 'collect':
    case 'fold':
      return presence(e.over, meaning);
    default:
      return NO_FACTS;
  }
}

/** The body that `has(request.body)` asks for. */
function bodyOf(sent: Expression): Expression {
  return { ...sent, kind: 'root', root: { kind: 'request', part: 'body' } };
}

function about(of: Expression, fact: Fact, meaning: Meaning): Facts {
  const subject = meant(of, meaning);
  return meaning.size > 0 && !isPath(subject) ? NO_FACTS : factAbout(subject, fact);
}

/** The expression with inner locals replaced by what they stand for, as far as it is a path. */
function meant(e: Expression, meaning: Meaning): Expression {
  if (meaning.size === 0) return e;
  switch (e.kind) {
    case 'local':
      return meaning.get(e.slot) ?? e;
    case 'member':
      return { ...e, of: meant(e.of, meaning) };
    case 'index':
      return { ...e, of: meant(e.of, meaning), key: meant(e.key, meaning) };
    default:
      return e;
  }
}

// Anything else might mention locals that have another meaning outside.
function isPath(e: Expression): boolean {
  switch (e.kind) {
    case 'root':
    case 'local':
    case 'literal':
      return true;
    case 'member':
      return isPath(e.of);
    case 'index':
      return isPath(e.of) && isPath(e.key);
    default:
      return false;
  }
}
