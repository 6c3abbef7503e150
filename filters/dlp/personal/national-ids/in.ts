/** India: Aadhaar (Verhoeff) and the permanent account number of the tax office (its check letter's rule is not public). */
import { passesVerhoeff } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SEPARATOR, valuePattern } from '../../recognizer.ts';

export const IN: readonly Recognizer[] = [
  {
    name: 'in-aadhaar',
    kind: 'national-id',
    pattern: valuePattern(`[2-9]\\d{3}${SEPARATOR}?\\d{4}${SEPARATOR}?\\d{4}`),
    certainty: 2,
    validate: (value) => passesVerhoeff(digitsOf(value)),
    context: near(['aadhaar', 'aadhar', 'adhaar', 'आधार', 'ஆதார்', 'ఆధార్', 'আধার'], ['UID', 'UIDAI']),
  },
  {
    name: 'in-pan',
    kind: 'national-id',
    pattern: valuePattern('[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]'),
    certainty: 2,
    context: near(['permanent account', 'income tax', 'pan card', 'pan number', 'पैन'], ['PAN']),
  },
];
