import { callsInPlaintext } from '../status/callsInPlaintext';
import { CallerVerdict, TargetStatus } from '../status/TargetStatus';
import { Profile, ProfileInput, profileSchema } from './Profile';
import { suggestedCallers } from './suggestedCallers';

/**
 * A profile to start from: what is known about a target, written as a wish. Every caller says where it was found, and
 * `notes` say what was left out and why, so that nobody has to trust the suggestion.
 */
export function suggestProfile(options: { status: TargetStatus }): {
  profile: Profile;
  notes: string[];
} {
  const { traffic, access, target } = options.status;
  const known = access.callers;
  const { callers, notes: unnamed } = suggestedCallers(options.status);
  const notes = [...unnamed];
  const outside = known.filter(({ sources }) => sources.includes('service'));
  const plaintext = known.filter(
    entry => callsInPlaintext(entry) && !outside.includes(entry),
  );
  const someAreStrict = options.status.ports.some(
    ({ accepts }) => accepts === 'mtls-only',
  );
  if (plaintext.length > 0 && !someAreStrict) {
    notes.push(
      `${plaintext.map(howItCalls).join(', ')}, so mTLS is suggested as permissive. Choose strict once they are on the mesh, or except the port that they use.`,
    );
  }
  if (outside.length > 0) {
    notes.push(
      `${outside.map(({ caller }) => caller.label).join(', ')} comes from outside the mesh, without mutual TLS and without an identity, so open access and permissive mTLS are suggested. Close it once an ingress gateway stands before it.`,
    );
  } else if (callers.length === 0) {
    notes.push(
      'No caller is known that a rule could name, so open access is suggested: closed would let nobody in.',
    );
  }
  if (traffic === undefined) {
    notes.push(
      'No metrics were available, so callers come from the catalog only. Someone who calls without being declared there would be denied.',
    );
  } else if (traffic.callers.length === 0) {
    notes.push(`No traffic was seen in the last ${traffic.window}.`);
  }
  const { data, error } = profileSchema.safeParse({
    apiVersion: 'onmesh.io/v1',
    // Who is in ambient stays there: from one to the other there is no way without leaving.
    mesh:
      options.status.mesh === 'istio-ambient'
        ? 'istio-ambient'
        : 'istio-sidecar',
    mtls: suggestedMtls(options.status, plaintext.length + outside.length > 0),
    access: outside.length > 0 || callers.length === 0 ? 'open' : 'closed',
    callers,
  });
  if (!data) {
    throw new Error(
      `The suggested profile for ${target.workload} is not valid: ${error.message}`,
    );
  }
  return { profile: data, notes };
}

function howItCalls({ caller, plaintext }: CallerVerdict): string {
  return plaintext
    ? `${caller.label} calls in plaintext`
    : `${caller.label} has no proxy`;
}

/** What is strict already stays so, with the exceptions that are there; else strict unless that would cut somebody off. */
function suggestedMtls(
  { ports }: TargetStatus,
  plaintextIsSeen: boolean,
): ProfileInput['mtls'] {
  if (ports.some(({ accepts }) => accepts === 'mtls-only')) {
    const portExceptions = ports.flatMap(
      ({ port, accepts }): Profile['mtls']['portExceptions'] => {
        if (accepts === 'mtls-and-plaintext') {
          return [{ port, mode: 'permissive' }];
        }
        return accepts === 'plaintext-only' ? [{ port, mode: 'disable' }] : [];
      },
    );
    return { mode: 'strict', portExceptions };
  }
  return { mode: plaintextIsSeen ? 'permissive' : 'strict' };
}
