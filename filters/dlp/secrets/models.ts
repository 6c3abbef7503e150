/** Keys to models that are served. Formats as the issuers document them or as their keys are. */
import type { Recognizer } from '../recognizer.ts';
import { token } from './token.ts';

export const MODEL_SECRETS: readonly Recognizer[] = [
  token('anthropic-key', 'sk-ant-[a-z]{3,8}\\d{2}-[\\w-]{40,200}'),
  token(
    'openai-key',
    'sk-(?:proj|svcacct|admin|None)-[\\w-]{40,300}|sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|sk-[A-Za-z0-9]{48}',
  ),
  token('openrouter-key', 'sk-or-v1-[a-f0-9]{64}'),
  token('hugging-face-token', '(?:hf|api_org)_[A-Za-z0-9]{34}'),
  token('groq-key', 'gsk_[A-Za-z0-9]{52}'),
  token('replicate-token', 'r8_[A-Za-z0-9]{37,40}'),
  token('perplexity-key', 'pplx-[A-Za-z0-9]{48}'),
  token('xai-key', 'xai-[A-Za-z0-9]{80}'),
];
