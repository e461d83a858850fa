import { DeliveryVersion } from '../deliveryVersions';

/**
 * That Git still asks for the version that was taken back; empty when it does not, or when the images do not tell the
 * versions apart.
 *
 * @param desired - images of the workload in Git
 */
export function heldByGit(
  versions: readonly DeliveryVersion[],
  desired: readonly string[],
): string[] {
  const isHeld = ({ images }: DeliveryVersion) =>
    images.length > 0 && images.every(image => desired.includes(image));
  const serves = versions.some(
    version =>
      (version.role === 'stable' || version.role === 'active') &&
      isHeld(version),
  );
  const aborted = versions.find(
    version =>
      (version.role === 'canary' || version.role === 'preview') &&
      isHeld(version),
  );
  return aborted && !serves
    ? [
        `Git still asks for ${aborted.images.join(', ')}, the version that was taken back: revert it there, or everything that is applied keeps it.`,
      ]
    : [];
}
