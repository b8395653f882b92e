// Decides which file may import which: the layers of ARCHITECTURE.md as rules, each with its reason.

/** Each layer and the layers below it that it may import. A layer that is not listed here may not exist. */
const LAYERS = {
  base: [],
  contract: ['base'],
  spec: ['base', 'contract'],
  infer: ['base', 'contract', 'spec'],
  files: ['base', 'contract', 'spec', 'infer'],
  simulate: ['base', 'contract'],
  symbolic: ['base', 'contract'],
  verify: ['base', 'contract', 'spec', 'simulate', 'symbolic'],
  explore: ['base', 'contract', 'spec', 'simulate', 'symbolic', 'verify'],
  generate: ['base', 'contract', 'spec', 'simulate', 'symbolic', 'verify', 'explore'],
  calibrate: ['base', 'contract', 'spec', 'simulate', 'symbolic', 'verify', 'explore', 'generate'],
  env: ['base', 'contract', 'spec', 'simulate', 'symbolic', 'verify', 'explore', 'generate', 'calibrate'],
  export: ['base', 'contract', 'files', 'spec', 'simulate', 'symbolic', 'verify', 'explore', 'generate', 'calibrate', 'env'],
  serve: ['base', 'contract', 'files', 'spec', 'simulate', 'symbolic', 'verify', 'explore', 'generate', 'calibrate', 'env'],
  evidence: ['base', 'contract', 'spec', 'simulate', 'symbolic', 'verify', 'explore'],
  cli: [
    'evidence',
    'infer',
    'base',
    'contract',
    'files',
    'spec',
    'simulate',
    'symbolic',
    'verify',
    'explore',
    'generate',
    'calibrate',
    'env',
    'export',
    'serve',
  ],
};

const names = Object.keys(LAYERS).join('|');
const CORE = '^src/(base|contract|spec|simulate|symbolic|verify|explore|generate|calibrate|env)/';

const layering = Object.entries(LAYERS).map(([layer, below]) => ({
  name: `layer-${layer}`,
  comment: `${layer} imports only itself${below.length === 0 ? '' : ` and what lies below: ${below.join(', ')}`}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${[layer, ...below].join('|')})/` },
}));

/** A package that one part of the program hides from the rest. */
const only = (name, packages, owners, why) => ({
  name,
  comment: why,
  severity: 'error',
  from: { path: '^src/', pathNot: owners },
  to: { path: `(^|node_modules/)(${packages})(/|$)` },
});

const forbidden = [
  ...layering,
  {
    name: 'known-layer',
    comment: 'A new folder under src/ takes its place in the order of layers first.',
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/((${names})/|index\\.ts$)` },
    to: {},
  },
  {
    name: 'door-without-command',
    comment: 'The library works without the command.',
    severity: 'error',
    from: { path: '^src/index\\.ts$' },
    to: { path: '^src/cli/' },
  },
  {
    name: 'no-cycles',
    comment: 'A cycle is one file in several pieces. Imports of types count: they are read together too.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  only('only-z3-knows-z3', 'z3-solver', '^src/symbolic/z3/', 'Terms are our own; the solver is behind one folder.'),
  {
    name: 'terms-do-not-know-solvers',
    comment: 'Symbolic execution makes terms and never asks: that is why it is synchronous and works without a solver.',
    severity: 'error',
    from: { path: '^src/symbolic/', pathNot: '^src/symbolic/(z3|native|solving)/' },
    to: { path: '^src/symbolic/(z3|native|solving)/' },
  },
  {
    name: 'solvers-do-not-know-each-other',
    comment: 'What the back ends share is in src/symbolic/solving.',
    severity: 'error',
    from: { path: '^src/symbolic/(z3|native|solving)/' },
    to: { path: '^src/symbolic/(z3|native)/', pathNot: '^src/symbolic/$1/' },
  },
  only(
    'only-spec-knows-openapi',
    '@scalar/openapi-upgrader|yaml|json-p3',
    '^src/spec/',
    'Contracts are all that the rest sees of a document.',
  ),
  only(
    'json-is-read-in-one-place',
    'jsonc-parser',
    '^src/(base|spec|files)/',
    'base reads JSON as values, spec as nodes with places, files finds places.',
  ),
  {
    name: 'core-does-no-io',
    comment: 'The core is pure and the same in any host; worker threads are how proofs leave the main thread.',
    severity: 'error',
    from: { path: CORE },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?(worker_threads|child_process)$' },
  },
  {
    name: 'only-native-starts-programs',
    comment: 'A native solver is the only program that is ever started, and only where its path was given.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/symbolic/native/' },
    to: { path: '^(node:)?child_process$' },
  },
  {
    name: 'worker-threads-in-two-places',
    comment: 'Only proofs are moved off the main thread.',
    severity: 'error',
    from: { path: CORE, pathNot: '^src/(symbolic/(z3|native|solving)|verify)/' },
    to: { path: '^(node:)?worker_threads$' },
  },
  {
    name: 'source-stands-alone',
    comment: 'What is published does not import what is not.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^(test|benchmarks|scripts|specs|constraints)/' },
  },
  {
    name: 'declared-at-run-time',
    comment: 'A package that the source imports is a dependency, not one for development only.',
    severity: 'error',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'resolvable',
    comment: 'Every import names something that is there.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
