// The public door of the library: everything the command line does, as documented, typed functions.

export {};
