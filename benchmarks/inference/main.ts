// Measures inference: against labels that it does not read, and over a whole directory of documents; writes the tables and, on request, the misses.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { BY_HAND, type Document } from './documents.ts';
import { consultOracle } from './fixtures/oracle.ts';
import { requestTable, scenarioTable } from './fixtures/table.ts';
import type { InfererName } from './inferers.ts';
import { installDocuments } from './install.ts';
import { missesText } from './misses.ts';
import { type Options, readOptions } from './options.ts';
import { runAll } from './pool.ts';
import { directoryTable, handTable, kindsTable, overlayTable, scoreTable } from './report.ts';
import { sampleLabels } from './sample.ts';
import { addResult, emptyTotals, entry, type Totals } from './totals.ts';
import type { Job } from './worker.ts';

const REPORT = new URL('./README.md', import.meta.url);
const OUT = new URL('./out/', import.meta.url);

/** An overlay is made, tried, and loaded again: it may take so many times as long as the facts in it. */
const OVERLAY_TIMES = 5;

/** Totals by group and side. */
async function measure(inferer: InfererName, overlays: boolean, options: Options): Promise<ReadonlyMap<string, Totals>> {
  const { documents, misses } = options;
  const places = new Map<string, Totals>();
  for (const { group, side } of documents) entry(places, `${group} ${side}`, emptyTotals);
  const jobs = new Map(documents.map((document) => [jobOf(document, inferer, misses, overlays), document]));
  let done = 0;
  await runAll([...jobs.keys()], options, (job, result) => {
    const document = jobs.get(job);
    if (document) addResult(entry(places, `${document.group} ${document.side}`, emptyTotals), document, result);
    done += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${inferer}: ${done} of ${jobs.size}`);
  });
  if (process.stderr.isTTY) process.stderr.write('\n');
  return new Map([...places].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function jobOf({ path, group, side }: Document, inferer: InfererName, misses: boolean, overlays: boolean): Job {
  return { path, group, side, inferer, misses, overlays };
}

function writeMisses(places: ReadonlyMap<string, Totals>): void {
  mkdirSync(OUT, { recursive: true });
  for (const [place, totals] of places) {
    const [group = place, side] = place.split(' ');
    if (side !== 'tuned') continue;
    const file = new URL(`misses-${group}.txt`, OUT);
    writeFileSync(file, missesText(group, totals));
    console.log(`misses in ${file.pathname}`);
  }
}

/** What went wrong is printed, not only counted. */
function printTroubles(inferer: string, places: ReadonlyMap<string, Totals>): void {
  for (const { failures, refusals, overlays } of places.values()) {
    for (const fail of overlays.fails) console.log(`overlay FAILS ${fail}`);
    for (const failure of failures) console.log(`${inferer} FAILED ${failure}`);
    for (const refusal of refusals) console.log(`${inferer} refused ${refusal}`);
  }
}

function writeReport(sections: Sections): void {
  let text = readFileSync(REPORT, 'utf8');
  for (const [name, lines] of Object.entries(sections)) {
    const pattern = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`);
    if (!pattern.test(text)) throw new Error(`the report has no section ${name}`);
    text = text.replace(pattern, (_, open: string, close: string) => `${open}\n\n${lines.join('\n')}\n\n${close}`);
  }
  writeFileSync(REPORT, text);
}

installDocuments();
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.log(options);
  process.exitCode = 2;
} else if (options.sample > 0) {
  mkdirSync(OUT, { recursive: true });
  for (const [group, lines] of sampleLabels(options.documents, options.sample))
    writeFileSync(new URL(`sample-${group}.txt`, OUT), `${lines.join('\n')}\n`);
} else {
  const { whole, overlays, fixtures, write } = options;
  if (!overlays && !fixtures) show(await scoreSections(options), write);
  if (overlays || whole) show(await overlaySections(options), write);
  if (fixtures || whole) show(await fixtureSections(), write);
}

function show(sections: Sections, isReported: boolean): void {
  const tables = Object.values(sections).map((lines) => lines.join('\n'));
  console.log(`${tables.join('\n\n')}\n`);
  if (isReported) writeReport(sections);
}

type Sections = Readonly<Record<string, readonly string[]>>;

async function scoreSections(options: Options): Promise<Sections> {
  const { inferers, misses } = options;
  const runs = new Map<string, ReadonlyMap<string, Totals>>();
  for (const inferer of inferers) {
    const places = await measure(inferer, false, options);
    runs.set(inferer, places);
    printTroubles(inferer, places);
  }
  const last = runs.get(inferers.at(-1) ?? '') ?? new Map<string, Totals>();
  if (misses) writeMisses(last);
  return { scores: scoreTable(runs), 'by-hand': handTable(runs), directory: directoryTable(last), kinds: kindsTable(last) };
}

async function overlaySections(options: Options): Promise<Sections> {
  const documents = options.documents.filter(({ group }) => !group.startsWith(BY_HAND));
  const places = await measure('inference', true, { ...options, documents, limitMs: OVERLAY_TIMES * options.limitMs });
  printTroubles('overlays', places);
  return { overlays: overlayTable(places) };
}

async function fixtureSections(): Promise<Sections> {
  const inferred = await consultOracle(false);
  const byHand = await consultOracle(true);
  const { lines } = inferred;
  const sizes = `The inferred overlay has ${lines.inferred} lines, the one on top of it ${lines.byHand}.`;
  const scenarios = [sizes, '', ...scenarioTable(inferred.results, byHand.results)];
  return { scenarios, requests: requestTable(inferred.results, byHand.results) };
}
