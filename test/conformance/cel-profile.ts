// What our profile of CEL leaves out, and what it means otherwise: the vectors concerned, what we answer to them, and why.
// `contract.md` is the page that fixes the contract language; its section 6 has numbered rulings.

/** Vectors by name (`file/section/name`) and text, both of which must match where both are given. All of them get such an answer. */
export interface LeftOut {
  readonly name?: RegExp;
  readonly text?: RegExp;
  readonly answer: RegExp;
  readonly why: string;
}

const REFUSED = /^refused: (unsupported-cel|unknown-function|unknown-name|bad-rule|bad-macro|no-binding)$/;
const NO_FUNCTION = /^refused: unknown-function$/;
const NO_BINDING = /^refused: no-binding$/;
const VALUE = /^value: /;

/** Contracts have JSON values, not protobuf messages (contract.md, section 1). */
const MESSAGES: readonly LeftOut[] = [
  { text: /\b([A-Z]\w*|protobuf\.\w+)(\/\/ @|\s)*\{/, answer: REFUSED, why: "no messages: objects are written {'name': value}" },
  { name: /^dynamic\/\w+\/var$/, answer: NO_BINDING, why: 'no messages: no variable holds a wrapper' },
  { name: /^proto[23]\/singular_bind\//, answer: NO_BINDING, why: 'no messages: no variable holds one' },
  { name: /^proto2\/extensions_(get|has)\//, answer: NO_BINDING, why: 'no messages, so no extensions of them' },
  { text: /^proto\.(get|has)Ext\(/, answer: NO_BINDING, why: 'no messages, so no functions for extensions of them' },
  { text: /\b(GlobalEnum|NestedEnum)\b/, answer: REFUSED, why: 'no enumerations: JSON Schema has enums of strings and numbers' },
  { name: /^enums\//, text: /^x\.|\(x\)$|\(x\./, answer: NO_BINDING, why: 'no messages with enumerations in them' },
  { name: /^type_deductions\//, text: /\bmsg\b/, answer: REFUSED, why: 'no messages, so no types of their fields' },
];

/** Extensions of CEL that contracts do without. Section 4 of contract.md names those that they have. */
const EXTENSIONS: readonly LeftOut[] = [
  {
    text: /\[\s*\?|\{\s*\?|\.\?|\boptional\.|, \?/,
    answer: REFUSED,
    why: 'no optional values: what may be absent is tested with has() or in',
  },
  { name: /^block_ext\//, answer: REFUSED, why: 'no cel.block, which optimisers write and people do not: cel.bind' },
  { name: /^encoders_ext\//, answer: NO_FUNCTION, why: 'no base64: JSON has no bytes' },
  { text: /\.format\(/, answer: NO_FUNCTION, why: 'no format: texts are joined with +, string() and join' },
  { text: /math\.bit/, answer: NO_FUNCTION, why: 'no bits: integers have no width' },
  { text: /math\.is(NaN|Inf|Finite)\(/, answer: NO_FUNCTION, why: 'no infinities: all numbers are finite' },
  { text: /\.`/, answer: REFUSED, why: "no names in backquotes, which the parser does not know: x['a name'], 'a name' in x" },
  { text: /^fn\(|\btuple\(/, answer: NO_FUNCTION, why: 'no functions that the embedding program declares: x-definitions' },
];

/** Names stand for parameters, collections and variables (contract.md, section 4), and nothing else. */
const NAMES: readonly LeftOut[] = [
  { name: /^namespace\//, answer: NO_BINDING, why: 'no containers and no names with dots' },
  { text: /^a\.b\.(c|pancakes)$/, answer: NO_BINDING, why: 'no names with dots' },
];

/** Rules are checked at load (contract.md, section 4): what is certainly a mistake is no rule, even where CEL would not get to it. */
const CHECKED: readonly LeftOut[] = [
  {
    text: /^(f_unknown\(17\)|x) \|\| true$|^f_unknown\(17\)$/,
    answer: /^refused: unknown-(function|name)$/,
    why: 'names and functions are known at load',
  },
  { name: /^parse\/receiver_function_names\//, answer: NO_FUNCTION, why: 'functions are known at load' },
  {
    name: /^logic\/(AND|OR)\/short_circuit_type_(left|right)$/,
    answer: /^refused: not-boolean$/,
    why: 'both sides of a junction are boolean',
  },
  {
    name: /\/not_eq_(list_length|map_null|map_false_vs_types)$/,
    answer: /^refused: never-equal$/,
    why: 'values of different types are not compared',
  },
  { name: /\/key_in_mixed_key_type_map_cross_type$/, answer: /^refused: key-type$/, why: 'a key has the type of the keys (ruling 2)' },
  {
    name: /^fields\/map_has\/has_(not|empty)$/,
    answer: /^refused: unknown-field$/,
    why: 'an object that is written out has the properties written there',
  },
];

const LOSSY = /\/(not_lt|gte)_dyn_(int_big_lossy_double|small_double_int)$|\/(not_gt|lte)_dyn_(int_small_lossy_double|big_double_int)$/;

/** Numbers are exact: integers are without bounds, all others are fractions of them (contract.md, section 1 and ruling 3). */
const NUMBERS: readonly LeftOut[] = [
  { name: /^integer_math\/int64_math\/(u?int64_overflow|int64_min_negate)/, answer: VALUE, why: 'no overflow' },
  { name: /^math_ext\/abs\/int_overflow$/, answer: VALUE, why: 'no overflow of the absolute value' },
  { name: /^conversions\/u?int\/\w*range\w*$/, answer: VALUE, why: 'no bounds of integers that a conversion could go beyond' },
  { name: /^conversions\/u?int\/double_big_precision$/, answer: VALUE, why: 'no loss of digits' },
  { name: LOSSY, answer: VALUE, why: 'no rounding before a comparison' },
  {
    text: /^(dyn\(1u?\)|0\.0\/0\.0) [!=]= 0\.0\/0\.0$|^15\.75 \/ 0\.0$/,
    answer: /^error: /,
    why: 'a division by zero is an error: there are no infinities and no NaN',
  },
  {
    text: /^(type\(64u\)|type\(7\) == type\(7u\)|type\(0\.0\) != type\(0\))$/,
    answer: VALUE,
    why: 'one tower of numbers: 7, 7u and 7.0 are the same',
  },
  { text: /^-\(\d+u\)$|^uint\(-1\)$/, answer: VALUE, why: 'one tower of numbers: nothing is unsigned' },
  { name: /^math_ext\/(ceil|floor|round|trunc)\/dyn_error$/, answer: VALUE, why: 'one tower of numbers: an integer is rounded to itself' },
];

/** Spans of time are exact, too, and nothing overflows (ruling 3). */
const SPANS: readonly LeftOut[] = [
  {
    name: /^timestamps\/timestamp_range\/sub_time_duration_(over|under)$/,
    answer: VALUE,
    why: 'the span between any two instants is a duration',
  },
  { name: /^timestamps\/duration_range\/\w+_(over|under)$/, answer: VALUE, why: 'durations are without bounds' },
];

export const LEFT_OUT: readonly LeftOut[] = [...MESSAGES, ...EXTENSIONS, ...NAMES, ...CHECKED, ...NUMBERS, ...SPANS];
