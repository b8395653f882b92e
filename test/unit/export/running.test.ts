// What is exported runs: the shell script and the test send the requests of the run to a server of the contract, and notice one that answers otherwise.

import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import type { Trajectory } from '../../../src/contract/trajectory.ts';
import type { Script } from '../../../src/export/script/script.ts';
import { printScripts, scriptOfRun, scriptOfVerdict } from '../../../src/export/trace-formats.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { readTrajectories } from '../../../src/files/trajectories.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { verify } from '../../../src/verify/verify.ts';
import { temporaryFolder } from '../../support/command.ts';
import { type ContractServer, serveContract } from '../../support/contract-server.ts';
import { shop, trajectoryOf } from '../../support/judging.ts';
import { ODD_API, ODD_TEXTS, oddSteps } from '../../support/odd-api.ts';
import { areInstalled, type Ran, ran } from '../../support/programs.ts';

const folder = temporaryFolder();
// A project of its own, with the packages of this one.
const project = mkdtempSync(join(tmpdir(), 'envfactory-project-'));
symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
afterAll(async () => {
  folder.remove();
  rmSync(project, { recursive: true });
  await disposeDefaultSolver();
});

const hasTools = areInstalled('curl', 'jq');

function odd(): Contract {
  const { value, diagnostics } = loadContractFiles({ document: folder.file('odd.json', ODD_API) });
  if (value === null) throw new Error(toJson(diagnostics.map(({ message }) => message)));
  return value;
}

function fromFile(name: string): Trajectory {
  const [trajectory] = readTrajectories([`specs/shop/trajectories/${name}.json`]).value ?? [];
  if (!trajectory) throw new Error(`${name} is a trajectory`);
  return trajectory;
}

