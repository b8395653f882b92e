// Decides how runs are written as a shell script that sends them with curl and ends at the first answer with another status.
// Nothing of a specification or a trajectory reaches the shell but in single quotes, and nothing of an answer but in double ones.

import { type Atom, headerAtoms, headerText, jsonAtoms, merged, urlAtoms } from './script/atoms.ts';
import { commentsOf, titleOf } from './script/comments.ts';
import { messageOf } from './script/message.ts';
import { type Call, expectedStatus, type Pointer, type Script } from './script/script.ts';

const START = `#!/bin/sh
# Needs curl, and jq where a request takes something from an answer. BASE_URL names the server, without a slash at the end:
#   BASE_URL=http://localhost:8080 sh this-file
# Ends with a status other than 0 at the first answer that is not the expected one.
set -eu
: "\${BASE_URL:?is the address of the server, without a slash at the end}"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# send STEP EXPECTED METHOD URL [arguments of curl]: leaves the body of the answer in $answer
send() {
  step=$1 expected=$2 method=$3 url=$4
  shift 4
  status=$(curl -q -sS -g --path-as-is -o "$answer" -w '%{http_code}' -X "$method" "$@" --url "$BASE_URL$url")
  printf '%s: %s %s -> %s\\n' "$step" "$method" "$url" "$status"
  case $expected:$status in
    "$status:$status" | failure:[!2]*) ;;
    *)
      printf '%s: expected %s, got %s\\n' "$step" "$expected" "$status" >&2
      cat "$answer" >&2
      exit 1
      ;;
  esac
}
`;

/** Functions of the script that are written where they are used. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  take: `
# take POINTER: a part of the body of the last answer, as JSON
take() {
  jq -cs --argjson at "$1" 'if length == 1 and ($at == [] or any(.[0] | paths; . == $at))
    then .[0] | getpath($at) else error("the answer has no \\($at)") end' "$answer"
}
`,
  uri: `
# uri JSON: what a part that was taken is in a URL
uri() { jq -rn --argjson part "$1" '$part | if type == "string" then . else tojson end | @uri'; }
`,
  uri_json: `
# uri_json JSON: the text of a JSON value in a URL
uri_json() { jq -rn --arg text "$1" '$text | @uri'; }
`,
  header: `
# header JSON: what a part that was taken is in a header; nothing if it would not stay in its line
header() { jq -rn --argjson part "$1" '$part | if type == "string" then . else tojson end | select(test("[[:cntrl:]]") | not)'; }
`,
};

/** One script for all runs, one after the other. Where there are several, the server is to be brought to its state before each. */
export function asCurl(scripts: readonly Script[]): string {
  const sections = scripts.map(section).join('\n');
  const used = Object.entries(FUNCTIONS).flatMap(([name, text]) => (sections.includes(`$(${name} `) ? [text] : []));
  return `${START}${used.join('')}\n${sections}`;
}

function section(script: Script): string {
  const variables = variablesOf(script);
  const comments = commentsOf(script).map((line) => `# ${line}`);
  return [...comments, '', ...script.calls.flatMap((call) => [...linesOf(call, variables), ''])].join('\n');
}

/** The shell variable that holds what was taken from an answer. */
type Variables = (step: number, pointer: Pointer) => string;

function variablesOf({ calls }: Script): Variables {
  const names = new Map<string, string>();
  for (const { index, name, taken } of calls) {
    for (const pointer of taken) {
      const plain = ['got', name, ...pointer].join('_').replaceAll(/[^A-Za-z0-9_]/g, '_');
      const isTaken = [...names.values()].includes(plain);
      names.set(keyOf(index, pointer), isTaken ? `${plain}_${names.size}` : plain);
    }
  }
  return (step, pointer) => {
    const name = names.get(keyOf(step, pointer));
    if (name === undefined) throw new Error('what is used was taken');
    return name;
  };
}

function keyOf(step: number, pointer: Pointer): string {
  return `${step} ${JSON.stringify(pointer)}`;
}

function linesOf(call: Call, variables: Variables): readonly string[] {
  const { method, url, headers, body } = messageOf(call);
  const shell = (atoms: readonly Atom[]): string => shellText(atoms, variables);
  const expected = expectedStatus(call.outcome);
  const head = ['send', quoted(call.name), String(expected ?? 'failure'), quoted(method), shell(urlAtoms(url))].join(' ');
  const further = [
    ...(method === 'HEAD' ? ['-I'] : []),
    ...headers.map(([name, value]) => `-H ${shell(merged([{ kind: 'literal', text: `${headerText(name)}: ` }, ...headerAtoms(value)]))}`),
    ...(body.kind === 'none' ? [] : [`--data-raw ${shell(body.kind === 'json' ? jsonAtoms(body.part) : urlAtoms(body.text))}`]),
  ];
  const taken = call.taken.map((pointer) => `${variables(call.index, pointer)}=$(take ${quoted(JSON.stringify(pointer))})`);
  return [`# ${titleOf(call)}`, [head, ...further].join(' \\\n  '), ...taken];
}

/** A word of the shell. */
function shellText(atoms: readonly Atom[], variables: Variables): string {
  return atoms.length === 0 ? "''" : atoms.map((atom) => shellAtom(atom, variables)).join('');
}

function shellAtom(atom: Atom, variables: Variables): string {
  switch (atom.kind) {
    case 'literal':
      return quoted(atom.text);
    case 'encoded':
      return `"$(uri_json ${shellText(atom.json, variables)})"`;
    case 'taken': {
      const variable = `"$${variables(atom.taken.step, atom.taken.pointer)}"`;
      return atom.as === 'json' ? variable : `"$(${atom.as === 'url' ? 'uri' : 'header'} ${variable})"`;
    }
  }
}

/** A literal of the shell. Only JSON can have the character NUL, and has it escaped. */
function quoted(text: string): string {
  return /^[A-Za-z0-9_./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
