import { headerMatch } from '../../manifests/headerMatch';
import {
  byVersion,
  everyPod,
  TrafficSplit,
} from '../../manifests/trafficSplit';
import { virtualService } from '../../manifests/virtualService';
import { ProfileCanary, ProfileVersions } from '../../profile/Profile';
import { versionSubset } from '../../profile/versionSubset';
import { AmbientWaypoint } from '../ambientWaypoint';
import { assertVersionsServe } from '../assertVersionsServe';
import { readManaged, writeManaged } from '../managedFiles';
import { GateId } from '../Plan';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';
import { withTracingAndEgress } from '../tracingAndEgress';
import { withLimits, withTimeouts } from '../trafficFiles';
import { versionRoutes } from '../versionRoutes';
import { versionWeight } from '../versionWeight';
import { withIngressRoutes } from './ingress';

/** A canary that no controller runs. */
export type VersionedCanary = ProfileCanary & { versions: ProfileVersions };

/**
 * Without a controller Git shifts the weights: a pull request for each step, and the next one only once the new version
 * answers well. What is merged already is not planned again, so that an interrupted canary goes on where it stands.
 */
export function shiftByGit(
  context: PlanContext,
  canary: VersionedCanary,
  through: AmbientWaypoint | undefined,
): StageDraft[] {
  const { versions, steps } = canary;
  const now = versionWeight(context, versions);
  const at = (weight: number) => (files: Files) =>
    withSplit(context, files, splitAt(canary, weight));
  const weights =
    versions.canary === undefined
      ? []
      : [...steps.map(({ weight }) => weight), 100].filter(
          weight => weight > (now ?? 0),
        );
  if (now === undefined || weights.length > 0) {
    assertVersionsServe(context, versions);
  }
  return [
    {
      id: 'deliver',
      title: `Tell ${[versions.stable, versions.canary].filter(Boolean).join(' and ')} apart`,
      why: 'Routes can name a version only once the mesh knows which pods it has. So the names come first, and change nothing for callers.',
      gates: ['traffic-is-observed'],
      change: files => {
        const named = withTracingAndEgress(
          context,
          withLimits(context, files),
          through,
        );
        return now === undefined ? named : at(now)(named);
      },
    },
    ...(now === undefined ? [keepWithStable(versions, at(0))] : []),
    ...weights.map((weight, index) => ({
      ...shiftTo(context, versions, weight),
      entryGates: index === 0 ? ['new-version-is-ready' as const] : [],
      change: at(weight),
    })),
    forgetNames(context),
  ];
}

/** A name goes once no route uses it any more. */
function forgetNames(context: PlanContext): StageDraft {
  return {
    id: 'deliver',
    title: 'Forget versions that no route names',
    why: 'A name of a version may go only after the routes have let go of it.',
    gates: ['traffic-is-observed'],
    change: files => withLimits(context, files),
  };
}

function keepWithStable(
  { stable, canary }: ProfileVersions,
  change: StageDraft['change'],
): StageDraft {
  return {
    id: 'deliver',
    title: `Keep all requests with ${stable}`,
    why: `From here on pods of ${canary ?? 'other versions'} can run beside those that serve, and get no request before it is their turn.`,
    gates: ['traffic-is-observed'],
    change,
  };
}

function shiftTo(
  { profile }: PlanContext,
  { stable, canary }: ProfileVersions,
  weight: number,
): Omit<StageDraft, 'change'> {
  // A waypoint does not tell which version answered.
  const gates: GateId[] =
    profile.mesh === 'istio-ambient'
      ? ['traffic-is-observed']
      : ['new-version-is-healthy'];
  return weight === 100
    ? {
        id: 'deliver',
        title: `Send all requests to ${canary}`,
        why: `${canary} has answered its share well, so it takes over. ${stable} keeps its pods, so that to go back is to revert this pull request.`,
        gates,
      }
    : {
        id: 'deliver',
        title: `Send ${weight} % of the requests to ${canary}`,
        why: `The others go on to ${stable}. To go back is to revert this pull request.`,
        gates,
      };
}

/** Requests go to every pod again, before the names of versions go. */
export function retireVersions(context: PlanContext): StageDraft {
  return {
    id: 'deliver',
    title: 'Route without regard to versions',
    why: 'Requests go to all pods behind the Service alike, so each version gets a share by the number of its pods. Routes let go of the names before these are removed.',
    gates: ['traffic-is-observed'],
    change: files => withoutVersions(context, files),
  };
}

/** The files with routes that name no version, where Git divided requests between versions. */
export function withoutVersions(context: PlanContext, files: Files): Files {
  return versionRoutes(context, files)
    ? withTimeouts(context, withGatewaySplit(context, files, everyPod))
    : files;
}

function splitAt(
  { versions, match }: VersionedCanary,
  weight: number,
): TrafficSplit {
  const split = byVersion(versions, weight);
  if (
    !match ||
    versions.canary === undefined ||
    weight === 0 ||
    weight === 100
  ) {
    return split;
  }
  const { name, value } = headerMatch(match);
  return {
    ...split,
    asked: {
      headers: { [name]: value },
      subset: versionSubset(versions.canary),
    },
  };
}

function withSplit(
  context: PlanContext,
  files: Files,
  split: TrafficSplit,
): Files {
  const { profile, target } = context;
  const { host, httpPorts } = targetService(context);
  return writeManaged(
    context,
    withGatewaySplit(context, files, split),
    virtualService({
      name: target.workload,
      namespace: target.namespace,
      host,
      ports: httpPorts,
      traffic: profile.traffic,
      split,
    }),
    'VirtualService',
  );
}

/** Requests that come in by a gateway are divided like all others. */
function withGatewaySplit(
  context: PlanContext,
  files: Files,
  split: TrafficSplit,
): Files {
  return readManaged(context, files, 'IngressRoutes')
    ? withIngressRoutes(context, files, split)
    : files;
}
