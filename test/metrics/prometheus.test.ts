/** The meter that speaks Prometheus: what its text holds, that each has counts of its own, and that nothing is told in part. */
import { expect, test } from 'vitest';
import type { Figures } from '../../src/metrics/meter.ts';
import { createMeter } from '../../src/metrics/prometheus.ts';

const FIGURES: Figures = { outboxDepth: 3, outboxOldestAgeS: 2.5, isIndexReady: true };
const request = { route: '/v1/documents/:id', method: 'GET', status: 200, seconds: 0.03 };
const lines = async (meter: ReturnType<typeof createMeter>) =>
  (await meter.render()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('tells the figures of the moment it is asked', async () => {
  let figures = FIGURES;
  const meter = createMeter(async () => figures);
  expect(await lines(meter)).toEqual([
    'sluice_outbox_depth 3',
    'sluice_outbox_oldest_age_seconds 2.5',
    'sluice_index_ready 1',
  ]);
  figures = { outboxDepth: 0, outboxOldestAgeS: 0, isIndexReady: false };
  expect(await lines(meter)).toEqual([
    'sluice_outbox_depth 0',
    'sluice_outbox_oldest_age_seconds 0',
    'sluice_index_ready 0',
  ]);
});

test('counts requests by pattern, method and status, and their time by pattern', async () => {
  const meter = createMeter(async () => FIGURES);
  meter.observe(request);
  meter.observe(request);
  meter.observe({ ...request, status: 404 });
  const text = await lines(meter);
  expect(text).toContain('sluice_requests_total{route="/v1/documents/:id",method="GET",status="200"} 2');
  expect(text).toContain('sluice_requests_total{route="/v1/documents/:id",method="GET",status="404"} 1');
  expect(text).toContain('sluice_request_duration_seconds_bucket{le="0.025",route="/v1/documents/:id"} 0');
  expect(text).toContain('sluice_request_duration_seconds_bucket{le="0.05",route="/v1/documents/:id"} 3');
});

test('two meters of one process add nothing to each other', async () => {
  const [one, other] = [createMeter(async () => FIGURES), createMeter(async () => FIGURES)];
  one.observe(request);
  expect((await lines(other)).join()).not.toContain('sluice_requests_total');
});

test('throws, and tells nothing, when the figures can not be read', async () => {
  const meter = createMeter(() => Promise.reject(new Error('away')));
  meter.observe(request);
  await expect(meter.render()).rejects.toThrow('away');
});
