/** Markup that a chat or tool protocol uses for its own parts, faked inside a document. */
import { gap, pattern, type Signal } from './signal.ts';

const ROLE = '(?:system|assistant|user|human|developer|tool|ai)';

export const MARKUP_SIGNALS: readonly Signal[] = [
  {
    name: 'markup-chat-token',
    family: 'markup',
    weight: 0.4,
    pattern: pattern(
      `<\\|?(?:im_start|im_end|im_sep|endoftext|end_of_turn|start_of_turn|eot_id|begin_of_text|start_header_id|end_header_id|system|user|assistant|endofprompt|channel|message)\\|>|<\\|(?:system|user|assistant|end)\\|?>|<im_(?:start|end)>`,
    ),
  },
  { name: 'markup-inst', family: 'markup', weight: 0.3, pattern: pattern(`\\[\\/?inst\\]|<<\\/?sys>>`) },
  {
    name: 'markup-role-heading',
    family: 'markup',
    weight: 0.3,
    pattern: pattern(
      `(?:^|\\n)\\s?#{2,4} ?(?:system|instructions?|assistant|human|new instructions?|response|input|end of [a-z ]{1,20})(?: (?:prompt|message|override))?\\s?:`,
    ),
  },
  {
    name: 'markup-system-line',
    family: 'markup',
    weight: 0.35,
    pattern: pattern(
      `(?:^|[\\n"'>\\]*(]) ?\\[?(?:system|admin|administrator|developer|root) ?(?:message|prompt|override|note|mode|notice|instructions?|alert|command|update|request)?\\]?\\s?:{1,3}\\s?(?=[a-z])`,
    ),
  },
  {
    name: 'markup-tag',
    family: 'markup',
    weight: 0.3,
    pattern: pattern(
      `<\\/?(?:system(?:[_ -](?:prompt|message|note|instructions?|mode))?|instructions?|new[_ -]?instructions?|admin|assistant|user[_ -](?:instructions?|query)|prompt|end of (?:session|document|input|context))>|\\[(?:system|admin|instructions?|new instructions?|end of [a-z ]{1,20}|system (?:message|prompt|override|note))\\]`,
    ),
  },
  {
    name: 'markup-tool-call',
    family: 'markup',
    weight: 0.55,
    pattern: pattern(
      `<\\/?(?:tool_calls?|function_calls?|tool_use|tool_response|function_results?|invoke name|antml:)[^>]{0,60}>?`,
    ),
  },
  {
    name: 'markup-json-role',
    family: 'markup',
    weight: 0.1,
    pattern: pattern(`["']role["']\\s?:\\s?["'](?:system|developer|assistant|tool)["']`),
  },
  {
    name: 'markup-border',
    family: 'markup',
    weight: 0.5,
    pattern: pattern(
      `(?:[-=#*%<>~+_|:/]{2} ?)(?:begin|start|end|stop|resume|core)(?: (?:of|user|new|out of date|secret|system|ambiguity|the|all|ai|hidden)){0,5} (?:instructions?|ambiguity|prompts?|sessions?|context|document|input|data|reprogramming|message|override|task)\\b`,
    ),
  },
  {
    name: 'markup-turns',
    family: 'markup',
    weight: 0.5,
    pattern: pattern(
      `(?:^|\\n) ?(?:assistant|ai|answer|response)\\s?:${gap(200)}[.!?]?\\s(?:user|human|instruction)\\s?:`,
    ),
  },
  {
    name: 'markup-role-line',
    family: 'markup',
    weight: 0.12,
    pattern: pattern(`(?:^|\\n) ?${ROLE}\\s?:`),
  },
];
