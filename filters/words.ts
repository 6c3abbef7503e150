/**
 * Whether a decoded string is language. Used to tell a hidden message from noise that happens to decode.
 * Knows a few hundred common words of eight languages that are written in Latin letters; other scripts are judged by their letters alone.
 */

const COMMON =
  'the be to of and in that have it for not on with he as you do at this but his by from they we say her she or an will my one all would there their what so up out if about who get which go me when make can like time no just him know take into year your good some could them see other than then now look only come its over think also back after use two how our work first well way even new want because any these give day most us is are was were been has had did said shall must should may ' +
  'ignore disregard forget previous prior instructions instruction system prompt send forward email mail user users assistant reveal secret password key keys data file files message messages reply respond answer tell print output delete call tool tools document text summary link image http https attack please follow command commands rules admin access token account report address list show include append before every never always do not hidden hello world ' +
  'der die das und ist nicht ein eine ich sie mit von zu auf alle anweisungen ignoriere bitte sende vorherigen an dem den ' +
  'le la les et est pas une des du pour dans avec vous ignore ignorez toutes instructions precedentes envoyez ' +
  'el los las y es no una del para con por ignora todas instrucciones anteriores envia ' +
  'il che di e non una per con ignora tutte istruzioni precedenti invia o os as nao uma ignore todas anteriores ' +
  'het een van niet alle negeer vorige instructies stuur naar i w na nie wszystkie zignoruj poprzednie instrukcje wyslij';

const WORDS: ReadonlySet<string> = new Set(COMMON.split(' '));
const LATIN_WORD = /[a-z]{1,20}/g;
const OTHER_LETTERS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Hangul}\p{Script=Hebrew}\p{Script=Greek}\p{Script=Thai}]/gu;
const PRINTABLE = /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n\r]/gu;

/** How many of the words of `text` are common ones, and what part of its letters they cover. */
export function commonWords(text: string): { readonly count: number; readonly share: number } {
  const words = text.toLowerCase().match(LATIN_WORD) ?? [];
  let letters = 0;
  let known = 0;
  let count = 0;
  for (const word of words) {
    letters += word.length;
    if (word.length > 1 && WORDS.has(word)) {
      known += word.length;
      count += 1;
    }
  }
  return { count, share: letters === 0 ? 0 : known / letters };
}

/** Whether `text` reads like language: printable, and with at least `minWords` common words, or mostly letters of another script. */
export function isLanguage(text: string, minWords = 3): boolean {
  if (text.length < 4) return false;
  const printable = text.match(PRINTABLE)?.join('').length ?? 0;
  if (printable < text.length * 0.9) return false;
  const others = text.match(OTHER_LETTERS)?.length ?? 0;
  if (others >= 4 && others >= text.length * 0.4) return true;
  const { count, share } = commonWords(text);
  return count >= minWords && share >= 0.2;
}
