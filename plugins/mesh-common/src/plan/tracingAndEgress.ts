import { sidecar } from '../manifests/sidecar';
import { telemetry } from '../manifests/telemetry';
import { AmbientWaypoint } from './ambientWaypoint';
import { attachmentFor } from './attachmentFor';
import { removeManaged, writeManaged } from './managedFiles';
import { PlanContext } from './PlanContext';
import { Files } from './readFolder';

/**
 * The files with what the profile says about tracing, and about hosts that nobody may call.
 *
 * @throws PlanError
 */
export function withTracingAndEgress(
  context: PlanContext,
  files: Files,
  through: AmbientWaypoint | undefined,
): Files {
  const { profile, target, manifest } = context;
  const at = { name: target.workload, namespace: target.namespace };
  const traced = profile.tracing
    ? writeManaged(
        context,
        files,
        telemetry({
          ...at,
          attachment: attachmentFor(context, through),
          tracing: profile.tracing,
        }),
        'Telemetry',
      )
    : removeManaged(context, files, 'Telemetry');
  return profile.egress?.onlyListed
    ? writeManaged(
        context,
        traced,
        sidecar({ ...at, selector: manifest.selector }),
        'Sidecar',
      )
    : removeManaged(context, traced, 'Sidecar');
}
