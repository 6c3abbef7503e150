/** The finding for Office documents that carry programs. They are never read. */
import type { Finding } from '../../filters/finding.ts';

const MACROS: Finding = {
  technique: 'office-macros',
  severity: 'medium',
  where: 'file',
  excerpt: 'the document carries macros; they were not read',
};

/** `names` are those of the archive's entries. */
export function macroFindings(names: ReadonlySet<string>): readonly Finding[] {
  return [...names].some((name) => name.endsWith('/vbaProject.bin')) ? [MACROS] : [];
}
