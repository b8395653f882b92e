// Claims about what conditions let a rule rely on, and what is said where nothing lets it.

import { describe, expect, it } from 'vitest';
import { type Facts, factsOf, joinFacts, NO_FACTS } from '../../../src/contract/rules/facts.ts';
import { compile } from './rule-world.ts';

/** What is said about a rule that is evaluated only if others held before it. */
function saidOf(rules: string | readonly string[]): readonly string[] {
  let facts: Facts = NO_FACTS;
  let said: readonly string[] = [];
  for (const text of typeof rules === 'string' ? [rules] : rules) {
    const { rule, diagnostics } = compile(text, { facts });
    said = diagnostics.map((d) => `${d.severity} ${d.code}`);
    if (rule) facts = joinFacts(facts, factsOf(rule.expression));
  }
  return said;
}

const P = 'request.body.payment';
const O = 'orders[orderId]';

describe('a property that only some alternatives have', () => {
  it.each([
    `${P}.balance > 1`,
    `${P}.source == 'card' && ${P}.balance > 1`,
    `${P}.source != 'card' && ${P}.balance > 1`,
    `${P}.source == 'gift' || ${P}.balance > 1`,
    `!(${P}.source == 'gift') && ${P}.balance > 1`,
    `${P}.source in ['gift', 'cash'] && ${P}.balance > 1`,
    `${P}.source == 'gift' ? true : ${P}.balance > 1`,
    `${P}.source == 'gift' && users[orderId].payments[orderId].balance > 1`,
    `(${P}.source == 'gift' || counter == 1) && ${P}.balance > 1`,
    `${P}['balance'] > 1`,
  ])('is refused: %s', (rule) => {
    expect(saidOf(rule)).toHaveLength(1);
    expect(['error field-of-some', 'error unknown-field']).toContain(saidOf(rule)[0]);
  });

  it.each([
    `${P}.source == 'gift' && ${P}.balance > 1`,
    `'gift' == ${P}.source && ${P}.balance > 1`,
    `${P}['source'] == 'gift' && ${P}['balance'] > 1`,
    `${P}.source != 'gift' || ${P}.balance > 1`,
    `!(${P}.source != 'gift') && ${P}.balance > 1`,
    `${P}.source == 'gift' ? ${P}.balance > 1 : true`,
    `${P}.source in ['gift'] && ${P}.balance > 1`,
    `(${P}.source == 'gift' || ${P}.source == 'card') && (${P}.source == 'card' || ${P}.balance > 1)`,
    `!(${P}.source in ['card', 'cash', 'cheque']) && ${P}.balance > 1`,
    `${P}.source != 'card' && ${P}.source != 'cash' && ${P}.source != 'cheque' && ${P}.balance > 1`,
    `has(${P}.balance) && ${P}.balance > 1`,
    `'balance' in ${P} && ${P}.balance > 1`,
    `(${P}.source == 'gift' ? counter == 1 : false) && ${P}.balance > 1`,
    `isGift(${P}) && ${P}.balance > 1`,
    `covers(${P}, 5)`,
    `cel.bind(p, ${P}, p.source == 'gift') && ${P}.balance > 1`,
    `cel.bind(p, ${P}, p.source == 'gift' && p.balance > 1)`,
    `users.all(u, users[u].payments.all(m, users[u].payments[m].source != 'gift' || users[u].payments[m].balance >= 0))`,
    `users[orderId].payments.values().filter(p, p.source == 'gift').all(g, g.balance > 1)`,
    `users[orderId].payments.values().first(p, p.source == 'gift').balance > 1`,
    `users[orderId].payments.values().map(p, p.source == 'gift', p.balance).sum() > 1`,
  ])('is read behind a test: %s', (rule) => {
    expect(saidOf(rule)).toEqual([]);
  });

  it('is read after a rule that tested it', () => {
    expect(saidOf([`${P}.source == 'gift'`, `${P}.balance > 1`])).toEqual([]);
    expect(saidOf([`isGift(${P})`, `${P}.balance > 1`])).toEqual([]);
    expect(saidOf([`${P}.source == 'gift' || counter == 1`, `${P}.balance > 1`])).toEqual(['error field-of-some']);
  });

  it('says which alternatives lack it', () => {
    const [complaint] = compile(`${P}.balance > 1`).diagnostics;
    expect(complaint?.message).toContain('Card, Cash');
    expect(complaint?.hint).toContain(`has(${P}.balance)`);
  });

  it('of one test says nothing of another local with the same name', () => {
    expect(
      saidOf(`cel.bind(p, ${P}, p.source == 'gift') && cel.bind(p, ${P}, true) && cel.bind(p, users['x'].payments['y'], p.balance > 1)`),
    ).toEqual(['error field-of-some']);
  });
});

