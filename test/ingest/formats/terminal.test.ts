/** Text files as a terminal shows them: what it conceals, wipes and writes over is hidden; logs, progress bars and manual pages are not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playTerminal } from '../../../ingest/formats/terminal/screen.ts';
import { extractText } from '../../../ingest/formats/text.ts';
import { type Attack, type LookAlike, SECRET, seenIn } from './text-like.ts';

const ATTACKS: readonly Attack[] = [
  ['concealment', 'ok \x1b[8mSECRET\x1b[28m done', ['ok  done'], 'terminal-concealed high'],
  ['concealment over lines', 'ok\n\x1b[8mSECRET\nSECRET\x1b[0m\ndone', ['ok\ndone'], 'terminal-concealed high'],
  ['concealment by C1 controls', 'ok \x9b8mSECRET\x9b0m done', ['ok  done'], 'terminal-concealed high'],
  ['black on black', 'ok \x1b[30;40mSECRET\x1b[0m', ['ok '], 'terminal-concealed high'],
  ['bright white on white', 'ok \x1b[97;48;5;231mSECRET\x1b[m', ['ok '], 'terminal-concealed high'],
  ['one of 256 colours on itself', 'ok \x1b[38;5;52m\x1b[48;5;52mSECRET\x1b[0m', ['ok '], 'terminal-concealed high'],
  [
    'true colours a shade apart',
    'ok \x1b[38;2;20;20;20;48;2;22;22;22mSECRET\x1b[0m',
    ['ok '],
    'terminal-concealed high',
  ],
  ['true colours with colons', 'ok \x1b[38:2::9:9:9;48:2::9:9:9mSECRET\x1b[0m', ['ok '], 'terminal-concealed high'],
  ['an erased line', 'top\nSECRET plan\x1b[2K\rdone', ['top\ndone'], 'terminal-erased low'],
  ['a line erased on the spot', 'SECRET plan\x1b[2Kdone', ['done'], 'terminal-concealed high'],
  ['a line erased from above', 'top\nSECRET\n\x1b[1A\x1b[2Kdone', ['top\ndone'], 'terminal-erased low'],
  ['the end of a line erased', 'done SECRET\x1b[6D\x1b[K', ['done'], 'terminal-erased low'],
  ['characters deleted', 'SECRETdone\r\x1b[6P', ['done'], 'terminal-erased low'],
  ['a screen that is cleared', 'SECRET\nSECRET\n\x1b[2J\x1b[Hdone', ['done'], 'terminal-erased low'],
  ['a second screen', 'top\n\x1b[?1049hSECRET\x1b[?1049ldone', ['top\ndone'], 'terminal-erased low'],
  ['a line written over', 'SECRET plan\rall is well\nend', ['all is well\nend'], 'terminal-overwritten low'],
  ['a line written over from below', 'SECRET\n\x1b[Fdone  \nend', ['done\nend'], 'terminal-overwritten low'],
  [
    'a sentence written over',
    `${'SECRET is what nobody else here should ever get to know'}\r${'done '.repeat(12)}\nend`,
    ['done '.repeat(12).trimEnd().concat('\nend')],
    'terminal-overwritten medium',
  ],
  ['a word taken back', `SECRET${'\b'.repeat(6)}public`, ['public'], 'terminal-backspace medium'],
  ['a window title', 'ok \x1b]0;SECRET\x07done', ['ok done'], 'terminal-string low'],
  [
    'the address of a link',
    'a \x1b]8;;https://x.example/SECRET\x1b\\link\x1b]8;;\x1b\\',
    ['a link'],
    'terminal-string low',
  ],
  ['a program command', 'ok \x1b_SECRET\x1b\\done', ['ok done'], 'terminal-string low'],
  ['a device string over two lines', 'ok \x1bPSECRET\nSECRET\x1b\\done', ['ok done'], 'terminal-string low'],
  ['a privacy message', 'ok \x1b^SECRET\x1b\\done', ['ok done'], 'terminal-string low'],
];

const LOOK_ALIKES: readonly LookAlike[] = [
  ['coloured text', '\x1b[1;32mok\x1b[0m and \x1b[31mnot ok\x1b[m', ['ok and not ok']],
  ['dark text on a light ground', '\x1b[30;47m chip \x1b[0m', [' chip ']],
  ['white text on red', '\x1b[97;41mred chip\x1b[0m', ['red chip']],
  ['a ground without an ink', '\x1b[107mtext\x1b[0m', ['text']],
  ['two hues of like brightness', '\x1b[38;2;255;0;0;48;2;0;145;0mtext\x1b[0m', ['text']],
  ['a progress bar', 'get 10 %\rget 55 %\rget 100 %\nend', ['get 100 %\nend']],
  ['a progress bar that clears its line', '\r\x1b[Kget 1/3\r\x1b[Kget 2/3\r\x1b[Kgot 3\nend', ['got 3\nend']],
  ['a progress bar of several lines', 'a 1%\nb 1%\n\x1b[2Aa 9%\nb 9%\nend', ['a 9%\nb 9%\nend']],
  ['a percentage with backspaces', 'read 5%\b\b9%\n', ['read 9%']],
  ['a spinner', 'wait |\b/\b-\b\\\bok', ['wait ok']],
  ['bold of a manual page', 'N\bNA\bAM\bME\bE', ['NAME']],
  ['underlines of a manual page', '_\bf_\bi_\bl_\be and f\b_i\b_', ['file and fi']],
  ['a manual page in Japanese', '概\b概要\b要', ['概要']],
  ['columns set with the cursor', 'name\x1b[10Gsize', ['name     size']],
  ['a saved cursor', 'one\x1b7\x1b8 two', ['one two']],
  ['line ends of Windows', 'one\r\ntwo\r\r\nthree', ['one\ntwo\nthree']],
  ['line ends of an old Mac', 'one\rtwo\rthree', ['one\ntwo\nthree']],
  ['unknown sequences', 'a\x1b[?25lb\x1b(Bc\x1b=d', ['abcd']],
  ['a string without an end', 'a\x1b]0;title\nb', ['a\nb']],
  ['what only looks like an escape', 'type \\x1b[8m or ^[[8m', ['type \\x1b[8m or ^[[8m']],
];

describe('a text with the codes of a terminal', () => {
  it.each(ATTACKS)('is cut: %s', async (_what, file, texts, found) => {
    const seen = await seenIn(extractText, file);
    expect(seen.texts).toEqual(texts);
    expect(seen.techniques).toContain(found);
    expect(seen.removed).toContain(SECRET);
  });

  it.each(LOOK_ALIKES)('stays and raises no alarm: %s', async (_what, file, texts) => {
    const seen = await seenIn(extractText, file);
    expect(seen.texts).toEqual(texts);
    expect(seen.loud).toEqual([]);
  });

  it('has every letter in what is seen or in what was cut, whatever the codes', () => {
    const code = fc.constantFrom(
      '\x1b[8m',
      '\x1b[0m',
      '\x1b[2K',
      '\x1b[K',
      '\x1b[1K',
      '\x1b[A',
      '\x1b[3C',
      '\x1b[2D',
      '\x1b[2J',
      '\x1b[H',
      '\n',
      '\r',
      '\b',
    );
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz', '概', '😀');
    fc.assert(
      fc.property(fc.array(fc.oneof(code, letter), { maxLength: 40 }), (pieces) => {
        const all = playTerminal(pieces.join(''))
          .rows.flat()
          .map((run) => run.text)
          .join('');
        for (const piece of pieces)
          if (/[a-z概😀]/u.test(piece) && piece.length <= 2 && !piece.startsWith('\x1b')) expect(all).toContain(piece);
      }),
    );
  });

  it('is read in linear time, however it moves about', async () => {
    const worst = [
      '\x1b[132C.\n'.repeat(5_000),
      '\x1b[9999A\x1b[J\n'.repeat(5_000),
      `${'x'.repeat(50_000)}${'\b'.repeat(25_000)}`,
      `${'x'.repeat(900)}${'\x1b[1K'.repeat(5_000)}`,
      '\x1b]'.repeat(25_000),
      `a${'\rbc'.repeat(25_000)}\n`,
      '\x1b[8m\x1b[0m'.repeat(50_000),
    ];
    const before = performance.now();
    for (const text of worst) await seenIn(extractText, text);
    expect(performance.now() - before).toBeLessThan(8_000);
  });
});

describe('plain text', () => {
  it('may change its pen or its links in a line as often as it likes', async () => {
    const { texts } = await seenIn(extractText, '\x1b]8;;u\x1b\\x'.repeat(150_000));
    expect(texts.join('')).toBe('x'.repeat(150_000));
  });

  it('tells of a paragraph far below the others, and keeps it', async () => {
    const seen = await seenIn(extractText, `above${'\n'.repeat(150)}below`);
    expect(seen).toMatchObject({ texts: ['above', 'below'], techniques: ['far-below low'] });
    expect((await seenIn(extractText, `above${'\n'.repeat(60)}below`)).techniques).toEqual([]);
    expect((await seenIn(extractText, `${'\n'.repeat(150)}below`)).techniques).toEqual([]);
  });
});
