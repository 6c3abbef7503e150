/**
 * What takes weight from a signal: that the words stand in quotation marks or code, in a text that teaches about attacks.
 * Marks alone buy little, since an attacker can type them; a lesson alone buys some; both together buy most. Technical payloads
 * (a link that carries data out) get no discount, and the classifier bounds what discounts can do to a strong attack.
 */
import type { Span } from '../finding.ts';

/** Factors on a signal's weight. */
export const QUOTED = 0.9;
export const TAUGHT = 0.8;
export const QUOTED_AND_TAUGHT = 0.3;

/** Words of lessons, reports and papers about attacks on models. Folded. */
const LESSON =
  /\b(?:prompt[ -]injections?|injection attacks?|indirect injections?|jailbreak(?:s|ing)? (?:attacks?|prompts?|techniques?)|adversarial (?:prompt|attack|input)s?|attackers?|threat actors?|malicious (?:prompt|instruction|document|input|content|user|actor)s?|red[ -]team(?:s|ing|ers?)?|social engineering|phishing|security (?:training|awareness|team|research(?:ers?)?)|guardrails?|owasp|vulnerabilit(?:y|ies)|prompt[ -]leak(?:s|ing)?|exploit(?:s|ed|ation)|defen[cs]es?|mitigations?|prompt engineering|few-?shot|zero-?shot|chain-of-thought|prompts?|attacks?|jailbreak\w{0,4}|dan|ataques?|attaques?|attacc\w{1,2}|angriff\w{0,2}|atac|inyeccion|injecc?io|injec[a-z]{2,4}|iniezione|saldiri\w{0,6}|enjeksiyon\w{0,4}|istem\w{0,6}|aanval\w{0,3}|atak\w{0,3})\b|атак|инъекц|промпт|джейлбрейк|注入|攻击|攻擊|越狱|提示|インジェクション|攻撃|プロンプト|脱獄|인젝션|공격|탈옥|프롬프트|حمله|تزریق|پرامپت|هجوم|حقن|हमल|इंजेक्शन/g;
/** Words that introduce an example. */
const INTRODUCTION =
  /\b(?:for example|for instance|e\.g\.|such as|examples?|sample|looks? like|phrases? like|text like|lines? like|reads?:|says?:|might (?:say|write|read)|may (?:say|write|read)|could (?:say|write|read)|will (?:say|write)|(?:do not|never) (?:follow|trust|obey) (?:instructions|text|messages)|reported|beispiel(?:sweise)?|zum beispiel|par exemple|por ejemplo|ad esempio|por exemplo|na przyklad|ornegin)\b/g;
const QUOTATION =
  /"[^"\n]{3,300}"|`[^`\n]{3,300}`|(?<![a-z0-9])'[^'\n]{6,300}'(?![a-z])|「[^」\n]{2,300}」|『[^』\n]{2,300}』/g;
const FENCE = /```[^`]{0,6000}```/g;
/** How far a lesson reaches, in units of folded text. */
const REACH = 1_000;

/** The contexts of one folded text. */
export interface Contexts {
  /** The factor on a signal found at `span`. */
  factor(span: Span): number;
}

export function contextsOf(text: string): Contexts {
  const quotations = [...spansOf(text, QUOTATION), ...spansOf(text, FENCE)].sort((a, b) => a.start - b.start);
  const lessons = [...spansOf(text, LESSON), ...spansOf(text, INTRODUCTION)].sort((a, b) => a.start - b.start);
  return {
    factor(span) {
      const quotation = enclosing(quotations, span);
      const isTaught = near(lessons, span, quotation);
      if (quotation !== undefined) return isTaught ? QUOTED_AND_TAUGHT : QUOTED;
      return isTaught ? TAUGHT : 1;
    },
  };
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** The quotation around `span`. Quotations of one kind don't nest, so few stand near. */
function enclosing(quotations: readonly Span[], span: Span): Span | undefined {
  for (let i = firstAfter(quotations, span.start) - 1; i >= 0; i -= 1) {
    const quotation = quotations[i];
    if (quotation === undefined || quotation.start < span.start - 6_100) break;
    if (quotation.start <= span.start && quotation.end >= span.end) return quotation;
  }
  return undefined;
}

/** Whether at least two words of a lesson, or one and an introduction, stand around `span`, outside its own quotation. */
function near(lessons: readonly Span[], span: Span, quotation: Span | undefined): boolean {
  let count = 0;
  for (let i = firstAfter(lessons, span.start - REACH); i < lessons.length; i += 1) {
    const lesson = lessons[i];
    if (lesson === undefined || lesson.start > span.end + REACH) break;
    const isInside =
      quotation !== undefined
        ? lesson.start >= quotation.start && lesson.end <= quotation.end
        : lesson.start >= span.start && lesson.end <= span.end;
    if (!isInside) count += 1;
    if (count >= 2) return true;
  }
  return false;
}

/** Index of the first span that starts after `offset`, by halving. */
function firstAfter(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
