/** Text as the words of the index see it. */
export function segment(text: string): string {
  return text;
}
