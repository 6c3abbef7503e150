/** A child that tries everything when it reads a document, and answers with what worked. For the tests of the sandbox alone. */
import { serve } from '../../../ingest/sandbox/serve.ts';

void serve(async () => {
  const { worked } = await import('./reach.ts');
  return async (bytes) => {
    const [port, folder] = new TextDecoder().decode(bytes).split('\n');
    const canvas = await import('@napi-rs/canvas');
    const names = [...(await worked(Number(port), folder ?? '')), `draws ${canvas.createCanvas(2, 2).width}`];
    const environment = Object.keys(process.env);
    return {
      format: 'text',
      blocks: [...names, ...environment].map((text) => ({ kind: 'paragraph', runs: [{ text }], locator: {} })),
      findings: [],
    };
  };
});
