import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../../entitlements/plan.ts';
import type { EmbeddedEntry } from '../../../src/index/port.ts';
import { SqliteIndex } from '../../../src/index/sqlite/sqlite-index.ts';
import { anyOf } from '../../../src/index/sqlite/words.ts';
import { wordsToLookFor } from '../../../src/index/words/question.ts';
import { CONTRACT_MODEL } from '../../contract/world.ts';

const plan = {
  workspace: 'words',
  kind: 'matching',
  condition: { op: 'at-most', label: 'risk', value: 0 },
} as unknown as Plan;

const entry = (chunkId: string, text: string, title = ''): EmbeddedEntry => ({
  ...{ chunkId, resourceId: chunkId, title, headings: [], text, attributes: {}, vector: undefined },
  labels: { kind: 0, readers: 0, deniers: 0, owner: 0, collection: 0, classification: 0, risk: 0, score: 0 },
});

let folder: string;
let index: SqliteIndex;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-words-'));
  index = await SqliteIndex.open({ folder, searchers: 1, model: CONTRACT_MODEL });
  await index.put('words', 'd', 1, [
    entry('chinese', '退款将在十天内支付到您的账户。'),
    entry('japanese', '返金は十日以内にお客様の口座へ振り込まれます。ポリシーは毎年見直されます。'),
    entry('korean', '환불은 열흘 안에 고객의 계좌로 지급됩니다.'),
    entry('thai', 'การคืนเงินจะจ่ายภายในสิบวันเข้าบัญชีของลูกค้า'),
    entry('lao', 'ການຄືນເງິນຈະຈ່າຍພາຍໃນສິບວັນ'),
    entry('khmer', 'ការសងប្រាក់វិញនឹងត្រូវបង់ក្នុងរយៈពេលដប់ថ្ងៃ'),
    entry('burmese', 'ငွေပြန်အမ်းမှုကို ဆယ်ရက်အတွင်း ပေးချေပါမည်'),
    entry('hindi', 'धनवापसी दस दिनों के भीतर की जाती है।'),
    entry('arabic', 'تُدْفَعُ المبالغُ المُسْتَرَدَّةُ خلال عشرة أيام'),
    entry('hebrew', 'הַהֶחְזֵר יְשֻׁלַּם תוֹךְ עֲשָׂרָה יָמִים'),
    entry('russian', 'Возврат средств осуществляется в течение десяти дней, счёт указан в договоре.'),
    entry('greek', 'Η ΕΠΙΣΤΡΟΦΗ χρημάτων γίνεται εντός δέκα ημερών'),
    entry('german', 'Rückerstattungen zahlen wir binnen zehn Tagen, auch für Straßen\u00adbahnfahrten.'),
    entry('code', 'the executor calls run_target() and HTTPServer2 since v1.2.3', 'src/diffExecutor.rs'),
    entry('private', 'the sign \ue000\ue001 means a refund'),
    entry('asking', 'What does one do, and how does one ask?'),
  ]);
});
afterAll(async () => {
  await index.close();
  await rm(folder, { recursive: true });
});

const find = async (text: string) =>
  (await index.search(plan, { text, vector: undefined }, 50)).map((hit) => hit.chunkId);

test.each([
  ['退款什么时候支付？', 'chinese'],
  ['账户', 'chinese'],
  ['户', 'chinese'],
  ['ポリシー', 'japanese'],
  ['口座', 'japanese'],
  ['ﾎﾟﾘｼｰの見直し', 'japanese'],
  ['환불을 받고 싶어요', 'korean'],
  ['계좌', 'korean'],
  ['คืนเงิน', 'thai'],
  ['ลูกค้าได้เงินคืนเมื่อไร', 'thai'],
  ['ຄືນເງິນ', 'lao'],
  ['ប្រាក់', 'khmer'],
  ['ငွေပြန်အမ်း', 'burmese'],
  ['धनवापसी कब होती है', 'hindi'],
  ['المستردة', 'arabic'],
  ['החזר ההחזר', 'hebrew'],
  ['СЧЕТ', 'russian'],
  ['επιστροφη', 'greek'],
  ['strassenbahnfahrten', 'german'],
  ['RÜCKERSTATTUNGEN', 'german'],
  ['runTarget', 'code'],
  ['DiffExecutor', 'code'],
  ['http server', 'code'],
  ['V1.2.3', 'code'],
  ['\ue000\ue001', 'private'],
])('the question %s finds its passage first', async (question, chunkId) => {
  expect((await find(question))[0]).toBe(chunkId);
});

test('a question is asked without its stop words, unless it has no others', async () => {
  expect(await find('what does the executor do')).toEqual(['code']);
  expect(await find('what does one do')).toContain('asking');
});

test('of a question nothing gets into a query but words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (question) => {
      for (const word of wordsToLookFor(question)) expect(anyOf([word])).toMatch(/^\("[\p{L}\p{N}\p{M}\p{Co}·]+"\)$/u);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['many words', Array.from({ length: 20_000 }, (_, i) => `word${i}x`).join(' ')],
  ['one long word', 'x'.repeat(200_000)],
  ['one long run of Chinese', '退款'.repeat(20_000)],
  ['many marks', `x${'\u0315\u0316'.repeat(50_000)}`],
  ['a long name', 'a_'.repeat(50_000)],
  ['nothing but signs', '"*^()'.repeat(20_000)],
])('a question of %s is answered, and looks for no more than 64 words', async (_, question) => {
  await find(question);
  expect(wordsToLookFor(question).length).toBeLessThanOrEqual(64);
});
