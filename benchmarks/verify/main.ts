// Measures verification: time against trajectory length and number of records, beside the textbook encoding on the same Z3, and writes the table.

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { init } from 'z3-solver';
import type { Contract } from '../../src/contract/contract.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { defaultSolver } from '../../src/verify/default-solver.ts';
import type { VerifyOptions } from '../../src/verify/options.ts';
import { verify } from '../../src/verify/verify.ts';
import { textbookScript } from './textbook.ts';
import { contractOf, type Kind, retail, shopTrajectory } from './workloads.ts';

const LENGTHS: Readonly<Record<Kind, readonly number[]>> = {
  concrete: [10, 100, 500, 1000],
  'known-keys': [10, 100, 500, 1000],
  'hole-keys': [10, 50, 100, 200],
};
const RECORDS = [10, 1000, 10_000, 100_000];
const TEXTBOOK_LIMIT_MS = 20_000;
const REPORT = new URL('./README.md', import.meta.url);

interface Row {
  readonly what: string;
  readonly steps: number;
  readonly records: string;
  readonly ms: number;
  readonly verdict: string;
  readonly textbookMs: string;
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, performance.now() - started];
}

async function judge(contract: Contract, trajectory: Trajectory, options: Partial<VerifyOptions>): Promise<string> {
  const { value, diagnostics } = await verify(contract, trajectory, options);
  if (!value) throw new Error(diagnostics.map((d) => d.message).join('; '));
  return value.unknown ? `${value.verdict} (${value.unknown.kind})` : value.verdict;
}

async function textbook(steps: number, keysAreUnknown: boolean): Promise<string> {
  const { Z3 } = await z3;
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  const script = `(set-option :timeout ${TEXTBOOK_LIMIT_MS})\n${textbookScript(steps, keysAreUnknown)}`;
  const [answer, ms] = await timed(() => Z3.eval_smtlib2_string(context, script));
  Z3.del_context(context);
  return answer.trim() === 'unsat' ? ms.toFixed(0) : `${answer.trim().slice(0, 40)} after ${ms.toFixed(0)}`;
}

const z3 = init({ print: () => undefined, printErr: () => undefined });
const shop = contractOf('specs/shop/openapi.yaml');
const rows: Row[] = [];

async function measure(kind: Kind, steps: number, records: number, withTextbook: boolean): Promise<void> {
  const trajectory = shopTrajectory(kind, steps, records);
  const options: Partial<VerifyOptions> = { holes: 'forall' };
  if (rows.length === 0) await judge(shop, shopTrajectory(kind, 4, 4), options);
  const [verdict, ms] = await timed(() => judge(shop, trajectory, options));
  const peer = withTextbook ? await textbook(steps, kind === 'hole-keys') : '';
  const row = { what: kind, steps, records: kind === 'concrete' ? String(records) : 'unknown', ms, verdict, textbookMs: peer };
  rows.push(row);
  console.log(`${kind} steps ${steps} records ${row.records}: ${verdict} in ${ms.toFixed(0)} ms; textbook ${peer || '-'} ms`);
}

async function measureRetail(): Promise<readonly string[]> {
  const [{ contract, trajectories, state }, loadMs] = await timed(async () => retail());
  let calls = 0;
  const [, ms] = await timed(async () => {
    for (const trajectory of trajectories) {
      await judge(contract, trajectory, { keepGoing: true, initial: { kind: 'given', state } });
      calls += trajectory.steps.length;
    }
  });
  const line = `${calls} calls on a state of 2.8 MB: ${ms.toFixed(0)} ms, ${(ms / calls).toFixed(2)} ms a call, after ${loadMs.toFixed(0)} ms of loading`;
  console.log(line);
  return [line];
}

function table(): readonly string[] {
  const head = ['| initial state | steps | records | verdict | ms | ms a step | textbook ms |', '|---|---:|---:|---|---:|---:|---:|'];
  const body = rows.map(
    (r) =>
      `| ${r.what} | ${r.steps} | ${r.records} | ${r.verdict} | ${r.ms.toFixed(1)} | ${(r.ms / r.steps).toFixed(2)} | ${r.textbookMs} |`,
  );
  return [...head, ...body];
}

await defaultSolver();
for (const steps of LENGTHS.concrete) await measure('concrete', steps, 1000, true);
for (const records of RECORDS) await measure('concrete', 100, records, false);
for (const kind of ['known-keys', 'hole-keys'] as const) for (const steps of LENGTHS[kind]) await measure(kind, steps, 0, true);
const retailLines = await measureRetail();
const text = [
  '# Verification against trajectory length and number of records',
  '',
  'Written by `npm run bench -- verify`. The shop of `specs/shop`: products are put and ordered from in turn, every call is claimed to',
  'succeed. `concrete`: the initial state is given. `known-keys`: any initial state, products named by constants. `hole-keys`: any initial',
  'state, every product name a hole that stands for all names. `textbook ms`: one SMT array of records per step, all claims in one negated',
  `conjunction, put to the same Z3 in the same run, with ${TEXTBOOK_LIMIT_MS / 1000} s at most.`,
  '',
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores.`,
  '',
  ...table(),
  '',
  `The retail benchmark: ${retailLines.join(' ')}.`,
  '',
];
writeFileSync(REPORT, text.join('\n'));
process.exit(0);