async function scriptOf(contract: Contract, trajectory: Trajectory): Promise<Script> {
  const { value: verdict, diagnostics } = await verify(contract, trajectory);
  const script = verdict && scriptOfVerdict(contract, { trajectory, verdict });
  if (!script) throw new Error(`${verdict?.verdict}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return script;
}

/** A run, without a verdict: of texts of a pattern a solver would have to think long. */
function oddScript(contract: Contract, text: string): Script {
  const trajectory = trajectoryOf({ id: text, credentials: { key: "k'$(touch pwned)" }, steps: oddSteps(text) });
  const script = scriptOfRun(contract, trajectory, 1, text);
  if (!script) throw new Error('the trajectory starts at reset');
  return script;
}

async function withServer<T>(contract: Contract, use: (server: ContractServer) => Promise<T>): Promise<T> {
  const server = await serveContract(contract);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

/** Without its tools the script can only say so. */
async function runCurl(contract: Contract, scripts: readonly Script[], server: ContractServer): Promise<Ran> {
  const file = join(project, 'run.sh');
  writeFileSync(file, printScripts(contract, 'curl', scripts, 'api.yaml'));
  expect(await ran('sh', ['-n', file])).toEqual({ status: 0, stdout: '', stderr: '' });
  return ran('sh', [file], { cwd: project, env: { BASE_URL: server.url } });
}

async function runVitest(contract: Contract, scripts: readonly Script[], server: ContractServer): Promise<Ran> {
  const file = join(project, 'run.test.ts');
  writeFileSync(file, printScripts(contract, 'vitest', scripts, 'api.yaml'));
  return ran('node', [resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', project], {
    env: { API_URL: server.url, NO_COLOR: '1' },
  });
}

/** What was asked, with what the server named left out: it names otherwise than the run did. */
function shapes(requests: readonly unknown[], ids: readonly string[]): readonly string[] {
  const shown = requests.map((request) => JSON.stringify(request, (_, value) => (value instanceof Map ? [...value] : value)));
  return shown.map((text) => ids.reduce((left, id) => left.replaceAll(id, 'ID'), text));
}

function keysIn({ run }: Script): readonly string[] {
  return run.steps.flatMap(({ result }) =>
    result?.kind === 'transition' ? [...result.choices.values()].filter((value) => typeof value === 'string') : [],
  );
}

/** The shop as it is served by somebody who lets orders be cancelled after they were shipped. */
function laxShop(): Contract {
  const contract = shop();
  const cancel = contract.operations.get('cancelOrder');
  if (!cancel) throw new Error('the shop can cancel');
  const operations = new Map(contract.operations).set('cancelOrder', { ...cancel, preconditions: cancel.preconditions.slice(0, 1) });
  return { ...contract, operations };
}

describe('the shell script', () => {
  it('of a counterexample ends well where the server does what the contract says', async () => {
    const script = await scriptOf(shop(), fromFile('ship-then-cancel'));
    const { status, stdout, stderr } = await withServer(shop(), (server) => runCurl(shop(), [script], server));
    const said = hasTools ? 'cancelOrder-2: POST /orders/' : 'order: POST /orders';
    expect({ status, stdout }, stderr).toEqual({ status: hasTools ? 0 : 127, stdout: expect.stringContaining(said) });
  });

  it('ends at the first answer that is another, and shows it', async () => {
    const script = await scriptOf(shop(), fromFile('ship-then-cancel'));
    const { status, stderr } = await withServer(laxShop(), (server) => runCurl(shop(), [script], server));
    expect(status).toBe(hasTools ? 1 : 127);
    expect(stderr).toMatch(hasTools ? /^cancelOrder-2: expected 409, got 200\n\{"id":/ : /not found/);
  });

  it('says what it lacks where it is told no server', async () => {
    const file = join(project, 'run.sh');
    writeFileSync(file, printScripts(shop(), 'curl', [await scriptOf(shop(), fromFile('ship-then-cancel'))], 'api.yaml'));
    const { status, stderr } = await ran('sh', [file], { env: { BASE_URL: '' } });
    expect(status).not.toBe(0);
    expect(stderr).toContain('BASE_URL');
  });

  it('sends every text as it is, and runs none of them', async () => {
    const contract = odd();
    for (const text of ODD_TEXTS) {
      const script = oddScript(contract, text);
      await withServer(contract, async (server) => {
        const { status, stderr } = await runCurl(contract, [script], server);
        expect(status, stderr).toBe(hasTools ? 0 : 127);
        if (hasTools) expectSame(script, server);
      });
    }
    expect(existsSync(join(project, 'pwned'))).toBe(false);
  });
});

/** The server understood what the run asks. */
function expectSame(script: Script, server: ContractServer): void {
  const asked = script.run.steps.map(({ request }) => request);
  const named = keysIn(script);
  const answered = server.requests
    .flatMap(({ query, header }) => [query.get('id'), header.get('x-mark')])
    .filter((id) => typeof id === 'string' && !ODD_TEXTS.includes(id));
  expect(shapes(server.requests, answered.map(String))).toEqual(shapes(asked, named));
}

describe('the test to paste', () => {
  it('passes where the server does what the contract says, with every text as it is, and compiles', async () => {
    const contract = odd();
    const scripts = ODD_TEXTS.map((text) => oddScript(contract, text));
    await withServer(contract, async (server) => {
      const { status, stdout, stderr } = await runVitest(contract, scripts, server);
      expect(status, stdout + stderr).toBe(0);
      expect(stdout).toMatch(new RegExp(`${ODD_TEXTS.length} passed`));
      const steps = scripts.flatMap(({ run }) => run.steps);
      expect(server.requests).toHaveLength(steps.length);
    });
    const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--noPropertyAccessFromIndexSignature'];
    const compiler = [
      resolve('node_modules/typescript/bin/tsc'),
      '--noEmit',
      ...strict,
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--types',
      'node',
      '--skipLibCheck',
      'run.test.ts',
    ];
    expect(await ran('node', compiler, { cwd: project })).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('fails where the server answers otherwise, and names the step', async () => {
    const script = await scriptOf(shop(), fromFile('ship-then-cancel'));
    const { status, stdout, stderr } = await withServer(laxShop(), (server) => runVitest(shop(), [script], server));
    expect(status).toBe(1);
    expect(stdout + stderr).toMatch(/expected 200 to be 409/);
  });
});
