import { DeliveryStatus, GitVersion } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';

/** After an abort the cluster serves the old version while Git may still ask for the new one: an action never changes Git. */
export function GitNotice(props: {
  git: GitVersion;
  versions: DeliveryStatus['versions'];
}) {
  const { git, versions } = props;
  const { images, branch, file } = git;
  const where = `${file} on ${branch}`;
  const held = versions.filter(version => sameImages(version.images, images));
  const serves = held.some(
    ({ role }) => role === 'stable' || role === 'active',
  );
  if (serves && held.length > 1) {
    // Versions that differ in something else than their images: these do not tell which one Git holds.
    return null;
  }
  if (serves) {
    return (
      <Notice severity="info" title="Git is back at the version that serves">
        {`${where} says ${images.join(', ')}. As soon as that is applied, the abort is over.`}
      </Notice>
    );
  }
  return (
    <Notice
      severity="warning"
      title={
        held.length > 0
          ? 'Git still holds the aborted version'
          : 'Git holds another version than the one that serves'
      }
    >
      {`${where} says ${images.join(', ')}. Undo it there, by a pull request that reverts the change: until then it can be tried again, and everything that is applied from Git keeps it.`}
    </Notice>
  );
}

function sameImages(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every(image => b.includes(image));
}
