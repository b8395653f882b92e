// Decides what the report shows: scores beside aims, and the whole directory by group.

import { BY_HAND } from './documents.ts';
import { table } from './table.ts';
import { addTally, emptyTotals, entry, type Totals } from './totals.ts';

/** By inferer, then by group and side. */
export type Runs = ReadonlyMap<string, ReadonlyMap<string, Totals>>;

/** Percent that the project set itself; where nothing stands, there is none. */
const AIMS: Readonly<Record<string, string>> = {
  'kubernetes kinds': '97 %',
  'twilio kinds': '98 %',
  'google kinds': '93 %',
  'azure kinds': '92 %',
  'digitalocean kinds': '95 %',
  'github kinds': '88 %',
  'twilio keys': '99 %',
  'twilio parents': '97 %',
  'stripe references': '85 % recall',
};

export function scoreTable(runs: Runs): readonly string[] {
  const rows = rowsOf(runs, (group) => !group.startsWith(BY_HAND));
  return table(['documents of', 'side', 'what', 'labelled', 'right', 'precision', 'aim', 'baseline'], rows, 3);
}

/** What was labelled by hand: each document, and all together. */
export function handTable(runs: Runs): readonly string[] {
  const rows = rowsOf(withSums(runs), (group) => group.startsWith(BY_HAND));
  const shown = rows.map(([group = '', , what = '', labelled = '', own = '', , , baseline = '']) => [
    group.slice(BY_HAND.length),
    what,
    labelled,
    own,
    baseline,
  ]);
  return table(['document', 'what', 'labelled', 'right', 'baseline'], shown, 2);
}

function withSums(runs: Runs): Runs {
  return new Map(
    Array.from(runs, ([inferer, places]) => {
      const sum = emptyTotals();
      for (const [place, { tallies }] of places)
        for (const [aspect, tally] of place.startsWith(BY_HAND) ? tallies : []) addTally(sum.tallies, aspect, tally);
      return [inferer, new Map([...places, [`${BY_HAND}all`, sum]])];
    }),
  );
}

function rowsOf(runs: Runs, wanted: (group: string) => boolean): readonly (readonly string[])[] {
  const ours = runs.get('inference') ?? runs.get('baseline') ?? new Map<string, Totals>();
  return [...ours].flatMap(([place, totals]) => {
    const [group = '', side = ''] = place.split(' ');
    if (!wanted(group)) return [];
    return [...totals.tallies].map(([aspect, tally]) => {
      const peer = runs.get('baseline')?.get(place)?.tallies.get(aspect);
      const own = runs.has('inference') ? share(tally.right, tally.labelled) : '';
      const precise = aspect === 'references' && runs.has('inference') ? share(tally.right, tally.said) : '';
      const labelled = tally.labelled === 0 ? `0 (${tally.said} said)` : String(tally.labelled);
      const baseline = peer ? share(peer.right, peer.labelled) : '';
      return [group, side, aspect, labelled, own, precise, AIMS[`${group} ${aspect}`] ?? '', baseline];
    });
  });
}

/** One row for each group, and one for all. */
export function directoryTable(places: ReadonlyMap<string, Totals>): readonly string[] {
  const groups = new Map<string, Totals[]>();
  const whole = [...places].filter(([place]) => !place.startsWith(BY_HAND));
  for (const [place, totals] of whole) entry(groups, place.split(' ')[0] ?? place, () => []).push(totals);
  const rows = [...groups].map(([group, list]) => directoryRow(group, list));
  const head = [
    'documents of',
    'documents',
    'refused',
    'failed',
    'operations',
    'opaque',
    'collections',
    'parameters',
    'produced',
    'ambient',
  ];
  return table(
    [...head, 'ms', 'slowest ms', 'MB'],
    [
      ...rows,
      directoryRow(
        'all',
        whole.map(([, totals]) => totals),
      ),
    ],
    1,
  );
}

function directoryRow(name: string, list: readonly Totals[]): readonly string[] {
  const sum = (of: (totals: Totals) => number): number => list.reduce((total, totals) => total + of(totals), 0);
  const times = list.flatMap((totals) => totals.times);
  const operations = sum(({ counts }) => counts.operations);
  const parameters = sum(({ counts }) => counts.parameters);
  return [
    name,
    String(sum((totals) => totals.documents)),
    String(sum((totals) => totals.refused)),
    String(sum(({ failures }) => failures.length)),
    String(operations),
    share(
      sum(({ kinds }) => kinds.get('opaque') ?? 0),
      operations,
    ),
    String(sum(({ counts }) => counts.collections)),
    String(parameters),
    share(
      sum(({ counts }) => counts.produced),
      parameters,
    ),
    share(
      sum(({ counts }) => counts.ambient),
      parameters,
    ),
    times.reduce((a, b) => a + b, 0).toFixed(0),
    Math.max(0, ...times).toFixed(0),
    Math.max(0, ...list.map(({ megabytes }) => megabytes)).toFixed(0),
  ];
}

/** Whether the inferred overlays load, type-checked, over their documents; one row for each group, and one for all. */
export function overlayTable(places: ReadonlyMap<string, Totals>): readonly string[] {
  const groups = new Map<string, Totals[]>();
  for (const [place, totals] of places) entry(groups, place.split(' ')[0] ?? place, () => []).push(totals);
  const rows = [...groups].map(([group, list]) => overlayRow(group, list));
  const head = ['documents of', 'documents', 'load', 'refused', 'fail', 'late or thrown', 'lines', 'ms', 'slowest ms', 'load ms', 'MB'];
  return table(head, [...rows, overlayRow('all', [...places.values()])], 1);
}

function overlayRow(name: string, list: readonly Totals[]): readonly string[] {
  const sum = (of: (totals: Totals) => number): number => list.reduce((total, totals) => total + of(totals), 0);
  const times = list.flatMap((totals) => totals.times);
  const numbers = [
    sum(({ documents }) => documents),
    sum(({ overlays }) => overlays.loads),
    sum(({ overlays }) => overlays.refused),
    sum(({ overlays }) => overlays.fails.length),
    sum(({ failures }) => failures.length),
    sum(({ overlays }) => overlays.lines),
    times.reduce((a, b) => a + b, 0),
    Math.max(0, ...times),
    sum(({ overlays }) => overlays.loadMs),
    Math.max(0, ...list.map(({ megabytes }) => megabytes)),
  ];
  return [name, ...numbers.map((number) => number.toFixed(0))];
}

export function kindsTable(places: ReadonlyMap<string, Totals>): readonly string[] {
  const sums = new Map<string, number>();
  for (const [place, { kinds }] of places)
    for (const [kind, count] of place.startsWith(BY_HAND) ? [] : kinds) sums.set(kind, (sums.get(kind) ?? 0) + count);
  const total = [...sums.values()].reduce((a, b) => a + b, 0);
  const rows = [...sums].sort((a, b) => b[1] - a[1]).map(([kind, count]) => [kind, String(count), share(count, total)]);
  return table(['kind', 'operations', 'share'], rows, 1);
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`;
}
