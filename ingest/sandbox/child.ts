/** Entry of the sandbox's child process: reads documents of every format, and does nothing else. */
import { serve } from './serve.ts';

void serve(async () => (await import('../formats/extract.ts')).extractDocument);
