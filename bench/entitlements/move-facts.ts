/**
 * A change of facts that concerns nobody who asks: what is kept in memory of everybody is read anew after it.
 */
import type { Broker } from '../../src/broker.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { named } from '../corpus/shape.ts';

/** Changes somebody else's clearance. */
export async function moveFacts(broker: Broker, admin: Caller): Promise<void> {
  await broker.putPrincipal(admin, named('user', 'somebody-else'), { clearance: 'internal' });
}
