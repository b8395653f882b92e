// What `envfactory infer` prints, with which status it ends, and that commands infer by themselves.

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../../support/command.ts';

const PETCLINIC = 'specs/petclinic/openapi.yaml';
const TRAJECTORIES = 'specs/petclinic/trajectories.jsonl';
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

describe('infer', () => {
  it('prints the overlay, or writes it, and it serves as one', async () => {
    const file = folder.path('petclinic.overlay.yaml');
    const printed = await command('infer', PETCLINIC);
    const written = await command('infer', PETCLINIC, '-o', file);
    expect([printed.status, written.status, written.stdout]).toEqual([0, 0, '']);
    expect(readFileSync(file, 'utf8')).toBe(printed.stdout);
    const { status, stdout } = await command('verify', PETCLINIC, '--overlay', file, TRAJECTORIES, '--only', 'register-and-visit');
    expect(status).toBe(0);
    expect(stdout).toContain('valid    register-and-visit');
  });

  it('explains one operation, by its id or by its place', async () => {
    const byId = await command('infer', PETCLINIC, '--explain', 'deleteOwner');
    const byPlace = await command('infer', PETCLINIC, '--explain', 'DELETE /owners/{ownerId}');
    expect(byId.status).toBe(0);
    expect(byPlace.stdout).toBe(byId.stdout);
    expect(byId.stdout).toContain(
      '  delete of owners, confidence 0.97\n    because DELETE of an item path\n  needs {ownerId} to be in owners\n',
    );
  });

  it('leaves out what is not sure enough', async () => {
    const [all, sure] = [await command('infer', PETCLINIC), await command('infer', PETCLINIC, '--min-confidence', '0.9')];
    expect(all.stdout).toContain('put: # replace (0.88)');
    expect(sure.stdout).not.toContain('(0.88)');
    expect(sure.stdout).toContain('get: # read (0.97)');
    const wrong = await command('infer', PETCLINIC, '--min-confidence', '2');
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('Expected a number from 0 to 1.')]);
  });

  it('suggests the operation that was meant', async () => {
    const { status, stderr } = await command('infer', PETCLINIC, '--explain', 'deleteOwners');
    expect(status).toBe(2);
    expect(stderr).toContain("did you mean 'deleteOwner'?");
  });

  it('gives facts as one line of JSON', async () => {
    const { stdout } = await command('infer', PETCLINIC, '--json');
    const facts: { readonly operations: readonly { readonly operationId: string; readonly kind: string }[] } = JSON.parse(stdout);
    expect(facts.operations.find(({ operationId }) => operationId === 'listOwners')?.kind).toBe('list');
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });
});

describe('a document without a contract', () => {
  it('is judged by the inferred one, and that is said', async () => {
    const { status, stdout, stderr } = await command('verify', PETCLINIC, TRAJECTORIES, '--only', 'read-after-delete', '--no-repair');
    expect(status).toBe(1);
    expect(stdout).toContain('precondition (inferred): ownerId in owners');
    expect(stderr).toContain('the document declares no contract, so one was inferred: 6 collections, 27 of 37 operations');
  });

  it('is judged by its schemas alone on request', async () => {
    const { stdout, stderr } = await command('verify', PETCLINIC, TRAJECTORIES, '--only', 'read-after-delete', '--no-infer', '--no-repair');
    expect(stdout).not.toContain('inferred');
    expect(stderr).toContain('nothing is checked but its schemas');
  });
});
