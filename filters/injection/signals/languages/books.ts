/** Every book there is. A new one is a file in `books/` and two lines here. */
import type { LanguageBook } from './book.ts';
import { AR } from './books/ar.ts';
import { BN } from './books/bn.ts';
import { CS } from './books/cs.ts';
import { DE } from './books/de.ts';
import { EL } from './books/el.ts';
import { ES } from './books/es.ts';
import { FA } from './books/fa.ts';
import { FR } from './books/fr.ts';
import { HE } from './books/he.ts';
import { HI } from './books/hi.ts';
import { HR } from './books/hr.ts';
import { HU } from './books/hu.ts';
import { ID } from './books/id.ts';
import { IT } from './books/it.ts';
import { JA } from './books/ja.ts';
import { KO } from './books/ko.ts';
import { NL } from './books/nl.ts';
import { PL } from './books/pl.ts';
import { PT } from './books/pt.ts';
import { RO } from './books/ro.ts';
import { RU } from './books/ru.ts';
import { SV } from './books/sv.ts';
import { TH } from './books/th.ts';
import { TR } from './books/tr.ts';
import { UK } from './books/uk.ts';
import { VI } from './books/vi.ts';
import { ZH } from './books/zh.ts';
import { ZH_HANT } from './books/zh-hant.ts';

export const BOOKS: readonly LanguageBook[] = [
  DE,
  ES,
  FR,
  IT,
  PT,
  NL,
  PL,
  RU,
  TR,
  HR,
  ZH,
  JA,
  ZH_HANT,
  KO,
  AR,
  HI,
  UK,
  CS,
  SV,
  RO,
  EL,
  HE,
  FA,
  ID,
  VI,
  HU,
  BN,
  TH,
];
