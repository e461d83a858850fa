import { MtlsMode } from '../../istio/PeerAuthentication';
import { editPeerAuthentication } from '../../manifests/editPeerAuthentication';
import { peerAuthentication } from '../../manifests/peerAuthentication';
import { plaintextPorts } from '../../profile/plaintextPorts';
import { adoptedPeerAuthentication } from '../adoptedPeerAuthentication';
import { editText } from '../editText';
import { writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { StageDraft } from '../StageDraft';

const MODES = {
  permissive: 'PERMISSIVE',
  disable: 'DISABLE',
} as const satisfies Record<string, MtlsMode>;

/** The workload accepts what the profile says: only mutual TLS, or plaintext as well. */
export function encrypt(context: PlanContext): StageDraft {
  const { profile, target, manifest } = context;
  const strict = profile.mtls.mode === 'strict';
  const adopted = adoptedPeerAuthentication(context);
  const wanted = {
    name: target.workload,
    namespace: target.namespace,
    selector: manifest.selector,
    mode: strict ? 'STRICT' : 'PERMISSIVE',
    ports: plaintextPorts(profile).map(({ port, mode }) => ({
      port,
      mode: MODES[mode],
    })),
  } as const;
  return {
    id: 'encrypt',
    title: strict
      ? 'Accept only mutual TLS'
      : 'Accept mutual TLS and plaintext',
    why: strict
      ? 'Plaintext is refused from here on. Policies about identities rely on that, because who comes in plaintext has none.'
      : 'The profile keeps plaintext callers working. They have no identity that a policy could name.',
    gates: ['mtls-is-in-effect', 'no-new-denials'],
    entryGates: strict ? ['no-plaintext-caller'] : [],
    change: files =>
      adopted
        ? editText(files, adopted.path, text =>
            editPeerAuthentication(text, adopted.document, wanted),
          )
        : writeManaged(
            context,
            files,
            peerAuthentication(wanted),
            'PeerAuthentication',
          ),
  };
}
