/** Tries everything outside the sandbox's protocol and prints what worked, so that each layer can be seen alone. For the tests of the sandbox alone. */
import { writeSync } from 'node:fs';
import { confine } from '../../../ingest/sandbox/confine.ts';
import { worked } from './reach.ts';

const [port, folder, how] = process.argv.slice(-3);
const { exit } = process;
if (how === 'confined') confine();
writeSync(1, JSON.stringify(await worked(Number(port), folder ?? '')));
exit(0);
