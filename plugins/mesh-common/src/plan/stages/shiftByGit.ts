import { headerMatch } from '../../manifests/headerMatch';
import {
  byVersion,
  everyPod,
  TrafficSplit,
} from '../../manifests/trafficSplit';
import { virtualService } from '../../manifests/virtualService';
import { ProfileCanary } from '../../profile/Profile';
import { versionSubset } from '../../profile/versionSubset';
import { AmbientWaypoint } from '../ambientWaypoint';
import { assertVersionsServe } from '../assertVersionsServe';
import { readManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';
import { withTracingAndEgress } from '../tracingAndEgress';
import { withLimits, withTimeouts } from '../trafficFiles';
import { versionRoutes } from '../versionRoutes';
import { versionWeight } from '../versionWeight';
import { withIngressRoutes } from './ingress';

type Versions = NonNullable<ProfileCanary['versions']>;

/**
 * Without a controller Git shifts the weights: a pull request for each step, and the next one only once the new version
 * answers well. What is merged already is not planned again, so that an interrupted canary goes on where it stands.
 */
export function shiftByGit(
  context: PlanContext,
  canary: ProfileCanary & { versions: Versions },
  through: AmbientWaypoint | undefined,
): StageDraft[] {
  const { versions, steps } = canary;
  const now = versionWeight(context, versions);
  const weights = [...steps.map(({ weight }) => weight), 100].filter(
    weight => weight > (now ?? 0),
  );
  if (weights.length > 0) {
    assertVersionsServe(context, [versions.stable, versions.canary]);
  }
  const split = (weight: number) => splitAt(canary, weight);
  return [
    {
      id: 'deliver',
      title: `Tell ${versions.stable} and ${versions.canary} apart`,
      why: 'Routes can name a version only once the mesh knows which pods it has. So the names come first, and change nothing for callers.',
      gates: ['traffic-is-observed'],
      change: files => {
        const named = withTracingAndEgress(
          context,
          withLimits(context, files),
          through,
        );
        return now === undefined
          ? named
          : withSplit(context, named, split(now));
      },
    },
    ...weights.map((weight): StageDraft => ({
      id: 'deliver',
      title:
        weight === 100
          ? `Send all requests to ${versions.canary}`
          : `Send ${weight} % of the requests to ${versions.canary}`,
      why:
        weight === 100
          ? `${versions.canary} has answered its share well, so it takes over. ${versions.stable} keeps its pods, so that to go back is to revert this pull request.`
          : `The others go on to ${versions.stable}. To go back is to revert this pull request.`,
      gates:
        context.profile.mesh === 'istio-ambient'
          ? // A waypoint does not tell which version answered.
            ['traffic-is-observed']
          : ['new-version-is-healthy'],
      change: files => withSplit(context, files, split(weight)),
    })),
  ];
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
  { versions, match }: ProfileCanary & { versions: Versions },
  weight: number,
): TrafficSplit {
  const split = byVersion(versions, weight);
  if (!match || weight === 100) {
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
