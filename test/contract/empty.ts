import type { VectorIndex } from '../../src/index/port.ts';

/** Has an empty index take the place of what there is. */
export async function empty(index: VectorIndex): Promise<void> {
  const rebuild = await index.rebuild({ restart: true });
  await rebuild.switchOver();
  await rebuild.close();
}
