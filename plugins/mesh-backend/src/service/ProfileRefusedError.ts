import { InputError } from '@backstage/errors';
import { ProfilePath } from '@onmesh/plugin-mesh-common';

/** A profile that cannot be planned as things are. Its field goes along in the answer, so that a form can lead there. */
export class ProfileRefusedError extends InputError {
  /** @param path - absent where it is not the profile that has to change */
  constructor(
    message: string,
    readonly path?: ProfilePath,
  ) {
    super(message);
  }
}
