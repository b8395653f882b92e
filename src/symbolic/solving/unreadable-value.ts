// Decides what is thrown for a value of a model that is none of ours, such as an irrational number; caught where the model is read.

/** The message names the value. */
export class UnreadableValue extends Error {
  override readonly name = 'UnreadableValue';
}
