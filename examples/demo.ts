/**
 * The main job from end to end: a company's files are taken in, poisoned ones are held, and three people ask the same questions
 * through the same agent. Everything goes the way of every request: real files, real tokens, the real log.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '../entitlements/principal.ts';
import { isAtLeast } from '../filters/finding.ts';
import type { Answer, Intake } from '../src/broker.ts';
import { type Host, openHost } from '../src/hosts/node.ts';
import { readSettings } from '../src/hosts/settings.ts';
import { type Caller, SCOPES, type Scope } from '../src/identity/caller.ts';
import { sideBySide } from './demo/columns.ts';
import { type PoisonedFile, readPeople, readPoisoned, readQuestions } from './demo/harbor.ts';
import { takeInHarbor } from './demo/take-in.ts';
import { isUntouched, truthOfPoisoned } from './demo/truth.ts';

const WIDTH = Math.min(process.stdout.columns ?? 120, 160);
const print = (text = '') => process.stdout.write(`${text}\n`);
const bold = (text: string) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);
const heading = (text: string) => print(`\n${bold(text)}\n${'─'.repeat(WIDTH)}`);
const bare = (principal: Principal) => principal.slice(principal.indexOf(':') + 1);

async function callerOf(host: Host, user: Principal, scopes: readonly Scope[], agent?: Principal): Promise<Caller> {
  if (!host.localIssuer) throw new Error('the demo needs the local development issuer: unset SLUICE_ISSUERS');
  const { workspace } = host.settings;
  const request = { user: bare(user), scopes, ttlSeconds: 600, workspace, ...(agent && { agent: bare(agent) }) };
  return host.verify(await host.localIssuer.mint(request));
}

async function fillDirectory({ broker }: Host, admin: Caller): Promise<void> {
  const { users, groups, agents } = await readPeople();
  for (const { id, name, clearance } of [...users, ...agents]) {
    await broker.putPrincipal(admin, id, { displayName: name, clearance });
  }
  for (const { id, members } of groups) {
    for (const member of members) await broker.addMember(admin, id, member);
  }
  print(
    `The directory has ${users.length} people, ${groups.length} groups, some in others, and ${agents.length} agents.`,
  );
}

function showIntakes(intakes: ReadonlyMap<string, Intake>): void {
  const all = [...intakes.values()];
  const count = (status: Intake['status']) => all.filter((intake) => intake.status === status).length;
  const passages = all.reduce((sum, { chunks }) => sum + chunks, 0);
  print(
    `${all.length} files, ${passages} passages: ${count('active')} files are served, ${count('held')} are held for review.`,
  );
}

const summarize = ({ results }: Answer) =>
  results
    .map(({ collection, title, locator, text }) => {
      const place = locator.row ? `, row ${locator.row}` : locator.page ? `, page ${locator.page}` : '';
      return `• ${collection}: ${title}${place}\n  “${text.replace(/\s+/g, ' ').slice(0, 110)}…”`;
    })
    .join('\n') || '(nothing)';

async function ask(host: Host): Promise<void> {
  const { people, questions } = await readQuestions();
  print(
    sideBySide(
      people.map(({ as, why }) => `${as}\n${why}`),
      WIDTH,
    ),
  );
  const callers = await Promise.all(people.map(({ as, agent }) => callerOf(host, as, ['retrieve'], agent)));
  for (const query of questions) {
    heading(`“${query}”`);
    const answers = await Promise.all(callers.map((caller) => host.broker.retrieve(caller, { query, k: 4 })));
    print(sideBySide(answers.map(summarize), WIDTH));
  }
}

interface Decision {
  readonly actor: { readonly user: string };
  readonly withheld: readonly {
    readonly stage: string;
    readonly reason: string;
    readonly signals?: readonly string[];
  }[];
}

async function showOperator({ broker }: Host, admin: Caller, intakes: ReadonlyMap<string, Intake>): Promise<void> {
  for (const [file, { status, findings }] of intakes) {
    const grave = findings.filter(({ severity }) => isAtLeast(severity, 'high'));
    if (status !== 'held' && grave.length === 0) continue;
    print(`${status === 'held' ? 'held  ' : 'served'}  ${file}`);
    for (const { technique, where, excerpt, decoded } of grave.slice(0, 3)) {
      print(
        `          ${technique} at ${where}: ${decoded ? `decoded “${decoded.slice(0, 90)}…”` : `“${excerpt.slice(0, 90)}…”`}`,
      );
    }
  }
  for (const { kind, body } of await broker.auditTail(admin, 50)) {
    if (kind !== 'decision.retrieve') continue;
    const { actor, withheld } = JSON.parse(body) as Decision;
    for (const { reason, signals } of withheld.filter(({ stage }) => stage === 'inspect')) {
      print(`withheld from ${actor.user}: a ${reason} passage (${signals?.join(', ') || 'its document'})`);
    }
  }
}

function showTruth(files: readonly PoisonedFile[], intakes: ReadonlyMap<string, Intake>): void {
  for (const { file, technique, state } of truthOfPoisoned(files, intakes)) {
    print(`${state.padEnd(22)} ${technique.padEnd(28)} ${file}`);
  }
  const lookalikes = files.filter(({ kind }) => kind === 'lookalike');
  const served = lookalikes.filter(({ file }) => isUntouched(intakes.get(file)));
  print(`${served.length} of ${lookalikes.length} innocent look-alikes are served whole.`);
}

async function main(): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'sluice-demo-'));
  const host = await openHost({ ...readSettings(), dataFolder, issuers: undefined, logLevel: 'warn' });
  try {
    const admin = await callerOf(host, 'user:operator' as Principal, SCOPES);
    heading('Harbor & Quill Logistics GmbH brings its files');
    await fillDirectory(host, admin);
    const intakes = await takeInHarbor(host.broker, admin);
    showIntakes(intakes);

    heading('Three people ask the same questions through the same agent');
    await ask(host);

    heading('What the operator sees');
    await showOperator(host, admin, intakes);

    heading('The truth of the day: poisoned files');
    showTruth(await readPoisoned(), intakes);

    heading('The log');
    const { entries, head, firstBreak } = await host.broker.auditVerify(admin);
    if (firstBreak) throw new Error(`the audit chain is broken at ${firstBreak.seq}: ${firstBreak.problem}`);
    print(`${entries} entries, each hashed onto the one before; the head is ${head.hash.slice(0, 16)}…`);
  } finally {
    await host.close();
  }
  heading('How to go on');
  print(`SLUICE_DATA=${dataFolder} npx sluice retrieve "parental leave" --as user:olga
SLUICE_DATA=${dataFolder} npx sluice audit tail
SLUICE_DATA=${dataFolder} npm start        then open http://127.0.0.1:8787/docs
README.md: tokens, your own documents, MCP`);
}

await main();
