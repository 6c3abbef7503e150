/**
 * What Sluice promises, as data. Tests cite a promise by its id at the start of their name; `coverage.test.ts` fails when one that
 * is kept today is cited by none.
 */

export interface SluicePromise {
  readonly id: string;
  readonly text: string;
  /** `partly` and `not-yet` say in `missing` what is still to come. */
  readonly kept: 'yes' | 'partly' | 'not-yet';
  readonly missing?: string;
}

export const PROMISES: readonly SluicePromise[] = [
  { id: 'P1', kept: 'yes', text: 'Nothing leaves that the caller may not read.' },
  {
    id: 'P2',
    kept: 'yes',
    text: 'Revocation is immediate. No decision recorded after the change contains it, whatever the index still holds.',
  },
  {
    id: 'P3',
    kept: 'yes',
    text: "What a person can't see, the model never reads.",
  },
  {
    id: 'P4',
    kept: 'yes',
    text: 'No text leaves unscored, titles, file names, headers and attribute values included.',
  },
  { id: 'P5', kept: 'yes', text: 'No answer leaves unrecorded.' },
  { id: 'P6', kept: 'yes', text: 'It fails closed.' },
  { id: 'P7', kept: 'yes', text: 'Nothing accepted is lost.' },
  { id: 'P8', kept: 'yes', text: 'Forbidden looks like absent.' },
  {
    id: 'P9',
    kept: 'not-yet',
    text: 'A stop is a stop. No decision is recorded against a containment that was recorded before it, on any replica.',
    missing: 'there is no containment yet; a suspended person or agent is stopped as P2 says',
  },
  {
    id: 'P10',
    kept: 'partly',
    text: 'Every withheld thing can be explained to its owner or the SOC, on request.',
    missing:
      'who can read what and why is told for each document; no search in the scope of the SOC shows what a plan filtered out',
  },
];
