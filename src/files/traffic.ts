// Decides how files of recorded traffic are read: HAR 1.2 or trajectories with recorded answers, told apart by what is in them.

import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Recording } from '../infer/traffic/recording.ts';
import { readHar } from './har.ts';
import { readText } from './read.ts';
import { recordingOf } from './recorded.ts';
import { trajectoriesIn } from './trajectories.ts';

/** All recordings of the files, in order (`-` is standard input). Nothing is sent anywhere, and nothing in them is run. */
export function readTraffic(paths: readonly string[]): Checked<readonly Recording[]> {
  const diagnostics: Diagnostic[] = [];
  const recordings: Recording[] = [];
  for (const path of paths) {
    const text = readText(path);
    const read = text.value === null ? null : recordingsIn(path, text.value);
    diagnostics.push(...text.diagnostics, ...(read?.diagnostics ?? []));
    recordings.push(...(read?.value ?? []));
  }
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const requests = recordings.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
  if (requests <= DEFAULT_LIMITS.maxTrafficRequests) return { value: recordings, diagnostics };
  return { value: null, diagnostics: [...diagnostics, tooMuch(paths[0] ?? '', requests)] };
}

/** A HAR is an object of `log` alone; everything else is read as trajectories are. */
function recordingsIn(file: string, text: string): Checked<readonly Recording[]> {
  if (/^\s*\{\s*"log"\s*:/.test(text)) return readHar(file, text);
  const { value, diagnostics } = trajectoriesIn(file, text);
  const recordings = value?.map(recordingOf) ?? null;
  if (recordings === null || recordings.some(({ exchanges }) => exchanges.some(({ answer }) => answer !== null)))
    return { value: recordings, diagnostics };
  return { value: recordings, diagnostics: [...diagnostics, unanswered(file)] };
}

function unanswered(file: string): Diagnostic {
  return {
    code: 'no-answers',
    severity: 'warning',
    message: 'no step has a recorded response, so nothing is learned from it',
    hint: 'a recorded step is {"operationId": …, "response": {"status": …, "body": …}}',
    source: { file, line: 1, column: 1 },
  };
}

function tooMuch(file: string, requests: number): Diagnostic {
  const message = `${requests} recorded requests are more than the limit of ${DEFAULT_LIMITS.maxTrafficRequests}`;
  return { code: 'too-much-traffic', severity: 'error', message, source: { file, line: 1, column: 1 } };
}
