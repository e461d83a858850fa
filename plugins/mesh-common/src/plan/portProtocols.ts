import { mergeEntries } from '../manifests/yamlText';
import { protocolWord } from '../status/protocolWord';
import { listeningPort } from '../status/workloadPorts';
import { findWorkload } from '../status/Workload';
import { editText } from './editText';
import { withoutPatches } from './kustomizations';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { Files, readFolder } from './readFolder';
import { serviceEntries } from './serviceEntries';
import { isIn } from './workloadManifest';

/**
 * The files with what the profile says of ports written as `appProtocol` of the Services that lead there, where they do
 * not say it by name already. Proxies read protocols from Services alone, and sniff where these are silent.
 *
 * @throws PlanError when no Service of the folder leads to a port
 */
export function withPortProtocols(context: PlanContext, files: Files): Files {
  const { profile, manifest, target } = context;
  if (!profile.ports) {
    return files;
  }
  const services = serviceEntries(
    readFolder(withoutPatches(files)).objects.filter(entry =>
      isIn(target.namespace, entry),
    ),
    manifest.labels,
  );
  const template = manifest.object.spec?.template ?? {};
  return profile.ports.reduce<Files>((result, { port, protocol }, index) => {
    const leading = services.flatMap(entry =>
      (entry.object.spec?.ports ?? []).flatMap((one, position) =>
        listeningPort({ template }, one) === port
          ? [{ ...entry, one, position }]
          : [],
      ),
    );
    assertIsWritten(context, { port, index }, leading);
    return leading
      .filter(({ one }) => protocolWord(one) !== protocol)
      .reduce<Files>(
        (rest, { path, document, position }) =>
          editText(rest, path, text =>
            mergeEntries(
              text,
              { document, path: ['spec', 'ports', String(position)] },
              { appProtocol: protocol },
            ),
          ),
        result,
      );
  }, files);
}

function assertIsWritten(
  { view, target }: PlanContext,
  { port, index }: { port: number; index: number },
  leading: readonly object[],
): void {
  if (leading.length > 0) {
    return;
  }
  const live = findWorkload(view, target)?.services.map(
    ({ metadata }) => metadata.name,
  );
  throw new PlanError(
    `No Service in the folder of ${target.workload} leads to its port ${port}, and proxies learn from Services what a port speaks.${
      live?.length ? ` Cluster ${target.cluster} has ${live.join(', ')}.` : ''
    } Put the Service there, or correct ports in the profile.`,
    ['ports', index, 'port'],
  );
}
