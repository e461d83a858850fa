import { serviceEntry } from '../../manifests/serviceEntry';
import { removeManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { StageDraft } from '../StageDraft';

/** The mesh knows the hosts outside that the workload calls, before a proxy could refuse them. */
export function egress(context: PlanContext): StageDraft {
  const { profile, target } = context;
  const wanted = profile.egress;
  const at = { name: `${target.workload}-egress`, namespace: target.namespace };
  return {
    id: 'egress',
    title: wanted
      ? 'Say which hosts outside the mesh it calls'
      : 'Say no longer which hosts outside the mesh it calls',
    why: 'A proxy that lets only known hosts out has to know them before it stands in the way. Until then this changes nothing for anybody.',
    gates: [],
    change: files => {
      // What refuses other hosts goes first, or with the list.
      const allowed = wanted?.onlyListed
        ? files
        : removeManaged(context, files, 'Sidecar');
      return wanted
        ? writeManaged(
            context,
            allowed,
            serviceEntry({ ...at, egress: wanted }),
            'ServiceEntry',
          )
        : removeManaged(context, allowed, 'ServiceEntry');
    },
  };
}
