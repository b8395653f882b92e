// Measures verification: time against trajectory length and number of records, beside the textbook encoding on the same Z3, and writes the table.

import { spawnSync } from 'node:child_process';
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
/** Repetitions after the first run, of which the median counts; fewer where they take long. */
const REPETITIONS = 5;
const LONG_MS = 2_000;
const TRAJECTORIES = '.example-bench.jsonl';
const RETAIL = [
  'verify',
  'specs/tau2-retail/openapi.yaml',
  '--overlay',
  'constraints/tau2-retail.overlay.yaml',
  '--initial',
  'specs/tau2-retail/data/db.json',
  '--keep-going',
  '--json',
  TRAJECTORIES,
];
const REPORT = new URL('./README.md', import.meta.url);

interface Row {
  readonly what: string;
  readonly steps: number;
  readonly records: string;
  /** The first time, which reads and checks the initial state, and the median of later times. */
  readonly firstMs: number;
  readonly ms: number;
  readonly verdict: string;
  /** Null where it was not run; `answer` is what it said if not `unsat`. */
  readonly textbook: { readonly ms: number; readonly answer: string } | null;
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

async function textbook(kind: Kind, steps: number, records: number): Promise<Row['textbook']> {
  const { Z3 } = await z3;
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  const script = textbookScript(steps, kind === 'hole-keys', kind === 'concrete' ? records : null);
  const [answer, ms] = await timed(() => Z3.eval_smtlib2_string(context, `(set-option :timeout ${TEXTBOOK_LIMIT_MS})\n${script}`));
  Z3.del_context(context);
  return { ms, answer: answer.trim().slice(0, 40) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const z3 = init({ print: () => undefined, printErr: () => undefined });
const shop = contractOf('specs/shop/openapi.yaml');
const rows: Row[] = [];

async function measure(kind: Kind, steps: number, records: number): Promise<void> {
  const trajectory = shopTrajectory(kind, steps, records);
  const options: Partial<VerifyOptions> = { holes: 'forall' };
  if (rows.length === 0) await judge(shop, shopTrajectory(kind, 4, 4), options);
  const [verdict, firstMs] = await timed(() => judge(shop, trajectory, options));
  const later: number[] = [];
  for (let i = 0; i < REPETITIONS && (i === 0 || firstMs < LONG_MS); i += 1)
    later.push((await timed(() => judge(shop, trajectory, options)))[1]);
  const row = { what: kind, steps, records: kind === 'concrete' ? String(records) : 'unknown', firstMs, ms: median(later), verdict };
  rows.push({ ...row, textbook: await textbook(kind, steps, records) });
  console.log(cells(rows.at(-1)).join('  '));
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

/** The whole command on the whole set, start-up included. */
async function measureCommand(args: readonly string[]): Promise<number> {
  const [, ms] = await timed(async () =>
    spawnSync(process.execPath, ['dist/cli/main.js', ...args], { stdio: ['ignore', 'ignore', 'inherit'] }),
  );
  return ms;
}

const HEAD = ['initial state', 'steps', 'records', 'verdict', 'first ms', 'ms', 'ms a step', 'textbook ms', 'textbook / ours'];

function cells(row: Row | undefined): readonly string[] {
  if (!row) return [];
  const { what, steps, records, verdict, firstMs, ms, textbook: peer } = row;
  const own = [what, String(steps), records, verdict, firstMs.toFixed(1), ms.toFixed(1), (ms / steps).toFixed(3)];
  if (peer === null) return [...own, '', ''];
  if (peer.answer !== 'unsat') return [...own, `${peer.answer} after ${peer.ms.toFixed(0)}`, `> ${(peer.ms / ms).toFixed(0)}`];
  return [...own, peer.ms.toFixed(1), (peer.ms / ms).toFixed(1)];
}

function table(): readonly string[] {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map((_, i) => (i === 0 || i === 3 ? '---' : '---:'))), ...rows.map((row) => line(cells(row)))];
}

await defaultSolver();
for (const steps of LENGTHS.concrete) await measure('concrete', steps, 1000);
for (const records of RECORDS) await measure('concrete', 100, records);
for (const kind of ['known-keys', 'hole-keys'] as const) for (const steps of LENGTHS[kind]) await measure(kind, steps, 0);
const retailLines = await measureRetail();
const startMs = median([await measureCommand(['--version']), await measureCommand(['--version']), await measureCommand(['--version'])]);
spawnSync(process.execPath, ['dist/cli/main.js', 'import', 'specs/tau2-retail/data/tasks.json', '--from', 'tau2', '-o', TRAJECTORIES]);
const retailMs = median([await measureCommand(RETAIL), await measureCommand(RETAIL), await measureCommand(RETAIL)]);
const text = [
  '# Verification against trajectory length and number of records',
  '',
  'Written by `npm run bench -- verify`. The shop of `specs/shop`: products are put and ordered from in turn, every call is claimed to',
  'succeed. `concrete`: the initial state is given. `known-keys`: any initial state, products named by constants. `hole-keys`: any initial',
  'state, every product name a hole that stands for all names. `first ms` includes reading and checking the initial state, `ms` is the median',
  'of later runs. `textbook`: one SMT array of records per collection and step, all claims in one negated conjunction, put to the same Z3 in',
  `the same run, with ${TEXTBOOK_LIMIT_MS / 1000} s at most; it was written for these calls and says no more of them than presence, stock and`,
  'fresh keys: no schemas of requests and records, no references, no order of requirements.',
  '',
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores.`,
  '',
  ...table(),
  '',
  `The retail benchmark, in one process: ${retailLines.join(' ')}.`,
  '',
  `As a command, start-up and the reading of all files included: ${retailMs.toFixed(0)} ms. Start-up alone (\`--version\`): ${startMs.toFixed(0)} ms.`,
  '',
];
writeFileSync(REPORT, text.join('\n'));
process.exit(0);
