import { AuthService } from '@backstage/backend-plugin-api';
import {
  GateResult,
  ObservedTraffic,
  OnboardingRequest,
  evaluateGates,
  notYetApplied,
} from '@onmesh/plugin-mesh-common';
import { presentStage } from '../worker/branchName';
import { GateReader } from '../worker/Step';
import { ReadTarget, TargetReader } from './TargetReader';

/** Reads gates from the status that the entity page shows. Nobody is signed in then, so it reads as the plugin itself. */
export class StatusGateReader implements GateReader {
  constructor(
    private readonly reader: TargetReader,
    private readonly auth: AuthService,
  ) {}

  async read(
    request: OnboardingRequest,
    before: ObservedTraffic | undefined,
  ): Promise<GateResult[]> {
    const { status, view } = await this.#read(request);
    const { files, gates } = presentStage(request);
    const missing = notYetApplied(files, view, request.target.namespace);
    if (missing.length > 0) {
      return gates.map(id => ({
        id,
        state: 'waiting',
        reason: missing.join(' '),
      }));
    }
    return evaluateGates(gates, status, {
      profile: request.profile,
      before,
    });
  }

  async observed(request: OnboardingRequest) {
    return (await this.#read(request)).observed;
  }

  async #read(request: OnboardingRequest): Promise<ReadTarget> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const entity = await this.reader.entity(request.entityRef, credentials);
    return this.reader.read(entity, request.target, credentials);
  }
}
