// Measures plans and checks: time against depth, by running and by the solver in WebAssembly and native, and writes the tables.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type { Contract } from '../../src/contract/contract.ts';
import { check } from '../../src/explore/check/check.ts';
import { plan } from '../../src/explore/plan.ts';
import { isShortest, type PlanResult } from '../../src/explore/plan-result.ts';
import { defaultSolver } from '../../src/verify/default-solver.ts';
import { nativeSolver } from '../../src/verify/native-solver.ts';
import type { SolverSource } from '../../src/verify/options.ts';
import { describeBuild } from './build.ts';
import { classics, mailOrder, type Question, retail } from './questions.ts';

const REPORT = new URL('./README.md', import.meta.url);
/** Time that a plan may take, and a check of the retail contract. */
const PLAN_AIM_MS = 10_000;
const CHECK_AIM_MS = 60_000;
/** Depths at which the solver is asked, as long as none took longer than this. */
const DEPTHS = [1, 2, 3, 4, 6, 8, 9];
const LONG_MS = 5_000;
/** Of the classics, those that the solver alone is asked about. */
const BY_SOLVER = ['river-crossing', 'missionaries', 'water-jugs', 'blocks'];

const load = loadavg()[0] ?? 0;

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, performance.now() - started];
}

const PRINT_PATH = "import { installNativeSolvers } from './scripts/test/native.mjs'; console.log(installNativeSolvers().z3);";

/** The native z3 that the tests compare with, installed on first use. */
function native(): SolverSource {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', PRINT_PATH], { encoding: 'utf8' });
  const { value, diagnostics } = nativeSolver(stdout.trim());
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

async function answer({ contract, task }: Question, options: Parameters<typeof plan>[2]): Promise<PlanResult> {
  const { value } = await plan(contract, task, options);
  if (value === null) throw new Error('not a task');
  return value;
}

type Cells = readonly (string | number)[];
const ms = (x: number): string => x.toFixed(0);
const ratio = (a: number, b: number): string => (b > 0 ? (a / b).toFixed(1) : '');

function table(head: readonly string[], rows: readonly Cells[]): readonly string[] {
  const line = (cells: Cells): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)];
}

/** Plans as the command finds them. */
async function asUsed(question: Question): Promise<{ readonly cells: Cells; readonly ms: number }> {
  const [result, took] = await timed(() => answer(question, {}));
  const found = result.plans[0]?.trajectory.steps.length ?? null;
  const shown = result.outcome === 'found' ? (isShortest(result) ? 'shortest' : 'found') : result.outcome;
  const isRight = found === question.steps ? 'yes' : `no, ${String(question.steps)}`;
  const { method, states, calls } = result.excluded;
  const cells = [question.name, found ?? 'none', isRight, shown, method ?? '', states, calls, ms(took)];
  console.log(cells.join('  '));
  return { cells, ms: took };
}

interface AtDepth {
  readonly cells: Cells;
  readonly wasmMs: number;
  readonly nativeMs: number;
}

/** That there is no plan of so many steps: by running, and by the solver alone. */
async function byDepth(question: Question, nativeZ3: SolverSource): Promise<readonly AtDepth[]> {
  const rows: AtDepth[] = [];
  let before = 0;
  for (const depth of DEPTHS.filter((steps) => steps < (question.steps ?? Number.POSITIVE_INFINITY))) {
    const [, runMs] = await timed(() => answer(question, { maxSteps: depth }));
    const [ours, wasmTotal] = await timed(() => answer(question, { maxSteps: depth, maxCalls: 0 }));
    const [other, nativeTotal] = await timed(() => answer(question, { maxSteps: depth, maxCalls: 0, verify: { solver: nativeZ3 } }));
    const [wasmMs, nativeMs] = [ours.solver?.ms ?? 0, other.solver?.ms ?? 0];
    const agreed = ours.outcome === other.outcome ? ours.outcome : `${ours.outcome}, native ${other.outcome}`;
    const growth = before > 0 ? ratio(wasmTotal, before) : '';
    const cells = [question.name, depth, agreed, ms(runMs), ms(wasmTotal), growth, ms(wasmMs), ms(nativeTotal), ms(nativeMs)];
    rows.push({ cells: [...cells, ratio(wasmMs, nativeMs)], wasmMs, nativeMs });
    console.log(rows.at(-1)?.cells.join('  '));
    before = wasmTotal;
    if (Math.max(wasmTotal, nativeTotal, runMs) > LONG_MS) break;
  }
  return rows;
}

