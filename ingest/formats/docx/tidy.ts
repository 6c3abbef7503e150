/** The edges of a paragraph and of its hidden stretches, without blanks: those are not what is seen or kept as evidence. */
import type { Piece } from './skeleton.ts';

export function tidied(pieces: readonly Piece[]): readonly Piece[] {
  const result = [...pieces];
  trimEdge(result, 1, /^\s+/);
  trimEdge(result, -1, /\s+$/);
  for (const [index, piece] of result.entries()) {
    if (!isHidden(piece)) continue;
    let text = piece.text;
    if (!isHidden(result[index - 1])) text = text.trimStart();
    if (!isHidden(result[index + 1])) text = text.trimEnd();
    result[index] = { ...piece, text };
  }
  return result;
}

/** Takes blanks off the first text that is seen, from one end. NBSP and wider spaces are set on purpose and stay. */
function trimEdge(pieces: Piece[], step: 1 | -1, blanks: RegExp): void {
  for (let i = step === 1 ? 0 : pieces.length - 1; i >= 0 && i < pieces.length; i += step) {
    const piece = pieces[i];
    if (piece === undefined || 'symbol' in piece) return;
    if (piece.hidden !== undefined) continue;
    const text = piece.text.replace(blanks, (edge) => edge.replace(/[ \t\n]/g, ''));
    pieces[i] = { ...piece, text };
    if (text !== '') return;
  }
}

function isHidden(piece: Piece | undefined): piece is Extract<Piece, { text: string }> {
  return piece !== undefined && 'text' in piece && piece.hidden !== undefined;
}
