import { z } from 'zod';
import { profileSchema } from './Profile';

/**
 * The schema of profiles as people write them, for editors that complete and check YAML by JSON Schema (draft 2020-12).
 * It cannot say how fields depend on each other; those rules are checked when a profile is read.
 */
export function profileJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(profileSchema, { io: 'input' }),
    $id: 'https://onmesh.io/schemas/profile.v1.json',
    title: 'Mesh profile of a service',
  };
}
