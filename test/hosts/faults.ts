/** What is wrong with settings, as the environment gives them. */
import { InvalidSettings, readSettings } from '../../src/hosts/settings.ts';

export function faultsOf(from: Record<string, string>): readonly string[] {
  try {
    readSettings(from);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    return error.faults;
  }
}
