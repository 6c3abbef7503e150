/**
 * Text side by side.
 */

const GAP = '  ';

/** Breaks lines at spaces; a word that is too long is broken where it has to be. */
export function fold(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let rest = line;
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width);
      const at = space > 0 ? space : width;
      lines.push(rest.slice(0, at));
      rest = rest.slice(at).trimStart();
    }
    return [...lines, rest];
  });
}

/** Lays texts out beside each other, each folded to an equal share of `width` characters. */
export function sideBySide(texts: readonly string[], width: number): string {
  const share = Math.floor((width - GAP.length * (texts.length - 1)) / texts.length);
  const columns = texts.map((text) => fold(text, share));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    columns
      .map((lines) => (lines[row] ?? '').padEnd(share))
      .join(GAP)
      .trimEnd(),
  ).join('\n');
}
