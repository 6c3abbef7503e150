/** How text is kept from whoever reads a file in a terminal. */
import type { Techniques } from '../../visibility/technique.ts';

export const TERMINAL_TECHNIQUES = {
  'terminal-escape': { severity: 'info', says: 'codes for colours and cursors' },
  'terminal-string': {
    severity: 'low',
    says: 'a string for the terminal itself, such as a window title or the address of a link',
  },
  'terminal-concealed': {
    severity: 'high',
    says: 'text that is concealed, in the colour of its ground, or erased on the spot',
  },
  'terminal-overwritten': { severity: 'low', says: 'text that other text was written over' },
  'terminal-erased': { severity: 'low', says: 'text that was wiped from the screen' },
  'terminal-backspace': { severity: 'info', says: 'characters that backspaces took back' },
} as const satisfies Techniques;
