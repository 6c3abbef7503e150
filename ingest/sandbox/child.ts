/** Entry of the sandbox's child process: reads documents of every format, and does nothing else. */
import { extractDocument } from '../formats/extract.ts';
import { serve } from './serve.ts';

serve(extractDocument);