async function checked(name: string, contract: Contract, solver: SolverSource): Promise<{ readonly cells: Cells; readonly ms: number }> {
  const [{ value }, took] = await timed(() => check(contract, { verify: { solver } }));
  const items = value?.items ?? [];
  const unknown = items.filter(({ verdict }) => verdict.kind === 'unknown').length;
  const cells = [name, items.length, unknown, ms(took)];
  console.log(cells.join('  '));
  return { cells, ms: took };
}

const nativeZ3 = native();
const [wasmVersion, nativeVersion] = [(await defaultSolver()).version, (await nativeZ3()).version];
const questions = [...classics(), mailOrder()];
const plans: Awaited<ReturnType<typeof asUsed>>[] = [];
for (const question of questions) plans.push(await asUsed(question));
const depths: AtDepth[] = [];
for (const question of questions.filter(({ name, steps }) => steps !== null && [...BY_SOLVER, 'mail-order'].includes(name)))
  depths.push(...(await byDepth(question, nativeZ3)));
const wasmCheck = await checked('retail, WebAssembly', retail(), defaultSolver);
const nativeCheck = await checked('retail, native', retail(), nativeZ3);
const slowest = Math.max(...plans.map((one) => one.ms));
const total = (of: (row: AtDepth) => number): number => depths.reduce((sum, row) => sum + of(row), 0);

const text = [
  '# Plans and checks against depth, by running and by solvers',
  '',
  'Written by `npm run bench -- check`. All times are in milliseconds, of one run each, in one process.',
  '',
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; the load average was ${load.toFixed(1)} when it began. ${wasmVersion} in WebAssembly, ${nativeVersion} native.`,
  '',
  '## Plans, as the command finds them',
  '',
  '`mail-order` is `benchmarks/check/mail-order.yaml`, of 20 operations. `right`: the length is the known one. `by`: what shows that there is no shorter plan.',
  '',
  ...table(
    ['question', 'steps', 'right', 'shown', 'by', 'states', 'calls', 'ms'],
    plans.map(({ cells }) => cells),
  ),
  '',
  `The slowest takes ${ms(slowest)} ms; the aim is ${PLAN_AIM_MS} ms.`,
  '',
  '## That there is no plan of so many steps',
  '',
  'The explicit breadth-first search beside the solver alone (`maxCalls: 0`), which is told nothing of what running shows. `solver` is the time within the',
  'solver, the rest is ours: unrolling, terms, and for the native one the pipe. `growth` is against the row before. A question ends at the first',
  `depth that takes more than ${LONG_MS} ms.`,
  '',
  ...table(
    ['question', 'depth', 'outcome', 'explicit', 'WASM', 'growth', 'solver', 'native', 'solver', 'WASM / native, solver'],
    depths.map(({ cells }) => cells),
  ),
  '',
  `All rows together, within the solver: ${ms(total((row) => row.wasmMs))} in WebAssembly, ${ms(total((row) => row.nativeMs))} native, a ratio of ${ratio(
    total((row) => row.wasmMs),
    total((row) => row.nativeMs),
  )}.`,
  '',
  '## Checks',
  '',
  ...table(['contract', 'items', 'unknown', 'ms'], [wasmCheck.cells, nativeCheck.cells]),
  '',
  `The aim is ${CHECK_AIM_MS} ms and nothing unknown. WASM / native: ${ratio(wasmCheck.ms, nativeCheck.ms)}.`,
  '',
  '## What it would take to close the gap',
  '',
  '`--solver PATH` closes it today for who has a native solver, with the same verdicts. In WebAssembly it would take a build of our own.',
  describeBuild(),
  'A build with native exceptions of WebAssembly would keep these calls inside. Where the solver is a small part of the whole there is nothing to close: the rest is the same code,',
  'and the native one pays for its pipe.',
  '',
];
writeFileSync(REPORT, text.join('\n'));
process.exit(0);