describe('a property that may be absent', () => {
  it.each([
    `${O}.note == 'x'`,
    `${O}.previous.id == 'x'`,
    `has(${O}.address) && ${O}.address.city == 'x'`,
    `has(${O}.note) || ${O}.note == 'x'`,
    `!has(${O}.note) && ${O}.note == 'x'`,
    'limit > 1',
    "request.body.reason == 'x'",
    `${O}['note'] == 'x'`,
    `${O}.items.all(i, i.size > 1)`,
  ])('is noted: %s', (rule) => {
    expect(saidOf(rule)).toEqual(['note unguarded-optional']);
    expect(compile(rule).rule).not.toBeNull();
  });

  it.each([
    `has(${O}.note) && ${O}.note == 'x'`,
    `has(${O}.previous) && has(${O}.previous.note) && ${O}.previous.note == 'x'`,
    `!has(${O}.note) || ${O}.note == 'x'`,
    `has(${O}.note) ? ${O}.note == 'x' : true`,
    `'note' in ${O} && ${O}.note == 'x'`,
    'has(limit) && limit > 1',
    'has(request.query.limit) && limit > 1',
    'has(limit) && request.query.limit > 1',
    `${O}.items.all(i, has(i.size) && i.size > 1)`,
    `${O}.items.filter(i, has(i.size)).map(i, i.size).sum() > 1`,
    `${O}.tags.x == 'y'`,
    'any.x.y',
  ])('is no surprise behind a test, nor in a map: %s', (rule) => {
    expect(saidOf(rule)).toEqual([]);
  });

  it('is there once a rule that read it held', () => {
    expect(saidOf([`${O}.note == 'x'`, `${O}.note != 'y'`])).toEqual([]);
    expect(saidOf([`${O}.note == 'x' || counter == 1`, `${O}.note != 'y'`])).toEqual(['note unguarded-optional']);
    expect(saidOf([`${O}.note.size() > 1 && ${O}.note.size() < 5`, 'true'])).toEqual([]);
  });
});

describe('a value that may be null', () => {
  it.each([
    'users[orderId].age + 1 > 2',
    'users[orderId].age < 5',
    "session.name == 'x'",
    'session.payments.all(p, true)',
    'users[orderId].age == null || counter + users[orderId].age > 1 || true && session.id == orderId',
    `${O}.paid < now`,
  ])('is warned of where null is an error: %s', (rule) => {
    expect(saidOf(rule)).toEqual(['warning nullable-operand']);
    expect(compile(rule).rule).not.toBeNull();
  });

  it.each([
    'users[orderId].age == 5',
    'users[orderId].age != null && users[orderId].age + 1 > 2',
    'null != users[orderId].age && users[orderId].age + 1 > 2',
    'users[orderId].age == null || users[orderId].age + 1 > 2',
    'users[orderId].age == 5 && users[orderId].age + 1 > 2',
    'type(users[orderId].age) == int && users[orderId].age + 1 > 2',
    'type(users[orderId].age) != null_type && users[orderId].age + 1 > 2',
    "session != null && session.name == 'x'",
    "session == null ? false : session.name == 'x'",
    `${O}.paid == ${O}.placed`,
  ])('is fine where it is not: %s', (rule) => {
    expect(saidOf(rule)).toEqual([]);
  });

  it('is known not to be after a rule that tested it', () => {
    expect(saidOf(['session != null', "session.name == 'x'"])).toEqual([]);
    expect(saidOf(['session != null', 'twice(1) == 2 && session.payments.size() > 1'])).toEqual([]);
  });
});

it('the key of a record after a dot is a warning', () => {
  expect(saidOf('orders.abc.total > 1')).toEqual(['warning record-by-name']);
});

it('text that is no timestamp is compared as text, with a warning', () => {
  expect(saidOf(`${O}.placed < '2026-01-31'`)).toEqual(['warning compared-as-text']);
});
