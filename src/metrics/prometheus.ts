/**
 * The meter that speaks Prometheus. Its registry is its own, never the one of the process, and the figures are read before anything is
 * rendered: when they can't be, there is no text at all.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Figures, Meter } from './meter.ts';

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMeter(readFigures: () => Promise<Figures>): Meter {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const depth = gauge('sluice_outbox_depth', 'Jobs that were accepted and are not done.');
  const age = gauge('sluice_outbox_oldest_age_seconds', 'Age of the oldest of them; 0 when nothing waits.');
  const ready = gauge('sluice_index_ready', 'Whether the index answers searches: 1 or 0.');
  const requests = new Counter({
    ...{ name: 'sluice_requests_total', help: 'Requests that were answered.', registers },
    labelNames: ['route', 'method', 'status'],
  });
  const durations = new Histogram({
    ...{ name: 'sluice_request_duration_seconds', help: 'Time to the head of the answer.', registers },
    ...{ labelNames: ['route'], buckets: BUCKETS_S },
  });
  return {
    contentType: registry.contentType,
    observe({ route, method, status, seconds }) {
      requests.inc({ route, method, status });
      durations.observe({ route }, seconds);
    },
    async render() {
      const figures = await readFigures();
      depth.set(figures.outboxDepth);
      age.set(figures.outboxOldestAgeS);
      ready.set(figures.isIndexReady ? 1 : 0);
      return registry.metrics();
    },
  };
}
