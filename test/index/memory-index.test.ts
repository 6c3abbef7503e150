/** The reference in memory keeps the contract that it is there to hold others to. */
import { MemoryIndex } from '../contract/memory-index.ts';
import { CONTRACT_MODEL, vectorIndexContract } from '../contract/vector-index.ts';

vectorIndexContract('the reference in memory', async () => new MemoryIndex(CONTRACT_MODEL));
