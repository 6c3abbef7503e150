/** Every language with a lexicon. A new one is a file beside this one and two lines here. */
import { AR } from './ar.ts';
import { BN } from './bn.ts';
import { CS } from './cs.ts';
import { DE } from './de.ts';
import { EL } from './el.ts';
import { ES } from './es.ts';
import { FA } from './fa.ts';
import { FR } from './fr.ts';
import { HE } from './he.ts';
import { HI } from './hi.ts';
import { HU } from './hu.ts';
import { ID } from './id.ts';
import { IT } from './it.ts';
import { JA } from './ja.ts';
import { KO } from './ko.ts';
import type { Lexicon } from './lexicon.ts';
import { NL } from './nl.ts';
import { PL } from './pl.ts';
import { PT } from './pt.ts';
import { RO } from './ro.ts';
import { RU } from './ru.ts';
import { SV } from './sv.ts';
import { TH } from './th.ts';
import { TR } from './tr.ts';
import { UK } from './uk.ts';
import { VI } from './vi.ts';
import { ZH } from './zh.ts';
import { ZH_HANT } from './zh-hant.ts';

export const LEXICA: readonly Lexicon[] = [
  DE,
  ES,
  FR,
  IT,
  PT,
  NL,
  PL,
  RU,
  TR,
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
