/** Croatian: phrases of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const HR: LanguageBook = {
  code: 'hr',
  script: 'Latin',
  phrases: {
    order: 'verb-first',
    ignore: `zaboravi*, ignoriraj*, zanemari*, odbaci*, ne slijedi*`,
    earlier: `sve*, prethodn*, dosadašnj*, ranij*, gornj*, svoje*`,
    orders: `instrukcij*, uput*, naredb*, pravil*, zapovijed*, smjernic*`,
    conceal: `ne (govori|spominji|reci)<24> korisnik*`,
    address: `ako si (ai|asistent|jezični model|umjetna)*, sada si*`,
    show: `pokaži*, otkrij*, ispiši*, pošalji*`,
    prompt: `sistemski prompt*, svoje upute*, lozink*`,
  },
};
