import { ObservedTraffic } from '../../status/ObservedTraffic';
import { Gate, failed, met, NO_METRICS, unknown } from './Gate';
import { isKnown, list, ports } from './gateWords';

/** Nobody calls without mutual TLS, except on ports that stay open for that. */
export const noPlaintextCaller: Gate = ({ traffic, access }, { profile }) => {
  const outside = access.callers.filter(({ sources }) =>
    sources.includes('service'),
  );
  if (outside.length > 0 && profile.mtls.portExceptions.length === 0) {
    return failed(
      `${list(outside.map(({ caller }) => caller))} comes from outside the mesh, without mutual TLS. Put an ingress gateway before the workload, make an exception for the port, or accept plaintext.`,
    );
  }
  const unseen = access.callers.filter(
    entry =>
      isKnown(entry) &&
      !outside.includes(entry) &&
      entry.plaintext === undefined &&
      entry.withoutProxy,
  );
  if (unseen.length > 0 && profile.mtls.portExceptions.length === 0) {
    return failed(
      `No pod of ${list(unseen.map(({ caller }) => caller))} has a proxy, so plaintext is all that comes from there. Take these callers onto the mesh, make an exception for the port that they use, or accept plaintext.`,
    );
  }
  if (!traffic) {
    return NO_METRICS;
  }
  const named = (callers: ObservedTraffic['callers']) =>
    [
      ...new Set(
        callers.map(
          c => c.workload ?? c.serviceAccount ?? 'an unidentified caller',
        ),
      ),
    ].join(', ');
  const plaintext = traffic.callers.filter(({ mtls }) => mtls === false);
  const { portExceptions } = profile.mtls;
  if (plaintext.length > 0 && portExceptions.length === 0) {
    return failed(
      `${named(plaintext)} came in plaintext in the last ${traffic.window}. Take these callers onto the mesh, make an exception for the port that they use, or accept plaintext.`,
    );
  }
  const untold = traffic.callers.filter(({ mtls }) => mtls === undefined);
  if (untold.length > 0) {
    return unknown(
      `The metrics do not say whether ${named(untold)} came with mutual TLS.`,
    );
  }
  if (plaintext.length > 0) {
    return met(
      `${named(plaintext)} came in plaintext; ${ports(portExceptions)} stay open for that, and metrics do not tell ports apart.`,
    );
  }
  return traffic.callers.length === 0
    ? unknown(
        `No request was seen in the last ${traffic.window}, so it is not known how ${access.callers.length > 0 ? 'the callers come' : 'callers would come'}.`,
      )
    : met(`Every caller in the last ${traffic.window} came with mutual TLS.`);
};
