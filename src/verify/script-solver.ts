// Decides nothing: how the rest of the program names the native solver that answers whole scripts.

export { type ScriptAnswer, type ScriptSolver, scriptSolver } from '../symbolic/native/run-script.ts';
