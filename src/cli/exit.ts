// Decides the exit statuses of the command.

/** All valid, or done. */
export const EXIT_OK = 0;
/** Something is invalid or violated. */
export const EXIT_INVALID = 1;
/** The input is wrong; a message with file, line and column was printed. */
export const EXIT_INPUT = 2;
/** Undecided: at least one verdict is unknown and none is invalid. */
export const EXIT_UNKNOWN = 3;
/** This program is wrong: the two interpreters disagreed, or something was thrown. (sysexits: EX_SOFTWARE) */
export const EXIT_INTERNAL = 70;
/** The output could not be written. (sysexits: EX_IOERR) */
export const EXIT_OUTPUT = 74;
/** Nobody reads the output any more; as if ended by SIGPIPE. */
export const EXIT_PIPE = 141;
