/**
 * Collections and where they stand among each other.
 */
import { z } from 'zod';
import { collectionName } from './text.ts';

export const collectionParentInput = z
  .strictObject({
    parent: collectionName.nullable().meta({ description: 'The collection that it is put into; null: into none.' }),
  })
  .meta({ id: 'CollectionParentInput' });
