/**
 * Opens the embedder that the settings name. One that can't answer is found out here, and nothing starts with another instead.
 */
import { join } from 'node:path';
import { OpenAiEmbedder } from '../embedding/openai/openai-embedder.ts';
import type { Embedder } from '../embedding/port.ts';
import { TransformersEmbedder } from '../embedding/transformers/transformers-embedder.ts';
import type { EmbedderSettings } from './embedder-settings.ts';
import { openStaticEmbedder } from './static-embedder.ts';

/** The model that is part of the package. */
const DEFAULT_MODEL = 'minilm-static';

/** `modelsFolder` is that of the package. Throws `EmbedderUnavailable`. An endpoint is first asked when there is something to embed. */
export async function openEmbedder(settings: EmbedderSettings, modelsFolder: string): Promise<Embedder> {
  switch (settings.kind) {
    case 'static':
      return openStaticEmbedder(join(modelsFolder, DEFAULT_MODEL));
    case 'transformers':
      return TransformersEmbedder.open(settings);
    case 'openai':
      return new OpenAiEmbedder(settings);
    default:
      return settings satisfies never;
  }
}
