/**
 * Where a result points to: what the document's sender said, else a name that stays the same.
 */
export function urlOf(id: string, uri: string | undefined): string {
  return uri ?? `sluice://documents/${id}`;
}
