// Claims about what comes of one request: the order of deciding, the response, and what must hold after.

import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import { DEFAULT_NOW } from '../../../src/base/time.ts';
import { seededChooser } from '../../../src/simulate/choose/seeded.ts';
import { step } from '../../../src/simulate/step.ts';
import { type PlainOperation, requestOf } from '../../support/contract-builder.ts';
import { effects, run, shop, startOf } from './shop.ts';

describe('the order of deciding', () => {
  const guarded: PlainOperation = {
    security: [[{ name: 'token', type: 'http', in: 'header', parameter: 'Authorization' }]],
    parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }],
    body: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
    schemaStatus: 422,
    preconditions: [{ rule: 'id in orders', status: 404, message: 'no such order' }, { rule: "orders[id].status == 'pending'" }],
    effects: [{ update: 'orders[id]', set: { status: "'cancelled'" } }],
    response: 'orders[id].status',
  };
  const contract = shop(guarded);
  const header = { authorization: 'x' };
  const body = { n: 1 };

  it('asks for credentials first', () => expect(run(contract, {}).outcome).toBe('refused 401 security op/security'));
  it('takes an empty credential for none', () => {
    expect(run(contract, { header: { authorization: '' }, path: { id: 'o1' }, body }).outcome).toBe('refused 401 security op/security');
  });
  it('then checks the schema', () =>
    expect(run(contract, { header, path: { id: 'zz' }, body: { n: 'x' } }).outcome).toBe('refused 422 schema op/schema'));
  it('then the preconditions in order', () => {
    expect(run(contract, { header, path: { id: 'zz' }, body }).outcome).toBe('refused 404 precondition op/preconditions/0');
    expect(run(contract, { header, path: { id: 'o2' }, body }).outcome).toBe('refused 409 precondition op/preconditions/1');
  });
  it('then succeeds, and answers from the state after', () => {
    const result = run(contract, { header, path: { id: 'o1' }, body });
    expect(result.outcome).toBe('success 200');
    expect(result.body).toBe('cancelled');
  });
  it('refuses undeclared parameters and a missing body, but not undeclared headers', () => {
    expect(run(contract, { header, path: { id: 'o1' }, query: { x: 1 }, body }).outcome).toBe('refused 422 schema op/schema');
    expect(run(contract, { header, path: { id: 'o1' } }).outcome).toBe('refused 422 schema op/schema');
    expect(run(contract, { header: { ...header, 'x-trace': 1 }, path: { id: 'o1' }, body }).outcome).toBe('success 200');
  });
  it('refuses a body where none is declared', () => expect(run(shop({}), { body: {} }).outcome).toBe('refused 400 schema op/schema'));
  it('refuses on a rule that has no value', () => {
    expect(run(shop({ preconditions: ["orders['o2'].total > 0.0 || orders['o2'].id == 'x'"] })).outcome).toBe(
      'refused 409 precondition op/preconditions/0',
    );
  });
});

describe('the response', () => {
  it('is the record that an effect created or updated', () => {
    const created = run(
      shop({
        ...effects({ create: 'users', value: "{'id': 'u9'}" }),
        response: { kind: 'record', collection: 'users', effect: 0, key: null },
      }),
    );
    expect(created.body).toEqual({ id: 'u9' });
    const updated = run(
      shop({
        ...effects({ update: "users['u1']", set: { vip: 'true' } }),
        response: { kind: 'record', collection: 'users', effect: 0, key: null },
      }),
    );
    expect(updated.body).toEqual({ id: 'u1', vip: true });
  });
  it('is chosen from the response schema where that effect was skipped', () => {
    const skipped = shop({
      ...effects({ create: 'users', value: "{'id': 'u9'}", when: 'false' }),
      response: { kind: 'record', collection: 'users', effect: 0, key: null },
      responses: { '2XX': { type: 'integer', minimum: 5, maximum: 5 } },
    });
    expect(run(skipped)).toMatchObject({ body: 5, choices: { 'response.body': 5 } });
  });
  it('lists records in order', () =>
    expect(run(shop({ response: { kind: 'list', collection: 'users' } })).body).toEqual([{ id: 'u1' }, { id: 'u2' }]));
  it('may compare with the state before', () => {
    expect(run(shop({ ...effects({ delete: "users['u1']" }), response: '[users.size(), old.users.size()]' })).body).toEqual([1, 2]);
  });
  it('is a fault where it has no value, or no status', () => {
    expect(run(shop({ response: "users['zz']" })).outcome).toBe('fault 500 response op/response');
    expect(run(shop({ status: 'count + 99' })).outcome).toBe('fault 500 response op/response');
    expect(run(shop({ status: 'count + 600' })).outcome).toBe('fault 500 response op/response');
    expect(run(shop({ status: 'count + 204' })).outcome).toBe('success 204');
  });
});

describe('what must hold after', () => {
  const invariants = ['users.size() <= 2'];
  it('are the postconditions, then the invariants', () => {
    const grow = effects({ create: 'users', value: "{'id': 'u3'}" });
    expect(run(shop(grow, { invariants })).outcome).toBe('fault 500 invariant invariants/0');
    expect(run(shop({ ...grow, postconditions: ['old.users.size() == users.size()'] }, { invariants })).outcome).toBe(
      'fault 500 postcondition op/postconditions/0',
    );
    expect(run(shop({ ...grow, postconditions: ["response.body == 'ok'"], response: "'ok'" })).outcome).toBe('success 200');
  });
  it('includes invariants about what was not written, unless they are known to hold', () => {
    const contract = shop(effects({ assign: 'count', value: '1' }), {
      invariants: ['users.size() > 5', "now < timestamp('2026-01-01T00:00:00Z')"],
    });
    const options = { chooser: seededChooser(contract, 1, 0), now: DEFAULT_NOW };
    expect(step(contract, startOf(contract), requestOf('op'), options)).toMatchObject({ outcome: { cause: { id: 'invariants/0' } } });
    expect(step(contract, startOf(contract), requestOf('op'), { ...options, invariantsHold: true })).toMatchObject({
      outcome: { cause: { id: 'invariants/1' } },
    });
  });
  it('includes invariants about what was written, also if they are known to hold before', () => {
    const contract = shop(effects({ assign: 'count', value: '1' }), { invariants: ['users.size() > 0', 'count == 0'] });
    const options = { chooser: seededChooser(contract, 1, 0), now: DEFAULT_NOW, invariantsHold: true };
    expect(step(contract, startOf(contract), requestOf('op'), options)).toMatchObject({ outcome: { cause: { id: 'invariants/1' } } });
  });
  it('cannot be said once the budget is used up, not even by a rule that absorbs errors', () => {
    const contract = shop({ preconditions: ['orders.all(a, orders.all(b, a != b || a == b)) || true'] });
    const limits = { ...DEFAULT_LIMITS, maxEvaluationSteps: 3 };
    const result = step(contract, startOf(contract), requestOf('op'), { chooser: seededChooser(contract, 1, 0), now: DEFAULT_NOW, limits });
    expect(result).toMatchObject({ kind: 'undecided', code: 'evaluation-limit' });
  });
});
