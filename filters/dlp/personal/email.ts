/** E-mail addresses, also in other scripts (RFC 6531), and those written `jane (at) brine (dot) example`. */
import type { Recognizer } from '../recognizer.ts';

const LOCAL = "[\\p{L}\\p{N}_][\\p{L}\\p{N}._%+'-]{0,63}";
const LABEL = '[\\p{L}\\p{N}-]{1,63}';

export const EMAIL: readonly Recognizer[] = [
  {
    name: 'email',
    kind: 'email',
    requires: /@/,
    // A remote of a repository is no person: `git@host:path`.
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}._%+'*-])(?!git@[^\\s:]{1,80}:)${LOCAL}@(?:${LABEL}\\.){1,8}\\p{L}{2,24}(?![\\p{L}\\p{N}@])`,
      'gu',
    ),
    certainty: 3,
    validate: (value) => !isPicture(value) && !value.includes('..'),
  },
  {
    name: 'email',
    kind: 'email',
    requires: /[[({] ?at ?[\])}]/i,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}._%+-])${LOCAL} ?[\\[({] ?at ?[\\])}] ?(?:${LABEL} ?(?:\\.|[\\[({] ?dot ?[\\])}]) ?){1,4}\\p{L}{2,24}(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    certainty: 2,
  },
];

/** `logo@2x.png`, and packages with their file: `react@18.2.min.js`. */
function isPicture(value: string): boolean {
  return /@\d{1,2}x\.|\.(?:png|jpe?g|gif|svg|webp|ico|js|mjs|cjs|css|json|html?|ya?ml|toml|lock|tgz|zip|whl|jar)$/iu.test(
    value,
  );
}
