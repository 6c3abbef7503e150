/** The reference in memory keeps the contract that it is there to hold others to. */
import { MemoryIndex } from '../contract/memory-index.ts';
import { rebuildContract } from '../contract/rebuild.ts';
import { vectorIndexContract } from '../contract/vector-index.ts';
import { CONTRACT_MODEL } from '../contract/world.ts';

vectorIndexContract('the reference in memory', async () => new MemoryIndex(CONTRACT_MODEL));

const shared = new MemoryIndex(CONTRACT_MODEL);
rebuildContract('the reference in memory', async (model) => shared.asOther(model));
