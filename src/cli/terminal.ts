// Decides how the command talks to the outside: results to standard output, everything else to standard error.

import { type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import { renderDiagnostic } from './render-diagnostic.ts';
import { type Style, styleFor } from './style.ts';

export interface Terminal {
  /** A line of the result. */
  print(line: string): void;
  /** A line for people: progress, complaints. */
  say(line: string): void;
  /** Replaces the line of progress on a terminal; says nothing in a pipe. An empty text removes it. */
  progress(text: string): void;
  /** Reports complaints; true if there is an error among them. */
  report(diagnostics: readonly Diagnostic[]): boolean;
  readonly style: Style;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const noColour = process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '';
  const style = styleFor(process.stdout.isTTY === true && !noColour);
  const errorStyle = styleFor(process.stderr.isTTY === true && !noColour);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  return {
    style,
    say,
    print: (line) => void process.stdout.write(`${line}\n`),
    progress: (text) => {
      if (process.stderr.isTTY === true) process.stderr.write(`\r\u001b[2K${text}`);
    },
    report: (diagnostics) => {
      for (const diagnostic of diagnostics) say(renderDiagnostic(diagnostic, errorStyle));
      return hasErrors(diagnostics);
    },
  };
}
