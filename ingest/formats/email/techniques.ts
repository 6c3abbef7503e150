/** How mails keep text from whoever reads them in a mail program. What HTML hides has the names of HTML. */
import type { Techniques } from '../../visibility/technique.ts';

export const MAIL_TECHNIQUES = {
  'mail-alternative': { severity: 'info', says: 'other words in a form of the text that mail programs do not show' },
  'mail-alternative-differs': {
    severity: 'medium',
    says: 'sentences added to the form of the text that is not shown',
  },
  'mail-calendar': { severity: 'info', says: 'what an invitation says to programs' },
  'mail-header': { severity: 'info', says: 'sentences in a header that mail programs do not show' },
  'mail-part-description': { severity: 'info', says: 'the description of a part' },
  'mail-preamble': { severity: 'info', says: 'text before, between or behind the parts of a mail' },
} as const satisfies Techniques;
