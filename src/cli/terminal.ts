// Decides how the command talks to the outside: results to standard output, everything else to standard error.

import { type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import { codeFrame } from '../base/source.ts';
import { grouped } from './group-diagnostics.ts';
import { printable } from './printable.ts';
import { renderDiagnostic, renderMore } from './render-diagnostic.ts';
import { type Style, styleFor } from './style.ts';

export interface Terminal {
  /** A line of the result. */
  print(line: string): void;
  /** A line for people: progress, complaints. */
  say(line: string): void;
  /** Replaces the line of progress on a terminal; says nothing in a pipe. An empty text removes it. */
  progress(text: string): void;
  /** Reports complaints, with code frames from the texts of files where they have none; true if there is an error among them. */
  report(diagnostics: readonly Diagnostic[], files?: ReadonlyMap<string, string>): boolean;
  readonly style: Style;
}

/** What is used of a stream of the process. */
export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface Surroundings {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const NO_FILES: ReadonlyMap<string, string> = new Map();
const CLEAR_LINE = '\r\u001b[2K';

/** A terminal on the streams of a process. Colours and progress are for people: they need a stream that is one's, and NO_COLOR unset. */
export function createTerminal({ stdout, stderr, env }: Surroundings): Terminal {
  const wanted = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const hasColours = stdout.isTTY === true && wanted;
  const hasErrorColours = stderr.isTTY === true && wanted;
  const style = styleFor(hasColours);
  const errorStyle = styleFor(hasErrorColours);
  const canClear = stderr.isTTY === true && env['TERM'] !== 'dumb';
  const say = (line: string): void => void stderr.write(`${printable(line, hasErrorColours)}\n`);
  return {
    style,
    say,
    print: (line) => void stdout.write(`${printable(line, hasColours)}\n`),
    progress: (text) => {
      if (canClear) stderr.write(CLEAR_LINE + text);
    },
    report: (diagnostics, files = NO_FILES) => {
      for (const shown of grouped(diagnostics)) {
        if (shown.kind === 'diagnostic') say(renderDiagnostic(framed(shown.diagnostic, files), errorStyle));
        else say(renderMore(shown.like, shown.count, errorStyle));
      }
      return hasErrors(diagnostics);
    },
  };
}

function framed(diagnostic: Diagnostic, files: ReadonlyMap<string, string>): Diagnostic {
  const { source, frame } = diagnostic;
  const text = source && frame === undefined ? files.get(source.file) : undefined;
  return source && text !== undefined ? { ...diagnostic, frame: codeFrame(text, source) } : diagnostic;
}
