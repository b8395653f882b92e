#!/usr/bin/env node
// The command: reads arguments, calls the library, renders, exits. Nothing is decided here.

export {};
