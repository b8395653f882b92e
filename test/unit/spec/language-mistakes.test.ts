// What the contract language promises at load (sections 3 to 6): each mistake is a diagnostic with a code and a suggestion, and nothing else is one.

import { describe, expect, it } from 'vitest';
import { answers, load, takes, type World } from '../../support/language.ts';
import { base, effects } from '../../support/language-shop.ts';

type Plain = Readonly<Record<string, unknown>>;
/** `complaints` are parts of what is said, in order. */
type Row = readonly [claim: string, world: World, complaints: readonly string[]];

const byId = (schema: unknown, text: string): World => ({
  operations: {
    'POST /orders/{orderId}': { parameters: [{ name: 'orderId', in: 'path', required: true, schema }], 'x-preconditions': [text] },
  },
});
const op = (operation: Plain): World => ({ operations: { op: operation } });
const rule = (text: string, more: Plain = {}): World => op({ ...more, 'x-preconditions': [text] });
const after = (text: string, more: Plain = {}): World => op({ ...more, 'x-postconditions': [text] });
const defined = (definitions: Plain, operations: World['operations'] = {}): World => ({
  operations,
  root: { 'x-definitions': definitions },
});
const PET = {
  oneOf: [
    {
      type: 'object',
      required: ['kind', 'bark'],
      properties: { kind: { const: 'dog' }, bark: { type: 'string' }, age: { type: 'integer' } },
    },
    {
      type: 'object',
      required: ['kind', 'lives'],
      properties: { kind: { const: 'cat' }, lives: { type: 'integer' }, age: { type: 'integer' } },
    },
  ],
  discriminator: { propertyName: 'kind' },
};

