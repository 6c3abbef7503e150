/** `sluice safeguards`: what a file says is in force and shown as it can be set again; what is wrong with one is told, and changes nothing. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCommands } from './in-process.ts';
import { temporaryFolder } from './sluice.ts';

const DEFAULTS = 'neutralization: cut\nscreening: record\ndlp:\n  secret: redact\n';

test('safeguards are shown, set from files, and refused with what is wrong', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  const run = await openCommands(join(folder, 'data'));
  let files = 0;
  const fileOf = async (text: string, name = `file-${files++}.yaml`) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const set = async (text: string, name?: string) => run('safeguards', 'set', await fileOf(text, name));
  const shown = async () => (await run('safeguards', 'show')).stdout;

  expect(await run('safeguards', 'show')).toEqual({ code: 0, stdout: DEFAULTS, stderr: '' });

  const said =
    'neutralization: cut\nscreening: refuse\ndlp: { email: mask }\nthresholds: { suspicious: 0.4, malicious: 0.8 }\n';
  const strict = {
    ...{ neutralization: 'cut', screening: 'refuse', dlp: { email: 'mask' } },
    thresholds: { suspicious: 0.4, malicious: 0.8 },
  };
  const done = await set(said);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(await shown()).toBe(done.stdout);
  expect(JSON.parse((await run('safeguards', 'show', '--json')).stdout)).toEqual(strict);
  // What is shown can be set, as YAML or as JSON, and is the same then.
  expect(await set(done.stdout)).toMatchObject({ code: 0, stdout: done.stdout });
  expect(await set(JSON.stringify(strict), 'same.json')).toMatchObject({ code: 0, stdout: done.stdout });

  const bad: readonly (readonly [text: string, told: readonly string[]])[] = [
    ['neutralization: ignore\n', ['neutralization']],
    ['screening: yes\ndlp: { email: shred }\n', ['screening', 'dlp.email']],
    ['dlp: { password: redact }\n', ['password']],
    ['thresholds: { suspicious: 0.9, malicious: 0.5 }\n', ['thresholds', '`suspicious` must be at most `malicious`']],
    ['thresholds: { suspicious: 0.5 }\n', ['thresholds.malicious']],
    ['neutralisation: cut\n', ['neutralisation']],
    ['- cut\n', ['these are no safeguards']],
    ['a: &a [1]\nb: *a\n', ['is neither YAML nor JSON']],
    ['dlp: {\n', ['is neither YAML nor JSON']],
  ];
  for (const [text, told] of bad) {
    const { code, stdout, stderr } = await set(text);
    expect([code, stdout], text).toEqual([2, '']);
    for (const word of told) expect(stderr).toContain(word);
  }
  expect(await run('safeguards', 'set', join(folder, 'absent.yaml'))).toMatchObject({ code: 2, stdout: '' });
  expect(await run('safeguards', 'set')).toMatchObject({ code: 2 });
  expect(await shown()).toBe(done.stdout);

  // An agent can not have milder ones, by a table either.
  const agents = 'id,neutralization,dlp\nagent:desk,fence,email=hash\n';
  const refused = await run('principals', 'import', await fileOf(agents, 'agents.csv'));
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('agent:desk ceiling.safeguards.neutralization: `fence` is milder than `cut`');
  expect(refused.stderr).toContain('agent:desk ceiling.safeguards.dlp.email: `hash` is milder than `mask`');
  const stricter = await fileOf(agents.replace('fence', 'withhold').replace('hash', 'redact'), 'stricter.csv');
  expect(await run('principals', 'import', stricter)).toMatchObject({ code: 0 });
  const { ceiling } = JSON.parse((await run('principals', 'show', 'agent:desk', '--json')).stdout);
  expect(ceiling).toEqual({ safeguards: { neutralization: 'withhold', dlp: { email: 'redact' } } });

  // An empty file says nothing: all is the default again.
  expect(await set('')).toMatchObject({ code: 0, stdout: DEFAULTS });
});
