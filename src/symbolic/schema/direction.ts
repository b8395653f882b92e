// Decides which way a value travels, for schemas that ask for less on one way.

/** A `readOnly` property need not be in a request, a `writeOnly` one not in a response; what is stored has both. */
export type Direction = 'request' | 'response' | 'stored';
