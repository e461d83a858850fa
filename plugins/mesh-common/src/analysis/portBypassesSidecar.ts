import { keepsFromSidecar } from '../status/portMtls';
import { Rule } from './Rule';

/** Pods keep a port from their sidecar: no policy holds there, and callers in the mesh do not know of it. */
export const portBypassesSidecar: Rule = ({ status, workload }) => {
  const { annotations } = workload.template;
  return status.ports.flatMap(({ port }) => {
    const by = keepsFromSidecar({ workload, mesh: status.mesh }, port);
    return by === undefined
      ? []
      : [
          {
            severity: 'warning',
            object: {
              kind: workload.kind,
              namespace: workload.namespace.metadata.name,
              name: workload.name,
              field: `spec.template.metadata.annotations[${by}]`,
              value: annotations[by],
            },
            message: `Port ${port} is kept from the sidecar: neither mTLS nor rules hold there, and callers in the mesh that send mTLS get no answer.`,
            action:
              'Let the sidecar have the port, and make an exception in a PeerAuthentication if it must take plaintext.',
          },
        ];
  });
};