describe.each<readonly [sentence: string, rows: readonly Row[]]>([
  [
    '4: every rule is type-checked at load, with a suggestion',
    [
      ['an unknown field', rule("orders['a'].totl > 1"), ["unknown-field: Order has no property 'totl' (did you mean 'total'?)"]],
      ['an unknown collection', rule("'a' in order"), ["unknown-name: there is no 'order' here (did you mean 'orders'?)"]],
      [
        'an unknown function',
        rule("orders['a'].id.lowerAsci() == ''"),
        ["unknown-function: there is no function 'lowerAsci' (did you mean 'lowerAscii'?)"],
      ],
      ['operands that never fit', rule("orders['a'].total > 'x'"), ['never-equal']],
      ['a rule that is no boolean', rule("orders['a'].total"), ['not-boolean']],
      [
        'a field of the request body without request.body',
        rule("reason == ''", takes({ type: 'object', properties: { reason: { type: 'string' } } })),
        ["did you mean 'request.body.reason'?"],
      ],
    ],
  ],
  [
    '4: named expressions are checked whether a rule calls them or not',
    [
      ['an unknown field', defined({ 'f(o)': 'orders[o].totl > 1' }), ['unknown-field']],
      ['an unknown function', defined({ 'f(o)': 'nothing(o)' }), ['unknown-function']],
      ['what is there only for the caller', defined({ 'f(o)': 'request.body == o' }), ['no-request']],
      ['its own name', defined({ 'f(o)': 'f(o)' }), ['recursive-definition']],
      ['each other', defined({ 'f(o)': 'g(o)', 'g(o)': 'f(o)' }), ['recursive-definition', 'recursive-definition']],
      [
        'a mistake is told once, called or not',
        defined({ 'f(o)': 'orders[o].totl > 1' }, { op: { 'x-preconditions': ["f('a')", "f('b')"] } }),
        ['unknown-field'],
      ],
      [
        'one that only some arguments fit is checked where it is called',
        defined({ 'f(o)': 'o + 1' }, { op: { 'x-preconditions': ["f('a') == 'b'"] } }),
        ['no-overload'],
      ],
      ['the state before may be named', defined({ 'f(o)': 'orders[o] == old.orders[o]' }), []],
    ],
  ],
  [
    '4: what is in scope where',
    [
      ['the response in a precondition', rule('response.status == 200'), ['no-response']],
      ['old in a precondition', rule('old.count == count'), ['no-old']],
      ['both in a postcondition', after('response.status == 200 && old.count == count'), []],
      ['the request in an invariant', { root: { 'x-invariants': [{ rule: 'request.body == 1' }] } }, ['no-request']],
      ['fresh in a precondition', rule("fresh(orders) == 'a'"), ['fresh-outside-effects']],
      [
        'a bare name that is ambiguous',
        rule('id == id', {
          parameters: [
            { name: 'id', in: 'query', schema: {} },
            { name: 'id', in: 'header', schema: {} },
          ],
        }),
        ['unknown-name', 'unknown-name'],
      ],
      ['a body of an operation without one', rule('has(request.body)'), ['unknown-field']],
    ],
  ],
  [
    'ruling 2: a parameter and a key of different types is an error at load',
    [
      ['in', byId({ type: 'integer' }, 'orderId in orders'), ['key-type']],
      ['an index', byId({ type: 'integer' }, 'orders[orderId].total > 1'), ['key-type']],
      ['the same type', byId({ type: 'string' }, 'orderId in orders && orders[orderId].total > 1'), []],
    ],
  ],
  [
    'ruling 5: two effects that write one place, where that can be said at load',
    [
      [
        'equal places',
        op(effects({ update: 'orders["a"]', set: { total: '1' } }, { update: 'orders["a"]', set: { total: '2' } })),
        ['clashing-writes'],
      ],
      ['one inside the other', op(effects({ delete: 'orders["a"]' }, { update: 'orders["a"]', set: { total: '2' } })), ['clashing-writes']],
      [
        'different properties',
        op(effects({ update: 'orders["a"]', set: { total: '1' } }, { update: 'orders["a"]', set: { status: "'x'" } })),
        [],
      ],
      [
        'under conditions that may exclude each other',
        op(
          effects(
            { update: 'orders["a"]', set: { total: '1' }, when: 'count > 0' },
            { update: 'orders["a"]', set: { total: '2' }, when: 'count <= 0' },
          ),
        ),
        [],
      ],
    ],
  ],
  [
    'ruling 13: a field that not every alternative has',
    [
      ['is an error', rule("request.body.bark == 'wuff'", takes(PET)), ['field-of-some']],
      ['unless has() comes before', rule("has(request.body.bark) && request.body.bark == 'wuff'", takes(PET)), []],
      ['or a test of the discriminator', rule("request.body.kind == 'dog' && request.body.bark == 'wuff'", takes(PET)), []],
      ['or one rule before', op({ ...takes(PET), 'x-preconditions': ["request.body.kind != 'cat'", "request.body.bark == 'wuff'"] }), []],
      ['a field of all is typed', rule('request.body.age > 1', takes(PET)), []],
    ],
  ],
  [
    '3: effects fit the schemas',
    [
      [
        'a property that records do not have',
        op(effects({ create: 'orders', value: "{'id': 'x', 'usr': 'u'}" })),
        ["did you mean 'user'?"],
      ],
      ['a value of another type', op(effects({ update: 'orders["a"]', set: { total: "'x'" } })), ['type-mismatch']],
      ['a collection that does not exist', op(effects({ create: 'order', value: '{}' })), ["did you mean 'orders'?"]],
      ['a field that effects do not have', op(effects({ update: 'orders["a"]', sett: {} })), ["did you mean 'set'?", 'invalid-effect']],
      ['two forms in one', op(effects({ update: 'orders["a"]', delete: 'orders["a"]' })), ['invalid-effect']],
      ['a place that is none', op(effects({ update: 'orders', set: { total: '1' } })), ['not-a-place']],
      ['a status that is none of a refusal', op({ 'x-preconditions': [{ rule: 'true', status: 200 }] }), ['wrong-kind']],
      ['an extension in the wrong place', { root: { 'x-effects': [] } }, ['misplaced-extension']],
      [
        'an extension in a callback',
        op({ callbacks: { done: { '{$request.body#/url}': { post: { 'x-preconditions': ['true'], responses: {} } } } } }),
        ['misplaced-extension'],
      ],
      [
        'an extension in a webhook',
        { root: { webhooks: { done: { post: { 'x-effects': [], responses: {} } } } } },
        ['misplaced-extension'],
      ],
      ['a pattern that is no regular expression', op(takes({ type: 'string', pattern: '(' })), ['malformed-pattern']],
      ['an extension that is misspelt', op({ 'x-precondition': [] }), ["did you mean 'x-preconditions'?"]],
      [
        'a response that the schema declares otherwise',
        op({ ...answers({ type: 'object', properties: { n: { type: 'integer' } } }), 'x-response': { body: { n: "'x'" } } }),
        [],
      ],
    ],
  ],
])('%s', (_sentence, rows) => {
  it.each(rows)('%s', (_claim, world, complaints) => {
    const found = load({ ...base, ...world }).complaints;
    expect(found).toHaveLength(complaints.length);
    for (const [i, part] of complaints.entries()) expect(found[i]).toContain(part);
  });
});
