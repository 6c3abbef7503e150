/** Runs before all tests, in the process that starts theirs. */
import { compile } from './compiled.ts';

export const setup = compile;
