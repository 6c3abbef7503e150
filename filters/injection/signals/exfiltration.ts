/** Ways to carry data out through an answer: links and images that take it along, and orders to send it. */
import { gap, pattern, type Signal } from './signal.ts';

const CARGO =
  '(?:conversation|chat|history|summary|secrets?|tokens?|passwords?|api[ _-]?keys?|credentials?|prompt|system[ _-]prompt|user(?:[ _-](?:e-?mail|name|data|id|input|message|query))?|e-?mail(?: address)?|data|context|message|answer|response|text|document|content|name|session|cookies?|notes?)';
const OPEN = '[\\[{<(]|%7b|%5b|%3c|\\$\\{?';
const VIRTUAL_ADDRESS = '(?:[a-z0-9._%+-]{1,40}@[a-z0-9.-]{3,60}|https?:\\/\\/[^\\s)"\']{4,120})';

export const EXFILTRATION_SIGNALS: readonly Signal[] = [
  {
    name: 'exfiltration-image-placeholder',
    family: 'exfiltration',
    weight: 0.9,
    isPayload: true,
    pattern: pattern(
      `!\\[[^\\]\\n]{0,80}\\]\\(\\s?https?:\\/\\/[^\\s)]{1,200}[?=&\\/](?:${OPEN}) ?(?:[a-z_' -]{0,24})?${CARGO}`,
    ),
  },
  {
    name: 'exfiltration-html-image',
    family: 'exfiltration',
    weight: 0.85,
    isPayload: true,
    pattern: pattern(
      `<img [^>]{0,80}src ?= ?["']?https?:\\/\\/[^\\s>"']{1,200}[?=&\\/](?:${OPEN}) ?(?:[a-z_' -]{0,24})?${CARGO}`,
    ),
  },
  {
    name: 'exfiltration-url-placeholder',
    family: 'exfiltration',
    weight: 0.7,
    isPayload: true,
    pattern: pattern(
      `https?:\\/\\/[^\\s)\\]]{1,160}[?=&\\/](?:${OPEN}) ?(?:the |your |full |entire |user'?s? |url-?encoded |base64 |encoded ){0,2}(?:conversation|chat|history|summary|secrets?|passwords?|api[ _-]?keys?|credentials|system[ _-]prompt|user[ _-](?:e-?mail|data|input|message)|answer|context)`,
    ),
  },
  {
    name: 'exfiltration-data-in-link',
    family: 'exfiltration',
    weight: 0.4,
    pattern: pattern(
      `\\b(?:append|add|attach|put|encode|embed|insert|include|place|pass|replace)${gap(50)} (?:${CARGO})${gap(50)} (?:to|in|into|as|at|with)${gap(24)} (?:this |the |an? )?(?:following )?(?:url|link|query(?: string| parameter)?|image|address|parameter|path)\\b`,
    ),
  },
  {
    name: 'exfiltration-render',
    family: 'exfiltration',
    weight: 0.55,
    pattern: pattern(
      `\\b(?:render|display|show|load|include|append|insert|embed|output)${gap(40)} (?:image|picture|pixel|link|markdown)${gap(60)} (?:in|to|at the end of|into|with) (?:your|the|every|each) (?:reply|response|answer|summary|output|message|replies|responses|answers)`,
    ),
  },
  {
    name: 'exfiltration-send',
    family: 'exfiltration',
    weight: 0.25,
    pattern: pattern(
      `\\b(?:send|forward|e-?mail|post|upload|transmit|deliver|copy|submit|leak|bcc|exfiltrate)${gap(70)} (?:to|at|with|via) ${gap(24)}?${VIRTUAL_ADDRESS}`,
    ),
  },
  {
    name: 'exfiltration-send-data',
    family: 'exfiltration',
    weight: 0.7,
    pattern: pattern(
      `\\b(?:send|forward|e-?mail|post|upload|transmit|copy|submit|leak|share|exfiltrate) (?:[a-z]{2,8} ){0,3}(?:full text|entire|contents?|conversation|chat history|every match|all (?:e-?mails|messages|files|documents|contacts|attachments)|last \\d{1,3}|latest|mailbox|inbox|customer (?:list|data)|(?:a )?copy of the user|user(?:'s)? (?:last|recent|contact|private)|\\.env|user(?:'s)? (?:data|e-?mails?|files|messages)|session|meeting notes|credentials?|passwords?|api keys?)${gap(70)} to `,
    ),
  },
  {
    name: 'exfiltration-search-and-send',
    family: 'exfiltration',
    weight: 0.75,
    pattern: pattern(
      `\\b(?:search|look in|go through|scan|read|open) (?:the |your |their |all )?(?:user'?s? )?(?:mailbox|inbox|e-?mails|drive|files|calendar|contacts|workspace)${gap(60)} and (?:send|forward|post|e-?mail|upload|copy|share|include)`,
    ),
  },
  {
    name: 'exfiltration-access',
    family: 'exfiltration',
    weight: 0.5,
    pattern: pattern(
      `\\b(?:grant|give|add|invite)${gap(40)} (?:[a-z0-9._%+-]{1,40}@[a-z0-9.-]{3,60})${gap(60)}(?:access|collaborator|edit rights|admin|owner|member|viewer|shared)|\\b(?:grant|give) (?:guest|admin|full|edit|read|owner|write) (?:access|rights) to ${VIRTUAL_ADDRESS}`,
    ),
  },
  {
    name: 'exfiltration-redirect',
    family: 'exfiltration',
    weight: 0.45,
    pattern: pattern(
      `\\bchange the (?:[a-z]{2,14} ){0,2}(?:address|account|number|iban|e-?mail|bank details)(?: on| of| for)?${gap(40)} to ${VIRTUAL_ADDRESS}`,
    ),
  },
  {
    name: 'exfiltration-pipe-to-shell',
    family: 'exfiltration',
    weight: 0.15,
    isPayload: true,
    pattern: pattern(
      `\\b(?:curl|wget) (?:-[a-z]{1,8} )?["']?https?:\\/\\/[^\\s|]{3,120} ?\\| ?(?:sudo )?(?:ba|z)?sh\\b`,
    ),
  },
];
